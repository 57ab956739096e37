"""Deciding on what others entered, made for one thumb (manual 5.2, 5.3)."""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.credit import (
    UNDO_WITHIN,
    Credit,
    CreditChanged,
    Decision,
    NotUnderReview,
    ReasonNeeded,
    Stage,
    TooLateToUndo,
)
from core.domain.errors import NotFound, Refusal
from core.domain.rulebook import rulebook
from core.domain.typed import TextTooLong, typed
from core.permissions import reviews_trainings
from core.texts import say
from core.usecases import review
from core.usecases.credits import sheets
from core.usecases.credits.sheets import CreditSheet
from pwa.frame.fields import ID, Fields, FieldUnreadable, form, query
from pwa.frame.page import status_of, waiting_trainings
from pwa.frame.session import desk, local_path, who
from pwa.review.outcomes import told_outcomes
from pwa.review.queue import ROWS, ListQuery, Tab, stages_of, wanted_from

pages = Blueprint("review", __name__)

LONGEST_TYPED = 20_000
TOLD = ("undo", "batch", "outcome", "at")


class NothingTicked(Refusal):
    """A batch without a single credit in it."""

    code = "nothing-ticked"


@pages.get("/review")
async def queue() -> ResponseReturnValue:
    """Show the first claim that waits in full, and those after it in brief."""
    return await _shown(query())


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    wanted = wanted_from(asked)
    found = await review.review_queue(desk(), who(), wanted.filter())
    current = await _current(found.credits, asked)
    page = await render_template(
        "review/queue.html",
        wanted=wanted,
        queue=found,
        counts=await _counts(wanted),
        reviews_trainings=reviews_trainings(who()),
        trainings=await waiting_trainings(who()),
        current=current,
        previous=_beside(found.credits, current, -1),
        following=_beside(found.credits, current, 1),
        longest=review.LONGEST_REASON,
        undo=await _undoable(asked),
        outcomes=await told_outcomes(asked),
        batch=asked.choice("batch", Decision, Decision.APPROVE),
        refusal=refusal,
        years=range(desk().today().year, FIRST_YEAR - 1, -1),
        rules=rulebook(desk().today().year).rules,
        last_page=max(1, -(-found.total // ROWS)),
    )
    return page, status_of(refusal)


async def _current(credits: list[Credit], asked: Fields) -> CreditSheet | None:
    """Return the claim to show in full: the one asked for while it is here, else the first."""
    wanted = asked.text("at")
    listed = [credit.id for credit in credits]
    if wanted in listed:
        return await sheets.read_credit(desk(), who(), wanted)
    return await sheets.read_credit(desk(), who(), listed[0]) if listed else None


def _beside(credits: list[Credit], current: CreditSheet | None, step: int) -> Credit | None:
    """Return the one before or after the current; the next one is fetched ahead of time."""
    if current is None:
        return None
    place = [credit.id for credit in credits].index(current.credit.id) + step
    return credits[place] if 0 <= place < len(credits) else None


async def _counts(wanted: ListQuery) -> dict[Tab, int]:
    """Return how many credits each tab would list under the same filters."""
    counts = {}
    for tab in Tab:
        listed = replace(wanted.filter(), stages=stages_of(tab, who()), limit=1, offset=0)
        counts[tab] = (await review.review_queue(desk(), who(), listed)).total
    return counts


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was just decided, as long as it can be taken back."""

    sheet: CreditSheet
    decision: Decision


async def _undoable(asked: Fields) -> Undoable | None:
    """Return the decision that the address tells of, while it is fresh and one's own."""
    if not asked.text("undo"):
        return None
    try:
        sheet = await sheets.read_credit(desk(), who(), asked.id("undo"))
    except NotFound:
        return None
    credit = sheet.credit
    fresh = credit.decided_at and desk().clock.now() - credit.decided_at <= UNDO_WITHIN
    if not fresh or credit.decided_by != who().account_id:
        return None
    decisions = {Stage.RETURNED: Decision.RETURN, Stage.REJECTED: Decision.REJECT}
    return Undoable(sheet, decisions.get(credit.stage, Decision.APPROVE))


@pages.get("/review/<id:credit_id>/reason")
async def ask_reason(credit_id: str) -> ResponseReturnValue:
    """Ask why, on a page of its own: where there are no scripts, or the reason was forgotten."""
    return await _reason_page(credit_id, query())


async def _reason_page(
    credit_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    page = await render_template(
        "review/reason.html",
        sheet=sheet,
        credit=sheet.credit,
        decision=asked.choice("decision", Decision, Decision.RETURN),
        back=_back(asked),
        refusal=refusal,
        typed=asked.text("reason", longest=LONGEST_TYPED),
        longest=review.LONGEST_REASON,
    )
    return page, status_of(refusal)


@pages.post("/review/<id:credit_id>/decision")
async def decide(credit_id: str) -> ResponseReturnValue:
    """Pass, return or reject one claim, and go on to the next."""
    sent = await form()
    decision, seen = sent.choice("decision", Decision), sent.number("seen")
    try:
        await review.decide(desk(), who(), credit_id, decision, seen=seen, reason=reason_of(sent))
    except (ReasonNeeded, TextTooLong) as refusal:
        return await _reason_page(credit_id, sent, refusal)
    except (CreditChanged, NotUnderReview) as refusal:
        return await _overtaken(credit_id, sent, refusal)
    return redirect(_with(_back(sent), undo=credit_id), 303)


async def _overtaken(credit_id: str, sent: Fields, refusal: Refusal) -> ResponseReturnValue:
    """Show the queue as it is now, and what has become of the credit meanwhile."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    told = type(refusal)(**{**refusal.details, "stage": sheet.credit.stage})
    return await _shown(_as_query(_back(sent)), told)


def reason_of(sent: Fields) -> str:
    """Return the quick reason that was tapped and what was typed beside it, as one text."""
    parts = (sent.text("quick", longest=100), sent.text("reason", longest=LONGEST_TYPED))
    return say("review-reason-joint").join(part.strip() for part in parts if part.strip())


@pages.post("/review/<id:credit_id>/undo")
async def undo(credit_id: str) -> ResponseReturnValue:
    """Take one's own decision back within ten seconds."""
    sent = await form()
    try:
        await review.undo_decision(desk(), who(), credit_id, seen=sent.number("seen"))
    except (TooLateToUndo, CreditChanged) as refusal:
        return await _overtaken(credit_id, sent, refusal)
    return redirect(_with(_back(sent), at=credit_id), 303)


@pages.post("/review/decisions")
async def decide_many() -> ResponseReturnValue:
    """Decide on all that are ticked; what came of each is told on the next page."""
    sent = await form()
    try:
        decision, seen, reason = sent.choice("decision", Decision), _ticked(sent), reason_of(sent)
        if decision is not Decision.APPROVE and not reason:
            raise ReasonNeeded
        reason = typed(reason, review.LONGEST_REASON) if reason else ""
    except (NothingTicked, ReasonNeeded, TextTooLong) as refusal:
        return await _shown(_as_query(_back(sent)), refusal)
    outcomes = await review.decide_many(desk(), who(), seen, decision, reason=reason)
    told = [f"{credit_id}.{said.code if said else ''}" for credit_id, said in outcomes.items()]
    return redirect(_with(_back(sent), batch=decision.value, outcome=told), 303)


def _ticked(sent: Fields) -> dict[str, int]:
    """Return the ticked credits with the versions that were on the screen."""
    seen = {}
    for text in sent.texts("credit"):
        credit_id, _, version = text.partition(":")
        if not (re.fullmatch(ID, credit_id) and re.fullmatch("[0-9]{1,9}", version)):
            raise FieldUnreadable(field="credit")
        seen[credit_id] = int(version)
    if not seen:
        raise NothingTicked
    return dict(list(seen.items())[:ROWS])


def _back(sent: Fields) -> str:
    """Return the queue that a form was sent from, with its filters."""
    back = local_path(sent.text("back"))
    return back if urlsplit(back).path == url_for("review.queue") else url_for("review.queue")


def _as_query(address: str) -> Fields:
    return Fields(MultiDict(parse_qsl(urlsplit(address).query)))


def _with(address: str, **more: str | list[str]) -> str:
    """Return the queue's address with what the next page shall tell."""
    plain = [(name, text) for name, text in parse_qsl(urlsplit(address).query) if name not in TOLD]
    asked = urlencode([*plain, *((name, text) for name, text in more.items())], doseq=True)
    return f"{url_for('review.queue')}?{asked}"
