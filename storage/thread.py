"""One thread with a bounded queue, which never keeps the process from ending."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import Any, TypeVar

from core.evidence.refusals import PicturesBusy

T = TypeVar("T")
Task = tuple["Future[Any]", Callable[[], Any]]


class OneThread:
    """Does one piece of work at a time; refuses more than `waiting` pieces in the queue."""

    def __init__(self, waiting: int) -> None:
        self._queue: Queue[Task | None] = Queue(waiting)
        self._open: set[Future[Any]] = set()
        self._closed = False

    def start(self) -> None:
        threading.Thread(target=self._work, name="pictures", daemon=True).start()

    async def run(self, work: Callable[[], T]) -> T:
        """Return what the work returns; raises PicturesBusy when the queue is full or closed."""
        future: Future[T] = Future()
        try:
            if self._closed:
                raise PicturesBusy
            self._queue.put_nowait((future, work))
        except Full:
            raise PicturesBusy from None
        self._open.add(future)
        try:
            return await asyncio.wrap_future(future)
        finally:
            self._open.discard(future)

    def close(self) -> None:
        """Refuse what waits; work already begun is abandoned to the thread."""
        self._closed = True
        for future in list(self._open):
            with suppress(InvalidStateError):
                future.set_exception(PicturesBusy())
        with suppress(Empty):
            while True:
                self._queue.get_nowait()
        self._queue.put_nowait(None)

    def _work(self) -> None:
        while task := self._queue.get():
            future, work = task
            if not (self._closed or future.cancelled()):
                _settle(future, work)


def _settle(future: "Future[T]", work: Callable[[], T]) -> None:
    """Do the work for its waiter, who may have gone by the end of it."""
    try:
        answer = work()
    except Exception as fault:  # noqa: BLE001 - handed to whoever waits
        with suppress(InvalidStateError, RuntimeError):
            future.set_exception(fault)
    else:
        with suppress(InvalidStateError, RuntimeError):
            future.set_result(answer)
