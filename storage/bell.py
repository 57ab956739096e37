"""Rings inside this process, for the pages that wait to be told that something changed."""

import asyncio
from collections.abc import AsyncIterator, Collection
from weakref import WeakSet


class Listener(AsyncIterator[None]):
    """Waits for the bell of one account; rings that nobody has taken yet become one."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id
        self.rung = asyncio.Event()

    async def __anext__(self) -> None:
        await self.rung.wait()
        self.rung.clear()


class ProcessBell:
    """Knows its listeners only as long as somebody else does: one that goes leaves nothing."""

    def __init__(self) -> None:
        self._listeners: WeakSet[Listener] = WeakSet()

    def ring(self, account_ids: Collection[str]) -> None:
        """Wake whoever listens for one of these accounts."""
        if account_ids:
            for listener in self._listeners:
                if listener.account_id in account_ids:
                    listener.rung.set()

    def heard(self, account_id: str) -> Listener:
        """Listen from now on: `async for _ in bell.heard(account_id)`."""
        listener = Listener(account_id)
        self._listeners.add(listener)
        return listener
