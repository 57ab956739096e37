"""Who administers the unit and its departments, and how a new one gets in."""

from markupsafe import Markup
from quart import Blueprint, render_template
from quart.typing import ResponseReturnValue

from core import qr
from core.domain.errors import Refusal
from core.usecases.register import administrators
from core.usecases.register.administrators import LONGEST_NAME
from pwa.frame.fields import FormState, form
from pwa.frame.session import desk, who

pages = Blueprint("administrators", __name__)

FIELDS = ("department", "name", "staff_number")


@pages.get("/administrators")
async def index() -> ResponseReturnValue:
    """List who holds which office, and ask for another one."""
    return await _shown(FormState())


async def _shown(again: FormState) -> ResponseReturnValue:
    shown = await render_template(
        "register/administrators.html",
        found=await administrators.list_administrators(desk(), who()),
        again=again,
        longest=LONGEST_NAME,
    )
    return shown, again.status


@pages.post("/administrators")
async def appoint() -> ResponseReturnValue:
    """Give somebody an office, and show once the link that lets them in."""
    sent = await form()
    texts = {name: sent.text(name) for name in FIELDS}
    department_id = sent.id("department") if texts["department"] else ""
    try:
        appointed = await administrators.appoint_administrator(
            desk(), who(), department_id, texts["name"], texts["staff_number"]
        )
    except administrators.NobodyHasNumber as refusal:
        return await _shown(FormState(texts, {"staff_number": refusal}))
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return await _shown(FormState(texts, {"name": refusal}))
    code = Markup(qr.svg(appointed.url))  # noqa: S704 - our own
    return await render_template("register/appointed.html", appointed=appointed, code=code)
