"""请假: whoever is expected says why they cannot come, and is not missing."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from core.domain.attendance.schedules import Phase
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.trainings.awards import Why
from core.domain.trainings.excuses import ExcuseTooLate
from core.domain.typed import TextNeeded
from core.ports import Desk
from core.usecases.attendance.coming import coming_trainings, past_trainings, send_reminders
from core.usecases.attendance.excuses import excuse_oneself, read_own_cycle, withdraw_excuse
from core.usecases.attendance.presence import PresenceGroup, read_room
from core.usecases.attendance.sheets import attendance_sheet_pdf
from core.usecases.messages.notices import latest_notices
from core.usecases.trainings.activities import list_activities
from core.usecases.trainings.awards import read_awards
from core.usecases.trainings.cycles import save_cycle
from storage.system import MovableClock
from tests import cast
from tests.trainings import HEAD, POLICY, UNIT, an_approved_training, local, scan

HOUR = timedelta(hours=1)
NURSE = cast.NURSE.actor


async def test_who_is_excused_is_seen_by_the_organiser_and_not_missing(
    desk: Desk, clock: MovableClock
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    await excuse_oneself(desk, NURSE, cycle.id, "值班")
    room = await read_room(desk, HEAD, training.id, cycle.id)
    assert [one.excuse and one.excuse.reason for one in room.of(PresenceGroup.EXCUSED)] == ["值班"]
    assert NURSE.staff_id not in {one.staff.id for one in room.of(PresenceGroup.MISSING)}
    [coming] = await coming_trainings(desk, NURSE)
    assert coming.is_excused
    sheet = PdfReader(
        BytesIO((await attendance_sheet_pdf(desk, HEAD, training.id, cycle.id)).content)
    )
    assert "请假：值班" in "".join(page.extract_text() for page in sheet.pages)
    clock.move(minutes=240)
    (line,) = (await list_activities(desk, UNIT)).rows
    assert line.tally.expected == len(room.attendees) - 1
    awards = await read_awards(desk, HEAD, training.id)
    assert {one.staff_id: one.why for one in awards.proposals}[NURSE.staff_id or ""] is Why.EXCUSED


@pytest.mark.parametrize("departure", [{"status": "left"}, {"left_on": date(2026, 6, 14)}])
async def test_who_has_left_before_is_not_expected_and_told_of_nothing(
    desk: Desk, clock: MovableClock, departure: dict[str, Any]
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    before = len((await read_room(desk, HEAD, training.id, cycle.id)).attendees)
    async with desk.store.transaction() as tx:
        nurse = await tx.people.get(NURSE.staff_id or "")
        await tx.people.save(replace(nurse, **departure))
    room = await read_room(desk, HEAD, training.id, cycle.id)
    assert (len(room.attendees), NURSE.name in str(room.attendees)) == (before - 1, False)
    sheet = PdfReader(
        BytesIO((await attendance_sheet_pdf(desk, HEAD, training.id, cycle.id)).content)
    )
    assert NURSE.name not in "".join(page.extract_text() for page in sheet.pages)
    later = {"starts_at": local(cycle.starts_at + HOUR), "ends_at": local(cycle.ends_at + HOUR)}
    moved = {**later, "place": "报告厅", "capacity": "", **POLICY}
    await save_cycle(desk, HEAD, training.id, cycle.id, moved, cycle.expected)
    told = [one.key for one in await latest_notices(desk, NURSE, 9)]
    assert "training-moved" not in told
    clock.move(minutes=300)
    (line,) = (await list_activities(desk, UNIT)).rows
    assert line.tally.expected == before - 1


async def test_who_was_there_and_has_left_since_stays_on_its_lists(
    desk: Desk, clock: MovableClock
) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    await scan(desk, NURSE, cycle)
    expected = len((await read_room(desk, HEAD, training.id, cycle.id)).attendees)
    clock.move(minutes=60 * 30)
    for departure in ({"left_on": desk.today()}, {"left_on": None, "status": "left"}):
        async with desk.store.transaction() as tx:
            nurse = await tx.people.get(NURSE.staff_id or "")
            await tx.people.save(replace(nurse, **departure))
        (line,) = (await list_activities(desk, UNIT)).rows
        assert line.tally.expected == expected


async def test_an_excuse_is_taken_back_and_the_last_reason_stands(
    desk: Desk, clock: MovableClock
) -> None:
    _, cycle = await an_approved_training(desk, HEAD, UNIT)
    await excuse_oneself(desk, NURSE, cycle.id, "值班")
    await excuse_oneself(desk, NURSE, cycle.id, "病假")
    own = await read_own_cycle(desk, NURSE, cycle.id)
    assert own.excuse
    assert own.excuse.reason == "病假"
    for _ in range(2):
        await withdraw_excuse(desk, NURSE, cycle.id)
    assert (await read_own_cycle(desk, NURSE, cycle.id)).excuse is None
    with pytest.raises(TextNeeded):
        await excuse_oneself(desk, NURSE, cycle.id, " ")
    clock.move(minutes=240)
    for act in (
        excuse_oneself(desk, NURSE, cycle.id, "晚了"),
        withdraw_excuse(desk, NURSE, cycle.id),
    ):
        with pytest.raises(ExcuseTooLate):
            await act


async def test_who_comes_nevertheless_was_there(desk: Desk, clock: MovableClock) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    await excuse_oneself(desk, NURSE, cycle.id, "值班")
    await scan(desk, NURSE, cycle)
    room = await read_room(desk, HEAD, training.id, cycle.id)
    assert NURSE.staff_id in {one.staff.id for one in room.of(PresenceGroup.ARRIVED)}
    assert not room.of(PresenceGroup.EXCUSED)
    clock.move(minutes=190)
    await scan(desk, NURSE, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    proposed = (await read_awards(desk, HEAD, training.id)).included
    assert [(one.staff_id, one.why) for one in proposed] == [(NURSE.staff_id, Why.PRESENT)]
    (line,) = (await list_activities(desk, UNIT)).rows
    assert (line.tally.expected, line.tally.came) == (len(room.attendees), 1)
    [past] = await past_trainings(desk, NURSE)
    assert past.cycle.id == cycle.id


@pytest.mark.parametrize("who", [cast.STRANGER.actor, UNIT], ids=["another hospital", "no person"])
async def test_nobody_else_reads_or_excuses_themselves_from_a_cycle(desk: Desk, who: Actor) -> None:
    _, cycle = await an_approved_training(desk, HEAD, UNIT)
    for act in (
        excuse_oneself(desk, who, cycle.id, "值班"),
        withdraw_excuse(desk, who, cycle.id),
        read_own_cycle(desk, who, cycle.id),
    ):
        with pytest.raises(NotFound):
            await act


async def test_who_is_excused_is_not_reminded(desk: Desk) -> None:
    _, cycle = await an_approved_training(desk, HEAD, UNIT, starts_in=timedelta(hours=5))
    await excuse_oneself(desk, NURSE, cycle.id, "值班")
    assert await send_reminders(desk, Actor.system()) == 1
    told = [await latest_notices(desk, who, 9) for who in (NURSE, HEAD)]
    assert [
        [one.key for one in notices if one.key.startswith("training-to")] for notices in told
    ] == [[], ["training-today"]]
