"""A training's plan in words: the activity, its cycles with who is expected, their courses."""

from collections.abc import Mapping

from bot.chat.markup import words
from core.domain import points
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.training import Course, Cycle
from core.texts import language, say
from core.usecases.trainings.plans import TrainingSheet
from core.wording.attendance import presence_rule
from core.wording.credits import question_name, rule_name
from core.wording.moments import span
from core.wording.trainings import cycle_name

MOST_NAMES = 5


def plan_lines(sheet: TrainingSheet) -> list[str]:
    """Return what is planned, the fields that were left empty left out."""
    lines = [
        words("chat-line", name=name, value=value) for name, value in _facts(sheet).items() if value
    ]
    for cycle in sheet.cycles:
        lines += ["", *_cycle_lines(sheet, cycle)]
    return lines


def _facts(sheet: TrainingSheet) -> Mapping[str, str]:
    plan, book = sheet.training.plan, sheet.book
    rule = rule_name(book.rule(plan.rule))
    amount = say("chat-amount", points=points.show(sheet.training.points))
    mode = _item(book, "delivery-modes", plan.mode)
    assessment = _item(book, "assessment-methods", plan.assessment)
    return {
        question_name("training-rule"): f"{rule} · {amount}",
        question_name("training-hours"): points.show_quantity(plan.hours),
        question_name("training-discipline"): _discipline(book, plan.discipline),
        question_name("training-mode"): mode,
        say("chat-training-assessment"): assessment,
        say("chat-training-number"): plan.other_number,
        say("chat-training-remark"): plan.remark,
    }


def _item(book: Rulebook, listed: str, code: str) -> str:
    return book.item(listed, code)[language()] if code else ""


def _discipline(book: Rulebook, code: str) -> str:
    return next((one.name for one in book.disciplines if one.code == code), "")


def _cycle_lines(sheet: TrainingSheet, cycle: Cycle) -> list[str]:
    lines = [
        words(
            "chat-cycle",
            cycle=cycle_name(cycle),
            when=span(cycle.starts_at, cycle.ends_at),
            place=cycle.place,
        ),
        words("chat-cycle-expected", people=_expected(sheet, cycle)),
    ]
    if cycle.capacity is not None:
        lines.append(say("chat-cycle-capacity", count=cycle.capacity))
    lines.append(words("chat-cycle-rule", rule=presence_rule(cycle.schedule)))
    return [*lines, *(_course(sheet.book, course) for course in cycle.courses)]


def _expected(sheet: TrainingSheet, cycle: Cycle) -> str:
    if cycle.expected.is_open:
        return say("cycle-expected-open")
    groups = [one.name for id, one in sheet.departments.items() if id in cycle.expected.departments]
    named = [sheet.people[id].name for id in cycle.expected.people if id in sheet.people]
    listed = say("chat-and").join([*groups, *sorted(named)[:MOST_NAMES]])
    if len(named) <= MOST_NAMES:
        return listed
    return say("chat-and-others", listed=listed, count=len(named) - MOST_NAMES)


def _course(book: Rulebook, course: Course) -> str:
    return words(
        "chat-course",
        topic=course.topic,
        teacher=course.teacher,
        hours=points.show_quantity(course.hours),
        method=_item(book, "teaching-methods", course.method),
    )
