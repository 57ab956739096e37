"""A series: the same cycle again on one day of the week, until a day, some days left out."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.domain.dates import day_of
from core.domain.errors import Refusal
from core.domain.trainings.planning import CycleOutsideYear, moved
from core.domain.trainings.training import Cycle, Plan

EVERY_WEEKS = (1, 2, 4)
MOST_CYCLES = 60


class SeriesTooLong(Refusal):
    """More cycles than anybody reads through. Blank: `most`."""

    code = "series-too-long"


class NoDayLeft(Refusal):
    """The series would add nothing: it ends before its next day, or every day is left out."""

    code = "no-day-left"


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """A day of a series; `is_there` where the plan has a cycle at that very time already."""

    day: date
    is_there: bool


def series_days(
    cycle: Cycle, plan: Plan, every_weeks: int, until: date, others: Collection[Cycle]
) -> list[SeriesDay]:
    """Return the days after a cycle's own on which it would be held again.

    Raises CycleOutsideYear, SeriesTooLong, NoDayLeft.
    """
    if until.year != plan.year:
        raise CycleOutsideYear(year=plan.year)
    first, step = day_of(cycle.starts_at), timedelta(weeks=every_weeks)
    count = max(0, (until - first).days // step.days)
    if count > MOST_CYCLES:
        raise SeriesTooLong(most=MOST_CYCLES)
    if not count:
        raise NoDayLeft
    there = {one.starts_at for one in others}
    return [
        SeriesDay(first + number * step, cycle.starts_at + number * step in there)
        for number in range(1, count + 1)
    ]


def repeated(
    cycle: Cycle, days: Sequence[SeriesDay], last_number: int, new_id: Callable[[], str]
) -> list[Cycle]:
    """Return the cycle again on each of these days, its courses with it. Raises NoDayLeft."""
    if not days:
        raise NoDayLeft
    return [_on(cycle, one.day, number, new_id) for number, one in enumerate(days, last_number + 1)]


def _on(cycle: Cycle, day: date, number: int, new_id: Callable[[], str]) -> Cycle:
    shift = day - day_of(cycle.starts_at)
    there = moved(cycle, cycle.starts_at + shift, cycle.ends_at + shift)
    courses = tuple(replace(course, id=new_id()) for course in there.courses)
    return replace(
        there, id=new_id(), number=number, courses=courses, board=1, invited_at=None, excuses=()
    )
