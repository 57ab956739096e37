"""One's own cycle: what is known of it, and excusing oneself from it (请假)."""

from dataclasses import dataclass

from core.domain.attendance.excuses import Excuse
from core.domain.attendance.presence import Presence, presence
from core.domain.errors import NotFound
from core.domain.register import Actor, Department, Staff
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.excuses import check_excusable, excuse_of, expects, is_excusable
from core.domain.trainings.life import is_announced
from core.domain.trainings.training import Cycle, Training
from core.domain.typed import LONGEST_REASON, typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OwnCycle:
    """A cycle as somebody sees it who is expected there, or was there."""

    training: Training
    cycle: Cycle
    department: Department
    presence: Presence
    excuse: Excuse | None
    may_excuse: bool


async def read_own_cycle(desk: Desk, who: Actor, cycle_id: str) -> OwnCycle:
    """Return a cycle to whoever is expected at it or was there. Raises NotFound."""
    now = desk.clock.now()
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        staff, training, cycle = await _own(tx, who, cycle_id)
        scans = await tx.attendance.scans([cycle_id], staff.id)
        is_expected = expects(training, cycle, staff)
        if not (is_expected or scans):
            raise NotFound
        return OwnCycle(
            training=training,
            cycle=cycle,
            department=await tx.people.department(training.department_id),
            presence=presence(scans, cycle.schedule),
            excuse=excuse_of(cycle, staff.id),
            may_excuse=is_expected and is_excusable(training, cycle, now),
        )


async def excuse_oneself(desk: Desk, who: Actor, cycle_id: str, reason: str) -> None:
    """Say why one cannot come to a cycle at which one is expected; the last reason stands.

    What the reason is stays between the person and the organisers: the journal has it not. Raises
    ExcuseTooLate once the cycle is over, TextNeeded, TextTooLong, NotFound.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        staff, training, cycle = await _expecting(tx, who, cycle_id)
        check_excusable(training, cycle, now)
        why = typed(reason, LONGEST_REASON)
        await tx.excuses.set(Excuse(cycle_id, staff.id, why, now))
        about = Subject(SubjectKind.TRAINING, training.id)
        tx.journal.add(who, "excused", about, after={"name": staff.name, "number": cycle.number})


async def withdraw_excuse(desk: Desk, who: Actor, cycle_id: str) -> None:
    """Take one's excuse back, as long as one could make it. Raises ExcuseTooLate, NotFound."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        staff, training, cycle = await _expecting(tx, who, cycle_id)
        check_excusable(training, cycle, desk.clock.now())
        if await tx.excuses.withdraw(cycle_id, staff.id):
            about = Subject(SubjectKind.TRAINING, training.id)
            told = {"name": staff.name, "number": cycle.number}
            tx.journal.add(who, "excuse-withdrawn", about, before=told)


async def _expecting(tx: Transaction, who: Actor, cycle_id: str) -> tuple[Staff, Training, Cycle]:
    """Return the person, and a cycle that expects them. Raises NotFound."""
    staff, training, cycle = await _own(tx, who, cycle_id)
    if not expects(training, cycle, staff):
        raise NotFound
    return staff, training, cycle


async def _own(tx: Transaction, who: Actor, cycle_id: str) -> tuple[Staff, Training, Cycle]:
    """Return the person, and the cycle of a training that takes place. Raises NotFound."""
    if who.staff_id is None:
        raise NotFound
    cycle = await tx.cycles.get(cycle_id)
    training = await tx.trainings.get(cycle.training_id)
    if not is_announced(training):
        raise NotFound
    return await tx.people.get(who.staff_id), training, cycle
