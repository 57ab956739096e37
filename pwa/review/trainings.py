"""The unit's part: plans and closings, one after the other, made for one thumb (manual 4.1)."""

from dataclasses import dataclass

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.credit import UNDO_WITHIN, Decision, ReasonNeeded
from core.domain.errors import NotFound, Refusal
from core.domain.trainings.life import TooLateToUndoTraining, TrainingNotUnderReview
from core.domain.trainings.training import Training, TrainingChanged, TrainingStage
from core.domain.typed import TextNeeded, TextTooLong
from core.usecases.trainings import plans, review
from core.usecases.trainings.review import Waiting
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review.review import LONGEST_TYPED, reason_of

pages = Blueprint("training_review", __name__)

DECISIONS = {
    TrainingStage.RETURNED: Decision.RETURN,
    TrainingStage.CLOSING_RETURNED: Decision.RETURN,
    TrainingStage.REJECTED: Decision.REJECT,
    TrainingStage.CLOSING_REJECTED: Decision.REJECT,
}


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was just decided, as long as it can be taken back."""

    training: Training
    decision: Decision


@pages.get("/review/trainings")
async def queue() -> ResponseReturnValue:
    """Show the first plan or closing that waits in full, and the others in brief."""
    return await _shown(query())


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    waiting = await review.waiting_trainings(desk(), who())
    current = _current(waiting, asked.text("at"))
    sheet = None
    if current is not None:
        sheet = await plans.read_training(desk(), who(), current.training.id)
    page = await render_template(
        "trainings/review.html",
        waiting=waiting,
        current=current,
        sheet=sheet,
        undo=await _undoable(asked),
        refusal=refusal,
        longest=review.LONGEST_REASON,
    )
    return page, status_of(refusal)


def _current(waiting: list[Waiting], wanted: str) -> Waiting | None:
    """Return the one asked for while it waits, else the first."""
    first = waiting[0] if waiting else None
    return next((one for one in waiting if one.training.id == wanted), first)


async def _undoable(asked: Fields) -> Undoable | None:
    """Return the decision that the address tells of, while it is fresh and one's own."""
    if not asked.text("undo"):
        return None
    try:
        training = (await plans.read_training(desk(), who(), asked.id("undo"))).training
    except NotFound:
        return None
    fresh = training.decided_at and desk().clock.now() - training.decided_at <= UNDO_WITHIN
    if not fresh or training.decided_by != who().account_id:
        return None
    return Undoable(training, DECISIONS.get(training.stage, Decision.APPROVE))


@pages.get("/review/trainings/<id:training_id>/reason")
async def ask_reason(training_id: str) -> ResponseReturnValue:
    """Ask why, on a page of its own: where there are no scripts, or the reason was forgotten."""
    return await _reason_page(training_id, query())


async def _reason_page(
    training_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    sheet = await plans.read_training(desk(), who(), training_id)
    page = await render_template(
        "trainings/reason.html",
        training=sheet.training,
        decision=asked.choice("decision", Decision, Decision.RETURN),
        seen=asked.number("seen", sheet.training.version),
        refusal=refusal,
        typed=asked.text("reason", longest=LONGEST_TYPED),
        longest=review.LONGEST_REASON,
    )
    return page, status_of(refusal)


@pages.post("/review/trainings/<id:training_id>/decision")
async def decide(training_id: str) -> ResponseReturnValue:
    """Pass, return or reject one plan or closing, and go on to the next."""
    sent = await form()
    decision, seen = sent.choice("decision", Decision), sent.number("seen")
    try:
        await review.decide_training(
            desk(), who(), training_id, decision, seen=seen, reason=reason_of(sent)
        )
    except (ReasonNeeded, TextNeeded, TextTooLong) as refusal:
        return await _reason_page(training_id, sent, refusal)
    except (TrainingChanged, TrainingNotUnderReview) as refusal:
        return await _shown(query(), refusal)
    return redirect(url_for("training_review.queue", undo=training_id), 303)


@pages.post("/review/trainings/<id:training_id>/undo")
async def undo(training_id: str) -> ResponseReturnValue:
    """Take one's own decision back within ten seconds."""
    seen = (await form()).number("seen")
    try:
        await review.undo_training_decision(desk(), who(), training_id, seen=seen)
    except (TooLateToUndoTraining, TrainingChanged) as refusal:
        return await _shown(query(), refusal)
    return redirect(url_for("training_review.queue", at=training_id), 303)
