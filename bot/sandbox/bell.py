"""Waiting for something to happen, without polling."""

import asyncio
from contextlib import suppress


class Bell:
    """Wakes everyone who waits when it rings; rung and heard in one event loop."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now."""
        rung, self._next = self._next, asyncio.Event()
        rung.set()

    async def heard(self, seconds: float) -> None:
        """Return at the next ring, or after so many seconds without one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._next.wait()
