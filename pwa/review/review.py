"""Deciding on what others entered, made for one thumb (manual 5.2, 5.3): one way for all kinds."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from quart import Blueprint, redirect, render_template
from quart.typing import ResponseReturnValue

from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.errors import NotFound, Refusal
from core.domain.review import CaseChanged, Decision, NotUnderReview, ReasonNeeded, TooLateToUndo
from core.domain.subjects import Subject
from core.domain.trainings.training import TRAINING_REVIEW
from core.domain.typed import LONGEST_REASON, TextNeeded, TextTooLong, typed
from core.texts import say
from core.usecases import review
from core.usecases.credits.marks import read_marks
from pwa.frame.fields import ID, Fields, FieldUnreadable, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review import credits, trainings
from pwa.review.addresses import as_query, back_of, with_told
from pwa.review.cases import LONGEST_TYPED, Read, reason_page
from pwa.review.outcomes import outcomes_beside
from pwa.review.queue import ROWS
from pwa.review.undo import with_latest

pages = Blueprint("review", __name__)


class NothingTicked(Refusal):
    """A batch without a single credit in it."""

    code = "nothing-ticked"


@dataclass(frozen=True, slots=True)
class Kind:
    """The pages of one kind of case: what waits (`queue` is its endpoint), and who asks why."""

    name: str
    queue: str
    shown: Callable[[Fields, Refusal | None], Awaitable[ResponseReturnValue]]
    read: Read
    reason_template: str

    async def ask_reason(
        self, case_id: str, asked: Fields, refusal: Refusal | None = None
    ) -> ResponseReturnValue:
        """Show the page that asks why."""
        case, back = await self.read(case_id), back_of(asked, self.queue)
        return await reason_page(self.reason_template, case, back, asked, refusal)


KINDS = {
    "credits": Kind(
        CREDIT_REVIEW.kind, "review.queue", credits.shown, credits.read, "review/reason.html"
    ),
    "trainings": Kind(
        TRAINING_REVIEW.kind,
        "review.waiting_trainings",
        trainings.shown,
        trainings.read,
        "trainings/reason.html",
    ),
}


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise NotFound
    return KINDS[name]


@pages.get("/review")
async def queue() -> ResponseReturnValue:
    """Show the first claim that waits in full, and those after it in brief."""
    return await credits.shown(query())


@pages.get("/review/trainings")
async def waiting_trainings() -> ResponseReturnValue:
    """Show the first plan or closing that waits in full, and the others in brief."""
    return await trainings.shown(query())


@pages.get("/review/<kind>/<id:case_id>/reason")
async def ask_reason(kind: str, case_id: str) -> ResponseReturnValue:
    """Ask why, on a page of its own: where there are no scripts, or the reason was forgotten."""
    return await _kind(kind).ask_reason(case_id, query())


@pages.post("/review/<kind>/<id:case_id>/decision")
async def decide(kind: str, case_id: str) -> ResponseReturnValue:
    """Pass, return or reject one case, and go on to the next."""
    it, sent = _kind(kind), await form()
    decision, seen = sent.choice("decision", Decision), sent.number("seen")
    case, reason = Subject(it.name, case_id), reason_of(sent)
    try:
        await review.decide(desk(), who(), case, decision, seen=seen, reason=reason)
    except (ReasonNeeded, TextNeeded, TextTooLong) as refusal:
        return await it.ask_reason(case_id, sent, refusal)
    except (CaseChanged, NotUnderReview) as refusal:
        return await it.shown(as_query(back_of(sent, it.queue)), refusal)
    back = back_of(sent, it.queue)
    return redirect(with_told(back, undo=with_latest(back, case)), 303)


def reason_of(sent: Fields) -> str:
    """Return the quick reason that was tapped and what was typed beside it, as one text."""
    parts = (sent.text("quick", longest=100), sent.text("reason", longest=LONGEST_TYPED))
    return say("review-reason-joint").join(part.strip() for part in parts if part.strip())


@pages.post("/review/<kind>/<id:case_id>/undo")
async def undo(kind: str, case_id: str) -> ResponseReturnValue:
    """Take one's own decision back within ten seconds."""
    it, sent = _kind(kind), await form()
    case = Subject(it.name, case_id)
    try:
        await review.undo_decision(desk(), who(), case, seen=sent.number("seen"))
    except (TooLateToUndo, CaseChanged) as refusal:
        return await it.shown(as_query(back_of(sent, it.queue)), refusal)
    back = back_of(sent, it.queue)
    return redirect(with_told(back, at=case_id, **outcomes_beside(back, case_id)), 303)


@pages.get("/review/decisions")
async def ask_many() -> ResponseReturnValue:
    """Say what deciding on all that are ticked comes to, before anything is done."""
    return await _batch_page(query())


async def _batch_page(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    decision, back = asked.choice("decision", Decision), back_of(asked, "review.queue")
    try:
        seen = _ticked(asked)
    except NothingTicked as nothing:
        return await credits.shown(as_query(back), nothing)
    marks = await read_marks(desk(), who(), [one.id for one in seen])
    page = await render_template(
        "review/batch.html",
        decision=decision,
        seen={one.id: version for one, version in seen.items()},
        marks=list(marks.values()),
        back=back,
        refusal=refusal,
        typed=asked.text("reason", longest=LONGEST_TYPED),
        longest=LONGEST_REASON,
    )
    return page, status_of(refusal)


@pages.post("/review/decisions")
async def decide_many() -> ResponseReturnValue:
    """Decide on all that are ticked; what came of each is told on the next page."""
    sent = await form()
    try:
        decision, seen, reason = sent.choice("decision", Decision), _ticked(sent), reason_of(sent)
        if decision is not Decision.APPROVE and not reason:
            raise ReasonNeeded
        reason = typed(reason, LONGEST_REASON) if reason else ""
    except (NothingTicked, ReasonNeeded, TextTooLong) as refusal:
        return await _batch_page(sent, refusal)
    outcomes = await review.decide_many(desk(), who(), seen, decision, reason=reason)
    each = [f"{case.id}.{said.code if said else ''}" for case, said in outcomes.items()]
    return redirect(
        with_told(back_of(sent, "review.queue"), batch=decision.value, outcome=each), 303
    )


def _ticked(sent: Fields) -> dict[Subject, int]:
    """Return the ticked credits with the versions that were on the screen."""
    seen = {}
    for text in sent.texts("credit"):
        credit_id, _, version = text.partition(":")
        if not (re.fullmatch(ID, credit_id) and re.fullmatch("[0-9]{1,9}", version)):
            raise FieldUnreadable(field="credit")
        seen[Subject(CREDIT_REVIEW.kind, credit_id)] = int(version)
    if not seen:
        raise NothingTicked
    return dict(list(seen.items())[:ROWS])
