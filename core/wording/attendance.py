"""Attendance in words."""

from datetime import datetime
from functools import lru_cache

from core.domain.attendance.check_in import CheckedIn, Headcount
from core.domain.attendance.presence import Presence
from core.domain.attendance.schedules import Phase, Schedule
from core.domain.attendance.signals import Signal
from core.domain.boards import Board
from core.domain.dates import hour
from core.texts import language, say, speaking


def standing_name(presence: Presence) -> str:
    """Return 出席, 迟到 …"""
    return say(f"standing-{presence.standing}")


def signal_text(signal: Signal) -> str:
    """Return why an organiser should look twice, in words."""
    return say(f"signal-{signal}")


def presence_rule(schedule: Schedule) -> str:
    """Return what makes somebody present in a cycle: both scans, and how many minutes."""
    rule = "minutes" if schedule.policy.share else "scans"
    return say(f"presence-{rule}", minutes=schedule.needed_minutes)


def checked_in_text(checked_in: CheckedIn) -> str:
    """Return “14:02 已签到”, or that it was so already."""
    known = "" if checked_in.admitted.is_first else "-already"
    return _checked_in(f"{checked_in.phase}{known}", checked_in.hour, language())


@lru_cache(maxsize=500)  # a full hall is told the same
def _checked_in(how: str, at: str, spoken: str) -> str:
    with speaking(spoken):
        return say(f"checked-in-{how}", at=at)


def checked_in_detail(checked_in: CheckedIn) -> str:
    """Return where it is, that somebody is late, and when and how to sign out."""
    point = checked_in.admitted.point
    place = _late_there(point.place, language()) if checked_in.is_late else point.place
    return "\n".join(filter(None, (place, what_is_next(checked_in))))


def what_is_next(checked_in: CheckedIn) -> str:
    """Return when and how to sign out, for somebody who has signed in."""
    if checked_in.phase is Phase.SIGN_OUT:
        return ""
    opens, closes = map(hour, checked_in.admitted.point.schedule.window(Phase.SIGN_OUT))
    return _sign_out_then(opens, closes, language())


@lru_cache(maxsize=500)
def _sign_out_then(opens: str, closes: str, spoken: str) -> str:
    with speaking(spoken):
        return say("checked-in-next", opens=opens, closes=closes)


@lru_cache(maxsize=500)
def _late_there(place: str, spoken: str) -> str:
    with speaking(spoken):
        return say("word-dot").join((say("checked-in-late"), place))


def board_deadline(board: Board) -> tuple[str, datetime | None]:
    """Return what the board counts down to: the opening, the last moment on time, the end."""
    schedule, now = board.cycle.schedule, board.now
    on_time = schedule.on_time_until
    if now < board.opens:
        return say("board-opens", phase=board.phase), board.opens
    if now > board.closes or board.code is None:
        return say("board-over", phase=board.phase), None
    if board.phase is Phase.SIGN_IN and now <= on_time:
        return say("board-on-time"), on_time
    return say(f"board-closes-{board.phase}"), board.closes


def newest_names(headcount: Headcount) -> str:
    """Return the last to sign in, each once: “葛莺莺　王清清　刚刚签到”."""
    names = list(dict.fromkeys(one.name for one in headcount.newest))[:4]
    return say("board-newest", names="\u3000".join(names)) if names else ""
