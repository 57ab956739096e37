"""What trainings add to the review: the card of a plan or closing, the credits that follow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.domain.credits.compliance import PersonYear
from core.domain.credits.credit import Credit, Stage
from core.domain.lists import Window
from core.domain.register import Actor, Department
from core.domain.review import Tab
from core.domain.trainings.awards import Attended, Turnout, follows_closing, turnout
from core.domain.trainings.training import Cycle, Training, TrainingStage
from core.messages import tell_people
from core.permissions import Permission, authorize, reviews_trainings
from core.ports import Desk
from core.presence import attended
from core.records.transaction import Transaction
from core.records.waiting import Listed
from core.results import hold
from core.usecases.trainings.lists import of_tab, unit_of

AWARDS_AFTER = {
    TrainingStage.CLOSED: Stage.APPROVED,
    TrainingStage.CLOSING_REJECTED: Stage.REJECTED,
}


class TrainingReview:
    """Plans and closings under review; the credits of a training follow its closing."""

    async def hold(self, tx: Transaction, training_id: str) -> Training:
        return await tx.trainings.hold(training_id)

    async def save(self, tx: Transaction, training: Training) -> Training:
        return await tx.trainings.save(training)

    async def follow(
        self, desk: Desk, tx: Transaction, who: Actor, before: Training, after: Training
    ) -> Collection[PersonYear]:
        """Let the credits follow a decided closing, or its undo; people are told with it."""
        was = AWARDS_AFTER.get(before.stage, Stage.AWARDED)
        becomes = AWARDS_AFTER.get(after.stage, Stage.AWARDED)
        if was is becomes:
            return ()
        credits = await tx.credits.of_training(after.id)
        followed = [credit for credit in credits if follows_closing(credit, was)]
        years = {(credit.staff_id, credit.year) for credit in followed}
        await hold(tx, years)
        await tx.credits.settle_awards(after, was, becomes, after.decided_by, after.decided_at)
        _note(tx, who, after, followed, was, becomes)
        if becomes is Stage.APPROVED:
            people, day = {credit.staff_id for credit in followed}, str(after.effective_on)
            now = desk.clock.now()
            await tell_people(tx, after, people, "training-closed", now, held_back=True, day=day)
        return years

    def waits(self, who: Actor) -> Listed | int:
        return (unit_of(who), of_tab(Tab.WAITING, who)) if reviews_trainings(who) else 0

    async def waiting(self, tx: Transaction, who: Actor, window: Window) -> Sequence[Training]:
        return (await tx.trainings.page(unit_of(who), of_tab(Tab.WAITING, who), window)).rows


def _note(
    tx: Transaction,
    who: Actor,
    training: Training,
    credits: Sequence[Credit],
    before: Stage,
    after: Stage,
) -> None:
    """Journal each credit that went from one stage to another with its training."""
    verbs = {Stage.APPROVED: "decided-approve", Stage.REJECTED: "decided-reject"}
    for credit in credits:
        left = {"stage": after, "reason": training.reason}
        verb = verbs.get(after, "undone")
        tx.journal.add(who, verb, credit.subject, before={"stage": before}, after=left)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan or closing before the unit; of a closing, what really came of its cycles."""

    training: Training
    cycles: Sequence[Cycle]
    department: Department
    attended: Sequence[Attended]
    awarded: int
    turnouts: Sequence[Turnout] = ()


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
    held = await attended(tx, training, cycles, in_order=False) if is_closing else []
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
