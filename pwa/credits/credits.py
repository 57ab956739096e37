"""My credits, and one credit with everything around it (manual 5.1, 5.2)."""

import re
from enum import StrEnum

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.credit_lists import CreditLine
from core.domain.errors import Refusal
from core.permissions import enters_for_others
from core.usecases.credits import entry, sheets, submitting
from core.usecases.credits.lists import AREA_CREDITS, ENTERED_CREDITS, OWN_CREDITS
from pwa.frame import fields
from pwa.frame.once import id_of, once
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("credits", __name__)

DONE = frozenset({"saved", "submitted", "approved-at-once", "letter-recorded"})


class Whose(StrEnum):
    """One's own credits, those entered for others, or all of one's people."""

    OWN = "own"
    OTHERS = "others"
    ALL = "all"


LISTS = {
    Whose.OWN: OWN_CREDITS,
    Whose.OTHERS: ENTERED_CREDITS,
    Whose.ALL: AREA_CREDITS,
}
TO_SUBMIT = frozenset({"draft", "returned"})
SEEN = re.compile(rf"({fields.ID}):([0-9]{{1,9}})")


def _whose() -> Whose:
    """People of the register look at their own credits first; an office has none."""
    usual = Whose.OWN if who().staff_id else Whose.OTHERS
    return fields.query().choice("whose", Whose, usual)


@pages.get("/credits")
async def index() -> ResponseReturnValue:
    """List credits by state and year: one's own, those entered for others, or one's people's."""
    return await _listed(_whose(), fields.query())


async def _listed(
    whose: Whose, asked: fields.Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    shown = await read_list(LISTS[whose], asked, "credits.index", _href, whose=whose.value)
    page = await list_page(
        "credits/index.html",
        shown,
        whose=whose,
        may_enter_for_others=enters_for_others(who()),
        may_tick=shown.tab in TO_SUBMIT,
        refusal=refusal,
    )
    return page, status_of(refusal)


def _href(line: CreditLine) -> str:
    return url_for("credits.credit", credit_id=line.credit.id)


@pages.get("/credits.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(LISTS[_whose()], fields.query(), ending)


@pages.post("/credits/submission")
async def submit() -> ResponseReturnValue:
    """Submit all that are ticked (上报), and tell what came of each."""
    sent = await fields.form()
    found = [SEEN.fullmatch(text) for text in sent.texts("seen")]
    if not all(found):
        raise fields.FieldUnreadable(field="seen")
    try:
        outcomes = await submitting.submit_many(
            desk(), who(), {one[1]: int(one[2]) for one in found if one}
        )
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await _listed(sent.choice("whose", Whose, Whose.OTHERS), sent, refusal)
    back = url_for("credits.index", whose=sent.text("whose"))
    return await render_template("credits/submitted.html", outcomes=outcomes, back=back)


@pages.get("/credits/<id:credit_id>")
async def credit(credit_id: str) -> ResponseReturnValue:
    """Show one credit with its evidence and its history."""
    query = fields.query()
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    return await render_template(
        "credits/credit.html",
        sheet=sheet,
        credit=sheet.credit,
        asking=query.text("ask"),
        done=done if (done := query.text("done")) in DONE else "",
    )


@pages.post("/credits/<id:credit_id>/withdrawal")
async def withdraw(credit_id: str) -> ResponseReturnValue:
    """Take a claim back before anybody has decided on it."""
    form = await fields.form()
    await entry.withdraw_credit(desk(), who(), credit_id, seen=form.number("seen"))
    return redirect(url_for("editing.edit", credit_id=credit_id), 303)


@pages.post("/credits/<id:credit_id>/removal")
async def remove(credit_id: str) -> ResponseReturnValue:
    """Throw a draft away."""
    form = await fields.form()
    await entry.remove_draft(desk(), who(), credit_id, seen=form.number("seen"))
    return redirect(url_for("credits.index"), 303)


@pages.post("/credits/<id:credit_id>/copy")
async def copy(credit_id: str) -> ResponseReturnValue:
    """Begin anew with the answers and files of a rejected claim."""
    draft = await once(await fields.form(), lambda at: entry.copy_credit(at, who(), credit_id))
    return redirect(url_for("editing.edit", credit_id=id_of(draft)), 303)
