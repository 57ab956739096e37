"""Applications for projects: prepared step by step, reviewed once, and what came of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from core.domain.errors import NotAllowed, NotFound
from core.domain.lists import ListQuery
from core.domain.projects.application import (
    Application,
    ApplicationChanged,
    ApplicationNotEditable,
    ApplicationsClosed,
    ApplicationsNotOpen,
    ApplicationStage,
    NotForwarded,
)
from core.domain.projects.form import ApplicationIncomplete
from core.domain.review import Decision, ReasonNeeded
from core.ports import Desk, Files
from core.usecases.messages.notices import read_inbox
from core.usecases.projects.applications import (
    copy_application,
    read_application,
    remove_application,
    revise_application,
    start_application,
    submit_application,
)
from core.usecases.projects.delegations import begin_project, delegate
from core.usecases.projects.files import attach_application_file, remove_application_file
from core.usecases.projects.leading import add_lecture, name_leader, remove_lecture
from core.usecases.projects.lists import list_applications
from core.usecases.projects.outcomes import WindowEndsFirst, record_outcome, set_window
from core.usecases.projects.papers import application_pdf
from core.usecases.projects.published import count_outcomes, list_projects
from core.usecases.register.departments import merge_department
from core.usecases.review import decide, review_queue, undo_decision
from core.usecases.trainings.closings import attach_training_file
from storage.system import MovableClock
from tests import cast
from tests.bot.world import photo
from tests.projects import ANSWERS, HEAD, UNIT, an_application, published, taking_applications

OTHERS = cast.STRANGER.actor


async def waiting(desk: Desk, **answers: str) -> Application:
    await taking_applications(desk)
    ready = await an_application(desk, **answers)
    return await submit_application(desk, HEAD, ready.id, seen=ready.version)


async def forwarded(desk: Desk) -> Application:
    it = await waiting(desk)
    passed = await decide(desk, UNIT, it.subject, Decision.APPROVE, seen=it.version)
    assert isinstance(passed, Application)
    return passed


async def test_each_step_is_kept_and_what_is_missing_is_told_all_at_once(desk: Desk) -> None:
    begun = await start_application(desk, HEAD, "2026", {"name": "静脉治疗班", "hours": "很多"})
    assert set(begun.refused) == {"hours"}
    application_id = begun.application.id
    sheet = await read_application(desk, HEAD, application_id)
    assert sheet.application.answers == {"name": "静脉治疗班"}
    codes = [fault.code for fault in sheet.faults]
    assert codes.count("answer-missing") == 12
    assert codes[-3:] == ["leader-missing", "lectures-missing", "signature-missing"]
    with pytest.raises(ApplicationIncomplete) as refused:
        await submit_application(desk, HEAD, application_id, seen=1)
    assert len(refused.value.faults) == 15
    with pytest.raises(NotFound):  # a draft is its department's
        await read_application(desk, UNIT, application_id)


async def test_the_leader_teaches_and_the_courses_fill_the_hours(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    it = await an_application(desk, hours="9")
    it = await remove_lecture(desk, HEAD, it.id, 1, seen=it.version)
    faults = (await read_application(desk, HEAD, it.id)).faults
    assert [one.code for one in faults] == ["leader-not-teaching", "lectures-too-short"]
    _, refused = await add_lecture(desk, HEAD, it.id, {"topic": "", "teacher": "82", "hours": "0"})
    assert {name: one.code for name, one in refused.items()} == {
        "topic": "text-needed",
        "hours": "quantity-out-of-range",
        "teacher": "nobody-here-named",
    }
    with pytest.raises(Exception, match="nobody-here-named"):
        await name_leader(desk, HEAD, it.id, "刘一秀")  # she is another hospital's


async def test_outside_its_days_one_can_prepare_and_not_submit(
    desk: Desk, clock: MovableClock
) -> None:
    ready = await an_application(desk)
    with pytest.raises(ApplicationsNotOpen):
        await submit_application(desk, HEAD, ready.id, seen=ready.version)
    with pytest.raises(WindowEndsFirst):
        await set_window(desk, UNIT, "2026", date(2026, 6, 30), date(2026, 6, 1))
    await taking_applications(desk)
    clock.move(days=16)  # the first of July
    with pytest.raises(ApplicationsClosed):
        await submit_application(desk, HEAD, ready.id, seen=ready.version)
    revised = await revise_application(desk, HEAD, ready.id, {"enrolment": "90"})
    assert revised.application.answers["enrolment"] == "90"
    await set_window(desk, UNIT, "2026", date(2026, 6, 1), date(2026, 7, 1))
    after = await submit_application(desk, HEAD, ready.id, seen=revised.application.version)
    assert after.stage is ApplicationStage.UNIT_REVIEW


async def test_the_unit_returns_for_a_reason_and_what_comes_back_is_forwarded(
    desk: Desk, clock: MovableClock
) -> None:
    it = await waiting(desk)
    queue = await review_queue(desk, UNIT)
    assert (queue.counts["application"], queue.case) == (1, it)
    with pytest.raises(ReasonNeeded):
        await decide(desk, UNIT, it.subject, Decision.RETURN, seen=it.version)
    back = await decide(
        desk, UNIT, it.subject, Decision.RETURN, seen=it.version, reason="目标写具体些"
    )
    assert (back.stage, back.reason) == (ApplicationStage.RETURNED, "目标写具体些")
    again = await undo_decision(desk, UNIT, it.subject, seen=back.version)
    assert again.stage is ApplicationStage.UNIT_REVIEW
    with pytest.raises(ApplicationNotEditable):
        await revise_application(desk, HEAD, it.id, {"name": "别的"})
    back = await decide(desk, UNIT, it.subject, Decision.RETURN, seen=again.version, reason="改")
    clock.move(days=30)  # its days are over: what was returned may come back all the same
    revised = await revise_application(desk, HEAD, it.id, {"goals": "三月内并发症降低一成"})
    after = await submit_application(desk, HEAD, it.id, seen=revised.application.version)
    passed = await decide(desk, UNIT, it.subject, Decision.APPROVE, seen=after.version)
    assert passed.stage is ApplicationStage.APPROVED
    clock.move(minutes=1)
    told = [notice.key for notice in (await read_inbox(desk, HEAD)).rows]
    assert "application-decided-approved" in told
    with pytest.raises(ApplicationChanged):
        await decide(desk, UNIT, it.subject, Decision.APPROVE, seen=after.version)


async def test_what_was_returned_goes_to_no_year_whose_days_are_over_or_not_set(
    desk: Desk, clock: MovableClock
) -> None:
    it = await waiting(desk)
    await decide(desk, UNIT, it.subject, Decision.RETURN, seen=it.version, reason="改")
    with pytest.raises(ApplicationsNotOpen):
        await revise_application(desk, HEAD, it.id, {"goals": "改了"}, year="2027")
    await set_window(desk, UNIT, "2027", date(2026, 6, 1), date(2026, 6, 20))
    clock.move(days=30)
    with pytest.raises(ApplicationsClosed):
        await revise_application(desk, HEAD, it.id, {}, year="2027")
    await set_window(desk, UNIT, "2027", date(2026, 6, 1), date(2026, 12, 20))
    assert (await revise_application(desk, HEAD, it.id, {}, year="2027")).application.year == 2027


async def test_nobody_outside_its_unit_sees_an_application(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    it = await waiting(desk)
    for who in (OTHERS, cast.NURSE.actor, cast.PHYSICIAN.actor):
        with pytest.raises(NotFound):
            await read_application(desk, who, it.id)
    with pytest.raises(NotFound):
        await start_application(desk, cast.NURSE.actor, "2026", ANSWERS)
    other = replace(HEAD, department_id=cast.INTERNAL.id)
    assert (await list_applications(desk, other)).total == 0
    assert (await list_applications(desk, UNIT)).total == 1


async def test_what_came_of_it_is_recorded_and_can_be_recorded_again(
    desk: Desk, clock: MovableClock
) -> None:
    it = await waiting(desk)
    with pytest.raises(NotForwarded):
        await record_outcome(desk, UNIT, it.id, "1", seen=it.version)
    passed = await decide(desk, UNIT, it.subject, Decision.APPROVE, seen=it.version)
    no = await record_outcome(desk, UNIT, it.id, None, seen=passed.version)
    assert no.stage is ApplicationStage.NOT_ESTABLISHED
    with pytest.raises(NotAllowed):
        await record_outcome(desk, HEAD, it.id, "2026-SJ-018", seen=no.version)
    yes = await record_outcome(desk, UNIT, it.id, "2026-sj-018", seen=no.version)
    assert (yes.stage, yes.number) == (ApplicationStage.ESTABLISHED, "2026-sj-018")
    told = [notice.key for notice in (await read_inbox(desk, HEAD)).rows]
    assert "application-established" in told


async def test_the_published_list_shows_which_of_ours_were_established(desk: Desk) -> None:
    it = await forwarded(desk)
    await published(desk)
    await published(desk, 项目编号="2026-SJ-099", 项目名称="别人的项目")
    ours = ListQuery("ours")
    assert (await list_projects(desk, HEAD, ours)).rows == []
    await record_outcome(desk, UNIT, it.id, "2026-sj-018", seen=it.version)
    assert [one.number for one in (await list_projects(desk, HEAD, ours)).rows] == ["2026-SJ-018"]
    other = replace(HEAD, department_id=cast.INTERNAL.id)
    assert (await list_projects(desk, other, ours)).rows == []
    counted = await count_outcomes(desk, HEAD, 2026)
    assert (counted.forwarded, counted.established) == (1, 1)


async def test_last_years_application_is_copied_without_its_files(desk: Desk) -> None:
    it = await forwarded(desk)
    copy = await copy_application(desk, HEAD, it.id)
    assert (copy.year, copy.stage, copy.number) == (2027, ApplicationStage.DRAFT, "")
    assert (copy.answers, copy.courses, copy.leader_id) == (it.answers, it.courses, it.leader_id)
    faults = (await read_application(desk, HEAD, copy.id)).faults
    assert [one.code for one in faults] == ["signature-missing"]
    await remove_application(desk, HEAD, copy.id, seen=copy.version)
    with pytest.raises(NotFound):
        await read_application(desk, HEAD, copy.id)
    with pytest.raises(ApplicationNotEditable):
        await remove_application(desk, HEAD, it.id, seen=it.version)


async def test_files_stay_as_they_were_submitted(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    it = await waiting(desk)
    (file,) = (await read_application(desk, UNIT, it.id)).files
    with pytest.raises(ApplicationNotEditable):
        await attach_application_file(desk, HEAD, it.id, "attachment", "b.jpg", photo(9))
    with pytest.raises(ApplicationNotEditable):
        await remove_application_file(desk, HEAD, it.id, file.id)


async def test_an_application_on_paper_has_all_of_it_whatever_its_length(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    it = await an_application(desk, goals="目标很长，" * 190, history="项目一𠮷；" * 150)
    document = await application_pdf(desk, HEAD, it.id)
    assert document.content.startswith(b"%PDF")
    assert document.name == "项目申报书-静脉治疗新进展学习班.pdf"


async def test_a_leader_who_has_moved_away_is_told_and_another_can_be_named(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    await taking_applications(desk)
    ready = await an_application(desk, leader=cast.NURSE)
    async with desk.store.transaction() as tx:
        nurse = await tx.people.get(cast.NURSE.actor.staff_id or "")
        await tx.people.move_all([nurse], cast.OTHER_DEPARTMENT, desk.today())
    with pytest.raises(ApplicationIncomplete) as refused:
        await submit_application(desk, HEAD, ready.id, seen=ready.version)
    assert [one.code for one in refused.value.faults] == ["leader-away"]
    assert cast.HEAD_NURSE.staff
    await name_leader(desk, HEAD, ready.id, cast.HEAD_NURSE.staff.staff_number)
    faults = (await read_application(desk, HEAD, ready.id)).faults
    assert [one.code for one in faults] == ["leader-not-teaching"]


@dataclass
class Shelf:
    """Keeps files where another does, and does something else first, once."""

    files: Files
    first: Callable[[], Awaitable[object]] | None

    async def put(self, key: str, content: bytes) -> None:
        first, self.first = self.first, None
        if first is not None:
            await first()
        await self.files.put(key, content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.files, name)


async def _to_an_application(desk: Desk, slow: Desk) -> None:
    application = (await start_application(desk, HEAD, "2026", ANSWERS)).application
    await attach_application_file(slow, HEAD, application.id, "signature", "a.jpg", photo(7))


async def _to_a_plan(desk: Desk, slow: Desk) -> None:
    project = await published(desk)
    delegation = await delegate(desk, UNIT, project.id, cast.NURSING.id)
    training = await begin_project(desk, HEAD, delegation.id)
    await attach_training_file(slow, HEAD, training.id, "notice", "a.jpg", photo(8))


@pytest.mark.parametrize("attach", [_to_an_application, _to_a_plan])
async def test_no_file_is_kept_where_the_record_went_elsewhere_while_it_came(
    sqlite_desk: Desk, attach: Callable[[Desk, Desk], Awaitable[None]]
) -> None:
    desk = sqlite_desk

    async def merge() -> None:
        await merge_department(desk, UNIT, cast.NURSING.id, cast.INTERNAL.id)

    with pytest.raises(NotFound):
        await attach(desk, replace(desk, files=Shelf(desk.files, merge)))
