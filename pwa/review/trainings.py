"""Plans and closings before the unit: those that wait, one in full (manual 4.1)."""

from dataclasses import dataclass

from quart import render_template
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.review import LONGEST_REASON, Decision, Subject
from core.domain.trainings.training import TRAINING_REVIEW, Training
from core.usecases import review
from core.usecases.trainings import plans
from core.usecases.trainings.review import Waiting, waiting_trainings
from pwa.frame.fields import Fields
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review.credits import LONGEST_TYPED


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was just decided, as long as it can be taken back."""

    training: Training
    decision: Decision


async def shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    """Show the first plan or closing that waits in full, and the others in brief."""
    waiting = await waiting_trainings(desk(), who())
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
        longest=LONGEST_REASON,
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
    subject = Subject(TRAINING_REVIEW.kind, asked.id("undo"))
    decision = await review.read_undoable(desk(), who(), subject)
    if decision is None:
        return None
    training = (await plans.read_training(desk(), who(), subject.id)).training
    return Undoable(training, decision)


async def reason_page(
    training_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """Ask why a plan or closing is returned or rejected, with what was typed already."""
    training = (await plans.read_training(desk(), who(), training_id)).training
    page = await render_template(
        "trainings/reason.html",
        training=training,
        decision=asked.choice("decision", Decision, Decision.RETURN),
        seen=asked.number("seen", training.version),
        refusal=refusal,
        typed=asked.text("reason", longest=LONGEST_TYPED),
        longest=LONGEST_REASON,
    )
    return page, status_of(refusal)
