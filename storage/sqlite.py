"""SQLite as a Tortoise engine: transactions that begin IMMEDIATE and survive hang-ups.

Tortoise's own begin DEFERRED, so that two writers fail each other with “database is locked”
where one could wait; and a task cancelled while it enters keeps the connection's lock for ever.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError, OperationalError

from storage.endings import carry_out
from storage.private import make_private
from storage.remembering import Answer, LooksOnly, remembered

T = TypeVar("T")

MEMORY = ":memory:"


class ImmediateClient(SqliteTransactionWrapper):
    """One transaction, which has the right to write from its beginning."""

    def __init__(self, connection: SqliteClient, patience: "Patience | None" = None) -> None:
        super().__init__(connection)
        self.patience = patience

    async def begin(self) -> None:
        """Raises OperationalError when others hold the file for longer than one is patient."""
        connection: Any = self._connection
        try:
            await connection._execute(_begin, connection._conn, self.patience)  # noqa: SLF001
        except sqlite3.OperationalError as fault:
            raise OperationalError(fault) from fault

    async def abandon(self) -> None:
        """Take back what is not committed, after whatever the connection's thread still does."""
        if self._connection is not None:
            await carry_out(self._connection.rollback())


class ImmediateTransaction(SqliteTransactionContext):
    """Whatever happens between entering and leaving, the lock is given back."""

    __slots__ = ()
    connection: ImmediateClient

    async def __aenter__(self) -> TransactionalDBClient:
        await _take(self._trxlock, self.connection.patience)
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            await self._abandon()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        get_connections().reset(self.token)
        is_over = False
        try:
            if exc_type is None:
                await self.connection.commit()
                is_over = True
        except sqlite3.OperationalError as fault:
            raise OperationalError(fault) from fault
        finally:
            if is_over:  # what is committed needs no visit more to the connection's thread
                self._trxlock.release()
            else:
                await self._abandon()

    async def _abandon(self) -> None:
        try:
            await self.connection.abandon()
        finally:
            self._trxlock.release()


class ReadingClient(LooksOnly, ImmediateClient):
    """One transaction that sees what was committed when it began, and writes nothing.

    It waits for others that read, however long, and for nobody who writes.
    """

    async def begin(self) -> None:
        await self._connection.execute("BEGIN")

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Answer:
        ask = super().execute_query
        return await remembered(query, values, lambda: ask(query, values))

    async def execute_query_dict(
        self, query: str, values: list[Any] | None = None
    ) -> list[dict[str, Any]]:
        _, rows = await self.execute_query(query, values)
        return [dict(row) for row in rows]


class OneConnection(SqliteClient):
    """A connection with a thread of its own, which is not begun for a file that does not open."""

    async def create_connection(self, with_db: bool) -> None:
        """Raises sqlite3.OperationalError; the thread of a connection that failed outlives us."""
        if self._connection is None:
            await asyncio.to_thread(_open_once, self.filename)
        try:
            await super().create_connection(with_db)
        except BaseException:  # a connection that was not told everything is none
            await self.close()
            raise


def _open_once(path: str) -> None:
    """SQLite gives its log the rights of the file itself."""
    if path != MEMORY:
        with suppress(OSError):  # SQLite says it in its own words
            make_private(Path(path))
    sqlite3.connect(path).close()


class client_class(OneConnection):  # noqa: N801 - the name that Tortoise looks for
    """A SQLite file: one connection a process that writes, and one that only reads."""

    def __init__(self, file_path: str, **settings: Any) -> None:
        super().__init__(file_path, **settings)
        self._reader = OneConnection(file_path, **{**settings, "query_only": 1})
        self._is_closed = False

    async def close(self) -> None:
        self._is_closed = True
        await self._reader.close()
        await super().close()

    def reading(self) -> ImmediateTransaction:
        """Return a transaction beside the one that writes: neither waits for the other."""
        lock = self._reader._lock  # noqa: SLF001 - as Tortoise's own transactions do
        return ImmediateTransaction(ReadingClient(self._reader), lock)

    def _in_transaction(self) -> ImmediateTransaction:
        return ImmediateTransaction(ImmediateClient(self, Patience(self.pragmas)), self._lock)

    async def plainly(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do plain SQL in one transaction and one visit to the connection's thread.

        It waits for its turn among the transactions of this process. Raises DBConnectionError or
        sqlite3.OperationalError when that is not its before busy_timeout is over.
        """
        if self._is_closed:
            raise DBConnectionError("the database is closed")
        patience = Patience(self.pragmas)
        await _take(self._lock, patience)
        try:
            await self.create_connection(with_db=True)
            connection: Any = self._connection
            doing = connection._execute(_plainly, connection._conn, patience, work)  # noqa: SLF001
            answer: T = await carry_out(doing)
        finally:
            self._lock.release()
        return answer


class Patience:
    """How long one writer waits in all: for those of this process, then for other processes.

    Writers that begin to wait together so give up together, not each after the one before.
    """

    def __init__(self, pragmas: Mapping[str, Any]) -> None:
        self._until = monotonic() + float(pragmas["busy_timeout"]) / 1000

    @property
    def left_seconds(self) -> float:
        return max(0.0, self._until - monotonic())


async def _take(lock: asyncio.Lock, patience: Patience | None) -> None:
    """Wait for one's turn. Raises DBConnectionError when it does not come in time."""
    try:
        async with asyncio.timeout(patience.left_seconds if patience else None):
            await lock.acquire()
    except TimeoutError as late:
        raise DBConnectionError("others are writing") from late


def _begin(connection: sqlite3.Connection, patience: Patience) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(patience.left_seconds * 1000)}")
    connection.execute("BEGIN IMMEDIATE")


def _plainly(
    connection: sqlite3.Connection,
    patience: Patience,
    work: Callable[[sqlite3.Connection], T],
) -> T:
    _begin(connection, patience)
    try:
        answer = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return answer
