"""A database as it is at one moment, in plain rows: beside those who write, and in copies."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from core.settings import Settings
from storage.config import APPLICATION, dialect_of, sqlite_path, tortoise_config
from storage.shape import BOOKKEEPING, tables
from storage.store import Database

BATCH = 1000
PATIENCE_SECONDS = 15
LOOKING = f"{APPLICATION}-looking"  # not to be taken for a server of ours
# Everything of a schema that belongs to our role: what a backup takes and a restore replaces.
OUR_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND pg_get_userbyid(c.relowner) = current_user
    ORDER BY 1
"""


class NoDatabase(Exception):
    """There is no such file."""


class Look(Protocol):
    """One moment of a database."""

    def rows(self, statement: str) -> AsyncIterator[tuple[Any, ...]]: ...
    async def tables(self) -> list[str]:
        """Return the names of our tables, without the migrations' own."""


@dataclass(frozen=True, slots=True)
class SqliteLook:
    connection: sqlite3.Connection

    async def rows(self, statement: str) -> AsyncIterator[tuple[Any, ...]]:
        cursor = await asyncio.to_thread(self.connection.execute, statement)
        while batch := await asyncio.to_thread(cursor.fetchmany, BATCH):
            for row in batch:
                yield row

    async def tables(self) -> list[str]:
        return tables(self.connection)


@dataclass(frozen=True, slots=True)
class PostgresLook:
    connection: Any

    async def rows(self, statement: str) -> AsyncIterator[tuple[Any, ...]]:
        async for row in self.connection.cursor(statement, prefetch=BATCH):
            yield tuple(row)

    async def tables(self) -> list[str]:
        return [name for name in await self.all_tables() if name != BOOKKEEPING]

    async def all_tables(self) -> list[str]:
        """Return the names of our tables and the migrations' own."""
        return [name async for (name,) in self.rows(OUR_TABLES)]

    async def value(self, statement: str) -> Any:
        """Return the one value that a statement asks for."""
        return await self.connection.fetchval(statement)

    async def version(self) -> int:
        """Return the server's major version."""
        return int(await self.value("SHOW server_version_num")) // 10000

    async def schema(self) -> str:
        """Return where our tables are."""
        return str(await self.value("SELECT current_schema()"))


def is_there(settings: Settings) -> bool:
    """Return whether there is a file to look at; a server is only found out by asking."""
    is_sqlite = dialect_of(settings.database_url) == "sqlite"
    return not is_sqlite or sqlite_path(settings.database_url).is_file()


@asynccontextmanager
async def look_at(settings: Settings) -> AsyncIterator[SqliteLook | PostgresLook]:
    """Open the installation's database as it is now.

    Raises NoDatabase, or DatabaseBusy when the server does not answer.
    """
    if dialect_of(settings.database_url) == "sqlite":
        with look_at_file(sqlite_path(settings.database_url)) as look:
            yield look
        return
    config = tortoise_config(settings.database_url)
    own = {"application_name": LOOKING, "minsize": 1, "command_timeout": None}
    config["connections"]["postgres"]["credentials"] |= own
    async with (
        Database().opened(config) as database,
        database.client("postgres").acquire_connection() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield PostgresLook(connection)


@contextmanager
def look_at_file(path: Path, *, is_still: bool = False) -> Iterator[SqliteLook]:
    """Open a file as it is now; nothing is written beside one that `is_still`.

    Raises NoDatabase.
    """
    if not path.is_file():
        raise NoDatabase(f"There is no database at {path}.")
    address = f"file:{quote(str(path))}" + ("?immutable=1" if is_still else "?mode=rw")
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=PATIENCE_SECONDS
    )
    with closing(connection):
        connection.execute("PRAGMA query_only = 1")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # now it has begun
        yield SqliteLook(connection)
