"""Trouble of the kind that no test can ask for politely: a full disk, a database held by others."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager

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
