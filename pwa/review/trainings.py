"""Plans and closings before the unit (manual 4.1)."""

from collections.abc import Sequence

from quart import url_for

from core.domain.errors import NotFound
from core.domain.reasons import Kind as ReasonKind
from core.domain.review import Decision
from core.domain.trainings.training import TRAINING_REVIEW, Training
from core.texts import say
from core.usecases.trainings import plans
from core.usecases.trainings.lists import REVIEWED_TRAININGS
from core.usecases.trainings.review import read_waiting
from pwa.frame.session import desk, who
from pwa.review.cases import Brief, Kind, ShownCase


async def _read(training_id: str) -> ShownCase:
    waiting = await read_waiting(desk(), who(), training_id)
    sheet = await plans.read_training(desk(), who(), training_id)
    return ShownCase(
        case=sheet.training,
        heading=_heading(sheet.training),
        href=url_for("trainings.training", training_id=training_id),
        reasons=_reasons(sheet.training),
        may_decide=sheet.may_review,
        sheet=(waiting, sheet),
    )


async def _brief(training_ids: Sequence[str]) -> list[Brief]:
    return [brief for one in training_ids if (brief := await _found(one))]


async def _found(training_id: str) -> Brief | None:
    try:
        waiting = await read_waiting(desk(), who(), training_id)
    except NotFound:
        return None
    training, doubtful = waiting.training, sum(one.flagged for one in waiting.turnouts)
    hints = [say("training-review-doubtful", count=doubtful)] if doubtful else []
    return Brief(training, _heading(training), training.points, _reasons(training), hints=hints)


def _heading(training: Training) -> str:
    return f"{say(f'training-is-{_reasons(training)}')} · {training.plan.name}"


def _reasons(training: Training) -> ReasonKind:
    return ReasonKind.CLOSING if training.is_closing else ReasonKind.PLAN


def _done(shown: ShownCase, decision: Decision) -> str:
    return say(f"training-done-{decision}", name=shown.case.title)


TRAININGS = Kind(
    TRAINING_REVIEW,
    "trainings",
    "review/training.html",
    REVIEWED_TRAININGS,
    lambda line: line.training,
    _read,
    _brief,
    _done,
)
