"""What came of the trainings that were held: by activity, by month and in total (manual 4.2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from core.domain.dates import SHANGHAI
from core.domain.points import half_up
from core.domain.trainings.awards import Attended
from core.domain.trainings.training import TAKES_PLACE, Progress, Training, TrainingStage

MONTHS = range(1, 13)
PLANS: Mapping[str, frozenset[TrainingStage]] = {
    "draft": frozenset({TrainingStage.DRAFT}),
    "waiting": frozenset({TrainingStage.UNIT_REVIEW}),
    "approved": TAKES_PLACE,
    "returned": frozenset({TrainingStage.RETURNED}),
    "rejected": frozenset({TrainingStage.REJECTED}),
    "cancelled": frozenset({TrainingStage.CANCELLED}),
}
CLOSINGS: Mapping[str, frozenset[TrainingStage]] = {
    "open": frozenset({TrainingStage.AWARDED}),
    "waiting": frozenset({TrainingStage.CLOSING_REVIEW}),
    "passed": frozenset({TrainingStage.CLOSED}),
    "returned": frozenset({TrainingStage.CLOSING_RETURNED}),
    "rejected": frozenset({TrainingStage.CLOSING_REJECTED}),
}


@dataclass(frozen=True, slots=True)
class Awarded:
    """What a training has given: to how many people, and how much, in hundredths of a credit."""

    credits: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of one activity or of many. Speakers are neither expected nor present, nor is
    whoever is excused expected.

    `present` are those who fulfil the rule of a cycle, `came` those of them who were expected.
    """

    activities: int = 0
    cycles: int = 0
    expected: int = 0
    present: int = 0
    came: int = 0
    speakers: int = 0
    credits: int = 0
    points: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        sums = (getattr(self, one.name) + getattr(other, one.name) for one in fields(self))
        return Tally(*sums)

    @property
    def rate(self) -> int | None:
        """How many of the expected came, in thousandths; None where nobody was expected."""
        return half_up(1000 * self.came, self.expected) if self.expected else None


@dataclass(frozen=True, slots=True)
class Activity:
    training: Training
    tally: Tally


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    tally: Tally


def tally_of(attended: Sequence[Attended], awarded: Awarded) -> Tally:
    """Return the numbers of one activity; somebody in two of its cycles is one person."""
    courses = [course for one in attended for course in one.cycle.courses]
    speakers = {course.teacher_id or course.teacher for course in courses}
    expected = {staff_id for one in attended for staff_id in one.awaited} - speakers
    present = {
        staff_id
        for one in attended
        for staff_id, presence in one.presences.items()
        if presence.fulfils
    } - speakers
    return Tally(
        activities=1,
        cycles=len(attended),
        expected=len(expected),
        present=len(present),
        came=len(present & expected),
        speakers=len(speakers),
        credits=awarded.credits,
        points=awarded.points,
    )


def total_of(tallies: Iterable[Tally]) -> Tally:
    """Return the sum: whoever took part in two activities counts twice."""
    return reduce(Tally.__add__, tallies, Tally())


def by_month(
    activities: Sequence[Activity], counted: Mapping[int | None, Tally] = MappingProxyType({})
) -> list[Month]:
    """Return the twelve months of the year, each with what began in it; some is counted already."""
    return [
        Month(
            number,
            total_of(
                (
                    counted.get(number, Tally()),
                    *(one.tally for one in activities if month_of(one) == number),
                )
            ),
        )
        for number in MONTHS
    ]


def month_of(activity: Activity) -> int | None:
    """Return the month in which an activity began, in Shanghai."""
    starts_at = activity.training.starts_at
    return starts_at.astimezone(SHANGHAI).month if starts_at else None


class AtStage(NamedTuple):
    """How many trainings stand at a stage, and how many of them were held: their time is over."""

    number: int
    held: int


Stages = Mapping[TrainingStage, AtStage]


def grouped(stages: Stages, groups: Mapping[str, frozenset[TrainingStage]]) -> dict[str, int]:
    """Return how many trainings each group of stages holds."""
    return {
        name: sum(there.number for stage, there in stages.items() if stage in group)
        for name, group in groups.items()
    }


def held_of(stages: Stages, among: Collection[TrainingStage] = TAKES_PLACE) -> int:
    """Return how many trainings were held: of those at some stages, or all of them."""
    return sum(there.held for stage, there in stages.items() if stage in among)


def by_progress(stages: Stages) -> dict[Progress, int]:
    """Return how many trainings stand on each tab of their list (manual 4.1)."""
    every = sum(there.number for there in stages.values())
    held = held_of(stages)
    return {
        Progress.ALL: every,
        Progress.HELD: held,
        Progress.PLANNED: every - held,
        Progress.AWAITING_AWARD: held_of(stages, {TrainingStage.APPROVED}),
    }


def show_rate(rate: int | None) -> str:
    """Print thousandths as a percentage: 925 → “92.5%”, None → “—”."""
    return "—" if rate is None else f"{rate // 10}.{rate % 10}%"
