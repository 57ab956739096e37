"""The organiser's view of a cycle: who came, who is missing, whom to look at twice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.attendance.check_in import Headcount, ScanMethod
from core.domain.attendance.excuses import Excuse
from core.domain.attendance.presence import ABSENT, Presence, Scan, by_person
from core.domain.attendance.schedules import Phase
from core.domain.attendance.signals import Signal
from core.domain.register import Actor, Department, Staff
from core.domain.trainings.awards import Attended
from core.domain.trainings.excuses import excuse_of
from core.domain.trainings.training import (
    OPEN_FOR_ATTENDANCE,
    AwardRole,
    Choice,
    Cycle,
    Training,
)
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import attended, cycle_at, staff_of_unit, workplaces
from core.records.area import Area
from core.tokens import board_link

MOST_FOUND = 20


class PresenceGroup(StrEnum):
    """The tabs of the live list."""

    ALL = "all"
    MISSING = "missing"
    EXCUSED = "excused"
    ARRIVED = "arrived"
    LEFT = "left"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody expected or seen, with what their scans come to so far."""

    staff: Staff
    presence: Presence
    signals: frozenset[Signal]
    scans: Sequence[Scan]
    is_expected: bool
    excuse: Excuse | None = None

    @property
    def is_away(self) -> bool:
        """Whether they are excused and have not come nevertheless."""
        return self.excuse is not None and self.presence is ABSENT

    @property
    def is_by_hand(self) -> bool:
        return any(scan.way is ScanMethod.HAND for scan in self.scans)

    def moment_of(self, phase: Phase) -> datetime | None:
        """Return when the person signed in or out."""
        is_in = phase is Phase.SIGN_IN
        return self.presence.signed_in_at if is_in else self.presence.signed_out_at

    def mark_of(self, phase: Phase) -> Scan | None:
        """Return what an organiser noted of this phase, None where nobody did."""
        marks = (scan for scan in self.scans if scan.way is ScanMethod.HAND and scan.phase is phase)
        return next(marks, None)

    def is_in(self, group: PresenceGroup) -> bool:
        match group:
            case PresenceGroup.MISSING:
                return self.presence.signed_in_at is None and self.is_expected and not self.is_away
            case PresenceGroup.EXCUSED:
                return self.is_away
            case PresenceGroup.ARRIVED:
                return self.presence.signed_in_at is not None
            case PresenceGroup.LEFT:
                return self.presence.signed_out_at is not None
            case PresenceGroup.FLAGGED:
                return bool(self.signals)
            case _:
                return True


@dataclass(frozen=True, slots=True)
class Room:
    """A cycle as its organiser sees it."""

    training: Training
    cycle: Cycle
    department: Department
    workplaces: Mapping[str, str]
    attendees: Sequence[Attendee]
    counts: Mapping[PresenceGroup, int]
    headcount: Headcount
    board: str
    is_taking: bool
    spot_checked: Mapping[str, Choice] = field(default_factory=dict)

    def of(self, group: PresenceGroup, text: str = "") -> list[Attendee]:
        """Return a tab's people, those whose name or number holds the text."""
        return [
            one
            for one in self.attendees
            if one.is_in(group) and (text in one.staff.name or text in one.staff.staff_number)
        ]


async def read_room(desk: Desk, who: Actor, training_id: str, cycle_id: str) -> Room:
    """Return who is expected in a cycle, who came and who is to be looked at twice."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        (here,) = await attended(tx, training, [cycle])
        scans = by_person(await tx.attendance.scans([cycle_id]))
        people = await tx.people.some({*here.expected, *here.presences})
        places = await workplaces(tx, training, people)
        choices = await tx.trainings.choices(training.id)
        department = await tx.people.department(training.department_id)
    expected = frozenset(here.expected)
    attendees = [attendee_of(staff, here, expected, scans.get(staff.id, ())) for staff in people]
    return Room(
        training=training,
        cycle=cycle,
        department=department,
        workplaces=places,
        attendees=attendees,
        counts={group: sum(one.is_in(group) for one in attendees) for group in PresenceGroup},
        headcount=await desk.check_ins.headcount(cycle_id),
        board=board_link(desk.settings.secret, cycle.point, cycle.board),
        is_taking=training.stage in OPEN_FOR_ATTENDANCE,
        spot_checked={one.staff_id: one for one in choices if one.role is AwardRole.PARTICIPANT},
    )


def attendee_of(
    staff: Staff, here: Attended, expected: Collection[str], scans: Sequence[Scan]
) -> Attendee:
    return Attendee(
        staff=staff,
        presence=here.presences.get(staff.id, ABSENT),
        signals=here.signals.get(staff.id, frozenset()),
        scans=scans,
        is_expected=staff.id in expected,
        excuse=excuse_of(here.cycle, staff.id),
    )


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person of the unit in one cycle, whether expected, seen, or just come in."""

    training: Training
    cycle: Cycle
    attendee: Attendee
    department: Department
    choice: Choice | None
    is_taking: bool


async def read_sighting(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, staff_id: str
) -> Sighting:
    """Return what is on record of somebody in a cycle. Raises NotFound for another unit's."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        staff = await staff_of_unit(tx, training, staff_id)
        (here,) = await attended(tx, training, [cycle])
        scans = by_person(await tx.attendance.scans([cycle_id]))
        choices = {one.staff_id: one for one in await tx.trainings.choices(training.id)}
        department = await tx.people.department(staff.department_id)
    return Sighting(
        training=training,
        cycle=cycle,
        attendee=attendee_of(staff, here, here.expected, scans.get(staff_id, ())),
        department=department,
        choice=choices.get(staff_id),
        is_taking=training.stage in OPEN_FOR_ATTENDANCE,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """People of the unit's register whose name or number fits."""

    training: Training
    cycle: Cycle
    people: Sequence[Staff]
    departments: Mapping[str, Department]
    has_more: bool


async def find_walk_ins(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, text: str
) -> Found:
    """Look through the whole unit for somebody who came without being expected."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        area, most = Area(unit_id=training.unit_id), MOST_FOUND + 1
        people = await tx.people.search(area, text, limit=most) if text else []
        departments = await tx.people.some_departments({one.department_id for one in people})
    return Found(
        training=training,
        cycle=cycle,
        people=people[:MOST_FOUND],
        departments=departments,
        has_more=len(people) > MOST_FOUND,
    )


async def read_headcount(desk: Desk, who: Actor, training_id: str, cycle_id: str) -> Headcount:
    """Return how full the room is, to those who run it."""
    async with desk.store.reading() as tx:
        training, _ = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
    return await desk.check_ins.headcount(cycle_id)
