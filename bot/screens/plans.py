"""A training's plan in words: the activity, its cycles with who is expected, their courses."""

from collections.abc import Mapping

from bot.markup import words
from core.domain import points
from core.domain.rules import Rulebook
from core.domain.trainings import Course, Cycle
from core.texts import say
from core.usecases.trainings import TrainingSheet
from core.wording import cycle_name, presence_rule, question_name, rule_name, span

MOST_NAMES = 5


def plan_lines(sheet: TrainingSheet, language: str) -> list[str]:
    """Return what is planned, the fields that were left empty left out."""
    lines = [
        words("chat-line", language, name=name, value=value)
        for name, value in _facts(sheet, language).items()
        if value
    ]
    for cycle in sheet.cycles:
        lines += ["", *_cycle_lines(sheet, cycle, language)]
    return lines


def _facts(sheet: TrainingSheet, language: str) -> Mapping[str, str]:
    plan, book = sheet.training.plan, sheet.book
    rule = rule_name(book.rule(plan.rule), language)
    amount = say("chat-amount", language, points=points.show(sheet.training.points))
    mode = _item(book, "delivery-modes", plan.mode, language)
    assessment = _item(book, "assessment-methods", plan.assessment, language)
    return {
        question_name("training-rule", language): f"{rule} · {amount}",
        question_name("training-hours", language): points.show_quantity(plan.hours),
        question_name("training-discipline", language): _discipline(book, plan.discipline),
        question_name("training-mode", language): mode,
        say("chat-training-assessment", language): assessment,
        say("chat-training-number", language): plan.other_number,
        say("chat-training-remark", language): plan.remark,
    }


def _item(book: Rulebook, listed: str, code: str, language: str) -> str:
    return book.item(listed, code)[language] if code else ""


def _discipline(book: Rulebook, code: str) -> str:
    return next((one.name for one in book.disciplines if one.code == code), "")


def _cycle_lines(sheet: TrainingSheet, cycle: Cycle, language: str) -> list[str]:
    lines = [
        words(
            "chat-cycle",
            language,
            cycle=cycle_name(cycle, language),
            when=span(cycle.starts_at, cycle.ends_at),
            place=cycle.place,
        ),
        words("chat-cycle-expected", language, people=_expected(sheet, cycle, language)),
    ]
    if cycle.capacity is not None:
        lines.append(say("chat-cycle-capacity", language, count=cycle.capacity))
    lines.append(words("chat-cycle-rule", language, rule=presence_rule(cycle.schedule, language)))
    return [*lines, *(_course(sheet.book, course, language) for course in cycle.courses)]


def _expected(sheet: TrainingSheet, cycle: Cycle, language: str) -> str:
    if cycle.expected.is_open:
        return say("cycle-expected-open", language)
    groups = [one.name for id, one in sheet.departments.items() if id in cycle.expected.departments]
    named = [sheet.people[id].name for id in cycle.expected.people if id in sheet.people]
    listed = say("chat-and", language).join([*groups, *sorted(named)[:MOST_NAMES]])
    if len(named) <= MOST_NAMES:
        return listed
    return say("chat-and-others", language, listed=listed, count=len(named) - MOST_NAMES)


def _course(book: Rulebook, course: Course, language: str) -> str:
    return words(
        "chat-course",
        language,
        topic=course.topic,
        teacher=course.teacher,
        hours=points.show_quantity(course.hours),
        method=_item(book, "teaching-methods", course.method, language),
    )
