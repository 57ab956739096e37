"""Marks by hand: somebody came or left without a scan (manual 4.1)."""

from datetime import datetime

from core.domain.attendance.check_in import AttendanceClosed
from core.domain.attendance.marking import check_moment, check_order
from core.domain.attendance.presence import Stay, usual_moment
from core.domain.attendance.schedules import Phase
from core.domain.errors import Refusal
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import OPEN_FOR_ATTENDANCE, Training
from core.domain.typed import LONGEST_REASON, typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at, staff_of_unit
from core.records.attendance import Mark
from core.records.transaction import Transaction


class NotMarked(Refusal):
    """There is no mark by hand to take back; a scan stays."""

    code = "not-marked"
    status = 409


class ScannedAlready(Refusal):
    code = "scanned-already"
    status = 409


async def mark_presence(
    desk: Desk,
    who: Actor,
    training_id: str,
    cycle_id: str,
    staff_id: str,
    phase: Phase,
    *,
    reason: str,
    at: datetime | None = None,
) -> None:
    """Note by hand that somebody came or left, and how it is known; `usual_moment` without `at`.

    Raises ScannedAlready, AttendanceClosed, MomentOutsideCycle, MomentsCrossed, NotFound for
    somebody of another unit, TextNeeded without a reason.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        still_taking(training)
        why = typed(reason, LONGEST_REASON)
        staff = await staff_of_unit(tx, training, staff_id)
        stay = await _stay(tx, cycle_id, staff_id)
        moment = at or usual_moment(phase, stay.signed_out_at, cycle.schedule, now)
        check_moment(cycle.schedule, moment, now)
        check_order(stay, phase, moment)
        mark = Mark(cycle_id, staff_id, phase, moment, who.account_id, why)
        if not await tx.attendance.mark(mark, now):
            raise ScannedAlready
        after = {"name": staff.name, "phase": phase, "at": moment, "reason": why}
        tx.journal.add(who, "marked", Subject(SubjectKind.TRAINING, training.id), after=after)


async def unmark_presence(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, staff_id: str, phase: Phase
) -> None:
    """Take a mark by hand back; scans stay. Raises NotMarked, AttendanceClosed, NotFound."""
    async with desk.store.transaction() as tx:
        training, _ = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        still_taking(training)
        staff = await staff_of_unit(tx, training, staff_id)
        if not await tx.attendance.unmark(cycle_id, staff_id, phase):
            raise NotMarked
        before = {"name": staff.name, "phase": phase}
        tx.journal.add(who, "unmarked", Subject(SubjectKind.TRAINING, training.id), before=before)


def still_taking(training: Training) -> None:
    if training.stage not in OPEN_FOR_ATTENDANCE:
        raise AttendanceClosed(title=training.plan.name)


async def _stay(tx: Transaction, cycle_id: str, staff_id: str) -> Stay:
    stays = (stay for stay in await tx.attendance.stays([cycle_id]) if stay.staff_id == staff_id)
    return next(stays, Stay(cycle_id, staff_id, None, None))
