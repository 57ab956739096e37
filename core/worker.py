"""The workers of the leading process: what is due is done slice by slice, what came is read."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import aclosing, suppress
from datetime import timedelta

from core.domain.errors import Refusal
from core.domain.register import Actor
from core.evidence.refusals import DiskFull
from core.ports import Desk
from core.records.jobs import Job, Made, Progress
from core.usecases.credits.readings import read_next
from core.usecases.jobs.kinds import MINUTE, Kind
from core.usecases.jobs.working import (
    fail_job,
    finish_job,
    let_go,
    note_progress,
    stand_jobs,
    take_job,
)

NAP_SECONDS = 1.0
PATIENCE_SECONDS, ASKED_FOR_SECONDS = 1.0, 0.1
"""How long a slice waits while people come in at a door; less where somebody waits for the job."""
MOST_ATTEMPTS = 5
UNAVAILABLE = 503
BROKEN = "job-broken"
SYSTEM = Actor.system()
log = logging.getLogger(__name__)


class Reading:
    """Reads what people hand in as it comes, one file after the other."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def run(self, stop: asyncio.Event) -> None:
        """Read until `stop`, which waits for no photo: it is read by whoever leads next."""
        reading = asyncio.ensure_future(self._read(stop))
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait((reading, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            reading.cancel()
            await asyncio.wait((reading,))

    async def _read(self, stop: asyncio.Event) -> None:
        """Read one file after the other; what cannot be read now is tried again."""
        while not stop.is_set():
            try:
                if await read_next(self._desk, SYSTEM):
                    continue
            except Refusal as refusal:
                log.warning("reading: %s", refusal.code)
            except Exception:
                log.exception("a file could not be read")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), NAP_SECONDS)


class Worker:
    """Works on jobs of some kinds, one after the other."""

    def __init__(self, desk: Desk, kinds: Mapping[str, Kind]) -> None:
        self._desk, self._kinds = desk, kinds
        self._holder = desk.ids.new()
        self._stands = False

    async def run(self, stop: asyncio.Event) -> None:
        """Do what is due until `stop`: at first everything that comes again and again."""
        while not stop.is_set():
            try:
                await self.work_off(stop)
            except Refusal as refusal:
                log.warning("working: %s", refusal.code)
            except Exception:
                log.exception("what is due could not be looked up")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), NAP_SECONDS)

    async def work_off(self, stop: asyncio.Event) -> None:
        """Do what is due now."""
        if not self._stands:
            timed = [name for name, kind in self._kinds.items() if kind.due_again]
            await stand_jobs(self._desk, SYSTEM, timed)
            self._stands = True
        while job := await take_job(self._desk, SYSTEM, self._kinds, self._holder):
            await self._work(job, stop)
            if stop.is_set():
                return

    async def _work(self, job: Job, stop: asyncio.Event) -> None:
        kind = self._kinds[job.kind]
        try:
            if job.attempts > MOST_ATTEMPTS and not kind.due_again:
                await self._fail(job, BROKEN)
                return
            last = await self._sliced(kind, job, stop)
        except Refusal as refusal:
            await self._refused(kind, job, refusal)
        except Exception:
            log.exception(kind.failed)
            await self._broken(kind, job)
        else:
            await self._ended(kind, job, last)

    async def _sliced(self, kind: Kind, job: Job, stop: asyncio.Event) -> Progress | Made | None:
        """Return the last slice; None where the job was cancelled, lost, or is to be let go."""
        last: Progress | Made = Progress(0)
        patience = PATIENCE_SECONDS if kind.due_again else ASKED_FOR_SECONDS
        async with aclosing(kind.slices(self._desk, job)) as slices:
            async for last in slices:
                if isinstance(last, Made):
                    return last
                if not await note_progress(self._desk, SYSTEM, job, self._holder, last):
                    return None
                if stop.is_set():
                    await self._let_go(job, is_well=True)
                    return None
                await self._desk.check_ins.lull(patience)
        return last

    async def _ended(self, kind: Kind, job: Job, last: Progress | Made | None) -> None:
        match last:
            case Made():
                await finish_job(self._desk, SYSTEM, job, self._holder, last)
            case Progress() if kind.due_again:
                due_at = kind.due_again(self._desk.clock.now())
                await let_go(self._desk, SYSTEM, job, self._holder, due_at, is_well=True)
                if last.done:
                    log.info(kind.done, last.done)

    async def _refused(self, kind: Kind, job: Job, refusal: Refusal) -> None:
        """What does not answer now is tried again, for a while; a rule's no is an answer."""
        is_passing = refusal.status == UNAVAILABLE or isinstance(refusal, DiskFull)
        if kind.due_again or (is_passing and job.attempts < MOST_ATTEMPTS):
            log.warning("%s: %s", kind.failed, refusal.code)
            await self._let_go(job, MINUTE)
        else:
            await self._fail(job, refusal.code, **refusal.details)

    async def _broken(self, kind: Kind, job: Job) -> None:
        if kind.due_again:
            await self._let_go(job, MINUTE)
        else:
            await self._fail(job, BROKEN)

    async def _let_go(
        self, job: Job, pause: timedelta = timedelta(), *, is_well: bool = False
    ) -> None:
        due_at = self._desk.clock.now() + pause
        await let_go(self._desk, SYSTEM, job, self._holder, due_at, is_well=is_well)

    async def _fail(self, job: Job, error: str, **blanks: object) -> None:
        await fail_job(self._desk, SYSTEM, job, self._holder, error, blanks)
