"""Where heavy work goes: a thread for pictures, children for PDFs, bounded if foreign."""

import asyncio
import logging
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

from core.evidence.refusals import BrokenFile, PicturesBusy
from core.ports import Held
from core.texts import language
from storage.child import LENGTH, READY, hold, packed, with_held
from storage.thread import OneThread

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")

log = logging.getLogger(__name__)

HOME = Path(__file__).parent.parent
# no secrets of ours for a child that opens a stranger's file; one thread each for numpy
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one piece of bounded work may take, and how much may wait for its turn.

    The processor's seconds are the limit for work; the clock's end what only waits, so they leave
    room for a machine that has little time for it.
    """

    megabytes: int = 512
    cpu_seconds: int = 8
    wall_seconds: float = 90
    answer_megabytes: int = 32
    at_once: int = 2
    waiting: int = 32


class LocalWorkers:
    """Workers on this machine; leaving the context ends all of them within a second."""

    def __init__(
        self, *, pictures_waiting: int = 32, children: int = 2, bounds: Bounds | None = None
    ) -> None:
        self._bounds = bounds or Bounds()
        self._thread = OneThread(pictures_waiting)
        self._idle: asyncio.LifoQueue[Process | None] = asyncio.LifoQueue()
        for _ in range(children):
            self._idle.put_nowait(None)
        self._turns = asyncio.Semaphore(self._bounds.at_once)
        self._waiting = 0
        self._alive: set[Process] = set()
        self._closing = False

    async def __aenter__(self) -> Self:
        self._thread.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._thread.close()
        await asyncio.gather(*(_ended(process) for process in self._alive))

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run picture work in its turn; raises PicturesBusy when too much is waiting."""
        return await self._thread.run(lambda: work(*args, **kwargs))

    async def in_process(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run work in a child that stays, so that fonts are loaded once."""
        async with self._child() as process:
            answer: T = _opened(await _asked(process, (language(), work, args, kwargs)))
        return answer

    @asynccontextmanager
    async def holding(self, make: Callable[[], K]) -> AsyncIterator[Held[K]]:
        """Let a child hold what it makes, and end it afterwards."""
        async with self._child() as process:

            async def told(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
                request = (language(), with_held, (work, *args), kwargs)
                answer: T = _opened(await _asked(process, request))
                return answer

            try:
                _opened(await _asked(process, (language(), hold, (make,), {})))
                yield told
            finally:
                await asyncio.shield(self._dead(process))

    @asynccontextmanager
    async def _child(self) -> AsyncIterator[Process]:
        """Wait for a child that has nothing to do; one that died makes way for another."""
        process = await self._idle.get()
        try:
            if process is None or process.returncode is not None:
                process = await self._born()
            yield process
        except (asyncio.IncompleteReadError, OSError) as death:
            await self._dead(process)
            process = None
            raise self._why(RuntimeError("a drawing process died")) from death
        except asyncio.CancelledError:
            await asyncio.shield(self._dead(process))
            process = None
            raise
        finally:
            self._idle.put_nowait(process)

    async def in_bounded_process(
        self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run work on a stranger's file in a fresh child; raises BrokenFile when it passes its
        bounds, PicturesBusy when too much is waiting.
        """
        bounds = self._bounds
        async with self._turn(), self._bound_child() as process:
            most = bounds.answer_megabytes * 1024 * 1024
            try:
                await _begun(process, (language(), work, args, kwargs))
                async with asyncio.timeout(bounds.wall_seconds):
                    told = await _answer(process, most)
            except (asyncio.IncompleteReadError, OSError, TimeoutError) as death:
                log.warning("a bounded process passed its bounds: %s", type(death).__name__)
                raise self._why(BrokenFile()) from death
        answer: T = _opened(told)
        return answer

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= self._bounds.at_once + self._bounds.waiting:
            raise PicturesBusy
        self._waiting += 1
        try:
            async with self._turns:
                yield
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def _bound_child(self) -> AsyncIterator[Process]:
        process = await self._born(str(self._bounds.megabytes), str(self._bounds.cpu_seconds))
        try:
            yield process
        finally:
            await asyncio.shield(self._dead(process))

    async def _born(self, *bounds: str) -> Process:
        if self._closing:
            raise PicturesBusy
        command = (sys.executable, "-m", "storage.child", *bounds)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE,
            cwd=HOME, env=ENVIRONMENT, start_new_session=True,
        )  # fmt: skip
        self._alive.add(process)
        if self._closing:  # it was closed while the child was being born
            await self._dead(process)
            raise PicturesBusy
        return process

    async def _dead(self, process: Process | None) -> None:
        if process:
            await _ended(process)
            self._alive.discard(process)

    def _why(self, fault: Exception) -> Exception:
        return PicturesBusy() if self._closing else fault


async def _begun(process: Process, request: object) -> None:
    """Return when the child has read what to do: until then the machine is slow, not the work."""
    assert process.stdout
    await _ask(process, request)
    await process.stdout.readexactly(len(READY))


async def _asked(process: Process, request: object) -> bytes:
    await _ask(process, request)
    return await _answer(process)


async def _ask(process: Process, request: object) -> None:
    assert process.stdin
    process.stdin.write(packed(request))
    await process.stdin.drain()


async def _answer(process: Process, most: int | None = None) -> bytes:
    assert process.stdout
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    if most is not None and length > most:
        raise BrokenFile
    return await process.stdout.readexactly(length)


def _opened(told: bytes) -> Any:  # the answer's type is the work's
    outcome, answer = pickle.loads(told)  # noqa: S301 - from our own child
    if outcome == "refused":
        refusal, details = answer
        raise refusal(**details)
    if outcome == "failed":
        raise RuntimeError(f"work in a child failed\n{answer}")
    return answer


async def _ended(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    if process.stdin:
        process.stdin.close()
    if process.stdout:
        # asyncio waits for the end of a pipe that it has stopped reading: read what is left in it
        with suppress(RuntimeError):  # whoever is reading already will meet the end
            await process.stdout.read()
    await process.wait()
