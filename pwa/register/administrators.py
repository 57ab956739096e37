"""Who administers the unit and its departments (manual 8): listed, and appointed."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.particulars import MobileForm
from core.domain.typed import TextTooLong
from core.usecases.register import administrators
from core.usecases.register.administrators import (
    LONGEST_NAME,
    LONGEST_PHONE,
    Contact,
    NobodyHasNumber,
)
from pwa.frame.fields import Fields, FormState, form, query
from pwa.frame.once import once
from pwa.frame.session import desk, who
from pwa.register.links import shown_once

pages = Blueprint("administrators", __name__)

CONTACT = ("name", "mobile", "office_phone")
FIELDS = ("department", "staff_number", *CONTACT)


@pages.get("/administrators")
async def index() -> ResponseReturnValue:
    """List who holds which office, and ask for another one."""
    return await _listed(FormState())


async def _listed(again: FormState) -> ResponseReturnValue:
    shown = await render_template(
        "register/administrators.html",
        found=await administrators.list_administrators(desk(), who()),
        again=again,
        longest=LONGEST_NAME,
        longest_phone=LONGEST_PHONE,
        done=query().text("done"),
    )
    return shown, again.status


@pages.post("/administrators")
async def appoint() -> ResponseReturnValue:
    """Give somebody an office, and show once the link that lets them in."""
    sent = await form()
    texts = {name: sent.text(name) for name in FIELDS}
    department_id = sent.id("department") if texts["department"] else ""
    try:
        appointed = await once(
            sent,
            lambda at: administrators.appoint_administrator(
                at, who(), department_id, contact_of(sent), texts["staff_number"]
            ),
        )
    except Refusal as refusal:
        return await _listed(typed_again(texts, refusal))
    if isinstance(appointed, str):
        return redirect(url_for("holders.page", account_id=appointed), 303)
    return await shown_once("register/appointed.html", appointed.url, appointed=appointed)


def contact_of(sent: Fields) -> Contact:
    """Return what was typed of an administrator."""
    return Contact(*(sent.text(name) for name in CONTACT))


def typed_again(texts: dict[str, str], refusal: Refusal) -> FormState:
    """Return the form as it was typed; what is refused is told beside its field."""
    match refusal:
        case NobodyHasNumber():
            field = "staff_number"
        case MobileForm():
            field = "mobile"
        case TextTooLong() if len(texts["name"]) <= LONGEST_NAME:
            field = "office_phone"
        case _ if refusal.status == 422:
            field = "name"
        case _:
            raise refusal
    return FormState(texts, {field: refusal})
