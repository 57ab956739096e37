"""Children that take much memory are not at work at once: reading makes way for people who wait."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS, MOST_TIMES = 60.0, 3


class RightOfWay:
    """Who goes first waits for nobody; who goes behind waits, makes way, and begins anew.

    Not for ever: at last what goes behind is done beside the others.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._going = 0
        self._is_free, self._is_taken = asyncio.Event(), asyncio.Event()
        self._is_free.set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Have whoever goes behind make way meanwhile."""
        self._going += 1
        self._is_free.clear()
        self._is_taken.set()
        try:
            yield
        finally:
            self._going -= 1
            if not self._going:
                self._is_taken.clear()
                self._is_free.set()

    async def behind(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do work that is cancelled, and begun anew, when somebody comes who goes first."""
        for _ in range(MOST_TIMES):
            try:
                async with asyncio.timeout(self._patience):
                    await self._is_free.wait()
            except TimeoutError:
                break
            doing = asyncio.ensure_future(work())
            coming = asyncio.ensure_future(self._is_taken.wait())
            try:
                await asyncio.wait((doing, coming), return_when=asyncio.FIRST_COMPLETED)
                if doing.done():
                    return doing.result()
            finally:
                coming.cancel()
                doing.cancel()
                await asyncio.wait((doing,))
        return await work()
