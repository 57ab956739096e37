"""The rules that a unit has still to compare with its own papers, and says so."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.typed import TextNeeded
from core.usecases import rulebook
from core.usecases.rulebook import LONGEST_SOURCE
from pwa.frame.fields import FormState, form, query
from pwa.frame.session import desk, who

pages = Blueprint("rules", __name__)


@pages.get("/settings/rules")
async def page() -> ResponseReturnValue:
    """List what is to be confirmed, and what is closed until it has values."""
    return await _shown(FormState())


async def _shown(again: FormState) -> ResponseReturnValue:
    shown = await render_template(
        "rulebook/doubts.html",
        doubts=await rulebook.read_doubts(desk(), who()),
        again=again,
        longest=LONGEST_SOURCE,
        done=query().text("done"),
    )
    return shown, again.status


@pages.post("/settings/rules")
async def confirm() -> ResponseReturnValue:
    """Note that a rule stands as it is, and by which paper."""
    sent = await form()
    code, source = sent.text("code", longest=80), sent.text("source")
    year, seen = sent.year("year", 0), sent.number("seen")
    try:
        if not source.strip():
            raise TextNeeded
        await rulebook.change_rule_row(
            desk(), who(), year, "rules", code, {}, seen=seen, source=source
        )
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await _shown(FormState({code: source}, {code: refusal}))
    return redirect(url_for("rules.page", done="confirmed"), 303)
