"""Long work is done by one at a time, and by another when that one dies."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.ports import Desk
from core.records.jobs import Job
from storage.system import MovableClock

LEASE = timedelta(minutes=1)


def a_job(desk: Desk, who: Actor, number: int = 0, kind: str = "list") -> Job:
    asked_at = desk.clock.now() + timedelta(seconds=number)
    return Job(f"job{number}", kind, who.account_id, asked_at, {"year": 2026, "name": "𠅤"})


async def ask(desk: Desk, *jobs: Job) -> None:
    async with desk.store.transaction() as tx:
        for job in jobs:
            await tx.jobs.add(job)


async def take(desk: Desk, holder: str, *kinds: str) -> str | None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        job = await tx.jobs.take(kinds or ("list",), holder, now, now + LEASE)
    return job.id if job else None


async def test_a_job_reads_back_as_asked_for_and_tells_what_came_of_it(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    job, now = a_job(desk, nurse), desk.clock.now()
    await ask(desk, job)
    assert await take(desk, "one") == job.id
    async with desk.store.transaction() as tx:
        assert await tx.jobs.progress(job.id, "one", 40, now + LEASE)
        taken = replace(job, attempts=1)
        assert await tx.jobs.get(job.id) == replace(taken, progress_percent=40)
        assert await tx.jobs.finish(job.id, "one", now, result_key="files/one")
        done = replace(taken, progress_percent=100, finished_at=now, result_key="files/one")
        assert await tx.jobs.of(nurse.account_id) == [done]
        assert await tx.jobs.of(colleague.account_id) == []
        with pytest.raises(NotFound):
            await tx.jobs.get("another")
    assert await take(desk, "one") is None


async def test_the_oldest_job_of_a_kind_that_one_can_do_comes_first(
    desk: Desk, nurse: Actor
) -> None:
    await ask(desk, a_job(desk, nurse, 2), a_job(desk, nurse, 1), a_job(desk, nurse, 0, "import"))
    assert await take(desk, "one") == "job1"
    assert await take(desk, "one") == "job2"
    assert await take(desk, "one") is None
    assert await take(desk, "one", "import", "list") == "job0"


async def test_of_many_who_reach_for_jobs_each_gets_another(desk: Desk, nurse: Actor) -> None:
    await ask(desk, *(a_job(desk, nurse, number) for number in range(5)))
    taken: list[str] = []

    async def work(holder: str) -> None:
        while job_id := await take(desk, holder):
            taken.append(job_id)

    await asyncio.gather(*(work(f"worker{number}") for number in range(8)))
    assert sorted(taken) == [f"job{number}" for number in range(5)]


async def test_what_a_dead_worker_held_goes_to_the_next_whose_answer_counts(
    desk: Desk, clock: MovableClock, nurse: Actor
) -> None:
    await ask(desk, a_job(desk, nurse))
    assert await take(desk, "dies") == "job0"
    assert await take(desk, "next") is None
    clock.move(minutes=2)
    assert await take(desk, "next") == "job0"
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        assert not await tx.jobs.progress("job0", "dies", 90, now + LEASE)
        assert not await tx.jobs.finish("job0", "dies", now, result_key="late")
        assert await tx.jobs.finish("job0", "next", now, error="file-too-large")
        assert not await tx.jobs.finish("job0", "next", now)
        job = await tx.jobs.get("job0")
    assert (job.error, job.result_key, job.finished_at) == ("file-too-large", None, now)
    assert await take(desk, "next") is None
