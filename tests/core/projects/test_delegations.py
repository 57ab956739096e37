"""A published project that a department runs for its unit: given, taken back, held, awarded."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from core.domain.attendance.schedules import Phase
from core.domain.credits.credit import Origin, Stage
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.lists import ListQuery
from core.domain.projects.delegation import DelegatedAlready, Delegation, DelegationTakenBack
from core.domain.projects.project import Project
from core.domain.register import Actor
from core.domain.review import Decision, ReasonNeeded
from core.domain.trainings.planning import PlanIncomplete
from core.domain.trainings.training import Training, TrainingNotEditable, TrainingStage
from core.ports import Desk
from core.tokens import share_link
from core.usecases.attendance.excuses import read_own_cycle
from core.usecases.credits.correctable import CORRECTABLE
from core.usecases.messages.notices import read_inbox
from core.usecases.projects.delegations import (
    begin_project,
    delegate,
    list_delegations,
    take_back,
)
from core.usecases.projects.published import read_project
from core.usecases.register.departments import merge_department
from core.usecases.review import decide
from core.usecases.trainings.awards import award_credits, read_awards
from core.usecases.trainings.calendars import calendar_file, renew_calendar
from core.usecases.trainings.closings import attach_training_file, read_closing
from core.usecases.trainings.courses import save_course
from core.usecases.trainings.cycles import save_cycle
from core.usecases.trainings.plans import (
    read_training,
    remove_training,
    revise_training,
    submit_training,
)
from core.usecases.trainings.sharing import read_shared
from storage.system import MovableClock
from tests import cast
from tests.bot.world import photo
from tests.projects import HEAD, UNIT, a_project, checked, entered, published
from tests.trainings import NURSING, POLICY, close, local, scan

OTHER_HEAD = replace(HEAD, department_id=cast.INTERNAL.id)
NURSE = cast.NURSE.actor


async def given(desk: Desk) -> tuple[Project, Delegation]:
    project = await published(desk)
    return project, await delegate(desk, UNIT, project.id, cast.NURSING.id)


async def prepared(desk: Desk, delegation: Delegation) -> Training:
    """Return the project's training with a cycle and a course, without its notice."""
    begun = await begin_project(desk, HEAD, delegation.id)
    plan = {"hours": "3", "discipline": "01-01", "mode": "lecture"}
    assert not (await revise_training(desk, HEAD, begun.id, plan)).refused
    starts, ends = desk.clock.now().replace(hour=8), desk.clock.now().replace(hour=11)
    times = {"starts_at": local(starts), "ends_at": local(ends)}
    texts = {**times, "place": "示教室", "capacity": "", **POLICY}
    cycle = (await save_cycle(desk, HEAD, begun.id, None, texts, NURSING)).cycle
    assert cycle
    course = {**times, "topic": "导管", "hours": "3", "method": "teaching", "teacher": "周老师"}
    assert (await save_course(desk, HEAD, begun.id, cycle.id, None, course)).cycle
    return (await read_training(desk, HEAD, begun.id)).training


async def with_notice(desk: Desk, training: Training) -> Training:
    await attach_training_file(desk, HEAD, training.id, "notice", "通知.jpg", photo(3))
    return (await read_training(desk, HEAD, training.id)).training


def _at(clock: MovableClock, moment: datetime) -> None:
    clock.move(seconds=(moment - clock.now()).total_seconds())


async def test_a_department_runs_what_it_was_given_and_nobody_else_does(desk: Desk) -> None:
    project = await published(desk)
    with pytest.raises(NotFound):
        await delegate(desk, UNIT, project.id, cast.OTHER_DEPARTMENT.id)
    delegation = await delegate(desk, UNIT, project.id, cast.NURSING.id)
    told = (await read_inbox(desk, HEAD)).rows[0]
    assert (told.key, told.details["title"]) == ("delegation-given", project.name)
    (line,) = (await list_delegations(desk, HEAD)).rows
    assert (line.project, line.training) == (project, None)
    assert (await list_delegations(desk, OTHER_HEAD)).total == 0
    with pytest.raises(DelegatedAlready):
        await delegate(desk, UNIT, project.id, cast.INTERNAL.id)
    with pytest.raises(NotAllowed):
        await delegate(desk, HEAD, project.id, cast.NURSING.id)
    with pytest.raises(NotFound):
        await begin_project(desk, OTHER_HEAD, delegation.id)
    training = await begin_project(desk, HEAD, delegation.id)
    assert (training.plan.name, training.project_number) == (project.name, project.number)
    assert training.points == project.points
    assert await begin_project(desk, HEAD, delegation.id) == training


async def test_it_is_submitted_with_its_notice_and_keeps_the_published_credit(desk: Desk) -> None:
    _, delegation = await given(desk)
    training = await prepared(desk, delegation)
    with pytest.raises(PlanIncomplete) as refused:
        await submit_training(desk, HEAD, training.id, seen=training.version)
    assert [one.code for one in refused.value.faults] == ["notice-missing"]
    training = await with_notice(desk, training)
    sent = await submit_training(desk, HEAD, training.id, seen=training.version)
    assert (sent.stage, sent.points) == (TrainingStage.UNIT_REVIEW, 500)
    with pytest.raises(TrainingNotEditable):
        await attach_training_file(desk, HEAD, training.id, "notice", "b.jpg", photo(4))


async def test_a_project_published_without_its_credit_gives_what_its_kind_gives(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    project = await published(desk, 学分="")
    training = await begin_project(
        desk, HEAD, (await delegate(desk, UNIT, project.id, cast.NURSING.id)).id
    )
    given = [
        (await revise_training(desk, HEAD, training.id, {"rule": rule})).training.points
        for rule in ("training-practice", "training-academic")
    ]
    assert given[0] != given[1] == training.points
    await entered(desk, await checked(desk, a_project(学分="4")))
    assert (
        await revise_training(desk, HEAD, training.id, {"remark": "分两期"})
    ).training.points == 400


async def test_the_way_to_a_projects_training_is_shown_to_whoever_may_go_it(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    project, delegation = await given(desk)
    training = await with_notice(desk, await prepared(desk, delegation))

    async def leads_on(who: Actor) -> bool:
        sheet = await read_project(desk, who, project.id)
        return sheet.leads_on(sheet.delegations[0])

    assert (await leads_on(HEAD), await leads_on(UNIT)) == (True, False)  # a draft so far
    sent = await submit_training(desk, HEAD, training.id, seen=training.version)
    assert await leads_on(UNIT)
    back = await decide(
        desk, UNIT, sent.subject, Decision.RETURN, seen=sent.version, reason="请改时间"
    )
    await remove_training(desk, HEAD, training.id, seen=back.version)
    assert (await leads_on(HEAD), await leads_on(UNIT)) == (False, False)


async def test_what_was_never_announced_is_not_called_off_in_calendars(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    _, delegation = await given(desk)
    training = await with_notice(desk, await prepared(desk, delegation))
    link = await renew_calendar(desk, NURSE)
    sent = await submit_training(desk, HEAD, training.id, seen=training.version)
    await decide(desk, UNIT, sent.subject, Decision.RETURN, seen=sent.version, reason="请改时间")
    await take_back(desk, UNIT, delegation.id, "改由内科举办")
    assert training.plan.name not in (await calendar_file(desk, link)).decode()
    (cycle,) = (await read_training(desk, HEAD, training.id)).cycles
    with pytest.raises(NotFound):
        await read_own_cycle(desk, NURSE, cycle.id)
    shared = share_link(desk.settings.secret, training.id)
    with pytest.raises(NotFound):
        await read_shared(desk, shared)


async def test_attendance_awards_and_closing_are_those_of_a_training(
    desk: Desk, clock: MovableClock
) -> None:
    clock.move(minutes=-180)
    _, delegation = await given(desk)
    training = await with_notice(desk, await prepared(desk, delegation))
    sent = await submit_training(desk, HEAD, training.id, seen=training.version)
    await decide(desk, UNIT, sent.subject, Decision.APPROVE, seen=sent.version)
    (cycle,) = (await read_training(desk, HEAD, training.id)).cycles
    _at(clock, cycle.starts_at)
    await scan(desk, NURSE, cycle)
    _at(clock, cycle.ends_at)
    await scan(desk, NURSE, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    sheet = await read_awards(desk, HEAD, training.id)
    await award_credits(desk, HEAD, training.id, seen=sheet.training.version)
    assert (await read_closing(desk, HEAD, training.id)).files == []  # a notice proves nothing
    by_project = ListQuery("project", {"project": "2026-SJ-018"})
    (line,) = (await CORRECTABLE.read(desk, HEAD, by_project)).rows
    credit = line.credit
    assert (credit.origin, credit.points, credit.stage) == (Origin.PROJECT, 500, Stage.AWARDED)
    assert credit.claim.details["project-number"] == "2026-SJ-018"
    assert (await CORRECTABLE.read(desk, HEAD, ListQuery("training"))).rows == []
    closed = await close(desk, sheet.training)
    assert closed.stage is TrainingStage.CLOSED


async def test_taken_back_what_is_open_ends_and_is_told(desk: Desk) -> None:
    project, delegation = await given(desk)
    training = await prepared(desk, delegation)
    with pytest.raises(ReasonNeeded):
        await take_back(desk, UNIT, delegation.id, " ")
    await take_back(desk, UNIT, delegation.id, "改由内科举办")
    told = (await read_inbox(desk, HEAD)).rows[0]
    assert (told.key, told.details["reason"]) == ("delegation-taken-back", "改由内科举办")
    after = (await read_training(desk, HEAD, training.id)).training
    assert (after.stage, after.reason) == (TrainingStage.CANCELLED, "改由内科举办")
    with pytest.raises(TrainingNotEditable):
        await revise_training(desk, HEAD, training.id, {"hours": "4"}, seen=training.version)
    with pytest.raises(DelegationTakenBack):
        await begin_project(desk, HEAD, delegation.id)
    with pytest.raises(DelegationTakenBack):
        await take_back(desk, UNIT, delegation.id, "再收一次")
    other = await delegate(desk, UNIT, project.id, cast.INTERNAL.id)
    assert (await begin_project(desk, OTHER_HEAD, other.id)).id != training.id


async def test_taken_back_what_is_submitted_goes_its_way(desk: Desk) -> None:
    _, delegation = await given(desk)
    training = await with_notice(desk, await prepared(desk, delegation))
    sent = await submit_training(desk, HEAD, training.id, seen=training.version)
    await take_back(desk, UNIT, delegation.id, "年底不再交办")
    approved = await decide(desk, UNIT, sent.subject, Decision.APPROVE, seen=sent.version)
    assert approved.stage is TrainingStage.APPROVED


async def test_taking_back_and_editing_at_once_leave_one_truth(desk: Desk) -> None:
    """Whichever comes first: nothing is edited after the end, and the end is always told."""
    _, delegation = await given(desk)
    training = await prepared(desk, delegation)
    ended, edited = await asyncio.gather(
        take_back(desk, UNIT, delegation.id, "改由内科举办"),
        revise_training(desk, HEAD, training.id, {"remark": "分两期"}, seen=training.version),
        return_exceptions=True,
    )
    assert isinstance(edited, Refusal) or not isinstance(edited, BaseException)
    after = (await read_training(desk, HEAD, training.id)).training
    if isinstance(ended, BaseException):
        raise ended
    assert after.stage is TrainingStage.CANCELLED


async def test_of_two_who_delegate_at_once_one_is_told_of_the_other(desk: Desk) -> None:
    project = await published(desk)
    outcomes = await asyncio.gather(
        *(delegate(desk, UNIT, project.id, one.id) for one in (cast.NURSING, cast.INTERNAL)),
        return_exceptions=True,
    )
    kinds = {type(one) for one in outcomes}
    assert kinds == {Delegation, DelegatedAlready}


async def test_a_merged_departments_projects_go_along(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await given(desk)
    await merge_department(desk, UNIT, cast.NURSING.id, cast.INTERNAL.id)
    assert (await list_delegations(desk, OTHER_HEAD)).total == 1
