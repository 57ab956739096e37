"""Who is told, and when, that a year will not meet the standard or that a claim waits too long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.domain.credits.compliance import Checked, Outcome, YearResult
from core.domain.credits.counting import NotCounted
from core.domain.credits.forecasts import awaited, forecast
from core.domain.dates import SHANGHAI, day_of

DAYS_LEFT = (90, 30, 7)
WAITS, AGAIN = timedelta(days=3), timedelta(days=7)
NINE = time(9)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What a year lacks although all that is approved takes effect.

    `waiting` is what is under review, by what it would count, in hundredths of a credit; it
    `suffices` where the year meets the standard once all of it is approved.
    """

    missing: tuple[Checked, ...]
    waiting: int
    suffices: bool


def days_left(today: date) -> int:
    """Return how many days of the year are left after today."""
    return (date(today.year, 12, 31) - today).days


def threshold(today: date) -> date | None:
    """Return the latest day of this year on which people were or are to be warned, if it has come.

    Of several days that were missed only the latest is left.
    """
    last = date(today.year, 12, 31)
    days = (last - timedelta(days=left) for left in DAYS_LEFT)
    return max((day for day in days if day <= today), default=None)


def outstanding(result: YearResult) -> Outstanding | None:
    """Return what a year lacks; None where nothing is asked, or what is approved is enough."""
    settled = forecast(result, result.book, only_approved=True)
    if settled.outcome is not Outcome.NOT_MET:
        return None
    hoped = forecast(result, result.book)
    return Outstanding(
        missing=settled.shortfalls,
        waiting=awaited(result, hoped).get(NotCounted.UNDER_REVIEW, 0),
        suffices=hoped.outcome is Outcome.MET,
    )


def is_overdue(waits_since: date, told_on: date | None, today: date) -> bool:
    """Return whether a reviewer is to be told of a claim: after three days, then every week.

    `told_on` is when they were last told of what waits; of days that were missed since, the latest
    is made up.
    """
    over = today - waits_since - WAITS
    if over < timedelta():
        return False
    return told_on is None or told_on < today - over % AGAIN


def told_at(now: datetime) -> datetime:
    """Return when people are told what was found at midnight: at nine, or now if it is later."""
    return max(now, datetime.combine(day_of(now), NINE, SHANGHAI))
