"""请假: somebody who is expected says beforehand, or while it is held, why they cannot come."""

from collections.abc import Iterable
from datetime import datetime

from core.domain.attendance.excuses import Excuse
from core.domain.errors import Refusal
from core.domain.register import Staff
from core.domain.trainings.training import OPEN_FOR_ATTENDANCE, Cycle, Training
from core.domain.transfer import is_free


class ExcuseTooLate(Refusal):
    """Excuses are made and withdrawn until the cycle ends, of a training that takes place."""

    code = "excuse-too-late"
    status = 409


def excuse_of(cycle: Cycle, staff_id: str) -> Excuse | None:
    """Return why somebody is excused, None where they are not."""
    return next((one for one in cycle.excuses if one.staff_id == staff_id), None)


def is_excusable(training: Training, cycle: Cycle, now: datetime) -> bool:
    return training.stage in OPEN_FOR_ATTENDANCE and now < cycle.ends_at


def check_excusable(training: Training, cycle: Cycle, now: datetime) -> None:
    """Raises ExcuseTooLate."""
    if not is_excusable(training, cycle, now):
        raise ExcuseTooLate(title=training.plan.name)


def away(cycle: Cycle, seen: Iterable[str]) -> frozenset[str]:
    """Return who is excused and was not seen: they are not missing."""
    return cycle.excused.difference(seen)


def to_be_told(cycle: Cycle, people: Iterable[Staff]) -> list[str]:
    """Return by their ids whom of those expected one may still ask to come."""
    return [one.id for one in people if one.id not in cycle.excused and not is_free(one)]


def expects(training: Training, cycle: Cycle, staff: Staff) -> bool:
    """Return whether somebody is expected at a cycle, or teaches there."""
    expected = cycle.expected
    return (
        staff.id in expected.people
        or staff.department_id in expected.departments
        or (expected.is_open and staff.unit_id == training.unit_id)
        or any(course.teacher_id == staff.id for course in cycle.courses)
    )
