"""The reasons a unit keeps for its reviewers, set by its administrators."""

from collections.abc import Mapping

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.reasons import MOST_REASONS, NAMES, by_name, offered
from core.domain.typed import LONGEST_REASON
from core.texts import say
from core.usecases.reasons import read_own_reasons, set_reasons
from pwa.frame.fields import FormState, form, query
from pwa.frame.session import desk, who

pages = Blueprint("reasons", __name__)

LONGEST_TYPED = 100_000


@pages.get("/settings/reasons")
async def page() -> ResponseReturnValue:
    """Show the unit's own reasons, and behind them the usual ones."""
    own = by_name(await read_own_reasons(desk(), who()))
    return await _shown({name: "\n".join(words) for name, words in own.items()}, FormState())


async def _shown(texts: Mapping[str, str], again: FormState) -> ResponseReturnValue:
    shown = await render_template(
        "review/reasons.html",
        texts=texts,
        usual=by_name(offered({}, say)),
        again=again,
        most=MOST_REASONS,
        longest=LONGEST_REASON,
        done=query().text("done"),
    )
    return shown, again.status


@pages.post("/settings/reasons")
async def save() -> ResponseReturnValue:
    """Keep the lists, all of them or none."""
    sent = await form()
    texts = {name: sent.text(name, longest=LONGEST_TYPED) for name in NAMES.values()}
    if refused := await set_reasons(desk(), who(), texts):
        return await _shown(texts, FormState(texts, refused))
    return redirect(url_for("reasons.page", done="saved"), 303)
