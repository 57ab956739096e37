"""What the worker notes of a job: taken, how far, let go, ended."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, Made, Progress

LEASE_LASTS = timedelta(seconds=30)


async def stand_jobs(desk: Desk, who: Actor, kinds: Collection[str]) -> None:
    """Let what comes again and again be due now: whoever begins to lead begins with all of it."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        for kind in kinds:
            await tx.jobs.stand(kind, desk.clock.now())


async def take_job(desk: Desk, who: Actor, kinds: Collection[str], holder: str) -> Job | None:
    """Take the next job that is due, for half a minute; looking for one locks nothing."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        if not await tx.jobs.is_due(kinds, desk.clock.now()):
            return None
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        return await tx.jobs.take(kinds, holder, now, now + LEASE_LASTS)


async def note_progress(desk: Desk, who: Actor, job: Job, holder: str, progress: Progress) -> bool:
    """Keep a job for another half minute; False where it was cancelled or is somebody else's."""
    until = desk.clock.now() + LEASE_LASTS
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.jobs.progress(job.id, holder, progress.percent, until)


async def let_go(
    desk: Desk, who: Actor, job: Job, holder: str, due_at: datetime, *, is_well: bool
) -> None:
    """Let a job rest until it is due again; `is_well` unless something went wrong with it."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.jobs.rest(job.id, holder, due_at, is_well=is_well)


async def finish_job(desk: Desk, who: Actor, job: Job, holder: str, made: Made) -> None:
    """Say what was made; who asked is told once, in the same transaction."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        now = desk.clock.now()
        if await tx.jobs.finish(
            job.id, holder, now, result_key=job.files_key, outcome=asdict(made)
        ):
            await tx.notices.add(
                [job.asked_by], "job-done", now=now, subject=job.subject, details=_told(job)
            )


async def fail_job(
    desk: Desk, who: Actor, job: Job, holder: str, error: str, blanks: Mapping[str, Any]
) -> None:
    """Say why nothing was made, and tell who asked."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        now = desk.clock.now()
        if await tx.jobs.finish(job.id, holder, now, error=error, outcome=blanks):
            await tx.notices.add(
                [job.asked_by], "job-failed", now=now, subject=job.subject, details=_told(job)
            )


def _told(job: Job) -> Mapping[str, str | int]:
    return {**job.facts, "kind": job.kind}
