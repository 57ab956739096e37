"""How trainings, cycles and courses lie in their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tortoise.expressions import RawSQL
from tortoise.queryset import QuerySet

from core.domain.attendance.schedules import Policy
from core.domain.trainings.training import (
    Course,
    Cycle,
    Expected,
    Plan,
    Report,
    Training,
    TrainingStage,
)
from storage.models import CourseRow, CycleRow, ExpectedRow, TrainingRow
from storage.queries.plain import values

PLAN = (
    *("year", "name", "rule", "hours", "discipline"),
    *("mode", "assessment", "other_number", "remark"),
)
PARTS = {
    "expected": ("department_id", "staff_id"),
    "course": (
        *("id", "topic", "teacher", "teacher_staff_id", "hours", "method"),
        *("starts_at", "ends_at"),
    ),
}
ARRAYS = {
    "sqlite": ("json_group_array", "json_array"),
    "postgres": ("json_agg", "json_build_array"),
}
AS_THEY_ARE = (
    *("unit_id", "department_id", "entered_by", "points", "created_at", "starts_at", "ends_at"),
    *("submitted_at", "decided_at", "decided_by", "reason", "awarded_at", "effective_on"),
)


def columns_of(training: Training) -> dict[str, Any]:
    """Return what the columns hold of a training, all but its id and its version."""
    return {
        **{name: getattr(training, name) for name in AS_THEY_ARE},
        **{name: getattr(training.plan, name) for name in PLAN},
        "stage": training.stage.value,
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


def parts(rows: QuerySet[CycleRow]) -> QuerySet[CycleRow]:
    """Let each cycle bring along its courses and who is expected, in the same statement."""
    gathered, listed = ARRAYS[rows.model._meta.db.capabilities.dialect]  # noqa: SLF001
    return rows.annotate(
        **{
            f"each_{table}": RawSQL(
                f"(SELECT {gathered}({listed}({', '.join(columns)})) FROM {table} each"  # noqa: S608
                ' WHERE each.cycle_id = "cycle"."id")'
            )
            for table, columns in PARTS.items()
        }
    )


def cycle_of(row: CycleRow) -> Cycle:
    """Return a cycle with the parts that were read along with it."""
    expected = _part(row, "expected")
    courses = map(_course_of, _part(row, "course"))
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
        courses=tuple(sorted(courses, key=lambda one: (one.starts_at, one.id))),
    )


def _part(row: CycleRow, table: str) -> list[Any]:
    return values(getattr(row, f"each_{table}", None)) or []


def _course_of(part: Sequence[Any]) -> Course:
    *plain, starts_at, ends_at = part
    days = (datetime.fromisoformat(at).astimezone(UTC) for at in (starts_at, ends_at))
    return Course(*plain, *days)
