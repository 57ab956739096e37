"""The courses of a cycle: planned, and given to another teacher after the approval."""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.errors import NotFound, Refusal
from core.domain.points import show_quantity
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.life import check_seen, still_planned
from core.domain.trainings.planning import check_course
from core.domain.trainings.plans import (
    LONGEST,
    Teacher,
    read_each,
    read_hours,
    read_method,
    read_moment,
    read_topic,
)
from core.domain.trainings.training import (
    Course,
    Cycle,
    Training,
    TrainingNotEditable,
    TrainingStage,
)
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.usecases.trainings.cycles import CycleRevision, cycle_in, still_movable


async def save_course(
    desk: Desk,
    who: Actor,
    training_id: str,
    cycle_id: str,
    course_id: str | None,
    texts: Mapping[str, str],
    *,
    seen: int | None = None,
) -> CycleRevision:
    """Add a course to a cycle, or change one; after the approval only its teacher and times.

    `texts` are topic, teacher (a name) or teacher_id, hours, method, starts_at, ends_at.
    """
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        check_seen(training, seen)
        cycle = cycle_in(await tx.cycles.of(training_id), cycle_id)
        still_movable(training, cycle, desk.clock.now())
        before = _course(cycle, course_id) if course_id else None
        if training.stage is TrainingStage.APPROVED:
            texts = _only_teacher_and_times(texts, before)
        course, refused = await _read_course(desk, tx, training, before, texts)
        if course is None:
            return CycleRevision(None, refused)
        try:
            check_course(course, cycle)
        except Refusal as refusal:
            return CycleRevision(None, {"starts_at": refusal})
        cycle = _with_course(cycle, course)
        await tx.cycles.save(cycle)
        await tx.trainings.save(training)
        subject = Subject(SubjectKind.TRAINING, training.id)
        was = {"teacher": before.teacher} if before else None
        now = {"topic": course.topic, "teacher": course.teacher}
        tx.journal.add(who, "course-planned", subject, before=was, after=now)
    return CycleRevision(cycle)


def _with_course(cycle: Cycle, course: Course) -> Cycle:
    others = [one for one in cycle.courses if one.id != course.id]
    ordered = sorted((*others, course), key=lambda one: one.starts_at)
    return replace(cycle, courses=tuple(ordered))


def _course(cycle: Cycle, course_id: str) -> Course:
    for course in cycle.courses:
        if course.id == course_id:
            return course
    raise NotFound


def _only_teacher_and_times(texts: Mapping[str, str], before: Course | None) -> Mapping[str, str]:
    """Raises TrainingNotEditable for a new course."""
    if before is None:
        raise TrainingNotEditable(training_stage=TrainingStage.APPROVED)
    settled = {"topic": before.topic, "hours": show_quantity(before.hours), "method": before.method}
    return {**texts, **settled}


async def _read_course(
    desk: Desk, tx: Transaction, training: Training, before: Course | None, texts: Mapping[str, str]
) -> tuple[Course | None, dict[str, Refusal]]:
    book = await tx.rulebooks.of(training.unit_id, training.year)
    read, refused = read_each(
        texts,
        {
            "topic": read_topic,
            "hours": read_hours,
            "method": lambda text: read_method(text, book),
            "starts_at": read_moment,
            "ends_at": read_moment,
        },
    )
    try:
        teacher = await _teacher(tx, training, texts)
    except Refusal as refusal:
        refused["teacher"] = refusal
    if refused:
        return None, refused
    course_id = before.id if before else desk.ids.new()
    return Course(id=course_id, **read, teacher=teacher.name, teacher_id=teacher.staff_id), refused


async def _teacher(tx: Transaction, training: Training, texts: Mapping[str, str]) -> Teacher:
    """Return somebody of the unit's register, else the name of somebody from outside."""
    if staff_id := texts.get("teacher_id", ""):
        staff = await tx.people.get(staff_id)
        if staff.unit_id != training.unit_id:
            raise NotFound
        return Teacher(staff.id, staff.name)
    return Teacher(None, typed(texts.get("teacher", ""), LONGEST["teacher"]))


async def remove_course(
    desk: Desk,
    who: Actor,
    training_id: str,
    cycle_id: str,
    course_id: str,
    *,
    seen: int | None = None,
) -> None:
    """Take a course out of a plan. Raises TrainingNotEditable."""
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        cycle = cycle_in(await tx.cycles.of(training_id), cycle_id)
        _course(cycle, course_id)
        still_planned(training, seen)
        left = tuple(one for one in cycle.courses if one.id != course_id)
        await tx.cycles.save(replace(cycle, courses=left))
        await tx.trainings.save(training)
