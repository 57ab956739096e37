"""Projects, applications and delegations in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.domain.lists import Pill
from core.domain.points import show
from core.domain.projects.application import Application, ApplicationStage
from core.domain.projects.form import Blank
from core.domain.projects.project import Project
from core.domain.projects.rows import FIELDS, ListedRow
from core.domain.rulebook.offers import offered
from core.domain.rulebook.rules import Rulebook
from core.records.journal import Event
from core.texts import say
from core.wording.names import in_words
from core.wording.refusals import explain

TONES = {
    ApplicationStage.ESTABLISHED: "good",
    ApplicationStage.APPROVED: "info",
    ApplicationStage.UNIT_REVIEW: "info",
    ApplicationStage.RETURNED: "warn",
    ApplicationStage.REJECTED: "bad",
    ApplicationStage.NOT_ESTABLISHED: "bad",
}


def level_name(level: str) -> str:
    """Return 项目级别; "" where none is chosen."""
    return say(f"project-level-{level}") if level else ""


def days_held(project: Project) -> str:
    """Return from when to when a project is held, as far as the list says."""
    days = dict.fromkeys(day.isoformat() for day in (project.starts_on, project.ends_on) if day)
    return say("word-until").join(days)


def row_field(name: str) -> str:
    """Return what a column of a published list is called."""
    return say(f"project-{name.replace('_', '-')}")


def row_field_also(name: str) -> str:
    """Return what others call the column, with bars between."""
    return say(f"project-also-{name.replace('_', '-')}")


def row_told(row: ListedRow, places: Mapping[str, int]) -> dict[str, Any]:
    """Return what becomes of a row; `places` are the columns of fields."""
    return {
        "number": row.number,
        "kind": row.kind,
        "name": row.texts.get("name", ""),
        "staff_number": row.texts.get("number", ""),
        "seen": row.seen,
        "faults": [(row_field(name), explain(fault)) for name, fault in row.faults.items()],
        "turns": _turns(row),
        "wrong": [places[name] for name in row.faults if name in places],
    }


def _turns(row: ListedRow) -> Sequence[tuple[str, str, str]]:
    if row.before is None or row.after is None:
        return []
    before, after = _words(row.before), _words(row.after)
    return [
        (row_field(name), before[name], after[name])
        for name in FIELDS
        if before[name] != after[name]
    ]


def _words(project: Project) -> dict[str, str]:
    words = {name: str(getattr(project, name) or "") for name in FIELDS}
    points = show(project.points) if project.points else ""
    return words | {"level": level_name(project.level), "points": points}


def application_stage(application: Application) -> str:
    return say(f"application-stage-{application.stage}")


def application_pill(application: Application) -> Pill:
    """Return where an application stands as a pill."""
    return Pill(application_stage(application), TONES.get(application.stage, ""))


def choices_of(blank: Blank, book: Rulebook, kept: str = "") -> Sequence[tuple[str, str]]:
    """Return what may be chosen in a field: codes with their words."""
    match blank.choices:
        case "levels":
            return [(one, level_name(one)) for one in ("provincial", "municipal")]
        case "disciplines":
            return [(one.code, one.name) for one in book.disciplines if one.parent_code]
    return in_words(offered(book, f"lists.{blank.choices}", kept))


def answer_words(application: Application, blank: Blank, book: Rulebook) -> str:
    """Return an answer in words; "" while it is missing."""
    text = application.answers.get(blank.name, "")
    return dict(choices_of(blank, book, text)).get(text, text) if blank.choices else text


def application_event_text(event: Event) -> str:
    """Return one line of an application's history."""
    blanks = {name: str(event.after.get(name, "")) for name in ("number", "name", "department")}
    return say(f"application-event-{event.verb}", who=event.who, **blanks)
