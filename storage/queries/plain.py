"""Rows as the driver gives them, for the thousands that a recount reads.

Reading a moment through the ORM costs more than what the engine does with the whole row.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tortoise.queryset import QuerySet


async def plain(rows: QuerySet[Any], *columns: str) -> list[Sequence[Any]]:
    """Return these columns of the rows; SQLite gives days and moments as text."""
    asked = rows.values_list(*columns)
    database = rows.model._meta.db  # noqa: SLF001 - where Tortoise keeps the running transaction
    statement = asked.sql()
    _, found = await database.execute_query(statement, asked.query.get_parameterized_sql()[1])
    return [tuple(row) for row in found]


def day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def values(value: Any) -> Any:
    """Return what a column of JSON holds."""
    return json.loads(value) if isinstance(value, str) else value


def moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
