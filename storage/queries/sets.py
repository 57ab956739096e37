"""Many rows at once: laid out before a transaction begins, written in one statement inside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tortoise.models import Model


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, and its values for each row as the database takes them.

    New rows have `columns`: PostgreSQL copies them in, which takes a fraction of the time.
    """

    model: type[Model]
    statement: str
    values: list[list[Any]]
    columns: tuple[str, ...] = ()

    async def write(self) -> None:
        """Carry the statement out for every row."""
        database = _database(self.model)
        if not self.values:
            return
        if self.columns and database.capabilities.dialect == "postgres":
            await database.copy_in(_meta(self.model).db_table, self.columns, self.values)
        else:
            await database.execute_many(self.statement, self.values)


def together(laid: Iterable[Statement]) -> list[Statement]:
    """Return the same rows with one statement of each kind, in the order of their first ones."""
    kinds: dict[tuple[type[Model], str], Statement] = {}
    for one in laid:
        kinds.setdefault((one.model, one.statement), replace(one, values=[])).values.extend(
            one.values
        )
    return list(kinds.values())


def to_insert(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> Statement:
    """Lay new rows out; each gives the same columns."""
    columns = list(rows[0]) if rows else []
    named = tuple(_column(model, column) for column in columns)
    names = ", ".join(f'"{name}"' for name in named)
    blanks = ", ".join(_blank(model, place) for place, _ in enumerate(columns))
    table = _meta(model).db_table
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({blanks})'  # noqa: S608 - our own names
    return Statement(model, statement, [_values(model, columns, row) for row in rows], named)


def to_update(
    model: type[Model], key: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> Statement:
    """Lay changes of rows out that are there; each gets its version raised by one."""
    sets = ", ".join(
        f'"{_column(model, column)}" = {_blank(model, place)}'
        for place, column in enumerate(columns)
    )
    where = f'"{_column(model, key)}" = {_blank(model, len(columns))}'
    table = _meta(model).db_table
    statement = f'UPDATE "{table}" SET {sets}, "version" = "version" + 1 WHERE {where}'  # noqa: S608 - our own names
    return Statement(model, statement, [_values(model, [*columns, key], row) for row in rows])


def _values(model: type[Model], columns: Sequence[str], row: Mapping[str, Any]) -> list[Any]:
    fields = _meta(model).fields_map
    return [fields[column].to_db_value(row[column], model) for column in columns]


def _column(model: type[Model], name: str) -> str:
    return str(_meta(model).fields_db_projection[name])


def _blank(model: type[Model], place: int) -> str:
    return f"${place + 1}" if _database(model).capabilities.dialect == "postgres" else "?"


def _meta(model: type[Model]) -> Any:
    return model._meta  # noqa: SLF001 - where Tortoise keeps what it knows of a table


def _database(model: type[Model]) -> Any:
    return _meta(model).db
