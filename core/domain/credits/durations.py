"""How long an activity lasted, against what its rule and its quantity say (rules.md §2)."""

from calendar import monthrange
from datetime import date, timedelta

from core.domain.errors import Refusal
from core.domain.points import ONE, show_quantity
from core.domain.rulebook.earning import Measured, asks_for
from core.domain.rulebook.rules import CreditRule

Days = tuple[date, date]

HOURS_A_DAY = 24
BELIEVABLE_HOURS_A_DAY = 10


class TooShort(Refusal):
    """The rule is for a stay of so many calendar months, and this one was shorter."""

    code = "duration-too-short"


class TooLong(Refusal):
    """The rule is for a stay under so many calendar months, and this one was not."""

    code = "duration-too-long"


class MoreDaysThanLasted(Refusal):
    """More days are claimed than lie between the first and the last."""

    code = "more-days-than-lasted"


class MoreHoursThanLasted(Refusal):
    """More hours are claimed than the days have."""

    code = "more-hours-than-lasted"


def lasted_months(days: Days, months: int) -> bool:
    """Return whether the days, both included, make up so many calendar months.

    From 1 March to 31 May are three; from 30 November they are full with February's last day.
    """
    first, last = days
    return last >= _last_of(first, months)


def _last_of(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if first.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, first.day) - timedelta(days=1)


def days_in(days: Days) -> int:
    """Return how many days lie between the first and the last, both included."""
    first, last = days
    return (last - first).days + 1


def stay_fault(rule: CreditRule, days: Days) -> Refusal | None:
    """Return why a stay of these days does not fit the rule: 满三个月, 不满三个月."""
    first, last = (day.isoformat() for day in days)
    least, below = rule.at_least_months, rule.under_months
    if least and not lasted_months(days, least):
        return TooShort(question="dates", first=first, last=last, months=least)
    if below and lasted_months(days, below):
        return TooLong(question="dates", first=first, last=last, months=below)
    return None


def quantity_fault(rule: CreditRule, quantity: int | None, days: Days) -> Refusal | None:
    """Return why so much (hundredths of the rule's unit) cannot have been done in these days."""
    if quantity is None or rule.measure is None:
        return None
    lasted, given = days_in(days), show_quantity(quantity)
    match asks_for(rule.measure):
        case Measured.DAYS if quantity > lasted * ONE:
            return MoreDaysThanLasted(question="quantity", given=given, lasted=lasted)
        case Measured.HOURS if quantity > lasted * HOURS_A_DAY * ONE:
            most = lasted * HOURS_A_DAY
            return MoreHoursThanLasted(question="quantity", given=given, lasted=lasted, most=most)
    return None


def unbelievable_hours_a_day(rule: CreditRule, quantity: int | None, days: Days) -> int | None:
    """Return the hours a day (hundredths) where they are more than a reviewer should believe."""
    if quantity is None or rule.measure is None or asks_for(rule.measure) is not Measured.HOURS:
        return None
    lasted = days_in(days)
    return quantity // lasted if quantity > lasted * BELIEVABLE_HOURS_A_DAY * ONE else None
