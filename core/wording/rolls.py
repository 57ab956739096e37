"""Lists of people that were kept elsewhere, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.domain import points
from core.domain.attendance.schedules import Phase
from core.domain.trainings.assessment import Assessment, Result
from core.domain.trainings.rolls import RollRow
from core.texts import LANGUAGES, say, speaking
from core.wording.moments import moment
from core.wording.refusals import explain


def roll_field(field: str) -> str:
    """Return what a column is called."""
    return say(f"roll-field-{field.replace('_', '-')}")


def roll_field_also(field: str) -> str:
    """Return what others call the column, with bars between."""
    return say(f"roll-also-{field.replace('_', '-')}")


def assessment_named(text: str) -> Assessment | None:
    """Return which outcome somebody means, in any language; None for none of them."""
    words = text.strip().casefold()
    for language in LANGUAGES:
        with speaking(language):
            for one in Assessment:
                also = say(f"assessment-also-{one}").split("|")
                if words in {name.casefold() for name in (say(f"assessment-{one}"), *also)}:
                    return one
    return None


def result_told(result: Result) -> str:
    """Return a result in words: “合格 · 86 分”."""
    told = say(f"assessment-{result.outcome}")
    if result.score is None:
        return told
    return say("assessment-scored", told=told, score=points.show_quantity(result.score))


def row_told(row: RollRow, places: Mapping[str, int]) -> dict[str, Any]:
    """Return what becomes of a row; `places` are the columns of fields."""
    return {
        "number": row.number,
        "kind": row.fate,
        "name": row.name,
        "staff_number": row.staff.staff_number if row.staff else row.texts.get("staff_number", ""),
        "seen": row.seen,
        "faults": [(roll_field(name), explain(fault)) for name, fault in row.faults.items()],
        "turns": [],
        "wrong": [places[name] for name in row.faults if name in places],
        "notes": [_does(row.does)] if row.does else [],
    }


def _does(does: Result | Mapping[Phase, datetime]) -> str:
    if isinstance(does, Result):
        return result_told(does)
    told = (f"{say(f'phase-{phase}')} {moment(at)}" for phase, at in does.items())
    return say("word-and-so").join(told)


def roll_verdict(kind: str, faults: Any, notes: Any) -> str:
    """Return what becomes of a row in one cell."""
    told = [say("import-fault", field=field, fault=fault) for field, fault in faults]
    words = say(f"roll-fate-{kind}")
    told = [*told, *notes]
    return say("import-verdict", kind=words, told=say("word-and-so").join(told)) if told else words
