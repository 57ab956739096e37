"""What somebody's scans in a cycle come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.attendance import Way
from core.domain.schedules import Phase, PresenceRule, Schedule, whole_minutes


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
    way: Way
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
    """What somebody's scans come to; `minutes` of the schedule, `fulfils` the rule or not."""

    standing: Standing
    minutes: int
    fulfils: bool
    signed_in_at: datetime | None = None
    signed_out_at: datetime | None = None


ABSENT = Presence(Standing.ABSENT, 0, fulfils=False)


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's first sign-in and last sign-out in a cycle."""

    cycle_id: str
    staff_id: str
    signed_in_at: datetime | None
    signed_out_at: datetime | None


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
    """Return what a first sign-in and a last sign-out come to."""
    if signed_in is None and signed_out is None:
        return ABSENT
    if signed_in is None or signed_out is None or signed_out < signed_in:
        return Presence(Standing.INCOMPLETE, 0, fulfils=False, signed_in_at=signed_in,
                        signed_out_at=signed_out)  # fmt: skip
    stayed = min(signed_out, schedule.ends_at) - max(signed_in, schedule.starts_at)
    minutes = whole_minutes(stayed)
    return Presence(
        _standing(signed_in, signed_out, schedule),
        minutes,
        fulfils=_fulfils(minutes, schedule),
        signed_in_at=signed_in,
        signed_out_at=signed_out,
    )


def _moments(scans: Iterable[Scan]) -> tuple[list[datetime], list[datetime]]:
    ins: list[datetime] = []
    outs: list[datetime] = []
    for scan in scans:
        (ins if scan.phase is Phase.SIGN_IN else outs).append(scan.at)
    return ins, outs


def _standing(signed_in: datetime, signed_out: datetime, schedule: Schedule) -> Standing:
    step = timedelta(seconds=schedule.policy.step_seconds)
    if signed_out + step <= schedule.window(Phase.SIGN_OUT)[0]:
        return Standing.LEFT_EARLY
    return Standing.LATE if schedule.is_late(signed_in) else Standing.PRESENT


def _fulfils(minutes: int, schedule: Schedule) -> bool:
    if schedule.policy.presence is PresenceRule.BOTH_SCANS:
        return True
    return minutes * 100 >= schedule.minutes * schedule.policy.least_share


def by_person(scans: Iterable[Scan]) -> Mapping[str, list[Scan]]:
    """Return the scans of a cycle grouped by person."""
    grouped: dict[str, list[Scan]] = defaultdict(list)
    for scan in scans:
        grouped[scan.staff_id].append(scan)
    return grouped
