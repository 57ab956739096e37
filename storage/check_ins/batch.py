"""Those who wait at the same moment are served by one visit to the database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

MOST = 256
LULL_SECONDS = 0.05


class Batch(Generic[Asked, Answer]):
    """While one batch is served the next one gathers; nobody waits for a batch to fill.

    `serve` answers each of a batch in its order: an exception as an answer is raised for that one
    alone, an exception of `serve` itself for all of the batch.
    """

    def __init__(
        self, serve: Callable[[Sequence[Asked]], Awaitable[Sequence[Answer | Exception]]]
    ) -> None:
        self._serve = serve
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._serving: asyncio.Task[None] | None = None
        self._asked = 0.0

    async def ask(self, asked: Asked) -> Answer:
        """Return the answer to one question."""
        self._asked = monotonic()
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve_all())
        return await answer

    async def lull(self, patience_seconds: float = 1.0) -> None:
        """Wait until nobody has asked for a moment, or patience is over."""
        until = monotonic() + patience_seconds
        left = LULL_SECONDS / 5
        while left > 0:
            await asyncio.sleep(left)
            left = min(until, self._asked + LULL_SECONDS) - monotonic()

    async def _serve_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._serve_batch(batch)
        finally:
            self._serving = None

    async def _serve_batch(self, batch: list[tuple[Asked, "asyncio.Future[Answer]"]]) -> None:
        try:
            answers = await self._serve([asked for asked, _ in batch])
        except Exception as fault:  # noqa: BLE001 - handed to everybody who waits
            answers = [fault] * len(batch)
        for (_, future), answer in zip(batch, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
