"""Waiting for something to happen, without polling."""

import asyncio
from contextlib import suppress


class Publisher:
    """Wakes everyone who waits; published and waited for in one event loop."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def publish(self) -> None:
        """Wake all who wait now."""
        now, self._next = self._next, asyncio.Event()
        now.set()

    async def wait(self, seconds: float) -> None:
        """Return when something was published, or after so many seconds without one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._next.wait()
