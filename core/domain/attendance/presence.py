"""What somebody's scans in a cycle come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.attendance.check_in import ScanMethod
from core.domain.attendance.schedules import Phase, Schedule, whole_minutes


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan as it was kept, or a mark by hand; `number` counts them in the order they came."""

    number: int
    cycle_id: str
    staff_id: str
    phase: Phase
    at: datetime
    received_at: datetime
    judged_at: datetime
    way: ScanMethod
    device: str = ""
    ip: str = ""
    device_at: datetime | None = None
    kept: bool = False
    by: str = ""
    reason: str = ""


class Standing(StrEnum):
    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    INCOMPLETE = "incomplete"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Presence:
    """What somebody's scans come to; `minutes` of the schedule, and how many are `needed`."""

    standing: Standing
    minutes: int = 0
    needed: int = 0
    signed_in_at: datetime | None = None
    signed_out_at: datetime | None = None

    @property
    def fulfils(self) -> bool:
        """Whether there are both scans, and enough minutes between them."""
        is_whole = self.standing not in {Standing.INCOMPLETE, Standing.ABSENT}
        return is_whole and self.minutes >= self.needed


ABSENT = Presence(Standing.ABSENT)


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's first sign-in and last sign-out in a cycle."""

    cycle_id: str
    staff_id: str
    signed_in_at: datetime | None
    signed_out_at: datetime | None


def stays_of(scans: Iterable[Scan]) -> list[Stay]:
    """Return what scans come to, a line a person and cycle, in the order they came."""
    moments: dict[tuple[str, str], dict[Phase, list[datetime]]] = {}
    for scan in scans:
        theirs = moments.setdefault((scan.cycle_id, scan.staff_id), {})
        theirs.setdefault(scan.phase, []).append(scan.at)
    return [
        Stay(
            *where,
            min(theirs.get(Phase.SIGN_IN, ()), default=None),
            max(theirs.get(Phase.SIGN_OUT, ()), default=None),
        )
        for where, theirs in moments.items()
    ]


def presence(scans: Iterable[Scan], schedule: Schedule) -> Presence:
    """Return whether somebody was there, by their scans in one cycle and the cycle's rule.

    The first sign-in and the last sign-out count. One scan alone is incomplete: how long the
    person stayed is not known.
    """
    ins, outs = _moments(scans)
    return presence_between(min(ins, default=None), max(outs, default=None), schedule)


def presence_between(
    signed_in: datetime | None, signed_out: datetime | None, schedule: Schedule
) -> Presence:
    """Return what a first sign-in and a last sign-out come to.

    Who signs in on time is counted from the start, who signs out within the window to the end.
    """
    if signed_in is None and signed_out is None:
        return ABSENT
    standing, minutes = Standing.INCOMPLETE, 0
    if signed_in and signed_out and signed_in <= signed_out:
        came = signed_in if schedule.is_late(signed_in) else schedule.starts_at
        left = signed_out if schedule.is_early(signed_out) else schedule.ends_at
        standing, minutes = _standing(signed_in, signed_out, schedule), whole_minutes(left - came)
    return Presence(standing, minutes, schedule.needed_minutes, signed_in, signed_out)


def _moments(scans: Iterable[Scan]) -> tuple[list[datetime], list[datetime]]:
    ins: list[datetime] = []
    outs: list[datetime] = []
    for scan in scans:
        (ins if scan.phase is Phase.SIGN_IN else outs).append(scan.at)
    return ins, outs


def _standing(signed_in: datetime, signed_out: datetime, schedule: Schedule) -> Standing:
    if schedule.is_early(signed_out):
        return Standing.LEFT_EARLY
    return Standing.LATE if schedule.is_late(signed_in) else Standing.PRESENT


def usual_moment(
    phase: Phase, signed_out: datetime | None, schedule: Schedule, now: datetime
) -> datetime:
    """Return when somebody came or left who is noted by hand without a time of day.

    Who stands before the organiser came just now; who has left already, or is noted when all is
    over, was there from the start.
    """
    if phase is Phase.SIGN_IN and (signed_out is not None or now > schedule.ends_at):
        return schedule.starts_at
    return min(now, schedule.ends_at)


def by_person(scans: Iterable[Scan]) -> Mapping[str, list[Scan]]:
    """Return the scans of a cycle grouped by person."""
    grouped: dict[str, list[Scan]] = defaultdict(list)
    for scan in scans:
        grouped[scan.staff_id].append(scan)
    return grouped
