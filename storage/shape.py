"""Looks at a SQLite file without the ORM: its tables, indexes, rows and soundness."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

BOOKKEEPING = "tortoise_migrations"


class Unsound(Exception):
    """The file is not what the models say, or it lost something."""


@dataclass(frozen=True, slots=True)
class Index:
    """An index by what it does; `sql` is None for one that a constraint made."""

    table: str
    columns: tuple[str, ...]
    is_unique: bool
    is_partial: bool
    sql: str | None


class Column(NamedTuple):
    """A column; `key` is its place in the primary key, 0 outside it."""

    name: str
    kind: str
    is_needed: int
    default: str | None
    key: int


def row_counts(path: Path) -> dict[str, int]:
    """Return how many rows each table holds."""
    with opened(path) as file:
        return {
            table: file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for table in tables(file)
        }


def check_rows(path: Path, before: dict[str, int]) -> None:
    """Raises Unsound when a table that is still there holds fewer rows than before."""
    now = row_counts(path)
    for table, count in before.items():
        if now.get(table, count) < count:
            raise Unsound(f"{table} had {count} rows and has {now[table]}")


def check_sound(path: Path) -> None:
    """Raises Unsound when a reference points nowhere or the file itself is damaged."""
    with opened(path) as file:
        check_file(file)


def check_file(file: sqlite3.Connection) -> None:
    """Raises Unsound as `check_sound` does."""
    try:
        if broken := file.execute("PRAGMA foreign_key_check").fetchall():
            raise Unsound(f"references that point nowhere: {sorted({row[0] for row in broken})}")
        if (verdict := file.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise Unsound(verdict)
    except sqlite3.DatabaseError as fault:
        raise Unsound(fault) from fault


def mend_indexes(path: Path, fresh: Path) -> None:
    """Make what a rebuilt table lost, after a fresh file. Raises Unsound for a lost column."""
    with opened(path) as file, opened(fresh) as model:
        for table in tables(model):
            if lost := _names(columns(model, table)) - _names(columns(file, table)):
                raise Unsound(f"{table} lacks {sorted(lost)}")
            have = {_what_it_does(index) for index in indexes(file, table)}
            for index in indexes(model, table):
                if _what_it_does(index) not in have:
                    file.execute(_statement(index))


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file; each statement commits by itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def tables(file: sqlite3.Connection) -> list[str]:
    """Return the names of our tables."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return sorted(name for (name,) in file.execute(query) if name != BOOKKEEPING)


def columns(file: sqlite3.Connection, table: str) -> set[Column]:
    """Return the columns of a table."""
    found = file.execute(f'PRAGMA table_info("{table}")')
    return {Column(*described) for _, *described in found}


def _names(found: set[Column]) -> set[str]:
    return {column.name for column in found}


def indexes(file: sqlite3.Connection, table: str) -> list[Index]:
    """Return the indexes of a table, those of its constraints too."""
    found = file.execute(f'PRAGMA index_list("{table}")').fetchall()
    return [
        Index(table, _columns_of(file, name), bool(unique), bool(partial), _sql_of(file, name))
        for _, name, unique, _, partial in found
    ]


def _columns_of(file: sqlite3.Connection, index: str) -> tuple[str, ...]:
    return tuple(row[2] for row in file.execute(f'PRAGMA index_info("{index}")'))


def _sql_of(file: sqlite3.Connection, index: str) -> str | None:
    row = file.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    return row[0] if row else None


def _what_it_does(index: Index) -> tuple[tuple[str, ...], bool, bool]:
    return index.columns, index.is_unique, index.is_partial


def _statement(index: Index) -> str:
    if index.sql is not None:
        return index.sql
    name = "_".join(("uq", index.table, *index.columns))
    listed = ", ".join(f'"{column}"' for column in index.columns)
    return f'CREATE UNIQUE INDEX "{name}" ON "{index.table}" ({listed})'
