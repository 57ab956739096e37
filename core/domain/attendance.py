"""Who was there: windows, scans, and what they come to (manual 4.1: 二维码考勤)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network

from core.domain.dates import SHANGHAI
from core.domain.errors import Refusal

GRACE = timedelta(seconds=5)
KEPT_FOR = timedelta(hours=24)
CLOCK_TOLERANCE = timedelta(minutes=5)
LONGEST_STEP, SHORTEST_STEP = 60, 5


class Phase(StrEnum):
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"


class PresenceRule(StrEnum):
    """What makes somebody present: both scans, or a share of the scheduled minutes."""

    BOTH_SCANS = "both-scans"
    MINUTES = "minutes"


class Way(StrEnum):
    """How a scan reached us. HAND is the organiser's mark."""

    CAMERA = "camera"
    PHOTO = "photo"
    TYPED = "typed"
    LINK = "link"
    CHAT = "chat"
    HAND = "hand"


class CodeNotOurs(Refusal):
    """Truncated, forged, or the code of something else."""

    code = "code-not-ours"


class CodeExpired(Refusal):
    """The code has been renewed since; the one on the screen now is wanted."""

    code = "code-expired"
    status = 410


class CodeFromFuture(Refusal):
    """The code's time has not come: our clock was put back."""

    code = "code-from-future"
    status = 409


class KeptTooLong(Refusal):
    """A scan made without a network reached us more than 24 hours later."""

    code = "kept-too-long"
    status = 410


class AttendanceClosed(Refusal):
    """The training was cancelled, or its credits have been awarded."""

    code = "attendance-closed"
    status = 409


class NotOpenYet(Refusal):
    code = "not-open-yet"
    status = 409


class WindowOver(Refusal):
    code = "window-over"
    status = 409


class NotExpected(Refusal):
    """The person is not on the list of this cycle, and walk-ins are not let in."""

    code = "not-expected"
    status = 403


class OtherAccount(Refusal):
    """The scan was made under another account than the one that sends it."""

    code = "other-account"
    status = 409


class NoOwnAttendance(Refusal):
    """An account without a person of the register attends nothing."""

    code = "no-own-attendance"
    status = 403


@dataclass(frozen=True, slots=True)
class Policy:
    """How attendance is taken in a cycle. Windows in minutes, `least_share` in percent."""

    opens_minutes_before: int = 30
    late_after_minutes: int = 15
    out_opens_minutes_before_end: int = 15
    out_closes_minutes_after_end: int = 30
    step_seconds: int = 15
    presence: PresenceRule = PresenceRule.BOTH_SCANS
    least_share: int = 80
    walk_ins: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a cycle is held, and how attendance is taken in it."""

    starts_at: datetime
    ends_at: datetime
    policy: Policy

    def window(self, phase: Phase) -> tuple[datetime, datetime]:
        """Return from when to when a code of this phase is shown and accepted."""
        if phase is Phase.SIGN_IN:
            return self.starts_at - _minutes(self.policy.opens_minutes_before), self.ends_at
        return (
            self.ends_at - _minutes(self.policy.out_opens_minutes_before_end),
            self.ends_at + _minutes(self.policy.out_closes_minutes_after_end),
        )

    def phase_at(self, now: datetime) -> Phase:
        """Return what the board shows by itself: signing in until signing out begins."""
        return Phase.SIGN_OUT if now >= self.window(Phase.SIGN_OUT)[0] else Phase.SIGN_IN

    def is_late(self, at: datetime) -> bool:
        """Return whether signing in at this moment counts as late."""
        return at > self.on_time_until

    @property
    def on_time_until(self) -> datetime:
        """The last moment at which signing in is not late."""
        return self.starts_at + _minutes(self.policy.late_after_minutes)

    @property
    def minutes(self) -> int:
        """The minutes that are scheduled."""
        return _whole_minutes(self.ends_at - self.starts_at)


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def _whole_minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds())) // 60


def step_at(moment: datetime, step_seconds: int) -> datetime:
    """Return the beginning of the time step in which a moment lies."""
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % step_seconds, moment.tzinfo)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a code says: which cycle, which phase, and the time step it was shown in."""

    door: int
    phase: Phase
    at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A code in somebody's hands, as it reached us.

    Whose hands they are is told by `staff_id`, or by `token_hash`, the session of a phone that
    many others stand beside: then the entrance finds the person in the same visit, and
    `account_id` is whose the phone thought it was, if it knew.

    `judged_at` is when the code was first seen here: its freshness is judged by that moment.
    `device_at` is what the phone's clock said; it decides nothing. `kept` entries waited for a
    network. `key` is made by the phone: the same entry sent twice is one.
    """

    stamp: Stamp
    staff_id: str | None
    account_id: str
    received_at: datetime
    judged_at: datetime
    way: Way
    key: str
    device: str = ""
    ip: str = ""
    device_at: datetime | None = None
    kept: bool = False
    token_hash: str = ""


@dataclass(frozen=True, slots=True)
class Comer:
    """What the register says of somebody at a door; `is_named` among those expected there."""

    account_id: str
    staff_id: str | None
    unit_id: str | None
    is_named: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """What must be known of a cycle to let somebody in."""

    cycle_id: str
    training_id: str
    name: str
    place: str
    unit_id: str
    schedule: Schedule
    is_open: bool
    is_taking: bool


def admit(door: Door, arrival: Arrival, comer: Comer) -> None:
    """Refuse a scan that must not be recorded; returning means: record it.

    Raises NoOwnAttendance, OtherAccount, NotExpected, and what `check_code` does.
    """
    if comer.staff_id is None:
        raise NoOwnAttendance
    if arrival.account_id not in {"", comer.account_id}:
        raise OtherAccount
    check_code(door, arrival)
    is_of_unit = comer.unit_id == door.unit_id
    may_walk_in = door.is_open or door.schedule.policy.walk_ins
    if not (comer.is_named or (is_of_unit and may_walk_in)):
        raise NotExpected


def check_code(door: Door, arrival: Arrival) -> None:
    """Refuse a code that nobody may use at this moment.

    Raises AttendanceClosed, CodeFromFuture, CodeExpired, KeptTooLong, NotOpenYet, WindowOver.
    """
    if not door.is_taking:
        raise AttendanceClosed(title=door.name)
    check_fresh(arrival, door.schedule.policy.step_seconds)
    check_window(door.schedule, arrival.stamp)


def check_fresh(arrival: Arrival, step_seconds: int) -> None:
    """Refuse a code whose time is over or has not come.

    The step before the running one is still good, and five seconds more; a scan that waited for
    a network is good for a day.
    """
    at = arrival.stamp.at
    if at - GRACE > arrival.judged_at:
        raise CodeFromFuture
    if arrival.kept:
        if arrival.received_at - at > KEPT_FOR:
            raise KeptTooLong
    elif arrival.judged_at >= at + 2 * timedelta(seconds=step_seconds) + GRACE:
        raise CodeExpired


def check_window(schedule: Schedule, stamp: Stamp) -> None:
    """Refuse a code of a moment at which its phase was not open. Raises NotOpenYet, WindowOver."""
    opens, closes = schedule.window(stamp.phase)
    step = timedelta(seconds=schedule.policy.step_seconds)
    if stamp.at + step <= opens:
        raise NotOpenYet(phase=stamp.phase, opens=opens)
    if stamp.at > closes:
        raise WindowOver(phase=stamp.phase)


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


@dataclass(frozen=True, slots=True)
class Admitted:
    """An arrival that is on record. `at` is the moment on record: an earlier scan's stays.

    `language` is the person's own, where the entrance has found them.
    """

    door: Door
    at: datetime
    is_first: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One of the last to sign in."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many have signed in and out of a cycle, and the last of them. `last` grows with each."""

    arrived: int
    left: int
    last: int
    newest: tuple[Newcomer, ...]


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What is on record now: an earlier scan's moment stays."""

    admitted: Admitted
    phase: Phase

    @property
    def hour(self) -> str:
        """The time of day in Shanghai: “14:02”."""
        return self.admitted.at.astimezone(SHANGHAI).strftime("%H:%M")

    @property
    def is_late(self) -> bool:
        door = self.admitted.door
        return self.phase is Phase.SIGN_IN and door.schedule.is_late(self.admitted.at)


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
    minutes = _whole_minutes(stayed)
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


class Signal(StrEnum):
    """Why an organiser should look twice at somebody. Hints, never refusals."""

    SHARED_DEVICE = "shared-device"
    SLOW_SCAN = "slow-scan"
    PHONE_CLOCK = "phone-clock"
    LATE_SYNC = "late-sync"
    TWO_PLACES = "two-places"
    OUTSIDE_NETWORK = "outside-network"
    OVER_CAPACITY = "over-capacity"
    WALK_IN = "walk-in"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What signals are judged against, beside the scans themselves.

    `elsewhere` are those who signed in at another training held at the same time.
    """

    step_seconds: int
    capacity: int | None = None
    networks: Sequence[str] = ()
    elsewhere: Collection[str] = ()
    expected: Collection[str] | None = None


def signals(scans: Sequence[Scan], around: Surroundings) -> dict[str, frozenset[Signal]]:
    """Return the signals of a cycle's scans by person. The address is none: a hospital has one."""
    found: dict[str, set[Signal]] = defaultdict(set)
    for staff_id in _sharing_a_device(scans):
        found[staff_id].add(Signal.SHARED_DEVICE)
    for staff_id in _over_capacity(scans, around.capacity):
        found[staff_id].add(Signal.OVER_CAPACITY)
    for scan in scans:
        found[scan.staff_id] |= _signals_of(scan, around)
    return {staff_id: frozenset(theirs) for staff_id, theirs in found.items() if theirs}


def _sharing_a_device(scans: Sequence[Scan]) -> set[str]:
    people: dict[str, set[str]] = defaultdict(set)
    for scan in scans:
        if scan.device and scan.way is not Way.HAND:
            people[scan.device].add(scan.staff_id)
    return {staff_id for sharing in people.values() if len(sharing) > 1 for staff_id in sharing}


def _over_capacity(scans: Sequence[Scan], capacity: int | None) -> list[str]:
    if capacity is None:
        return []
    ins = [scan for scan in scans if scan.phase is Phase.SIGN_IN]
    arrived = list(dict.fromkeys(scan.staff_id for scan in sorted(ins, key=lambda s: s.number)))
    return arrived[capacity:]


def _signals_of(scan: Scan, around: Surroundings) -> set[Signal]:
    if scan.way is Way.HAND:
        return set()
    slow = scan.judged_at - scan.at > timedelta(seconds=around.step_seconds) + GRACE
    told = {
        Signal.LATE_SYNC: scan.kept,
        Signal.SLOW_SCAN: slow and not scan.kept,
        Signal.PHONE_CLOCK: _is_clock_off(scan),
        Signal.TWO_PLACES: scan.staff_id in around.elsewhere,
        Signal.OUTSIDE_NETWORK: _is_outside(scan, around.networks),
        Signal.WALK_IN: around.expected is not None and scan.staff_id not in around.expected,
    }
    return {signal for signal, is_so in told.items() if is_so}


def _is_outside(scan: Scan, networks: Sequence[str]) -> bool:
    """A scan that waited, or came through a chat, says nothing about where it was made."""
    return not scan.kept and scan.way is not Way.CHAT and is_outside(scan.ip, networks)


def _is_clock_off(scan: Scan) -> bool:
    if scan.device_at is None:
        return False
    moment = scan.at if scan.kept else scan.judged_at
    return abs(scan.device_at - moment) > CLOCK_TOLERANCE


def is_outside(ip: str, networks: Sequence[str]) -> bool:
    """Return whether an address lies in none of the networks; without networks none does."""
    if not networks:
        return False
    try:
        address = ip_address(ip)
    except ValueError:
        return True
    return not any(address in ip_network(network) for network in networks)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How a cycle stands: people with a sign-in, those with a sign-out, those flagged."""

    expected: int
    arrived: int
    left: int
    flagged: int


def by_person(scans: Iterable[Scan]) -> Mapping[str, list[Scan]]:
    """Return the scans of a cycle grouped by person."""
    grouped: dict[str, list[Scan]] = defaultdict(list)
    for scan in scans:
        grouped[scan.staff_id].append(scan)
    return grouped
