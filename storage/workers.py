"""Where heavy work goes: a thread for comparing, children for drawing, a bounded one for what
strangers sent.
"""

import asyncio
import logging
import pickle
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

from core.domain.errors import Refusal
from core.evidence.refusals import BrokenFile, PicturesBusy
from core.ports import Held
from core.texts import language
from storage.child import LENGTH, MEGABYTE, READY, hold, packed, with_held
from storage.right_of_way import RightOfWay
from storage.thread import OneThread

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")

log = logging.getLogger(__name__)

HOME = Path(__file__).parent.parent
# no secrets of ours for a child that opens a stranger's file; one thread and one heap each
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
# from which large pieces go back at once where a child lives on: else it keeps more than half
LARGE_BYTES = str(128 * 1024)
GIVING_BACK = {"MALLOC_MMAP_THRESHOLD_": LARGE_BYTES, "MALLOC_TRIM_THRESHOLD_": LARGE_BYTES}
ENDING_SECONDS = 0.5
# whoever ends a child like this means the machine, not the file
FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one piece of bounded work may take, and how much may wait for its turn.

    The processor's seconds are the limit for work; the clock's say that the machine has no time for
    it, which is nothing against the file. A child makes way for another after so many `pieces`.
    """

    megabytes: int = 256
    cpu_seconds: int = 8
    wall_seconds: float = 90
    answer_megabytes: int = 32
    at_once: int = 1
    waiting: int = 32
    pieces: int = 200

    @property
    def environment(self) -> Mapping[str, str]:
        """Whoever does one piece only keeps its memory to the end: it is the quicker for it."""
        return ENVIRONMENT | GIVING_BACK if self.pieces > 1 else ENVIRONMENT


class LocalWorkers:
    """Workers on this machine; leaving the context ends all of them within a second."""

    def __init__(
        self, *, pictures_waiting: int = 32, children: int = 2, bounds: Bounds | None = None
    ) -> None:
        self._bounds = bounds or Bounds()
        self._way = RightOfWay()
        self._thread = OneThread(pictures_waiting)
        self._idle: asyncio.LifoQueue[Process | None] = asyncio.LifoQueue()
        for _ in range(children):
            self._idle.put_nowait(None)
        self._turns = asyncio.Semaphore(self._bounds.at_once)
        self._warm: list[Process] = []
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
        """Run work in its turn; raises PicturesBusy when too much is waiting."""
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
        """Run work on a stranger's file in a child that is kept warm. Raises BrokenFile when it
        passes its bounds, PicturesBusy when the machine is to blame or too much is waiting.
        """
        async with self._turn():
            process = await self._begun((language(), work, args, kwargs))
            try:
                async with asyncio.timeout(self._bounds.wall_seconds):
                    told = await _answer(process, self._bounds.answer_megabytes * MEGABYTE)
            except (asyncio.IncompleteReadError, OSError, TimeoutError, BrokenFile) as end:
                await asyncio.shield(self._dead(process))
                raise self._why(_blamed(end, process)) from end
            except asyncio.CancelledError:
                await asyncio.shield(self._dead(process))
                raise
            self._warm.append(process)
        answer: T = _opened(told)
        return answer

    async def behind(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do what takes much memory while no stranger's file is open.

        It makes way for files that come meanwhile, and is begun anew.
        """
        return await self._way.behind(work)

    async def _begun(self, request: object) -> Process:
        """Return a bounded child when it has read what to do: until then the machine is slow, not
        the work. A warm one that died while it waited makes way.
        """
        bounds = self._bounds
        while True:
            is_warm = bool(self._warm)
            limits = (bounds.megabytes, bounds.cpu_seconds, bounds.pieces)
            process = self._warm.pop() if is_warm else await self._born(*map(str, limits))
            try:
                await _ask(process, request)
                assert process.stdout
                await process.stdout.readexactly(len(READY))
            except (asyncio.IncompleteReadError, OSError) as death:
                await asyncio.shield(self._dead(process))
                if not is_warm:
                    log.warning("a bounded process did not begin: %s", process.returncode)
                    raise PicturesBusy from death
            except asyncio.CancelledError:
                await asyncio.shield(self._dead(process))
                raise
            else:
                return process

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= self._bounds.at_once + self._bounds.waiting:
            raise PicturesBusy
        self._waiting += 1
        try:
            with self._way.first():
                async with self._turns:
                    yield
        finally:
            self._waiting -= 1

    async def _born(self, *bounds: str) -> Process:
        if self._closing:
            raise PicturesBusy
        command = (sys.executable, "-m", "storage.child", *bounds)
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE,
                cwd=HOME, env=self._bounds.environment, start_new_session=True,
            )  # fmt: skip
        except OSError as fault:  # no room for another process
            raise PicturesBusy from fault
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


def _blamed(end: Exception, process: Process) -> Refusal:
    """Return what a bounded piece of work ended by: its own doing, or the machine's."""
    log.warning("a bounded process ended: %s, %s", type(end).__name__, process.returncode)
    outlasted = isinstance(end, TimeoutError)
    killed = not isinstance(end, BrokenFile) and process.returncode in FROM_OUTSIDE
    return PicturesBusy() if outlasted or killed else BrokenFile()


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
    """End a child. What ends by itself is waited for: to end it hides what it ended by."""
    assert process.stdout
    if process.stdout.at_eof():
        with suppress(TimeoutError):
            async with asyncio.timeout(ENDING_SECONDS):
                await process.wait()
    with suppress(ProcessLookupError):
        process.kill()
    if process.stdin:
        process.stdin.close()
    if process.stdout:
        # asyncio waits for the end of a pipe that it has stopped reading: read what is left in it
        with suppress(RuntimeError):  # whoever is reading already will meet the end
            await process.stdout.read()
    await process.wait()
