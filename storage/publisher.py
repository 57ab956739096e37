"""Tells the pages of this process that wait for it that something changed."""

import asyncio
from collections.abc import AsyncIterator, Collection
from weakref import WeakSet


class Listener(AsyncIterator[None]):
    """Waits for changes of one account; those that nobody has taken yet become one."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id
        self.changed = asyncio.Event()

    async def __anext__(self) -> None:
        await self.changed.wait()
        self.changed.clear()


class ProcessPublisher:
    """Knows its listeners only as long as somebody else does: one that goes leaves nothing."""

    def __init__(self) -> None:
        self._listeners: WeakSet[Listener] = WeakSet()

    def publish(self, account_ids: Collection[str]) -> None:
        """Wake whoever listens for one of these accounts."""
        if account_ids:
            for listener in self._listeners:
                if listener.account_id in account_ids:
                    listener.changed.set()

    def subscribe(self, account_id: str) -> Listener:
        """Listen from now on: `async for _ in publisher.subscribe(account_id)`."""
        listener = Listener(account_id)
        self._listeners.add(listener)
        return listener
