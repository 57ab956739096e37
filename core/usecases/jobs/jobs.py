"""One's own long work: how far it is, what came of it, cancelling it, beginning again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.jobs import check_room
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, JobNews, JobState
from core.usecases.jobs.kinds import KINDS


class JobOver(Refusal):
    """It has ended meanwhile: nothing can be cancelled, or there is nothing to begin again."""

    code = "job-over"
    status = 409


class ResultGone(Refusal):
    """What was made has been thrown away after a day, or there was never anything."""

    code = "result-gone"
    status = 410


@dataclass(frozen=True, slots=True)
class Result:
    """A file to download, part after part; `kind` is what the job was."""

    kind: str
    name: str
    media_type: str
    size_bytes: int
    parts: AsyncIterator[bytes]


async def list_jobs(desk: Desk, who: Actor) -> list[Job]:
    """Return what one has asked for lately, the newest first."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.jobs.of(who.account_id)


async def job_news(desk: Desk, who: Actor) -> list[JobNews]:
    """Return how far one's newest jobs are."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.jobs.news(who.account_id)


async def read_job(desk: Desk, who: Actor, job_id: str) -> Job:
    """Return what one has asked for. Raises NotFound, for what others asked for, too."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.jobs.asked(job_id, who.account_id)


async def read_result(desk: Desk, who: Actor, job_id: str) -> Result:
    """Return what was made for oneself.

    Raises NotFound, NotAllowed for who may not ask for it any more, ResultGone after a day.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, KINDS[job.kind].permission)
    outcome = job.outcome
    if outcome is None or not outcome["parts"] or job.state(desk.clock.now()) is not JobState.DONE:
        raise ResultGone
    try:
        first = await desk.files.get(f"{job.result_key}-0")
    except NotFound:  # a backup has the row, but not what was made
        raise ResultGone from None
    return Result(
        kind=job.kind,
        name=outcome["name"],
        media_type=outcome["media_type"],
        size_bytes=outcome["size_bytes"],
        parts=_parts(desk, job, first, outcome["parts"]),
    )


async def _parts(desk: Desk, job: Job, first: bytes, count: int) -> AsyncIterator[bytes]:
    yield first
    for number in range(1, count):
        yield await desk.files.get(f"{job.result_key}-{number}")


async def cancel_job(desk: Desk, who: Actor, job_id: str) -> None:
    """Give up what one asked for; its work ends with the slice. Raises NotFound, JobOver."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        job = await tx.jobs.asked(job_id, who.account_id)
        if not await tx.jobs.cancel(job.id, who.account_id, desk.clock.now()):
            raise JobOver
        tx.journal.add(who, "job-cancelled", job.subject)


async def begin_job_again(desk: Desk, who: Actor, job_id: str) -> None:
    """Let what failed, was cancelled or thrown away be done once more.

    Raises NotFound, JobOver, TooManyJobs.
    """
    async with desk.store.transaction() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, KINDS[job.kind].permission)
        waiting = await tx.jobs.unfinished(who.account_id)
        if not await tx.jobs.begin_again(job.id, who.account_id):
            raise JobOver
        check_room(waiting)
        tx.journal.add(who, "job-asked", job.subject, after={"kind": job.kind, **job.facts})
