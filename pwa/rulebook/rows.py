"""A unit's administrators set a row of the rulebook differently: form, preview, history."""

from collections.abc import Mapping

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.rulebook import OwnRowFault, RulebookChanged
from core.domain.rulebook.blanks import BETWEEN, CLOSED, Asked
from core.domain.rulebook.changing import LONGEST_SOURCE, RulePreviewOld, RuleUnchanged
from core.domain.rulebook.checking import EvidenceClosed
from core.domain.rulebook.measures import KINDS
from core.domain.rulebook.typed_rows import LONGEST_NAME
from core.domain.typed import LONGEST_REASON, TextTooLong
from core.jobs import TooManyJobs
from core.usecases import rulebook
from core.usecases.rulebook import previews
from pwa.frame.fields import Fields, FormState, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("rule_rows", __name__)

ROW = "/rules/<int:year>/<rule_table>/<rule_code>"
PREVIEW = "/rules/changes/<id:change_id>"
SHOWN_AGAIN = (RulebookChanged, RuleUnchanged, OwnRowFault, EvidenceClosed, TooManyJobs)
LONGEST_TYPED = 1000
SAID = ("source", "reason")
UNTICKED = (Asked.FLAG, Asked.SEVERAL)


@pages.get(ROW)
async def page(year: int, rule_table: str, rule_code: str) -> ResponseReturnValue:
    """Show a row with its form, and what became of it."""
    return await _form(year, rule_table, rule_code)


async def _form(
    year: int,
    table: str,
    code: str,
    typed: Mapping[str, str] | None = None,
    again: FormState | None = None,
) -> ResponseReturnValue:
    row = await rulebook.read_rule_row(desk(), who(), year, table, code)
    begun = {**row.line.texts, **_kind(), "source": row.own.source if row.own else "", "reason": ""}
    unticked = {one.name: "" for one in row.blanks if one.asked in UNTICKED}
    again = again or FormState()
    shown = await render_template(
        "rulebook/row.html",
        row=row,
        typed={**row.line.texts, **unticked, **typed} if typed else begun,
        again=again,
        longest={"name": LONGEST_NAME, "source": LONGEST_SOURCE, "reason": LONGEST_REASON},
        done=query().text("done"),
    )
    return shown, again.status


def _kind() -> dict[str, str]:
    """Return which kind of measure the form is to ask for, where another one was chosen."""
    kind = query().text("kind")
    return {"kind": kind} if kind in {CLOSED, *KINDS} else {}


@pages.post(ROW)
async def ask(year: int, rule_table: str, rule_code: str) -> ResponseReturnValue:
    """Ask whose year other values would turn; nothing is changed by that."""
    sent = await form()
    is_back = sent.is_ticked("back")
    typed = _typed(sent)
    try:
        asked = await previews.ask_for_rule_preview(
            desk(),
            who(),
            year,
            rule_table,
            rule_code,
            None if is_back else typed,
            seen=sent.number("seen", 0),
            source=typed["source"],
            reason=typed["reason"],
            key=sent.text("key", longest=64),
        )
    except SHOWN_AGAIN as refusal:
        again = FormState(typed, changed=refusal)
        return await _form(year, rule_table, rule_code, typed, again)
    if asked.job is None:
        again = FormState(typed, asked.refused)
        return await _form(year, rule_table, rule_code, typed, again)
    return redirect(url_for("rule_rows.preview", change_id=asked.job.id), 303)


def _typed(sent: Fields) -> dict[str, str]:
    """Return what was sent of a row; where several may be ticked, those that are, in one text."""
    texts = {name: BETWEEN.join(sent.texts(name)) for name in sent}
    if (longest := max(map(len, texts.values()), default=0)) > LONGEST_TYPED:
        raise TextTooLong(longest=LONGEST_TYPED, length=longest)
    return {**dict.fromkeys(SAID, ""), **texts}


@pages.get(PREVIEW)
async def preview(change_id: str) -> ResponseReturnValue:
    """Show what a change would do, as soon as that is known."""
    return await _previewed(change_id)


async def _previewed(change_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    would = await previews.read_rule_preview(desk(), who(), change_id)
    shown = await render_template("rulebook/preview.html", would=would, refusal=refusal)
    return shown, status_of(refusal)


@pages.post(PREVIEW)
async def enter(change_id: str) -> ResponseReturnValue:
    """Make the change that was looked at."""
    try:
        await previews.enter_rule_change(desk(), who(), change_id)
    except (RulePreviewOld, RulebookChanged) as refusal:
        return await _previewed(change_id, refusal)
    change = (await previews.read_rule_preview(desk(), who(), change_id)).change
    row = url_for(
        "rule_rows.page",
        year=change.year,
        rule_table=change.table,
        rule_code=change.code,
        done="changed",
    )
    return redirect(row, 303)


@pages.post(f"{PREVIEW}/preview")
async def look_again(change_id: str) -> ResponseReturnValue:
    """Ask once more what the same change would do by now."""
    try:
        job = await previews.ask_for_rule_preview_again(desk(), who(), change_id)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return await _previewed(change_id, refusal)
    return redirect(url_for("rule_rows.preview", change_id=job.id), 303)
