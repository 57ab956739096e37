"""When a mark by hand fits: a moment that has come, and nobody leaves before they came."""

from datetime import datetime

from core.domain.attendance.presence import Stay
from core.domain.attendance.schedules import Phase, Schedule
from core.domain.errors import Refusal


class MomentOutsideCycle(Refusal):
    """A mark is of a moment that has come and at which codes were, or are, accepted."""

    code = "moment-outside-cycle"


class MomentsCrossed(Refusal):
    """Somebody would have left before they came; `at` is what is on record of the other phase."""

    code = "moments-crossed"


def check_moment(schedule: Schedule, at: datetime, now: datetime) -> None:
    """Raises MomentOutsideCycle."""
    opens, _ = schedule.window(Phase.SIGN_IN)
    _, closes = schedule.window(Phase.SIGN_OUT)
    if not opens <= at <= min(now, closes):
        raise MomentOutsideCycle(opens=opens, closes=closes)


def check_order(stay: Stay, phase: Phase, at: datetime) -> None:
    """Raises MomentsCrossed."""
    came, left = stay.signed_in_at, stay.signed_out_at
    if phase is Phase.SIGN_IN and left is not None and at > left:
        raise MomentsCrossed(phase=Phase.SIGN_OUT, at=left)
    if phase is Phase.SIGN_OUT and came is not None and at < came:
        raise MomentsCrossed(phase=Phase.SIGN_IN, at=came)
