"""A plan as pages show it: what its codes mean, what is missing, where that is mended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quart import url_for

from core.domain import points
from core.domain.dates import SHANGHAI
from core.domain.errors import Refusal
from core.domain.rulebook.rules import CreditRule, Discipline, Rulebook
from core.domain.trainings.plans import (
    PLAN_FIELDS,
    REQUIRED,
    TRAINING_CATEGORY,
)
from core.domain.trainings.training import (
    TAKES_PLACE,
    Course,
    Cycle,
    Expected,
    Plan,
    Training,
)
from core.texts import say
from core.usecases.trainings.plans import TrainingSheet
from core.wording.names import named

LONGEST_TYPED = 100_000
ROOM_OPENS = timedelta(hours=12)
EVENTS = {
    "planned": "plus",
    "cycle-planned": "calendar-days",
    "cycle-changed": "calendar-days",
    "series-planned": "calendar-days",
    "course-planned": "book-open",
    "submitted": "send",
    "decided-approve": "check",
    "decided-return": "undo-2",
    "decided-reject": "x",
    "undone": "undo-2",
    "cancelled": "circle-x",
    "board-renewed": "qr-code",
    "marked": "pencil",
    "roll-marked": "upload",
    "results-entered": "file-check",
    "invited": "send",
    "guest-added": "plus",
    "excused": "calendar-days",
    "excuse-withdrawn": "undo-2",
    "awarded": "award",
    "closing-submitted": "send",
    "file-added": "image",
}


@dataclass(frozen=True, slots=True)
class PlanFault:
    """What keeps a plan from being submitted, in which cycle, and the page where it is mended."""

    refusal: Refusal
    href: str
    number: int | None = None


def local(at: datetime) -> str:
    """Return a moment as a date-and-time field holds it, by Shanghai's clock."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def is_moment(text: str) -> bool:
    """Say whether a date-and-time field can hold what was typed."""
    return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", text) is not None


def plan_text(plan: Plan, name: str) -> str:
    """Return what a field of the plan holds, in the words in which its form sends it."""
    value = getattr(plan, name)
    if name == "hours":
        return points.show_quantity(value) if value else ""
    return str(value)


def to_save(plan: Plan, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to keep; a needed field that was never filled is no mistake yet."""
    return {
        name: typed[name]
        for name in PLAN_FIELDS
        if typed[name].strip() or name not in REQUIRED or getattr(plan, name)
    }


def training_rules(book: Rulebook) -> Sequence[CreditRule]:
    """Return the subtypes of trainings, each with the credit it gives."""
    return book.rules_of(TRAINING_CATEGORY)


def rule_title(book: Rulebook, code: str) -> str:
    return named(book.rule(code).names) if code else ""


def listed(book: Rulebook, name: str, code: str) -> str:
    """Return what an entry of one of the year's lists is called; "" where none is chosen."""
    return named(book.item(name, code)) if code else ""


def discipline_groups(book: Rulebook) -> list[tuple[Discipline, list[Discipline]]]:
    """Return the disciplines of the second level, each with those below it."""
    return [
        (group, [one for one in book.disciplines if one.parent_code == group.code])
        for group in book.disciplines
        if group.parent_code is None
    ]


def discipline_name(book: Rulebook, code: str) -> str:
    return next((one.name for one in book.disciplines if one.code == code), "")


def expected_text(expected: Expected, sheet: TrainingSheet) -> str:
    """Return who is expected in words: “护理、内科；王清清、闻旦”."""
    if expected.is_open:
        return say("cycle-expected-open")
    comma = say("plan-comma")
    departments = comma.join(
        one.name for one in sheet.departments.values() if one.id in expected.departments
    )
    people = comma.join(one.name for one in sheet.people.values() if one.id in expected.people)
    return say("plan-semicolon").join(part for part in (departments, people) if part)


def faults_of(sheet: TrainingSheet) -> list[PlanFault]:
    """Return everything that is still missing, each with the way to where it is mended."""
    return [_fault(sheet, refusal) for refusal in sheet.faults]


def _fault(sheet: TrainingSheet, refusal: Refusal) -> PlanFault:
    training_id, number = sheet.training.id, refusal.details.get("number")
    if question := refusal.details.get("question"):
        name = str(question).removeprefix("training-")
        return PlanFault(refusal, url_for("plans.plan", training_id=training_id) + f"#{name}")
    if refusal.code == "notice-missing":
        href = url_for("trainings.training", training_id=training_id)
        return PlanFault(refusal, f"{href}#notice")
    if not isinstance(number, int):
        return PlanFault(refusal, url_for("cycles.new", training_id=training_id))
    cycle = next(one for one in sheet.cycles if one.number == number)
    if refusal.code == "course-missing":
        return PlanFault(
            refusal, url_for("courses.new", training_id=training_id, cycle_id=cycle.id)
        )
    href = url_for("cycles.cycle", training_id=training_id, cycle_id=cycle.id)
    return PlanFault(refusal, href, number)


def is_room_open(training: Training, cycle: Cycle, now: datetime) -> bool:
    """Return whether the organiser already has something to do in the cycle's room."""
    return training.stage in TAKES_PLACE and now >= cycle.starts_at - ROOM_OPENS


def event_mark(verb: str) -> str:
    """Return the icon of a step in a training's history."""
    return EVENTS.get(verb, "clock")


def suggested_course(plan: Plan, cycle: Cycle) -> dict[str, str]:
    """Return what a new course probably is: the time and the hours that are left."""
    begins = max((course.ends_at for course in cycle.courses), default=cycle.starts_at)
    left = plan.hours - sum(course.hours for course in cycle.courses)
    return {
        "starts_at": local(begins) if begins < cycle.ends_at else "",
        "ends_at": local(cycle.ends_at) if begins < cycle.ends_at else "",
        "hours": points.show_quantity(left) if left > 0 else "",
        "method": "teaching",
    }


def course_texts(course: Course) -> dict[str, str]:
    """Return a course as its form sends it."""
    return {
        "topic": course.topic,
        "hours": points.show_quantity(course.hours),
        "method": course.method,
        "starts_at": local(course.starts_at),
        "ends_at": local(course.ends_at),
        "teacher": "" if course.teacher_id else course.teacher,
        "teacher_id": course.teacher_id or "",
    }
