"""Why something was refused, and what to do."""

from collections.abc import Mapping
from datetime import datetime

from core.domain.credits.faults import Incomplete
from core.domain.errors import Refusal
from core.domain.trainings.planning import PlanIncomplete
from core.texts import say
from core.wording.credits import question_name
from core.wording.moments import moment
from core.wording.names import named


def explain(refusal: Refusal) -> str:
    """Return the sentence that tells a person what a refusal means and what to do."""
    if isinstance(refusal, Incomplete | PlanIncomplete):
        listed = "\n".join(f"· {explain(fault)}" for fault in refusal.faults)
        return say(f"refusal-{refusal.code}", faults=listed)
    blanks = {name: _blank(name, value, refusal) for name, value in refusal.details.items()}
    return say(f"refusal-{refusal.code}", **blanks)


def _blank(name: str, value: object, refusal: Refusal) -> object:
    match name, value:
        case "question", str():
            unit = getattr(refusal, "unit", "")
            return question_name(value, getattr(refusal, "blank", None), unit)
        case "kinds", Mapping():
            return say("word-or").join(map(named, value.values()))
        case "stage" | "training_stage" | "application_stage" | "phase", str():
            return say(f"{name.replace('_', '-')}-{value}")
        case _, Refusal():
            return explain(value)
        case _, datetime():
            return moment(value)
        case _, Mapping():
            return named(value)
    return value
