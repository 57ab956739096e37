"""What every record group does with a row that may be missing or there twice."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from tortoise.exceptions import IntegrityError
from tortoise.models import Model
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from core.domain.errors import NotFound, Refusal
from storage.refusals import refusal_of
from storage.remembering import LooksOnly, known

Row = TypeVar("Row", bound=Model)


def found(row: Row | None) -> Row:
    """Return the row. Raises NotFound when there is none."""
    if row is None:
        raise NotFound
    return row


def as_it_is(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows


async def sharing(
    model: type[Row],
    column: str,
    values: Collection[Any],
    *order: str,
    beside: str = "",
    also: Callable[[QuerySet[Row]], QuerySet[Row]] = as_it_is,
) -> dict[Any, list[Row]]:
    """Return, by each of the values, the rows that have it in their column, in this order.

    What a page has read so already is not read again; of no values nothing is asked. `beside` is
    the row that each one hangs on, to be read with it; `also` lets rows bring along what hangs on
    them, wherever rows of that table are shared.
    """
    there: dict[Any, list[Row]] = read_before(model, column)
    if missing := sorted(set(values) - there.keys(), key=str):
        found: dict[Any, list[Row]] = {value: [] for value in missing}
        rows = also(model.filter(**{f"{column}__in": missing}).order_by(*order))
        for row in await (rows.select_related(beside) if beside else rows):
            found[getattr(row, column)].append(row)
            if beside:
                note(getattr(row, beside))
        there.update(found)
    return {value: there[value] for value in values}


def note(row: Model) -> None:
    """Let a row that was read along with another be known by its key."""
    read_before(type(row), "id")[row.pk] = [row]


def read_before(model: type[Model], name: str) -> dict[Any, Any]:
    """Return what this page has read of a table under a name, to be looked at and added to.

    Who writes begins with nothing.
    """
    is_looking = isinstance(model._meta.db, LooksOnly)  # noqa: SLF001
    return known(model, name) if is_looking else {}


async def by_ids(
    model: type[Row],
    ids: Collection[str],
    *,
    beside: str = "",
    also: Callable[[QuerySet[Row]], QuerySet[Row]] = as_it_is,
) -> dict[str, Row]:
    """Return the rows that there are of these ids."""
    rows = await sharing(model, "id", ids, beside=beside, also=also)
    return {row_id: there[0] for row_id, there in rows.items() if there}


async def by_id(
    model: type[Row],
    row_id: str,
    *,
    beside: str = "",
    also: Callable[[QuerySet[Row]], QuerySet[Row]] = as_it_is,
) -> Row:
    """Return the row. Raises NotFound when there is none."""
    return found((await by_ids(model, [row_id], beside=beside, also=also)).get(row_id))


@asynccontextmanager
async def unless_taken(refusal: Refusal) -> AsyncIterator[None]:
    """Refuse what a key forbids; the transaction around it stays usable.

    A unique key may have been taken, or the row that a foreign key names be gone, since they
    were looked at; of an id that is there, MadeAlready is said instead. The savepoint is for
    PostgreSQL, where one failed statement spoils the rest.
    """
    try:
        async with in_transaction():
            yield
    except IntegrityError as fault:
        raise refusal_of(fault) or refusal from fault
