"""One administrator: saved, deleted, let in again (manual 8)."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.sessions import LastAdministrator
from core.usecases.register import holders
from core.usecases.register.administrators import LONGEST_NAME, LONGEST_PHONE
from pwa.frame.fields import FormState, form
from pwa.frame.session import desk, who
from pwa.register.administrators import CONTACT, contact_of, typed_again
from pwa.register.links import shown_once

pages = Blueprint("holders", __name__)


@pages.get("/administrators/<id:account_id>")
async def page(account_id: str) -> ResponseReturnValue:
    """Show one administrator: what is registered, the way back in, the end."""
    return await _shown(account_id, FormState())


async def _shown(account_id: str, again: FormState) -> ResponseReturnValue:
    shown = await render_template(
        "register/administrator.html",
        one=await holders.read_administrator(desk(), who(), account_id),
        again=again,
        longest=LONGEST_NAME,
        longest_phone=LONGEST_PHONE,
    )
    return shown, again.status


@pages.post("/administrators/<id:account_id>")
async def save(account_id: str) -> ResponseReturnValue:
    """Write what is registered of the administrator."""
    sent = await form()
    texts = {name: sent.text(name) for name in CONTACT}
    try:
        await holders.save_administrator(
            desk(), who(), account_id, contact_of(sent), seen=sent.text("seen")
        )
    except holders.AdministratorChanged as refusal:
        return await _shown(account_id, FormState(texts, changed=refusal))
    except Refusal as refusal:
        return await _shown(account_id, typed_again(texts, refusal))
    return redirect(url_for("administrators.index", done="saved"), 303)


@pages.post("/administrators/<id:account_id>/removal")
async def remove(account_id: str) -> ResponseReturnValue:
    """Take the office away."""
    try:
        await holders.remove_administrator(desk(), who(), account_id)
    except LastAdministrator as refusal:
        return await _shown(account_id, FormState(changed=refusal))
    return redirect(url_for("administrators.index", done="removed"), 303)


@pages.post("/administrators/<id:account_id>/link")
async def let_in(account_id: str) -> ResponseReturnValue:
    """Show once a link for somebody who cannot sign in."""
    back = await holders.let_in(desk(), who(), account_id)
    return await shown_once("register/way_back.html", back.url, back=back)
