"""考核: results entered by hand, for whoever was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.errors import Refusal
from core.domain.register import Actor, Staff
from core.domain.trainings.assessment import (
    Assessment,
    OutcomeUnreadable,
    Result,
    check_results_open,
    check_there,
    read_score,
)
from core.domain.trainings.training import OPEN_FOR_ATTENDANCE, Training
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """Whoever was at a training, in the register's order, with their results so far."""

    training: Training
    people: Sequence[Staff]
    results: Mapping[str, Result]
    may_enter: bool

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome for one in self.results.values())


async def read_assessments(desk: Desk, who: Actor, training_id: str) -> AssessmentSheet:
    """Return the results of a training to those who may see it."""
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_READ, training)
        people = await tx.people.some(await _there(tx, training_id))
        return AssessmentSheet(
            training=training,
            people=people,
            results=await tx.assessments.of(training_id),
            may_enter=may(who, Permission.TRAINING_PLAN, training)
            and training.stage in OPEN_FOR_ATTENDANCE,
        )


async def save_assessments(
    desk: Desk, who: Actor, training_id: str, typed: Mapping[str, tuple[str, str]]
) -> dict[str, Refusal]:
    """Enter results: by person the outcome, "" for none, and the mark as it was typed.

    All are kept, or none and what is refused is told by person: NotThere, NotANumber,
    AmountOutOfRange, OutcomeUnreadable. Raises ResultsClosed once credits were awarded.
    """
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        check_results_open(training)
        there = await _there(tx, training_id)
        people = {one.id: one for one in await tx.people.some(set(typed))}
        read, refused = dict[str, Result | None](), dict[str, Refusal]()
        for staff_id, texts in typed.items():
            try:
                name = people[staff_id].name if staff_id in people else ""
                check_there(staff_id, name, there)
                read[staff_id] = _read(staff_id, *texts)
            except Refusal as refusal:
                refused[staff_id] = refusal
        if not refused:
            await _keep(tx, who, training, read)
    return refused


def _read(staff_id: str, outcome: str, score: str) -> Result | None:
    marks = read_score(score)
    if not outcome and marks is None:
        return None
    if outcome not in set(Assessment):
        raise OutcomeUnreadable
    return Result(staff_id, Assessment(outcome), marks)


async def _keep(
    tx: Transaction, who: Actor, training: Training, read: Mapping[str, Result | None]
) -> None:
    before = await tx.assessments.of(training.id)
    changed = {key: one for key, one in read.items() if one != before.get(key)}
    await tx.assessments.set(training.id, [one for one in changed.values() if one])
    await tx.assessments.remove(training.id, [key for key, one in changed.items() if one is None])
    if changed:
        told = {"number": len(changed)}
        tx.journal.add(who, "results-entered", training.subject, after=told)


async def _there(tx: Transaction, training_id: str) -> set[str]:
    cycles = await tx.cycles.of(training_id)
    return {one.staff_id for one in await tx.attendance.stays([it.id for it in cycles])}
