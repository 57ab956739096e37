"""Lists kept elsewhere and results of assessments: shown first, entered whole, once."""

from typing import Any

import pytest

from core.domain.attendance.schedules import Phase
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.trainings.assessment import Assessment, NotThere, Result, ResultsClosed
from core.domain.trainings.awards import Why
from core.domain.trainings.rolls import Roll, RollFate
from core.domain.trainings.training import Cycle, Training
from core.files import Picture
from core.ports import Desk
from core.records.jobs import Job
from core.usecases.attendance.marks import mark_presence
from core.usecases.attendance.presence import read_room
from core.usecases.jobs.jobs import read_job
from core.usecases.trainings.assessments import read_assessments, save_assessments
from core.usecases.trainings.awards import award_credits, read_awards
from core.usecases.trainings.closings import read_closing, read_training_file
from core.usecases.trainings.roll_jobs import enter_roll
from core.usecases.trainings.rolls import ask_for_roll_check, roll_template
from core.usecases.workbooks import ask_to_enter, judged_workbook, read_check
from core.workbook_checks import Check, ImportHasFaults, NothingToImport
from storage.system import MovableClock
from tests import cast
from tests.jobs import work_off
from tests.people_books import book_of, opened
from tests.trainings import HEAD, UNIT, an_approved_training, scan

NURSE, COLLEAGUE, STRANGER = cast.NURSE.staff, cast.COLLEAGUE.staff, cast.STRANGER.staff
assert NURSE
assert COLLEAGUE
assert STRANGER
HEADINGS = {
    Roll.ATTENDANCE: ("人员编号", "姓名", "签到时间", "签退时间"),
    Roll.RESULTS: ("工号", "姓名", "考核结果", "成绩"),
}


def a_list(roll: Roll, *rows: tuple[Any, ...]) -> bytes:
    return book_of([dict(zip(HEADINGS[roll], row, strict=False)) for row in rows], HEADINGS[roll])


async def checked(
    desk: Desk, roll: Roll, where: tuple[str, str], *rows: tuple[Any, ...]
) -> Check[RollFate]:
    content = a_list(roll, *rows)
    job = await ask_for_roll_check(desk, HEAD, roll, where, "名单.xlsx", content)
    await work_off(desk)
    return await read_check(desk, HEAD, job.id)


async def entered(desk: Desk, check: Check[RollFate]) -> Job:
    job = await ask_to_enter(desk, HEAD, check.job.id)
    await work_off(desk)
    return await read_job(desk, HEAD, job.id)


def fates(check: Check[RollFate]) -> list[str]:
    return [row.kind.value for row in check.rows]


async def held(desk: Desk, clock: MovableClock, *came: Actor) -> tuple[Training, Cycle]:
    """Return a training that is over, at which these were."""
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    for phase in Phase:
        for who in came:
            await scan(desk, who, cycle, phase)
        clock.move(minutes=190 if phase is Phase.SIGN_IN else 60)
    return training, cycle


async def test_who_was_there_elsewhere_is_marked_by_hand_and_the_file_kept(
    desk: Desk, clock: MovableClock
) -> None:
    training, cycle = await held(desk, clock, cast.COLLEAGUE.actor)
    rows = (NURSE.staff_number, NURSE.name), (COLLEAGUE.staff_number, COLLEAGUE.name)
    check = await checked(desk, Roll.ATTENDANCE, (training.id, cycle.id), *rows)
    assert fates(check) == ["new", "same"]
    assert not (await read_closing(desk, HEAD, training.id)).files
    job = await entered(desk, check)
    assert job.error is None
    room = {
        one.staff.id: one for one in (await read_room(desk, HEAD, training.id, cycle.id)).attendees
    }
    assert room[NURSE.id].presence.fulfils
    assert room[NURSE.id].is_by_hand
    assert not room[COLLEAGUE.id].is_by_hand
    (file,) = (await read_closing(desk, HEAD, training.id)).files
    assert (file.kind, file.name) == ("attendance", "名单.xlsx")
    kept = await read_training_file(desk, UNIT, training.id, file.id, Picture.ORIGINAL)
    assert opened(kept.content)["B2"].value == NURSE.name
    again = await checked(desk, Roll.ATTENDANCE, (training.id, cycle.id), *rows)
    assert fates(again) == ["same", "same"]
    with pytest.raises(NothingToImport):
        await ask_to_enter(desk, HEAD, again.job.id)
    async for _ in enter_roll(desk, job):  # another attempt at what is done changes nothing
        pass
    assert len((await read_closing(desk, HEAD, training.id)).files) == 1


async def test_rows_that_cannot_be_are_told_and_keep_all_out(
    desk: Desk, clock: MovableClock
) -> None:
    training, cycle = await held(desk, clock)
    check = await checked(
        desk,
        Roll.ATTENDANCE,
        (training.id, cycle.id),
        (NURSE.staff_number, NURSE.name, "10:05", "13:00"),
        (NURSE.staff_number, NURSE.name),
        (STRANGER.staff_number, STRANGER.name),
        ("8299999999", "某人"),
        (COLLEAGUE.staff_number, COLLEAGUE.name, "13:00", "10:30"),
        (COLLEAGUE.staff_number, COLLEAGUE.name, "很早"),
        (COLLEAGUE.staff_number, "别人"),
    )
    assert fates(check) == ["new", *["wrong"] * 6]
    assert check.rows[2].faults == check.rows[3].faults
    with pytest.raises(ImportHasFaults):
        await ask_to_enter(desk, HEAD, check.job.id)
    sheet = opened((await judged_workbook(desk, HEAD, check.job.id)).content)
    assert "有误" in sheet["A3"].value
    other = await checked(
        desk, Roll.ATTENDANCE, (training.id, cycle.id), (NURSE.staff_number, "", "10:05", "13:00")
    )
    await scan_late(desk, training, cycle)
    assert (await entered(desk, other)).error == "import-overtaken"


async def scan_late(desk: Desk, training: Training, cycle: Cycle) -> None:
    """Mark 闻旦 between what was shown and what is entered."""
    whom = (training.id, cycle.id, NURSE.id)
    await mark_presence(desk, HEAD, *whom, Phase.SIGN_IN, reason="手机没电")


async def test_who_has_not_passed_is_not_proposed_and_the_reason_says_so(
    desk: Desk, clock: MovableClock
) -> None:
    training, _ = await held(desk, clock, cast.NURSE.actor, cast.COLLEAGUE.actor)
    typed = {NURSE.id: ("failed", "52.5"), COLLEAGUE.id: ("passed", "")}
    assert await save_assessments(desk, HEAD, training.id, typed) == {}
    sheet = await read_assessments(desk, UNIT, training.id)
    assert sheet.results[NURSE.id] == Result(NURSE.id, Assessment.FAILED, 5250)
    assert [one.id for one in sheet.people] == [NURSE.id, COLLEAGUE.id]
    awards = await read_awards(desk, HEAD, training.id)
    why = {one.staff_id: one.why for one in awards.proposals}
    assert why[NURSE.id] is Why.NOT_PASSED
    assert [one.staff_id for one in awards.included] == [COLLEAGUE.id]
    await save_assessments(desk, HEAD, training.id, {NURSE.id: ("", "")})
    awards = await read_awards(desk, HEAD, training.id)
    assert len(awards.included) == 2
    await award_credits(desk, HEAD, training.id, seen=awards.training.version)
    with pytest.raises(ResultsClosed):
        await save_assessments(desk, HEAD, training.id, typed)


async def test_somebody_who_was_not_there_has_no_result(desk: Desk, clock: MovableClock) -> None:
    training, _ = await held(desk, clock, cast.NURSE.actor)
    typed = {NURSE.id: ("passed", "很高"), COLLEAGUE.id: ("passed", "")}
    refused = await save_assessments(desk, HEAD, training.id, typed)
    assert {key: one.code for key, one in refused.items()} == {
        NURSE.id: "not-a-number",
        COLLEAGUE.id: NotThere.code,
    }
    assert not (await read_assessments(desk, HEAD, training.id)).results
    check = await checked(
        desk,
        Roll.RESULTS,
        (training.id, ""),
        (NURSE.staff_number, NURSE.name, "合格", 86),
        (COLLEAGUE.staff_number, COLLEAGUE.name, "合格", 90),
        (HEAD_NUMBER, "", "也许"),
    )
    assert fates(check) == ["new", "wrong", "wrong"]
    assert "没有参加过" in str(check.rows[1].faults)


assert cast.HEAD_NURSE.staff
HEAD_NUMBER = cast.HEAD_NURSE.staff.staff_number


async def test_results_by_workbook_are_entered_and_updated(desk: Desk, clock: MovableClock) -> None:
    training, _ = await held(desk, clock, cast.NURSE.actor)
    for word, mark, fate in (
        ("合格", 86, "new"),
        ("未通过", "", "changed"),
        ("不合格", "", "same"),
    ):
        row = (NURSE.staff_number, NURSE.name, word, mark)
        check = await checked(desk, Roll.RESULTS, (training.id, ""), row)
        assert fates(check) == [fate]
        if fate != "same":
            assert (await entered(desk, check)).error is None
    results = (await read_assessments(desk, HEAD, training.id)).results
    assert results == {NURSE.id: Result(NURSE.id, Assessment.FAILED)}
    assert opened((await roll_template(desk, HEAD, Roll.RESULTS)).content)["A1"].value


@pytest.mark.parametrize("who", [cast.STRANGER.actor, cast.NURSE.actor])
async def test_only_the_organisers_hand_lists_in(
    desk: Desk, clock: MovableClock, who: Actor
) -> None:
    training, cycle = await held(desk, clock, cast.NURSE.actor)
    content = a_list(Roll.RESULTS, (NURSE.staff_number, NURSE.name, "合格"))
    for roll, cycle_id in ((Roll.RESULTS, ""), (Roll.ATTENDANCE, cycle.id)):
        with pytest.raises(NotFound):
            await ask_for_roll_check(desk, who, roll, (training.id, cycle_id), "x.xlsx", content)
    with pytest.raises(NotFound):
        await save_assessments(desk, who, training.id, {})
