"""How trainings, cycles and courses lie in their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tortoise.queryset import QuerySet

from core.domain.attendance.excuses import Excuse
from core.domain.attendance.schedules import Policy
from core.domain.trainings.training import (
    UNDER_UNIT_REVIEW,
    Course,
    Cycle,
    Expected,
    Plan,
    Report,
    Training,
    TrainingStage,
)
from storage.models import CourseRow, CycleRow, ExpectedRow, TrainingRow
from storage.queries.parts import bringing, brought

PLAN = (
    *("year", "name", "rule", "hours", "discipline"),
    *("mode", "assessment", "other_number", "remark"),
)
COURSE = (
    *("id", "topic", "teacher", "teacher_staff_id", "hours", "method"),
    *("starts_at", "ends_at"),
)
EXPECTED = ("department_id", "staff_id")
EXCUSE = ("cycle_id", "staff_id", "reason", "at")
PARTS = {"course": COURSE, "expected": EXPECTED, "excuse": EXCUSE}
AS_THEY_ARE = (
    *("unit_id", "department_id", "entered_by", "points", "created_at", "starts_at", "ends_at"),
    *("submitted_at", "decided_at", "decided_by", "reason", "awarded_at", "effective_on"),
    "project_number",
)


def columns_of(training: Training) -> dict[str, Any]:
    """Return what the columns hold of a training, all but its id and its version."""
    return {
        **{name: getattr(training, name) for name in AS_THEY_ARE},
        **{name: getattr(training.plan, name) for name in PLAN},
        "stage": training.stage.value,
        "waits_since": training.submitted_at if training.stage in UNDER_UNIT_REVIEW else None,
        "decided_from": training.decided_from and training.decided_from.value,
        "report": training.report.text,
        "guests": training.report.guests,
        "passed": training.report.passed,
    }


def training_of(row: TrainingRow) -> Training:
    return Training(
        id=row.id,
        plan=Plan(**{name: getattr(row, name) for name in PLAN}),
        stage=TrainingStage(row.stage),
        decided_from=TrainingStage(row.decided_from) if row.decided_from else None,
        report=Report(row.report, row.guests, row.passed),
        version=row.version,
        **{name: getattr(row, name) for name in AS_THEY_ARE},
    )


def policy_of(kept: Mapping[str, Any]) -> Policy:
    """Return a kept policy; what it does not say yet is as usual."""
    return Policy(**kept)


def cycle_columns(cycle: Cycle) -> dict[str, Any]:
    """Return what the columns hold of a cycle, all but its id."""
    return {
        "training_id": cycle.training_id,
        "number": cycle.number,
        "starts_at": cycle.starts_at,
        "ends_at": cycle.ends_at,
        "place": cycle.place,
        "capacity": cycle.capacity,
        "is_open": cycle.expected.is_open,
        "policy": asdict(cycle.policy),
        "board": cycle.board,
    }


def expected_rows(cycle: Cycle) -> list[ExpectedRow]:
    departments = [
        ExpectedRow(cycle_id=cycle.id, department_id=one)
        for one in sorted(cycle.expected.departments)
    ]
    people = [ExpectedRow(cycle_id=cycle.id, staff_id=one) for one in sorted(cycle.expected.people)]
    return departments + people


def course_rows(cycle: Cycle) -> list[CourseRow]:
    return [
        CourseRow(
            id=course.id,
            cycle_id=cycle.id,
            topic=course.topic,
            teacher=course.teacher,
            teacher_staff_id=course.teacher_id,
            hours=course.hours,
            method=course.method,
            starts_at=course.starts_at,
            ends_at=course.ends_at,
        )
        for course in cycle.courses
    ]


def with_parts(rows: QuerySet[CycleRow], *parts: str) -> QuerySet[CycleRow]:
    """Let each cycle bring along its courses, who is expected and who is excused, or some of it."""
    for name in parts or PARTS:
        rows = bringing(rows, f"each_{name}", name, "cycle_id", *PARTS[name])
    return rows


def cycle_of(row: CycleRow) -> Cycle:
    """Return a cycle with the parts that were read along with it."""
    expected = brought(row, "each_expected")
    courses = map(_course_of, brought(row, "each_course"))
    return Cycle(
        id=row.id,
        training_id=row.training_id,
        number=row.number,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        capacity=row.capacity,
        expected=Expected(
            row.is_open,
            frozenset(department_id for department_id, _ in expected if department_id),
            frozenset(staff_id for _, staff_id in expected if staff_id),
        ),
        policy=policy_of(row.policy),
        point=row.point,
        board=row.board,
        invited_at=row.invited_at,
        excuses=tuple(map(_excuse_of, brought(row, "each_excuse"))),
        courses=tuple(sorted(courses, key=lambda one: (one.starts_at, one.id))),
    )


def _excuse_of(part: Sequence[Any]) -> Excuse:
    cycle_id, staff_id, reason, at = part
    return Excuse(cycle_id, staff_id, reason, datetime.fromisoformat(at).astimezone(UTC))


def _course_of(part: Sequence[Any]) -> Course:
    *plain, starts_at, ends_at = part
    days = (datetime.fromisoformat(at).astimezone(UTC) for at in (starts_at, ends_at))
    return Course(*plain, *days)
