"""Deciding on what others entered, made for one thumb (manual 5.2, 5.3): one way for all kinds."""

import logging
import re
from collections.abc import Mapping, Sequence

from quart import Blueprint, redirect, render_template
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound, Refusal
from core.domain.review import CaseChanged, Decision, NotUnderReview, ReasonNeeded, TooLateToUndo
from core.domain.subjects import Subject
from core.domain.typed import LONGEST_REASON, TextNeeded, TextTooLong, typed
from core.permissions import reviews_trainings
from core.texts import say
from core.usecases import review
from core.usecases.reasons import read_reasons
from pwa.frame.faults import description
from pwa.frame.fields import ID, Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import ListPage, list_file, list_page, read_list
from pwa.review.addresses import as_query, back_of, with_told
from pwa.review.batch import (
    NothingTicked,
    briefs,
    outcome_text,
    outcomes_beside,
    ticked,
    told_outcomes,
)
from pwa.review.cases import Kind, ShownCase
from pwa.review.kinds import BY_SUBJECT, KINDS, kind_of
from pwa.review.undo import told_undoables, with_latest

pages = Blueprint("review", __name__)
log = logging.getLogger("xuefen.web")

LONGEST_TYPED = 20_000


@pages.get("/review")
async def queue() -> ResponseReturnValue:
    """Show the first case that waits in full, and the others of its kind in brief."""
    return await _shown(query())


@pages.get("/review.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file, tab by tab as it is shown."""
    asked = query()
    waiting = (await review.count_waiting(desk(), who())).cases
    return await list_file(_asked_kind(asked, waiting).listing, asked, ending)


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    waiting = (await review.count_waiting(desk(), who())).cases
    undo = await told_undoables(asked)
    kind = _asked_kind(asked, waiting)
    listed = await read_list(
        kind.listing,
        asked,
        "review.queue",
        kind=kind.segment,
        undo=tuple(one.mark for one in undo),
        select="1" if asked.is_ticked("select") else None,
    )
    current = await _current(kind, listed, asked.text("at"))
    page = await list_page(
        "review/page.html",
        listed,
        kind=kind,
        kinds=KINDS if reviews_trainings(who()) else (kind,),
        waiting=waiting,
        current=current,
        previous=_beside(kind, listed, current, -1),
        following=_beside(kind, listed, current, 1),
        longest=LONGEST_REASON,
        reasons=await read_reasons(desk(), who()),
        undo=undo,
        outcomes=await told_outcomes(asked),
        told=asked.texts("outcome"),
        batch=asked.choice("batch", Decision, Decision.APPROVE),
        refusal=refusal,
    )
    return page, status_of(refusal)


def _asked_kind(asked: Fields, waiting: Mapping[str, int]) -> Kind:
    """Return the kind that an address names, else the first of which something waits."""
    if name := asked.text("kind"):
        return kind_of(name)
    return next((BY_SUBJECT[name] for name, count in waiting.items() if count), KINDS[0])


async def _current(kind: Kind, listed: ListPage, at: str) -> ShownCase | None:
    """Return the case to show in full: the one asked for while it is here, else the first."""
    ids = [kind.case_of(row).id for row in listed.rows]
    if at and at not in ids and listed.is_plain and (led_to := await _led_to(kind, at)):
        return led_to
    asked = [at] if at in ids else []
    return await _first_readable(kind, [*asked, *(one for one in ids if one != at)])


async def _first_readable(kind: Kind, ids: Sequence[str]) -> ShownCase | None:
    """Return the first case that can be shown: one that cannot does not hide those behind it.

    Raises what was wrong with the last where none can be shown.
    """
    for one in ids:
        try:
            return await kind.read(one)
        except NotFound:  # decided or taken back meanwhile
            if one == ids[-1]:
                raise
        except Refusal:
            raise
        except Exception as defect:
            log.error("a case cannot be shown: %s", description(defect))
            if one == ids[-1]:
                raise
    return None


async def _led_to(kind: Kind, at: str) -> ShownCase | None:
    """Return a case that a link names and that waits here, on whatever page it stands."""
    if not re.fullmatch(ID, at):
        return None
    try:
        shown = await kind.read(at)
    except NotFound:
        return None
    return shown if shown.may_decide else None


def _beside(kind: Kind, listed: ListPage, current: ShownCase | None, step: int) -> object:
    """Return the row before or after the current one; the next one is fetched ahead of time."""
    if current is None:
        return None
    ids = [kind.case_of(row).id for row in listed.rows]
    if current.case.id not in ids:
        return listed.rows[0] if step > 0 and ids else None
    place = ids.index(current.case.id) + step
    return listed.rows[place] if 0 <= place < len(ids) else None


@pages.get("/review/<kind>/<id:case_id>/reason")
async def ask_reason(kind: str, case_id: str) -> ResponseReturnValue:
    """Ask why, on a page of its own: where there are no scripts, or the reason was forgotten."""
    return await _reason_page(kind_of(kind), case_id, query())


async def _reason_page(
    kind: Kind, case_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    """Ask why a case is returned or rejected, with what was typed already."""
    page = await render_template(
        "review/reason.html",
        kind=kind,
        shown_case=await kind.read(case_id),
        decision=asked.choice("decision", Decision, Decision.RETURN),
        seen=asked.number("seen", 0),
        following=asked.text("next"),
        back=back_of(asked, kind.segment),
        refusal=refusal,
        typed=asked.text("reason", longest=LONGEST_TYPED),
        reasons=await read_reasons(desk(), who()),
        longest=LONGEST_REASON,
    )
    return page, status_of(refusal)


@pages.post("/review/<kind>/<id:case_id>/decision")
async def decide(kind: str, case_id: str) -> ResponseReturnValue:
    """Pass, return or reject one case, and go on to the next."""
    it, sent = kind_of(kind), await form()
    decision, seen = sent.choice("decision", Decision), sent.number("seen")
    case, back = Subject(it.procedure.kind, case_id), back_of(sent, it.segment)
    try:
        await review.decide(desk(), who(), case, decision, seen=seen, reason=reason_of(sent))
    except (ReasonNeeded, TextNeeded, TextTooLong) as refusal:
        return await _reason_page(it, case_id, sent, refusal)
    except (CaseChanged, NotUnderReview) as refusal:
        return await _shown(as_query(back), refusal)
    following = {"at": sent.id("next")} if sent.text("next") else {}
    return redirect(with_told(back, undo=with_latest(back, case), **following), 303)


def reason_of(sent: Fields) -> str:
    """Return the quick reason that was tapped and what was typed beside it, as one text."""
    parts = (sent.text("quick", longest=LONGEST_REASON), sent.text("reason", longest=LONGEST_TYPED))
    return say("review-reason-joint").join(part.strip() for part in parts if part.strip())


@pages.post("/review/<kind>/<id:case_id>/undo")
async def undo(kind: str, case_id: str) -> ResponseReturnValue:
    """Take one's own decision back within ten seconds."""
    it, sent = kind_of(kind), await form()
    case, back = Subject(it.procedure.kind, case_id), back_of(sent, it.segment)
    try:
        await review.undo_decision(desk(), who(), case, seen=sent.number("seen"))
    except (TooLateToUndo, CaseChanged) as refusal:
        return await _shown(as_query(back), refusal)
    return redirect(with_told(back, at=case_id, **outcomes_beside(back, case)), 303)


@pages.get("/review/decisions")
async def ask_many() -> ResponseReturnValue:
    """Say what deciding on all that are ticked comes to, before anything is done."""
    return await _batch_page(query())


async def _batch_page(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    decision, back = asked.choice("decision", Decision), back_of(asked, KINDS[0].segment)
    try:
        seen = ticked(asked)
        cases = await briefs(seen)
    except NothingTicked as nothing:
        return await _shown(as_query(back), nothing)
    page = await render_template(
        "review/batch.html",
        decision=decision,
        seen=seen,
        cases=cases,
        back=back,
        refusal=refusal,
        typed=asked.text("reason", longest=LONGEST_TYPED),
        reasons=await read_reasons(desk(), who()),
        longest=LONGEST_REASON,
    )
    return page, status_of(refusal)


@pages.post("/review/decisions")
async def decide_many() -> ResponseReturnValue:
    """Decide on all that are ticked; what came of each is told on the next page."""
    sent = await form()
    try:
        decision, seen, reason = sent.choice("decision", Decision), ticked(sent), reason_of(sent)
        if decision is not Decision.APPROVE and not reason:
            raise ReasonNeeded
        reason = typed(reason, LONGEST_REASON) if reason else ""
    except (NothingTicked, ReasonNeeded, TextTooLong) as refusal:
        return await _batch_page(sent, refusal)
    outcomes = await review.decide_many(desk(), who(), seen, decision, reason=reason)
    each = [outcome_text(case, refusal) for case, refusal in outcomes.items()]
    back = back_of(sent, KINDS[0].segment)
    return redirect(with_told(back, batch=decision.value, outcome=each), 303)
