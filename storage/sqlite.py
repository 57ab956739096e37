"""SQLite as a Tortoise engine: transactions that begin IMMEDIATE and survive hang-ups.

Tortoise's own begin DEFERRED, so that two writers fail each other with “database is locked”
where one could wait; and a task cancelled while it enters keeps the connection's lock for ever.
"""

import asyncio
import sqlite3
from collections.abc import Callable
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

T = TypeVar("T")

BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class ImmediateClient(SqliteTransactionWrapper):
    """One transaction, which has the right to write from its beginning."""

    async def begin(self) -> None:
        """Raises DBConnectionError when others hold the file for longer than busy_timeout."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF in BUSY:
                raise DBConnectionError(fault) from fault
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
        await self._trxlock.acquire()
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


class ReadingClient(ImmediateClient):
    """One transaction that sees what was committed when it began, and writes nothing."""

    async def begin(self) -> None:
        await self._connection.execute("BEGIN")


class OneConnection(SqliteClient):
    """A connection with a thread of its own, which is not begun for a file that does not open."""

    async def create_connection(self, with_db: bool) -> None:
        """Raises sqlite3.OperationalError; the thread of a connection that failed outlives us."""
        if self._connection is None:
            await asyncio.to_thread(_open_once, self.filename)
        await super().create_connection(with_db)


def _open_once(path: str) -> None:
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
        return ImmediateTransaction(ImmediateClient(self), self._lock)

    async def plainly(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do plain SQL in one transaction and one visit to the connection's thread.

        It waits for its turn among the transactions of this process. Raises DBConnectionError
        when another process holds the file for longer than busy_timeout.
        """
        if self._is_closed:
            raise DBConnectionError("the database is closed")
        async with self._lock:
            await self.create_connection(with_db=True)
            connection: Any = self._connection
            doing = connection._execute(_plainly, connection._conn, work)  # noqa: SLF001
            answer: T = await carry_out(doing)
            return answer


def _plainly(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as fault:
        raise DBConnectionError(fault) from fault
    try:
        answer = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return answer
