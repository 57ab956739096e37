"""The children of a whole test run: being born takes them longer than most tests last."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from core.evidence.pictures import looks_of_picture
from core.ports import Held
from storage.workers import LocalWorkers

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")

MANY = 64


@dataclass(frozen=True, slots=True, repr=False)
class SharedWorkers:
    """Real workers on a loop of their own, for everybody's loop, one test after the other.

    They say little of themselves: a loop that hands out a desk tells it in words to a signal's
    handler, twice, and with all pictures in it that took longer than most tests last.
    """

    workers: LocalWorkers
    loop: asyncio.AbstractEventLoop
    looks: dict[bytes, Any] = field(default_factory=dict)

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.workers.in_thread(work, *args, **kwargs)

    async def in_process(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._there(self.workers.in_process(work, *args, **kwargs))

    async def in_bounded_process(
        self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        if work is looks_of_picture:
            known: T = await self._looks(*args, **kwargs)
            return known
        return await self._there(self.workers.in_bounded_process(work, *args, **kwargs))

    async def _looks(self, content: bytes) -> Any:
        """A hundred tests begin with the same photo: it looks as it did when it was opened."""
        if content not in self.looks:
            opened = self.workers.in_bounded_process(looks_of_picture, content)
            looks = await self._there(opened)
            if len(self.looks) == MANY:
                self.looks.clear()
            self.looks[content] = looks
        return self.looks[content]

    @asynccontextmanager
    async def holding(self, make: Callable[[], K]) -> AsyncIterator[Held[K]]:
        child = self.workers.holding(make)
        there = await self._there(child.__aenter__())

        async def told(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
            return await self._there(there(work, *args, **kwargs))

        try:
            yield told
        finally:
            await self._there(child.__aexit__(None, None, None))

    async def _there(self, asked: Coroutine[Any, Any, T]) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(asked, self.loop))


@contextmanager
def shared_workers() -> Iterator[SharedWorkers]:
    """Open workers that many tests may share; leaving ends their children."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="workers", daemon=True)
    thread.start()
    workers = LocalWorkers()
    asyncio.run_coroutine_threadsafe(workers.__aenter__(), loop).result()
    yield SharedWorkers(workers, loop)
    asyncio.run_coroutine_threadsafe(workers.__aexit__(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
