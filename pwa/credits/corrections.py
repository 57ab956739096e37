"""学分删除修改 (manual 5.1): found in four ways, ticked or one by one, looked at, then made."""

import re
from collections.abc import Mapping, Sequence

from quart import Blueprint, render_template, url_for
from quart.typing import ResponseReturnValue

from core.credit_lists import CreditLine, credit_years
from core.domain.credits.corrections import DAYS, Act, Correction
from core.domain.errors import NotAllowed, Refusal
from core.domain.typed import LONGEST_REASON
from core.usecases.credits import corrections, sheets
from core.usecases.credits.correctable import CORRECTABLE
from core.usecases.credits.corrections import MOST_CREDITS, PersonCorrected
from core.usecases.credits.sheets import CreditSheet
from pwa.credits.blanks import LONGEST_TYPED, blanks_of, kept, typed_answers
from pwa.frame.fields import ID, Fields, FieldUnreadable, form, query, status_of_all
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, read_list

pages = Blueprint("corrections", __name__)

SEEN = re.compile(rf"({ID})\.([0-9a-f]{{32}})")
CHANGE = "change-"


@pages.get("/credits/corrections")
async def index() -> ResponseReturnValue:
    """List what can still be corrected: by person, by training, personal, by speaker."""
    return await _listed(query())


async def _listed(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    shown = await read_list(CORRECTABLE, asked, "corrections.index", _href)
    page = await render_template(
        "credits/corrections.html",
        list=shown,
        chosen=asked.texts("credit"),
        typed=asked.values,
        most=MOST_CREDITS,
        longest=LONGEST_REASON,
        refusal=refusal,
    )
    return page, status_of(refusal)


def _href(line: CreditLine) -> str:
    return url_for("corrections.one", credit_id=line.credit.id)


@pages.get("/credits/corrections.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(CORRECTABLE, query(), ending)


@pages.get("/credits/<id:credit_id>/correction")
async def one(credit_id: str) -> ResponseReturnValue:
    """Show the form in which one credit is corrected, deleted or reversed."""
    return await _form(await sheets.read_credit(desk(), who(), credit_id), query())


async def _form(
    sheet: CreditSheet, sent: Fields, refusals: Sequence[Refusal] = ()
) -> ResponseReturnValue:
    if not (sheet.corrections.may_correct or sheet.corrections.may_reverse):
        raise sheet.corrections.fault or NotAllowed()
    typed = typed_answers(sheet, sent) if refusals else {}
    page = await render_template(
        "credits/correction.html",
        sheet=sheet,
        credit=sheet.credit,
        blanks=() if sheet.credit.training_id else blanks_of(sheet, typed, {}),
        typed=sent.values,
        years=credit_years(desk()),
        longest=LONGEST_REASON,
        refusals=refusals,
    )
    return page, status_of_all(refusals)


@pages.post("/credits/corrections/preview")
async def ask() -> ResponseReturnValue:
    """Show what a correction would do to each that is ticked, before it is made."""
    sent = await form()
    ids = sent.ids("credit")
    sheet = await _single(sent, ids)
    wanted = _wanted(sent, _answers_of(sheet, sent) if sheet else _answers(sent))
    try:
        people = await corrections.preview_corrections(desk(), who(), ids, wanted)
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await (_form(sheet, sent, [refusal]) if sheet else _listed(sent, refusal))
    against = [it for person in people for row in person.credits for it in row.refusals]
    if sheet and against:
        return await _form(sheet, sent, against)
    return await _shown(wanted, people, is_made=False)


async def _single(sent: Fields, ids: Sequence[str]) -> CreditSheet | None:
    """Return the one credit whose own form was sent, None where several are ticked in a list."""
    if not sent.is_ticked("single") or len(ids) != 1:
        return None
    return await sheets.read_credit(desk(), who(), ids[0])


def _wanted(sent: Fields, answers: Mapping[str, str]) -> Correction:
    act = sent.choice("act", Act)
    reason = sent.text("reason", longest=LONGEST_TYPED)
    if act is not Act.CORRECT:
        return Correction(act, reason)
    return Correction(act, reason, answers, sent.text("amount", longest=LONGEST_TYPED))


def _answers_of(sheet: CreditSheet, sent: Fields) -> dict[str, str]:
    """Return what was typed otherwise than the claim has it."""
    claim, held = sheet.credit.claim, kept(sheet)
    if sheet.credit.training_id:
        return {}
    typed = {name: text for name, text in typed_answers(sheet, sent).items() if text != held[name]}
    year = sent.text("year")
    return {"year": year, **typed} if year not in {"", str(claim.year)} else typed


def _answers(sent: Fields) -> dict[str, str]:
    """Return what is to become of all that are ticked: a quantity, the days.

    The year that comes along is the list's filter.
    """
    typed = {"quantity": sent.text("quantity", longest=LONGEST_TYPED)}
    first, last = sent.text("first"), sent.text("last")
    days = f"{first}/{last}" if first and last else first or last
    return {name: text for name, text in {**typed, DAYS: days}.items() if text.strip()}


@pages.post("/credits/corrections")
async def make() -> ResponseReturnValue:
    """Make the correction as it was seen, and tell what came of it for each."""
    sent = await form()
    answers = {
        name.removeprefix(CHANGE): sent.text(name, longest=LONGEST_TYPED)
        for name in sent
        if name.startswith(CHANGE)
    }
    wanted = _wanted(sent, answers)
    seen = [SEEN.fullmatch(text) for text in sent.texts("seen")]
    if not all(seen):
        raise FieldUnreadable(field="seen")
    digests = {it[1]: it[2] for it in seen if it}
    people = await corrections.make_corrections(desk(), who(), sent.ids("credit"), wanted, digests)
    return await _shown(wanted, people, is_made=True)


async def _shown(
    wanted: Correction, people: Sequence[PersonCorrected], *, is_made: bool
) -> ResponseReturnValue:
    book = await desk().rulebooks.of(who().unit_id or "", desk().today().year)
    changed = sum(len(person.changed) for person in people)
    return await render_template(
        "credits/corrected.html",
        wanted=wanted,
        people=people,
        book=book,
        changed=changed,
        others=sum(len(one.credits) + len(one.missing) for one in people) - changed,
        felt=[one for one in people if one.changed and one.preview and one.preview.felt],
        change=CHANGE,
        is_made=is_made,
    )
