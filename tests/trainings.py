"""Steps that many tests of trainings begin with: a plan, an approved one, somebody's scan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from core.domain.attendance.check_in import ScanMethod, Stamp
from core.domain.attendance.schedules import Phase, step_at
from core.domain.dates import SHANGHAI
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.trainings.training import AwardRole, Cycle, Expected, Report, Training
from core.ports import Desk
from core.tokens import code_of
from core.usecases.attendance.check_in import CheckedIn, ScannedEntry, check_in
from core.usecases.review import decide
from core.usecases.trainings.awards import (
    award_credits,
    choose_award,
    preview_choice,
    read_awards,
)
from core.usecases.trainings.closings import submit_closing
from core.usecases.trainings.courses import save_course
from core.usecases.trainings.cycles import save_cycle
from core.usecases.trainings.plans import read_training, start_training, submit_training
from storage.system import MovableClock
from tests import cast

PLAN = {
    "name": "静脉输液安全与并发症处理",
    "rule": "training-theory",
    "hours": "3",
    "discipline": "01-01",
    "mode": "lecture",
}
HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
NURSING = Expected(departments=frozenset({cast.NURSING.id}))
POLICY = {"opens_minutes_before": "30"}


def local(moment: datetime) -> str:
    """Return a moment as a date-and-time field shows it."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


async def a_plan(
    desk: Desk,
    planner: Actor,
    *,
    starts_in: timedelta = timedelta(minutes=10),
    lasts: timedelta = timedelta(hours=3),
    expected: Expected = NURSING,
    plan: Mapping[str, str] = PLAN,
    place: str = "门诊楼 5 楼示教室",
    teacher: Mapping[str, str] | None = None,
    **policy: str,
) -> Training:
    """Return a complete plan with one cycle and one course, not submitted yet."""
    begun = await start_training(desk, planner, plan)
    assert not begun.refused
    starts = desk.clock.now() + starts_in
    times = {"starts_at": local(starts), "ends_at": local(starts + lasts)}
    cycle = await save_cycle(
        desk,
        planner,
        begun.training.id,
        None,
        {**times, "place": place, "capacity": "", **POLICY, **policy},
        expected,
    )
    assert cycle.cycle, cycle.refused
    course = {**times, "topic": "外渗的处理", "hours": "3", "method": "teaching"}
    by = teacher or {"teacher": "周老师"}
    revision = await save_course(
        desk, planner, begun.training.id, cycle.cycle.id, None, {**course, **by}
    )
    assert revision.cycle, revision.refused
    return (await read_training(desk, planner, begun.training.id)).training


async def an_approved_training(
    desk: Desk, planner: Actor, unit: Actor, **plan: object
) -> tuple[Training, Cycle]:
    """Return a training that the unit has approved, with its first cycle."""
    training = await a_plan(desk, planner, **plan)  # type: ignore[arg-type]
    waiting = await submit_training(desk, planner, training.id, seen=training.version)
    approved = await decide(desk, unit, waiting.subject, Decision.APPROVE, seen=waiting.version)
    return approved, (await read_training(desk, planner, approved.id)).cycles[0]


def code_now(desk: Desk, cycle: Cycle, phase: Phase = Phase.SIGN_IN) -> str:
    """Return the code that the board shows at this moment."""
    at = step_at(desk.clock.now(), cycle.policy.step_seconds)
    return code_of(desk.settings.secret, Stamp(cycle.point, phase, at))


def an_entry(text: str, **other: object) -> ScannedEntry:
    values = {"key": f"entry-{uuid4()}", "way": ScanMethod.CAMERA, "device": "phone", **other}
    return ScannedEntry(text, **values)  # type: ignore[arg-type]


async def scan(
    desk: Desk, who: Actor, cycle: Cycle, phase: Phase = Phase.SIGN_IN, **entry: object
) -> CheckedIn:
    """Scan what the board shows now."""
    device = {"device": f"phone of {who.name}"}
    return await check_in(desk, who, an_entry(code_now(desk, cycle, phase), **(device | entry)))


async def correct_award(
    desk: Desk,
    who: Actor,
    training_id: str,
    staff_id: str,
    role: AwardRole = AwardRole.PARTICIPANT,
    *,
    is_included: bool,
    reason: str,
) -> None:
    """Include or exclude somebody as it is seen first."""
    whose = (training_id, staff_id, role)
    would = await preview_choice(desk, who, *whose, is_included=is_included)
    await choose_award(desk, who, *whose, is_included=is_included, reason=reason, seen=would.digest)


async def more_nurses(desk: Desk, count: int) -> list[Actor]:
    """Return so many more people of 护理."""
    assert cast.NURSE.staff
    ids = [desk.ids.new() for _ in range(count)]
    async with desk.store.transaction() as tx:
        for number, staff_id in enumerate(ids):
            staff = replace(cast.NURSE.staff, id=staff_id, staff_number=f"83{number:08}")
            await tx.people.add(staff, f"document{number}", f"{number}")
    return [
        replace(cast.NURSE.actor, staff_id=one, account_id=one, name=f"学员{number}")
        for number, one in enumerate(ids)
    ]


async def awarded_to(desk: Desk, clock: MovableClock, crew: Sequence[Actor]) -> Training:
    """Return a training that has awarded these people; the others of 护理 did not come."""
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    for phase, minutes in ((Phase.SIGN_IN, 190), (Phase.SIGN_OUT, 60)):
        for who in crew:
            await scan(desk, who, cycle, phase)
        clock.move(minutes=minutes)
    sheet = await read_awards(desk, HEAD, training.id)
    await award_credits(desk, HEAD, training.id, seen=sheet.training.version)
    return (await read_awards(desk, HEAD, training.id)).training


async def close(desk: Desk, training: Training) -> Training:
    version = (await read_awards(desk, HEAD, training.id)).training.version
    waits = await submit_closing(desk, HEAD, training.id, Report("按计划完成"), seen=version)
    await decide(desk, UNIT, waits.subject, Decision.APPROVE, seen=waits.version)
    return (await read_awards(desk, HEAD, training.id)).training
