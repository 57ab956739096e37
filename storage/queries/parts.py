"""What hangs on a row, brought along by the statement that reads it: a list of lists, as JSON."""

from typing import Any

from tortoise.expressions import RawSQL
from tortoise.models import Model
from tortoise.queryset import QuerySet

from storage.queries.plain import values
from storage.queries.rows import Row

CREDIT_YEARS = "years"
"""The name under which a page knows in which years somebody has credits."""
ARRAYS = {
    "sqlite": ("json_group_array", "json_array"),
    "postgres": ("json_agg", "json_build_array"),
}


def bringing(rows: QuerySet[Row], name: str, table: str, key: str, *columns: str) -> QuerySet[Row]:
    """Let each row bring along these columns of a table's rows that hang on it by their `key`."""
    meta = rows.model._meta  # noqa: SLF001 - where Tortoise keeps the running transaction
    all_of, one = ARRAYS[meta.db.capabilities.dialect]
    own = f'"{meta.db_table}"."{meta.db_pk_column}"'
    listed = f"SELECT {all_of}({one}({', '.join(columns)})) FROM {table} each"  # noqa: S608 - ours
    return rows.annotate(**{name: RawSQL(f"({listed} WHERE each.{key} = {own})")})


def brought(row: Model, name: str) -> list[list[Any]]:
    """Return what a row brought along; nothing where it was read alone."""
    return values(getattr(row, name, None)) or []
