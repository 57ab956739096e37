"""The form of an application: its fields by step, and what keeps it from being submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain import points
from core.domain.credits.answers import NotAChoice
from core.domain.credits.faults import AnswerMissing
from core.domain.errors import Refusal
from core.domain.points import ONE, show_quantity
from core.domain.projects.application import Application
from core.domain.register import Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.plans import (
    TrainingYearClosed,
    read_amount,
    read_hours,
    read_whole,
)
from core.domain.transfer import is_free
from core.domain.typed import typed

SIGNATURE, ATTACHMENT = "signature", "attachment"
FILE_KINDS = (SIGNATURE, ATTACHMENT)
LEVELS = ("provincial", "municipal")
MOST_POINTS = 25 * ONE
LONGEST_TOPIC, LONGEST_TEACHER, MOST_LECTURES = 120, 40, 60


class LeaderMissing(Refusal):
    """Nobody is named who leads the project."""

    code = "leader-missing"


class LeaderAway(Refusal):
    """Whoever was named to lead the project works here no longer. Blank: `name`."""

    code = "leader-away"


class LecturesMissing(Refusal):
    code = "lectures-missing"


class LeaderNotTeaching(Refusal):
    """Whoever leads a project teaches in it (rules.md §8). Blank: `name`."""

    code = "leader-not-teaching"


class LecturesTooShort(Refusal):
    """The courses take less time than the project is said to. Blanks: `hours`, `planned`."""

    code = "lectures-too-short"


class SignatureMissing(Refusal):
    code = "signature-missing"


class TooManyLectures(Refusal):
    code = "too-many-lectures"


class ApplicationIncomplete(Refusal):
    """It cannot be submitted yet; `faults` are the refusals, all at once."""

    code = "application-incomplete"

    def __init__(self, faults: Sequence[Refusal]) -> None:
        super().__init__()
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of the form; `most` is its longest text, or its largest number.

    The entries of a list are those of the year's rules, but for the level and the discipline.
    """

    name: str
    step: str
    kind: str
    most: int = 0
    required: bool = True
    choices: str = ""


BLANKS = (
    Blank("name", "project", "text", 120),
    Blank("level", "project", "choice", choices="levels"),
    Blank("discipline", "project", "choice", choices="disciplines"),
    Blank("mode", "project", "choice", choices="delivery-modes"),
    Blank("assessment", "project", "choice", choices="assessment-methods"),
    Blank("enrolment", "project", "whole", 10_000),
    Blank("hours", "project", "hours", 150),
    Blank("points", "project", "points", 25),
    Blank("cycles", "project", "whole", 50),
    Blank("place", "project", "text", 100, required=False),
    Blank("goals", "project", "lines", 1000),
    Blank("innovation", "project", "lines", 1000),
    Blank("degree", "leader", "text", 40),
    Blank("phone", "leader", "text", 30, required=False),
    Blank("history", "leader", "lines", 1000),
)
BY_NAME = {blank.name: blank for blank in BLANKS}
STEPS = ("project", "leader", "courses", "files")


def of_step(step: str) -> list[Blank]:
    """Return the fields of a step."""
    return [blank for blank in BLANKS if blank.step == step]


def codes_of(blank: Blank, book: Rulebook) -> list[str]:
    """Return what may be chosen."""
    match blank.choices:
        case "levels":
            return list(LEVELS)
        case "disciplines":
            return [one.code for one in book.disciplines if one.parent_code]
    return list(dict(book.lists[blank.choices]))


def filled(
    application: Application, texts: Mapping[str, str], book: Rulebook
) -> tuple[Application, dict[str, Refusal]]:
    """Return the application with the good answers, and why each of the others was refused.

    An empty text empties a field: what is missing is told when it is submitted.
    """
    answers, refused = dict(application.answers), dict[str, Refusal]()
    for name in texts.keys() & BY_NAME.keys():
        try:
            answers[name] = _read(BY_NAME[name], texts[name], book)
        except Refusal as refusal:
            refused[name] = refusal
    kept = {name: text for name, text in answers.items() if text}
    return replace(application, answers=kept), {
        blank.name: refused[blank.name] for blank in BLANKS if blank.name in refused
    }


def _read(blank: Blank, text: str, book: Rulebook) -> str:
    """Return an answer as it is kept.

    Raises TextTooLong, NotAChoice, NumberOutOfRange, NotANumber, QuantityOutOfRange,
    AmountOutOfRange.
    """
    if not text.strip():
        return ""
    match blank.kind:
        case "choice" if text not in codes_of(blank, book):
            raise NotAChoice(text=text[:40])
        case "whole":
            return str(read_whole(text, 1, blank.most))
        case "hours":
            return show_quantity(read_hours(text))
        case "points":
            return show_quantity(read_amount(text, 1, MOST_POINTS))
        case "text" | "lines":
            return typed(text, blank.most)
    return text


def year_read(text: str, this_year: int) -> int:
    """Return the year that is applied for: the running one or the next.

    Raises TrainingYearClosed.
    """
    if text.strip() not in {str(this_year), str(this_year + 1)}:
        raise TrainingYearClosed(first=this_year, last=this_year + 1)
    return int(text)


def faults_of(
    application: Application, leader: Staff | None, file_kinds: Sequence[str]
) -> list[Refusal]:
    """Return all that keeps an application from being submitted, step by step.

    `leader` is who leads it as the register has them now, None while nobody does.
    """
    found: list[Refusal] = [
        AnswerMissing(question=f"application-{blank.name}")
        for blank in BLANKS
        if blank.required and not application.answers.get(blank.name)
    ]
    if leader is None:
        found.append(LeaderMissing())
    elif leader.unit_id != application.unit_id or is_free(leader):
        found.append(LeaderAway(name=leader.name))
    found += _lecture_faults(application, leader)
    if SIGNATURE not in file_kinds:
        found.append(SignatureMissing())
    return found


def _lecture_faults(application: Application, leader: Staff | None) -> list[Refusal]:
    if not application.courses:
        return [LecturesMissing()]
    found = list[Refusal]()
    teachers = {one.teacher_id for one in application.courses}
    if leader is not None and leader.id not in teachers:
        found.append(LeaderNotTeaching(name=leader.name))
    planned = points.parse(application.answers.get("hours", "0"))
    hours = sum(one.hours for one in application.courses)
    if hours < planned:
        found.append(LecturesTooShort(hours=show_quantity(hours), planned=show_quantity(planned)))
    return found
