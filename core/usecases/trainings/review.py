"""The unit's part: plans approved, closings verified, undone within ten seconds (4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.credits.credit import Credit, Decision, Stage
from core.domain.register import Actor, Department
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.awards import Attended, Turnout, follows_closing, turnout
from core.domain.trainings.life import decided, undone
from core.domain.trainings.training import Cycle, Training, TrainingChanged, TrainingStage
from core.domain.typed import typed
from core.messages import TRAINING_WAITING, tell_people, tell_planner
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.presence import attended
from core.records.credits import PersonYear
from core.records.transaction import Transaction
from core.results import hold, recount_all

LONGEST_REASON = 180


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan or closing before the unit; of a closing, what really came of its cycles."""

    training: Training
    cycles: Sequence[Cycle]
    department: Department
    attended: Sequence[Attended]
    awarded: int
    turnouts: Sequence[Turnout] = ()


async def waiting_trainings(desk: Desk, who: Actor) -> list[Waiting]:
    """Return the plans and closings that wait for one's decision, oldest first."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        found = await tx.trainings.waiting(area_of(who), who.account_id)
        return [await _waiting(tx, training) for training in found]


async def count_waiting_trainings(desk: Desk, who: Actor) -> int:
    """Return how many plans and closings wait for one's decision."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        return len(await tx.trainings.waiting(area_of(who), who.account_id))


async def read_waiting(desk: Desk, who: Actor, training_id: str) -> Waiting:
    """Return one plan or closing as it was put before the unit, decided or not. Raises NotFound."""
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_READ, training)
        return await _waiting(tx, training)


async def _waiting(tx: Transaction, training: Training) -> Waiting:
    cycles = await tx.cycles.of(training.id)
    is_closing = training.is_closing
    credits = await tx.credits.of_training(training.id) if is_closing else []
    held = await attended(tx, training, cycles) if is_closing else []
    scans = await tx.attendance.scans([one.cycle.id for one in held])
    return Waiting(
        training=training,
        cycles=cycles,
        department=await tx.people.department(training.department_id),
        attended=held,
        awarded=sum(_is_awarded(credit, training) for credit in credits),
        turnouts=[
            turnout(one, [scan for scan in scans if scan.cycle_id == one.cycle.id]) for one in held
        ],
    )


def _is_awarded(credit: Credit, training: Training) -> bool:
    """Return whether the closing is about this credit, or was before it was decided."""
    followed = credit.decided_at is not None and credit.decided_at == training.decided_at
    return credit.stage is Stage.AWARDED or followed


async def decide_training(
    desk: Desk,
    who: Actor,
    training_id: str,
    decision: Decision,
    *,
    seen: int,
    reason: str = "",
) -> Training:
    """Approve, return or reject a plan or a closing; a verified closing lets its credits count.

    Raises NotFound outside the scope, TrainingChanged on an old version, TrainingNotUnderReview,
    ReasonNeeded.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, _permission(before, seen), before)
        if before.version != seen:
            raise TrainingChanged(training_stage=before.stage)
        why = typed(reason, LONGEST_REASON) if reason.strip() else ""
        after = await tx.trainings.save(decided(before, decision, why, who.account_id, now))
        tx.journal.add(
            who,
            f"decided-{decision}",
            Subject(SubjectKind.TRAINING, training_id),
            before={"stage": before.stage},
            after={"stage": after.stage, "reason": why},
        )
        await tell_planner(tx, after, now)
        years = await _settle_credits(tx, after, who, now)
    await recount_all(desk, years)
    return after


def _permission(training: Training, seen: int) -> Permission:
    """Who comes with an old version is told what happened before being told they may not."""
    stale = training.version != seen
    return Permission.TRAINING_READ if stale else Permission.TRAINING_REVIEW


AFTER_CLOSING = {
    TrainingStage.CLOSED: Stage.APPROVED,
    TrainingStage.CLOSING_REJECTED: Stage.REJECTED,
}


async def _settle_credits(
    tx: Transaction, training: Training, who: Actor, now: datetime
) -> set[PersonYear]:
    """Let the credits follow a decided closing; return the years that are dirty by it."""
    stage = AFTER_CLOSING.get(training.stage)
    if stage is None:
        return set()
    credits = await tx.credits.of_training(training.id)
    followed = [credit for credit in credits if credit.stage is Stage.AWARDED]
    people = {credit.staff_id for credit in followed}
    years = {(credit.staff_id, credit.year) for credit in followed}
    await hold(tx, years)
    await tx.credits.settle_awards(training, Stage.AWARDED, stage, who.account_id, now)
    verb = "decided-approve" if stage is Stage.APPROVED else "decided-reject"
    _note(tx, who, verb, credits, Stage.AWARDED, stage, training.reason)
    if stage is Stage.APPROVED:
        day = str(training.effective_on)
        await tell_people(tx, training, people, "training-closed", now, held_back=True, day=day)
    return years


def _note(
    tx: Transaction,
    who: Actor,
    verb: str,
    credits: Sequence[Credit],
    before: Stage,
    after: Stage,
    reason: str = "",
) -> None:
    """Journal each credit that went from one stage to another with its training."""
    for credit in credits:
        if follows_closing(credit, before):
            subject, left = (
                Subject(SubjectKind.CREDIT, credit.id),
                {"stage": after, "reason": reason},
            )
            tx.journal.add(who, verb, subject, before={"stage": before}, after=left)


async def undo_training_decision(
    desk: Desk, who: Actor, training_id: str, *, seen: int
) -> Training:
    """Take one's own decision back within ten seconds; nobody has been told of it yet.

    Raises TrainingChanged on an old version, TooLateToUndoTraining afterwards.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_READ, before)
        if before.version != seen:
            raise TrainingChanged(training_stage=before.stage)
        taken_at = before.decided_at or now
        after = await tx.trainings.save(undone(before, who.account_id, now))
        await tx.notices.cancel(training_id, since=taken_at)
        await tx.notices.reopen(training_id, TRAINING_WAITING, taken_at)
        years = set[PersonYear]()
        if stage := AFTER_CLOSING.get(before.stage):
            credits = await tx.credits.of_training(training_id)
            years = {(one.staff_id, one.year) for one in credits if one.decided_at == taken_at}
            await hold(tx, years)
            await tx.credits.settle_awards(after, stage, Stage.AWARDED, None, None)
            _note(tx, who, "undone", credits, stage, Stage.AWARDED)
        tx.journal.add(
            who,
            "undone",
            Subject(SubjectKind.TRAINING, training_id),
            before={"stage": before.stage},
            after={"stage": after.stage},
        )
    await recount_all(desk, years)
    return after
