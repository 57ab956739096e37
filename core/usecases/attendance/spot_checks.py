"""Spot checks: a few of those signed in are called by name."""

import random

from core.domain.attendance.presence import Standing, by_person
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import AwardRole, Choice
from core.domain.typed import LONGEST_REASON, typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import attended, cycle_at, staff_of_unit
from core.usecases.attendance.marks import still_taking
from core.usecases.attendance.presence import Attendee, attendee_of

SPOT_CHECK = 5


async def spot_check(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, seed: int
) -> list[Attendee]:
    """Choose a few of those signed in to be called by name: the flagged first, then at random.

    The same seed chooses the same people, so that a page can be read again.
    """
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        (here,) = await attended(tx, training, [cycle])
        scans = by_person(await tx.attendance.scans([cycle_id]))
        arrived = {
            staff_id
            for staff_id, presence in here.presences.items()
            if presence.standing is not Standing.ABSENT
        }
        people = await tx.people.some(arrived)
        checked = {choice.staff_id for choice in await tx.trainings.choices(training.id)}
    dice = random.Random(seed)  # noqa: S311 - who is called is no secret
    here_still = (staff for staff in people if staff.unit_id == training.unit_id)
    candidates = [staff for staff in here_still if staff.id not in checked]
    dice.shuffle(candidates)
    candidates.sort(key=lambda staff: not here.signals.get(staff.id))
    called = candidates[:SPOT_CHECK]
    return [attendee_of(one, here, here.expected, scans.get(one.id, ())) for one in called]


async def note_spot_check(
    desk: Desk,
    who: Actor,
    training_id: str,
    cycle_id: str,
    staff_id: str,
    *,
    is_here: bool,
    reason: str,
) -> None:
    """Note what calling somebody came to: who did not answer is not proposed for credit.

    Raises AttendanceClosed, NotFound for somebody of another unit, TextNeeded without a reason.
    """
    async with desk.store.transaction() as tx:
        training, _ = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        still_taking(training)
        staff = await staff_of_unit(tx, training, staff_id)
        choice = Choice(staff_id, AwardRole.PARTICIPANT, is_here, typed(reason, LONGEST_REASON))
        if is_here:
            await tx.trainings.forget_choice(training.id, choice)
        else:
            await tx.trainings.choose(training.id, choice)
        verb = "spot-present" if is_here else "spot-absent"
        tx.journal.add(
            who, verb, Subject(SubjectKind.TRAINING, training.id), after={"name": staff.name}
        )
