"""Planning in-house trainings: the plan step by step, its cycles and courses (4.1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.domain.attendance.schedules import Policy
from core.domain.errors import Refusal
from core.domain.register import Actor, Department, Staff, Unit
from core.domain.rulebook import Books
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.life import cancelled, check_seen, still_planned, submitted
from core.domain.trainings.planning import (
    PlanIncomplete,
    credit_of,
    notice_faults,
    plan_faults,
    spanning,
)
from core.domain.trainings.plans import open_fields, planned
from core.domain.trainings.training import (
    PLANNING,
    Cycle,
    Plan,
    Training,
    TrainingFile,
    TrainingStage,
)
from core.domain.typed import LONGEST_REASON, typed
from core.messages import tell_people, tell_reviewers
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.journal import Event
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class TrainingSheet:
    """One training with everything around it; `people` are those named in it, by id.

    `usual` is how the unit takes attendance where a cycle does not say otherwise.
    """

    training: Training
    cycles: Sequence[Cycle]
    department: Department
    departments: Mapping[str, Department]
    unit: Unit
    book: Rulebook
    people: Mapping[str, Staff]
    files: Sequence[TrainingFile]
    history: Sequence[Event]
    faults: Sequence[Refusal]
    usual: Policy
    may_plan: bool
    may_run: bool
    may_review: bool

    @property
    def is_editable(self) -> bool:
        return self.may_plan and self.training.stage in PLANNING


@dataclass(frozen=True, slots=True)
class TrainingRevision:
    """A training after some fields: the good ones are kept, each refused one says why."""

    training: Training
    refused: Mapping[str, Refusal] = field(default_factory=dict)


async def read_training(desk: Desk, who: Actor, training_id: str) -> TrainingSheet:
    """Return one training to those who plan, run or review it. Raises NotFound."""
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_READ, training)
        return await _sheet(tx, who, training)


async def _sheet(tx: Transaction, who: Actor, training: Training) -> TrainingSheet:
    cycles = await tx.cycles.of(training.id)
    expected = {one for cycle in cycles for one in cycle.expected.departments}
    named = {course.teacher_id or "" for cycle in cycles for course in cycle.courses}
    named = named.union(*(cycle.expected.people for cycle in cycles))
    files = await tx.trainings.files(training.id)
    return TrainingSheet(
        training=training,
        cycles=cycles,
        department=await tx.people.department(training.department_id),
        departments=await tx.people.some_departments(expected),
        unit=await tx.people.unit(training.unit_id),
        book=await tx.rulebooks.of(training.unit_id, training.year),
        people={staff.id: staff for staff in await tx.people.some(named)},
        files=files,
        history=await tx.journal.of(Subject(SubjectKind.TRAINING, training.id)),
        faults=_faults(training, cycles, files),
        usual=(await tx.trainings.settings(training.unit_id)).policy,
        may_plan=may(who, Permission.TRAINING_PLAN, training),
        may_run=may(who, Permission.ATTENDANCE_RUN, training),
        may_review=may(who, Permission.CASE_DECIDE, training),
    )


def _faults(
    training: Training, cycles: Sequence[Cycle], files: Sequence[TrainingFile]
) -> list[Refusal]:
    blanks = open_fields(training.plan) + notice_faults(training, {file.kind for file in files})
    return plan_faults(training.plan, cycles, blanks)


async def start_training(desk: Desk, who: Actor, answers: Mapping[str, str]) -> TrainingRevision:
    """Begin a plan for one's own department with what is known of it so far."""
    training = Training(
        id=desk.ids.new(),
        unit_id=who.unit_id or "",
        department_id=who.department_id or "",
        entered_by=who.account_id,
        plan=Plan(year=desk.today().year),
        stage=TrainingStage.DRAFT,
        points=0,
        created_at=desk.clock.now(),
    )
    async with desk.store.transaction() as tx:
        authorize(who, Permission.TRAINING_PLAN, training)
        books = await tx.rulebooks.books(training.unit_id)
        begun, refused = _filled(desk, training, answers, books, 0)
        if "name" in refused or not begun.plan.name:
            return TrainingRevision(begun, refused)
        await tx.trainings.add(begun)
        tx.journal.add(
            who, "planned", Subject(SubjectKind.TRAINING, begun.id), after={"name": begun.plan.name}
        )
    return TrainingRevision(begun, refused)


async def copy_training(desk: Desk, who: Actor, training_id: str) -> Training:
    """Begin a new plan with the activity of an earlier one; its cycles are planned anew."""
    async with desk.store.transaction() as tx:
        earlier = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_PLAN, earlier)
        plan = replace(earlier.plan, year=desk.today().year)
        book = await tx.rulebooks.of(earlier.unit_id, plan.year)
        copy = Training(
            id=desk.ids.new(),
            unit_id=earlier.unit_id,
            department_id=earlier.department_id,
            entered_by=who.account_id,
            plan=plan,
            stage=TrainingStage.DRAFT,
            points=credit_of(plan, book),
            created_at=desk.clock.now(),
        )
        await tx.trainings.add(copy)
        tx.journal.add(
            who, "planned", Subject(SubjectKind.TRAINING, copy.id), after={"copied": training_id}
        )
    return copy


async def revise_training(
    desk: Desk, who: Actor, training_id: str, answers: Mapping[str, str], *, seen: int | None = None
) -> TrainingRevision:
    """Fill in fields of the plan; each good one is kept.

    Raises TrainingNotEditable once it is with the reviewer, TrainingChanged on an old version.
    """
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, before)
        still_planned(before, seen)
        books = await tx.rulebooks.books(before.unit_id)
        after, refused = _filled(desk, before, answers, books, await _published(tx, before))
        if after != before:
            after = await tx.trainings.save(after)
    return TrainingRevision(after, refused)


async def _published(tx: Transaction, training: Training) -> int:
    """Return the credit that the unit's list says of its project; 0 where there is none."""
    delegation = await tx.delegations.of_training(training.id) if training.holds_project else None
    return (await tx.projects.get(delegation.project_id)).points if delegation else 0


def _filled(
    desk: Desk, training: Training, answers: Mapping[str, str], books: Books, published: int
) -> tuple[Training, dict[str, Refusal]]:
    plan, refused = training.plan, dict[str, Refusal]()
    for name, text in answers.items():
        try:
            plan = planned(plan, name, text, books.of(plan.year), desk.today().year)
        except Refusal as refusal:
            refused[name] = refusal
    changed = replace(training, plan=plan)
    return replace(changed, points=published or credit_of(plan, books.of(plan.year))), refused


async def submit_training(desk: Desk, who: Actor, training_id: str, *, seen: int) -> Training:
    """Put the plan before the unit. Raises PlanIncomplete with every fault at once."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, before)
        still_planned(before, seen)
        cycles = await tx.cycles.of(training_id)
        if faults := _faults(before, cycles, await tx.trainings.files(training_id)):
            raise PlanIncomplete(faults)
        book = await tx.rulebooks.of(before.unit_id, before.year)
        points = await _published(tx, before) or credit_of(before.plan, book)
        complete = replace(spanning(before, cycles), points=points)
        after = await tx.trainings.save(submitted(complete, now))
        tx.journal.add(who, "submitted", after.subject, after={"stage": after.stage})
        await tell_reviewers(tx, after, now)
    return after


async def remove_training(desk: Desk, who: Actor, training_id: str, *, seen: int) -> None:
    """Throw a plan away before it is approved. Raises TrainingNotEditable."""
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        still_planned(training, seen)
        await tx.trainings.remove(training)
        tx.journal.add(
            who,
            "removed",
            Subject(SubjectKind.TRAINING, training.id),
            before={"name": training.plan.name},
        )


async def cancel_training(
    desk: Desk, who: Actor, training_id: str, *, seen: int, reason: str
) -> Training:
    """Call an approved training off; everybody expected is told.

    Raises TrainingNotEditable once it was held, ReasonNeeded.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, before)
        check_seen(before, seen)
        why = typed(reason, LONGEST_REASON) if reason.strip() else ""
        after = await tx.trainings.save(cancelled(before, why, now))
        tx.journal.add(
            who, "cancelled", Subject(SubjectKind.TRAINING, after.id), after={"reason": why}
        )
        people = await _everybody(tx, after)
        await tell_people(tx, after, people, "training-cancelled", now, reason=why)
    return after


async def _everybody(tx: Transaction, training: Training) -> Collection[str]:
    cycles = await tx.cycles.of(training.id)
    lists = [await tx.cycles.expected(cycle, training.unit_id) for cycle in cycles]
    return {staff.id for expected in lists for staff in expected}
