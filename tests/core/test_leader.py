"""Of several processes on one database, one leads."""

import asyncio

from core.domain.register import Actor
from core.leader import Leader
from core.ports import Desk
from core.records.jobs import JobState
from core.usecases.forms import ask_for_forms
from core.usecases.jobs.jobs import read_job
from core.usecases.leader import leave_lead, take_lead
from storage.system import MovableClock
from tests import cast
from tests.waiting import PATIENCE_SECONDS

SYSTEM = Actor.system()


async def test_the_lead_is_kept_by_one_until_it_is_left_or_runs_out(
    desk: Desk, clock: MovableClock
) -> None:
    assert await take_lead(desk, SYSTEM, "first")
    assert not await take_lead(desk, SYSTEM, "second")
    clock.move(seconds=10)
    assert await take_lead(desk, SYSTEM, "first")
    clock.move(seconds=10)
    assert not await take_lead(desk, SYSTEM, "second")
    await leave_lead(desk, SYSTEM, "first")
    assert await take_lead(desk, SYSTEM, "second")
    clock.move(seconds=16)
    assert await take_lead(desk, SYSTEM, "first")
    assert not await take_lead(desk, SYSTEM, "second")


async def test_of_many_who_ask_at_once_one_leads(desk: Desk) -> None:
    asked = [take_lead(desk, SYSTEM, f"process {number}") for number in range(8)]
    assert (await asyncio.gather(*asked)).count(True) == 1


async def test_whoever_leads_works_on_what_people_ask_for(desk: Desk) -> None:
    assert cast.NURSE.staff
    assert cast.COLLEAGUE.staff
    head, people = cast.HEAD_NURSE.actor, [cast.NURSE.staff.id, cast.COLLEAGUE.staff.id]
    changes = desk.publisher.subscribe(head.account_id)
    job = await ask_for_forms(desk, head, people, 2026)
    stop = asyncio.Event()
    leading = asyncio.create_task(Leader(desk, [], is_alone=False).run(stop))
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for _ in changes:
            if (await read_job(desk, head, job.id)).state(desk.clock.now()) is JobState.DONE:
                break
        stop.set()
        await leading
