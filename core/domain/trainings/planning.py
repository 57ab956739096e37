"""What makes a plan fit to be held: cycles in the year, long enough, with courses and people."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.dates import day_of
from core.domain.errors import Refusal
from core.domain.points import ONE, show_quantity
from core.domain.rulebook.earning import Fixed
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.training import Course, Cycle, Plan, Training


class CycleMissing(Refusal):
    code = "cycle-missing"


class CourseMissing(Refusal):
    code = "course-missing"


class CycleOutsideYear(Refusal):
    """A cycle begins and ends inside the year of its activity."""

    code = "cycle-outside-year"


class CycleTooShort(Refusal):
    """The cycle is shorter than the contact hours that it is said to hold."""

    code = "cycle-too-short"


class CycleEndsFirst(Refusal):
    code = "cycle-ends-first"


class CourseOutsideCycle(Refusal):
    code = "course-outside-cycle"


class NobodyExpected(Refusal):
    """A cycle is open, or names departments or people."""

    code = "nobody-expected"


class NoticeMissing(Refusal):
    """A delegated project is submitted with its announcement (举办通知)."""

    code = "notice-missing"


class PlanIncomplete(Refusal):
    """The plan cannot be submitted yet; `faults` are the refusals, all at once."""

    code = "plan-incomplete"

    def __init__(self, faults: Sequence[Refusal]) -> None:
        super().__init__()
        self.faults = faults


NOTICE = "notice"


def notice_faults(training: Training, file_kinds: Collection[str]) -> list[Refusal]:
    """Return what is missing where a project's notice is."""
    is_missing = training.holds_project and NOTICE not in file_kinds
    return [NoticeMissing()] if is_missing else []


def credit_of(plan: Plan, book: Rulebook) -> int:
    """Return what the subtype gives a participant, in hundredths; 0 while none is chosen."""
    measure = book.rule(plan.rule).measure if plan.rule else None
    return measure.points if isinstance(measure, Fixed) else 0


def speaker_points(points: int, factor: int) -> int:
    """Return what a speaker gets: the participant's credit times the unit's factor."""
    return points * factor // ONE


def check_cycle(cycle: Cycle, plan: Plan) -> None:
    """Refuse a cycle that cannot be held as planned.

    Raises CycleEndsFirst, CycleOutsideYear, CycleTooShort, NobodyExpected, CourseOutsideCycle.
    """
    if cycle.ends_at <= cycle.starts_at:
        raise CycleEndsFirst
    last_moment = cycle.ends_at - timedelta(seconds=1)
    if {day_of(cycle.starts_at).year, day_of(last_moment).year} != {plan.year}:
        raise CycleOutsideYear(year=plan.year)
    if minutes_of(cycle) * ONE < plan.hours * 60:
        raise CycleTooShort(hours=show_quantity(plan.hours), minutes=minutes_of(cycle))
    if cycle.expected.is_nobody:
        raise NobodyExpected
    for course in cycle.courses:
        check_course(course, cycle)


def check_course(course: Course, cycle: Cycle) -> None:
    """Refuse a course that is not held within its cycle. Raises CourseOutsideCycle."""
    if not cycle.starts_at <= course.starts_at < course.ends_at <= cycle.ends_at:
        raise CourseOutsideCycle


def minutes_of(cycle: Cycle) -> int:
    return int((cycle.ends_at - cycle.starts_at).total_seconds()) // 60


def moved(cycle: Cycle, starts_at: datetime, ends_at: datetime) -> Cycle:
    """Return the cycle at another time, its courses moved with it as far as they fit."""
    shift = starts_at - cycle.starts_at

    def shifted(course: Course) -> Course:
        first = min(max(course.starts_at + shift, starts_at), ends_at)
        return replace(course, starts_at=first, ends_at=min(course.ends_at + shift, ends_at))

    courses = tuple(shifted(course) for course in cycle.courses)
    return replace(cycle, starts_at=starts_at, ends_at=ends_at, courses=courses)


def spanning(training: Training, cycles: Sequence[Cycle]) -> Training:
    """Return the training with the moments between which its cycles lie."""
    return replace(
        training,
        starts_at=min((cycle.starts_at for cycle in cycles), default=None),
        ends_at=max((cycle.ends_at for cycle in cycles), default=None),
    )


def plan_faults(plan: Plan, cycles: Sequence[Cycle], blanks: Sequence[Refusal]) -> list[Refusal]:
    """Return all that keeps the plan from being submitted; `blanks` are the fields still open."""
    found = list(blanks)
    if not cycles:
        found.append(CycleMissing())
    for cycle in cycles:
        if not cycle.courses:
            found.append(CourseMissing(number=cycle.number))
        try:
            check_cycle(cycle, plan)
        except Refusal as refusal:
            found.append(type(refusal)(**refusal.details, number=cycle.number))
    return found
