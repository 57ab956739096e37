"""When the trainings of the sample are planned and held, seen from its present moment."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.domain.dates import SHANGHAI, day_of
from core.domain.trainings.training import TrainingStage
from storage.sample.trainings import Lesson

NIGHT, APART = timedelta(days=1), timedelta(days=2)
RUNNING_FOR, ON_THE_CLOCK = timedelta(minutes=20), 5
NOT_APPROVED = frozenset({TrainingStage.DRAFT, TrainingStage.UNIT_REVIEW, TrainingStage.RETURNED})


@dataclass(frozen=True, slots=True)
class Times:
    """When the cycles of a lesson are held, and on which day its plan was made."""

    cycles: tuple[tuple[datetime, datetime], ...]
    planned_on: date

    @property
    def year(self) -> int:
        return self.cycles[0][0].year

    @property
    def ends_at(self) -> datetime:
        return self.cycles[-1][1]


def times_of(lesson: Lesson, now: datetime) -> Times:
    """Return a lesson's times; all of its cycles lie in the year of the first."""
    lasts, today = timedelta(hours=lesson.hours), day_of(now)
    first = running_since(now, lasts)
    if lesson.days is not None:
        day = today + timedelta(days=lesson.days)
        first = datetime.combine(day, time(lesson.hour), SHANGHAI)
    latest = datetime(first.year, 12, 31, 20, tzinfo=SHANGHAI)
    starts = [first, *(min(first + n * APART, latest) for n in range(1, lesson.cycles))]
    planned_on = min(day_of(first) - timedelta(days=12), today - timedelta(days=9))
    if lesson.until in NOT_APPROVED:
        planned_on = today - timedelta(days=4)
    return Times(tuple((start, start + lasts) for start in starts), planned_on)


def running_since(now: datetime, lasts: timedelta) -> datetime:
    """Return when a training began that is running now, on this day and in this year."""
    here = (now - RUNNING_FOR).astimezone(SHANGHAI)
    begun = here - timedelta(
        minutes=here.minute % ON_THE_CLOCK,
        seconds=here.second,
        microseconds=here.microsecond,
    )
    midnight = datetime.combine(day_of(now), time(), SHANGHAI)
    return min(max(begun, midnight), midnight + NIGHT - lasts)
