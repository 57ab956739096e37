"""Asking for long work: each wish once, and a few at a time."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor, actor_of
from core.ports import Desk
from core.records.jobs import Job
from core.records.transaction import Transaction

MOST_UNFINISHED = 3


class TooManyJobs(Refusal):
    """The account waits for so much already that something has to be finished first."""

    code = "too-many-jobs"


async def ask(
    desk: Desk,
    tx: Transaction,
    who: Actor,
    kind: str,
    arguments: Mapping[str, Any],
    key: str,
    job_id: str | None = None,
) -> Job:
    """Put a job into the queue; the same wish under the same `key` is the one asked for before.

    A `job_id` is given where a file was handed in for it already. Raises TooManyJobs.
    """
    job = Job(job_id or desk.ids.new(), kind, who.account_id, desk.clock.now(), arguments)
    waiting = await tx.jobs.unfinished(who.account_id)
    kept = await tx.jobs.add(job, _key(job, key) if key else None)
    if kept.id == job.id:
        check_room(waiting)
        tx.journal.add(who, "job-asked", job.subject, after={"kind": kind, **job.facts})
    return kept


async def asker(tx: Transaction, job: Job) -> Actor:
    """Return who asked for a job, as they are by now: a right may be gone meanwhile."""
    account = await tx.accounts.get(job.asked_by)
    return actor_of(account, via=job.arguments.get("via", "job"))


async def read_rows(desk: Desk, job: Job, gone: Refusal) -> Any:
    """Return what a job has said of each row that it went through; raises `gone` after a day."""
    try:
        return json.loads(await desk.files.get(job.rows_key))
    except NotFound:
        raise gone from None


def _key(job: Job, key: str) -> str:
    """A page that is used again with other answers asks for something else."""
    return sha256(json.dumps([key, job.kind, job.arguments], sort_keys=True).encode()).hexdigest()


def check_room(waiting: int) -> None:
    """Raises TooManyJobs where so many wait already that no other may."""
    if waiting >= MOST_UNFINISHED:
        raise TooManyJobs(most=MOST_UNFINISHED)
