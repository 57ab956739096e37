"""One form for a whole claim: filled in, corrected, saved, submitted (manual 5.1, 5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quart import Blueprint, jsonify, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain import points
from core.domain.credits.answers import answered
from core.domain.credits.credit import EDITABLE, CreditChanged, NotEditable, Stage, priced
from core.domain.credits.faults import Incomplete
from core.domain.errors import Refusal
from core.texts import say
from core.usecases.credits import entry, sheets
from core.usecases.credits.sheets import CreditSheet
from core.usecases.credits.used_before import read_used_before
from core.wording.compliance import counts_text
from core.wording.credits import arithmetic
from core.wording.refusals import explain
from pwa.credits.blanks import FormFault, blanks_of, fault_list, kept, to_save, typed_answers
from pwa.credits.papers import read_papers
from pwa.frame.fields import Fields, form, query
from pwa.frame.session import desk, who

pages = Blueprint("editing", __name__)


@dataclass(frozen=True, slots=True)
class FormState:
    """A form that comes back: what was typed, what was refused, and the rest that is missing."""

    typed: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    faults: tuple[FormFault, ...] = ()
    wants_submission: bool = False
    has_changed: bool = False
    status: int = 200


@pages.get("/credits/<id:credit_id>/edit")
async def edit(credit_id: str) -> ResponseReturnValue:
    """Show the form of a draft or a returned credit to its enterer."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    if not sheet.may_revise:
        return redirect(url_for("credits.credit", credit_id=credit_id), 303)
    if sheet.credit.claim.rule is None:
        return redirect(url_for("entry.rule", credit_id=credit_id), 303)
    return await _shown(sheet, FormState())


async def _shown(sheet: CreditSheet, again: FormState) -> ResponseReturnValue:
    claim = sheet.credit.claim
    page = await render_template(
        "credits/edit.html",
        sheet=sheet,
        credit=sheet.credit,
        rule=sheet.book.rule(claim.rule) if claim.rule else None,
        blanks=blanks_of(sheet, again.typed, again.refused),
        read=await read_papers(sheet),
        before=await read_used_before(desk(), who(), sheet.staff.id),
        again=again,
        sum=sum_of(sheet),
        is_open=sheet.credit.stage in EDITABLE,
    )
    return page, again.status


@pages.post("/credits/<id:credit_id>/edit")
async def save(credit_id: str) -> ResponseReturnValue:
    """Keep the answers; with `submit` put the claim in front of its first reviewer."""
    fields = await form()
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    typed = typed_answers(sheet, fields)
    wants_submission = fields.is_ticked("submit")
    answers, emptied = to_save(sheet, typed)
    try:
        revision = await entry.revise_draft(
            desk(), who(), credit_id, answers, seen=fields.number("seen")
        )
        refused = {**revision.refused, **emptied}
        if wants_submission and not refused:
            return await _submit(credit_id, seen=revision.credit.version)
    except (CreditChanged, NotEditable):
        return await _overtaken(credit_id, typed, wants_submission=wants_submission)
    except Incomplete:
        refused = emptied
    if refused or wants_submission:
        return await _refused(credit_id, typed, refused, wants_submission=wants_submission)
    return redirect(url_for("credits.credit", credit_id=credit_id, done="saved"), 303)


async def _submit(credit_id: str, *, seen: int) -> ResponseReturnValue:
    after = await entry.submit_credit(desk(), who(), credit_id, seen=seen)
    done = "approved-at-once" if after.stage is Stage.APPROVED else "submitted"
    return redirect(url_for("credits.credit", credit_id=credit_id, done=done), 303)


async def _refused(
    credit_id: str,
    typed: Mapping[str, str],
    refused: Mapping[str, Refusal],
    *,
    wants_submission: bool,
) -> ResponseReturnValue:
    """Show the form again with everything that is wrong, all at once."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    faults = fault_list(refused, sheet.faults if wants_submission else ())
    missing = {fault.question: fault.refusal for fault in faults if fault.question}
    again = FormState(typed, missing, tuple(faults), wants_submission=wants_submission, status=422)
    return await _shown(sheet, again)


async def _overtaken(
    credit_id: str, typed: Mapping[str, str], *, wants_submission: bool
) -> ResponseReturnValue:
    """Somebody, or the same finger a moment ago, was quicker; nothing that was typed is lost."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    is_done = sheet.credit.stage not in EDITABLE if wants_submission else True
    if is_done and typed == kept(sheet):
        return redirect(url_for("credits.credit", credit_id=credit_id), 303)
    return await _shown(sheet, FormState(typed, has_changed=True, status=409))


def sum_of(sheet: CreditSheet) -> str:
    """Return “6 学时 ÷ 3 = 2.0 学分，本类最高 10；本人已计 9.5；这次计 0.5 分”.

    "" while a number is missing.
    """
    words = arithmetic(sheet.credit, sheet.book)
    if not words:
        return ""
    held = say("entry-sum-held", sum=words, held=points.show(sheet.held))
    if told := counts_text(sheet.counts):
        return say("entry-sum-counts", sum=held, counts=told)
    return held


@pages.get("/credits/<id:credit_id>/arithmetic")
async def count(credit_id: str) -> ResponseReturnValue:
    """Say what the quantity or rank would earn, while it is being typed."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    question, text = _measured(query())
    if not text.strip():
        return jsonify({"text": say("entry-sum-empty"), "refused": False})
    try:
        claim = answered(sheet.credit.claim, question, text, sheet.book, desk().today())
    except Refusal as refusal:
        return jsonify({"text": explain(refusal), "refused": True})
    counted = replace(sheet, credit=priced(sheet.credit, claim, sheet.book))
    return jsonify({"text": sum_of(counted), "refused": False})


def _measured(typed: Fields) -> tuple[str, str]:
    for question in ("quantity", "rank"):
        if text := typed.text(f"answer-{question}", longest=60):
            return question, text
    return "quantity", ""
