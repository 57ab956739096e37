"""PostgreSQL as a Tortoise engine: transactions that give their connection back, always."""

from asyncio import TimeoutError as WaitedTooLong
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContextPooled
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError

from storage.endings import carry_out
from storage.remembering import Answer, LooksOnly, remembered

T = TypeVar("T")

PATIENCE_SECONDS = 15
TIDYING_SECONDS = 2
OUT_OF_REACH = (
    OSError,
    WaitedTooLong,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.DeadlockDetectedError,
    asyncpg.InternalClientError,  # the server ended a connection that was lying idle
)


async def taken_from(pool: Any) -> Any:
    """Take a connection of the pool. Raises DBConnectionError when the server gives none."""
    try:
        return await pool.acquire(timeout=PATIENCE_SECONDS)
    except (*OUT_OF_REACH, asyncpg.PostgresError) as fault:
        raise DBConnectionError(fault) from fault


async def given_back(pool: Any, connection: Any) -> None:
    """Give a connection back; one that cannot be tidied up in time is closed instead."""
    with suppress(*OUT_OF_REACH):
        await pool.release(connection, timeout=TIDYING_SECONDS)


class PooledClient(TransactionWrapper):
    """One transaction on a connection of the pool."""

    async def take(self) -> None:
        """Take a connection. Raises DBConnectionError when there is none to be had."""
        self._connection = await taken_from(self._lender)

    async def end(self, *, succeeded: bool) -> None:
        """Commit or roll back. Raises DBConnectionError when the server has gone meanwhile."""
        ending = TransactionWrapper.commit if succeeded else TransactionWrapper.rollback
        await self._translate_exceptions(ending)

    @translate_exceptions
    async def copy_in(self, table: str, columns: Sequence[str], rows: Sequence[Any]) -> None:
        """Write new rows in one go. Raises whatever a statement for each would."""
        await self._connection.copy_records_to_table(table, columns=columns, records=rows)

    async def give_back(self) -> None:
        """Return the connection; the pool takes back whatever it still had open."""
        await given_back(self._lender, self._connection)

    @property
    def _lender(self) -> Any:
        return self._parent._pool  # noqa: SLF001 - where Tortoise's own wrappers look for it

    async def _translate_exceptions(
        self, func: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        try:
            return await super()._translate_exceptions(func, *args, **kwargs)
        except OUT_OF_REACH as fault:
            raise DBConnectionError(fault) from fault
        except asyncpg.InterfaceError as fault:
            if self._is_lost():
                raise DBConnectionError(fault) from fault
            raise

    def _is_lost(self) -> bool:
        try:
            return bool(self._connection.is_closed())
        except asyncpg.InterfaceError:  # the pool has taken a dead connection back by itself
            return True


class ReadingClient(LooksOnly, PooledClient):
    """One transaction that writes nothing."""

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Answer:
        ask = super().execute_query
        return await remembered(query, values, lambda: ask(query, values))

    async def execute_query_dict(
        self, query: str, values: list[Any] | None = None
    ) -> list[dict[str, Any]]:
        _, rows = await self.execute_query(query, values)
        return [dict(row) for row in rows]


class ReturningTransaction(TransactionContextPooled):
    """Whatever happens between entering and leaving, the connection goes back to the pool."""

    __slots__ = ()
    client: PooledClient

    async def __aenter__(self) -> TransactionalDBClient:
        try:
            await self.ensure_connection()
        except OUT_OF_REACH as fault:
            raise DBConnectionError(fault) from fault
        await self.client.take()
        try:
            await self.client.begin()
        except BaseException:
            await carry_out(self.client.give_back())
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        get_connections().reset(self.token)
        await carry_out(self._end(succeeded=exc_type is None))

    async def _end(self, *, succeeded: bool) -> None:
        try:
            await self.client.end(succeeded=succeeded)
        finally:
            await self.client.give_back()


class client_class(AsyncpgDBClient):  # noqa: N801 - the name that Tortoise looks for
    """A PostgreSQL server, a pool of connections a process."""

    def _in_transaction(self) -> ReturningTransaction:
        return ReturningTransaction(PooledClient(self), self._pool_init_lock)

    def reading(self) -> ReturningTransaction:
        """Return a transaction for reading: here everybody has a connection of their own."""
        return ReturningTransaction(ReadingClient(self), self._pool_init_lock)

    async def plainly(self, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
        """Do plain SQL in one transaction on a connection of the pool.

        Raises DBConnectionError when the server cannot be reached.
        """
        async with self._lent() as connection, connection.transaction():
            return await work(connection)

    async def plain_rows(self, statement: str, *values: object) -> list[Any]:
        """Return the rows of one plain statement. Raises DBConnectionError as `plainly` does."""
        async with self._lent() as connection:
            rows: list[Any] = await connection.fetch(statement, *values)
            return rows

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Any]:
        if self._pool is None:
            raise DBConnectionError("the database is closed")
        connection = await taken_from(self._pool)
        try:
            yield connection
        except OUT_OF_REACH as fault:
            raise DBConnectionError(fault) from fault
        finally:
            await carry_out(given_back(self._pool, connection))
