"""How long each transaction holds the writer."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from core.ports import Desk
from core.records.transaction import Transaction


class TimedStore:
    """The real store; notes of each transaction how long it had the right to write."""

    def __init__(self, desk: Desk) -> None:
        self.reading = desk.store.reading
        self._transaction = desk.store.transaction
        self.held_ms: list[float] = []

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._transaction() as tx:
            begun = time.perf_counter()
            yield tx
        self.held_ms.append(1000 * (time.perf_counter() - begun))


def timed(desk: Desk) -> tuple[Desk, TimedStore]:
    """Return the desk with a store that notes how long it was held."""
    store = TimedStore(desk)
    return replace(desk, store=store), store
