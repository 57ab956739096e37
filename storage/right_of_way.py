"""Children that take much memory are not at work at once: reading makes way for people who wait."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS, CALM_SECONDS = 15.0, 1.0


class RightOfWay:
    """Who goes first waits for nobody; who goes behind waits, makes way, and begins anew.

    Not for ever: when patience is over, what goes behind is done beside the others.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS, calm: float = CALM_SECONDS) -> None:
        self._patience, self._calm = patience, calm
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
        over, calm = asyncio.get_running_loop().time() + self._patience, 0.0
        while await self._is_calm(calm, over):
            doing = asyncio.ensure_future(work())
            if await self._is_done(doing):
                return doing.result()
            calm = self._calm  # strangers' files come in crowds
        return await work()

    async def _is_calm(self, calm: float, over: float) -> bool:
        """Wait until nobody has gone first for so many seconds; False when patience is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(over):
                while True:
                    await self._is_free.wait()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(calm):
                            await self._is_taken.wait()
                            continue
                    return True
        return False

    async def _is_done(self, doing: asyncio.Future[T]) -> bool:
        """Let it be done while nobody goes first; False when it had to make way."""
        coming = asyncio.ensure_future(self._is_taken.wait())
        try:
            await asyncio.wait((doing, coming), return_when=asyncio.FIRST_COMPLETED)
            return doing.done()
        finally:
            coming.cancel()
            doing.cancel()
            await asyncio.wait((doing,))
