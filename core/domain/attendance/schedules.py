"""When a cycle is held, and how attendance is taken in it: windows, time steps, the share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_STEP = 60
SHORTEST_STEP = 5
WHOLE_SHARE = 100_00
TWO_THIRDS = 66_67


class Phase(StrEnum):
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"


@dataclass(frozen=True, slots=True)
class Policy:
    """How attendance is taken in a cycle. Windows in minutes, `share` in hundredths of a percent.

    Somebody is present with both scans and this share of the scheduled minutes; 0: scans only.
    """

    opens_minutes_before: int = 30
    late_after_minutes: int = 15
    out_opens_minutes_before_end: int = 15
    out_closes_minutes_after_end: int = 30
    step_seconds: int = 15
    share: int = TWO_THIRDS
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
            self.ends_at - self._at_most_a_quarter(self.policy.out_opens_minutes_before_end),
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
        return self.starts_at + self._at_most_a_quarter(self.policy.late_after_minutes)

    def _at_most_a_quarter(self, minutes: int) -> timedelta:
        """A window that counts as having been there is short in a short cycle."""
        return min(_minutes(minutes), (self.ends_at - self.starts_at) / 4)

    def is_early(self, at: datetime) -> bool:
        """Return whether somebody who signs out at this moment leaves before the end."""
        step = timedelta(seconds=self.policy.step_seconds)
        return at + step <= self.window(Phase.SIGN_OUT)[0]

    @property
    def minutes(self) -> int:
        """The minutes that are scheduled."""
        return whole_minutes(self.ends_at - self.starts_at)

    @property
    def needed_minutes(self) -> int:
        """How many of them somebody has to be there, rounded down: of 100, two thirds are 66."""
        return self.minutes * self.policy.share // WHOLE_SHARE


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def whole_minutes(span: timedelta) -> int:
    return max(0, int(span.total_seconds())) // 60


def step_at(moment: datetime, step_seconds: int) -> datetime:
    """Return the beginning of the time step in which a moment lies."""
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % step_seconds, moment.tzinfo)
