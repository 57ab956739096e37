"""The unit's part: plans and closings, one after the other, made for one thumb (manual 4.1)."""

from quart import Blueprint, redirect, render_template
from quart.typing import ResponseReturnValue

from core.domain.credits.credit import Decision, ReasonNeeded
from core.domain.errors import Refusal
from core.domain.reasons import Kind, usual_reasons
from core.domain.trainings.life import TooLateToUndoTraining, TrainingNotUnderReview
from core.domain.trainings.training import Training, TrainingChanged
from core.domain.typed import TextNeeded, TextTooLong
from core.usecases.trainings import plans, review
from core.usecases.trainings.review import Waiting
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review.addresses import as_query, back_of, with_told
from pwa.review.review import LONGEST_TYPED, reason_of
from pwa.review.undo import told_undoables, with_latest

pages = Blueprint("training_review", __name__)

QUEUE = "training_review.queue"


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
    undo = await told_undoables(asked)
    page = await render_template(
        "trainings/review.html",
        waiting=waiting,
        current=current,
        sheet=sheet,
        kind=kind_of(current.training) if current else None,
        undo=undo,
        marks=[one.mark for one in undo],
        refusal=refusal,
        longest=review.LONGEST_REASON,
    )
    return page, status_of(refusal)


def _current(waiting: list[Waiting], wanted: str) -> Waiting | None:
    """Return the one asked for while it waits, else the first."""
    first = waiting[0] if waiting else None
    return next((one for one in waiting if one.training.id == wanted), first)


def kind_of(training: Training) -> Kind:
    """Return what of a training is decided on."""
    return Kind.CLOSING if training.is_closing else Kind.PLAN


@pages.get("/review/trainings/<id:training_id>/reason")
async def ask_reason(training_id: str) -> ResponseReturnValue:
    """Ask why, on a page of its own: where there are no scripts, or the reason was forgotten."""
    return await _reason_page(training_id, query())


async def _reason_page(
    training_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    sheet = await plans.read_training(desk(), who(), training_id)
    decision = asked.choice("decision", Decision, Decision.RETURN)
    page = await render_template(
        "trainings/reason.html",
        training=sheet.training,
        decision=decision,
        reasons=usual_reasons(kind_of(sheet.training), decision),
        back=with_told(back_of(asked, QUEUE), at=training_id),
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
        return await _shown(as_query(back_of(sent, QUEUE)), refusal)
    back = back_of(sent, QUEUE)
    return redirect(with_told(back, undo=with_latest(back, f"training.{training_id}")), 303)


@pages.post("/review/trainings/<id:training_id>/undo")
async def undo(training_id: str) -> ResponseReturnValue:
    """Take one's own decision back within ten seconds."""
    sent = await form()
    seen = sent.number("seen")
    try:
        await review.undo_training_decision(desk(), who(), training_id, seen=seen)
    except (TooLateToUndoTraining, TrainingChanged) as refusal:
        return await _shown(as_query(back_of(sent, QUEUE)), refusal)
    return redirect(with_told(back_of(sent, QUEUE), at=training_id), 303)
