"""Of several processes on one database, one leads."""

import asyncio

from core.domain.register import Actor
from core.ports import Desk
from core.usecases.leader import leave_lead, take_lead
from storage.system import MovableClock

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
