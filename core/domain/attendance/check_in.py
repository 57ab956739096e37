"""Who is let in: a code in somebody's hands, the door it opens, and why not (manual 4.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.attendance.schedules import Phase, Schedule
from core.domain.dates import hour
from core.domain.errors import Refusal

GRACE = timedelta(seconds=5)
KEPT_FOR = timedelta(hours=24)


class ScanMethod(StrEnum):
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


class BoardLinkOver(CodeNotOurs):
    """A board's link that is void: renewed since, half a day past its cycle, or never made."""

    code = "board-link-over"
    status = 410


class CodeExpired(Refusal):
    """The code has been renewed since; the one on the screen now is wanted."""

    code = "code-expired"
    status = 410


class TypedCodeWrong(CodeExpired):
    """No board shows these letters now: mistyped, or renewed since."""

    code = "typed-code-wrong"


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
class Stamp:
    """What a code says: which cycle, which phase, and the time step it was shown in."""

    point: int
    phase: Phase
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckInRequest:
    """A code in somebody's hands, as it reached us.

    Whose hands they are is told by `staff_id`, or by `token_hash`, the session of a phone that
    many others stand beside: then the check_ins finds the person in the same visit, and
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
    way: ScanMethod
    key: str
    device: str = ""
    ip: str = ""
    device_at: datetime | None = None
    kept: bool = False
    token_hash: str = ""


@dataclass(frozen=True, slots=True)
class Registrant:
    """What the register says of somebody at a door; `is_named` among those expected there."""

    account_id: str
    staff_id: str | None
    unit_id: str | None
    is_named: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CheckInPoint:
    """What must be known of a cycle to let somebody in."""

    cycle_id: str
    training_id: str
    name: str
    place: str
    unit_id: str
    schedule: Schedule
    is_open: bool
    is_taking: bool


def admit(point: CheckInPoint, request: CheckInRequest, registrant: Registrant) -> None:
    """Refuse a scan that must not be recorded; returning means: record it.

    Raises NoOwnAttendance, OtherAccount, NotExpected, and what `check_code` does.
    """
    if registrant.staff_id is None:
        raise NoOwnAttendance
    if request.account_id not in {"", registrant.account_id}:
        raise OtherAccount
    check_code(point, request)
    is_of_unit = registrant.unit_id == point.unit_id
    may_walk_in = point.is_open or point.schedule.policy.walk_ins
    if not (registrant.is_named or (is_of_unit and may_walk_in)):
        raise NotExpected


def check_code(point: CheckInPoint, request: CheckInRequest) -> None:
    """Refuse a code that nobody may use at this moment.

    Raises AttendanceClosed, CodeFromFuture, CodeExpired, KeptTooLong, NotOpenYet, WindowOver.
    """
    if not point.is_taking:
        raise AttendanceClosed(title=point.name)
    check_fresh(request, point.schedule.policy.step_seconds)
    check_window(point.schedule, request.stamp)


def check_fresh(request: CheckInRequest, step_seconds: int) -> None:
    """Refuse a code whose time is over or has not come.

    The step before the running one is still good, and five seconds more; a scan that waited for
    a network is good for a day.
    """
    at = request.stamp.at
    if at - GRACE > request.judged_at:
        raise CodeFromFuture
    if request.kept:
        if request.received_at - at > KEPT_FOR:
            raise KeptTooLong
    elif request.judged_at >= at + 2 * timedelta(seconds=step_seconds) + GRACE:
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
class Admitted:
    """An request that is on record. `at` is the moment on record: an earlier scan's stays.

    `language` is the person's own, where the check_ins has found them.
    """

    point: CheckInPoint
    at: datetime
    is_first: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class LatestSignIn:
    """One of the last to sign in."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many have signed in and out of a cycle, and the last of them. `last` grows with each."""

    arrived: int
    left: int
    last: int
    newest: tuple[LatestSignIn, ...]


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What is on record now: an earlier scan's moment stays."""

    admitted: Admitted
    phase: Phase

    @property
    def hour(self) -> str:
        """The time of day in Shanghai: “14:02”."""
        return hour(self.admitted.at)

    @property
    def is_late(self) -> bool:
        point = self.admitted.point
        return self.phase is Phase.SIGN_IN and point.schedule.is_late(self.admitted.at)
