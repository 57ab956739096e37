"""One activity for many people (manual 5.2): named or ticked, looked at, then entered for each."""

from quart import Blueprint, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotAllowed, Refusal
from core.usecases.credits import companions, sheets
from core.usecases.credits.submitting import MOST_AT_ONCE
from core.usecases.credits.whom import WHOM
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import read_list

pages = Blueprint("companions", __name__)

PAGE = "/credits/<id:credit_id>/companions"
LONGEST_LIST = 20_000


@pages.get(PAGE)
async def ask(credit_id: str) -> ResponseReturnValue:
    """Ask who else took part in the activity of a claim."""
    return await _asked(credit_id, query())


async def _asked(
    credit_id: str, sent: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    sheet = await sheets.read_credit(desk(), who(), credit_id, with_history=False)
    if not sheet.may_share:
        raise NotAllowed
    people = await read_list(WHOM, sent, "companions.ask", within={"credit_id": credit_id})
    page = await render_template(
        "credits/companions.html",
        sheet=sheet,
        credit=sheet.credit,
        list=people,
        chosen=sent.texts("staff"),
        typed=sent.text("people", longest=LONGEST_LIST),
        most=MOST_AT_ONCE,
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.post(f"{PAGE}/preview")
async def look(credit_id: str) -> ResponseReturnValue:
    """Show who is meant: the certain ones ticked, the doubtful ones to choose from."""
    sent = await form()
    text = sent.text("people", longest=LONGEST_LIST)
    try:
        meant = await companions.name_companions(desk(), who(), credit_id, text, sent.ids("staff"))
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await _asked(credit_id, sent, refusal)
    return await render_template("credits/companions_meant.html", meant=meant, credit=meant.credit)


@pages.post(PAGE)
async def enter(credit_id: str) -> ResponseReturnValue:
    """Enter the activity for each who is ticked, and tell what came of it."""
    sent = await form()
    try:
        outcomes = await companions.enter_for_many(desk(), who(), credit_id, sent.ids("staff"))
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await _asked(credit_id, sent, refusal)
    back = url_for("credits.index", whose="others")
    return await render_template("credits/submitted.html", outcomes=outcomes, back=back)
