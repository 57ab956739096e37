"""What every record group does with a row that may be missing or there twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from tortoise.exceptions import IntegrityError
from tortoise.models import Model
from tortoise.transactions import in_transaction

from core.domain.errors import NotFound, Refusal

Row = TypeVar("Row", bound=Model)


def found(row: Row | None) -> Row:
    """Return the row. Raises NotFound when there is none."""
    if row is None:
        raise NotFound
    return row


@asynccontextmanager
async def unless_taken(refusal: Refusal) -> AsyncIterator[None]:
    """Refuse what a key forbids; the transaction around it stays usable.

    A unique key may have been taken, or the row that a foreign key names be gone, since they
    were looked at. The savepoint is for PostgreSQL, where one failed statement spoils the rest.
    """
    try:
        async with in_transaction():
            yield
    except IntegrityError as fault:
        raise refusal from fault
