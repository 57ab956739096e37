"""Trouble of the kind that no test can ask for politely: a full disk, a database held by others."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    closing,
    contextmanager,
    nullcontext,
)

from core.ports import Store
from core.records.transaction import Transaction

LITTLE = 4_000


@contextmanager
def a_full_disk() -> Iterator[None]:
    """Let this process write no file longer than a few thousand bytes, SQLite's included."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LITTLE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@asynccontextmanager
async def a_held_database(url: str) -> AsyncIterator[None]:
    """Hold the SQLite file at this address as another program would that writes to it."""
    file = url.removeprefix("sqlite://").partition("?")[0]
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    with closing(connection) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


class FullAfter:
    """A store whose disk is full once `left` more transactions have begun."""

    def __init__(self, store: Store) -> None:
        self._store, self.left = store, 0

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        return self._store.reading()

    def remembering(self) -> AbstractContextManager[None]:
        return self._store.remembering()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        self.left -= 1
        with a_full_disk() if self.left < 0 else nullcontext():
            async with self._store.transaction() as tx:
                yield tx
