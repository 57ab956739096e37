"""Why something was refused, and what to do."""

from collections.abc import Mapping
from datetime import datetime

from core.domain.credits.faults import Incomplete
from core.domain.errors import Refusal
from core.domain.trainings.planning import PlanIncomplete
from core.texts import language, say
from core.wording.credits import evidence_name, question_name
from core.wording.moments import moment


def explain(refusal: Refusal) -> str:
    """Return the sentence that tells a person what a refusal means and what to do."""
    if isinstance(refusal, Incomplete | PlanIncomplete):
        listed = "\n".join(f"· {explain(fault)}" for fault in refusal.faults)
        return say(f"refusal-{refusal.code}", faults=listed)
    blanks = {name: _blank(name, value) for name, value in refusal.details.items()}
    return say(f"refusal-{refusal.code}", **blanks)


def _blank(name: str, value: object) -> object:
    match name, value:
        case "question", str():
            return question_name(value)
        case "kinds", tuple():
            joined = say("word-or")
            return joined.join(evidence_name(kind) for kind in value)
        case "stage", str():
            return say(f"stage-{value}")
        case "training_stage", str():
            return say(f"training-stage-{value}")
        case "phase", str():
            return say(f"phase-{value}")
        case _, datetime():
            return moment(value)
        case _, Mapping():
            return value[language()]
    return value
