"""Signing in with a code that is sent to an administrator's mobile."""

from quart import Blueprint, g, make_response, redirect, render_template
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.usecases.register import phone_codes
from pwa.frame import session
from pwa.frame.fields import form, query
from pwa.frame.page import status_of, waiting_headers
from pwa.frame.typed import Typed, typed_before
from pwa.register.sign_in import go_in

LONGEST = 40
pages = Blueprint("phone_codes", __name__)


@pages.get("/sign-in/code")
async def page() -> ResponseReturnValue:
    """Ask for the mobile. Raises NotFound where no code is sent."""
    wanted = session.local_path(query().text("next"))
    if g.session is not None:
        return redirect(wanted, 303)
    if not phone_codes.sends_codes(session.desk()):
        raise NotFound
    return await _shown(wanted, session.device_id())


@pages.post("/sign-in/codes")
async def ask() -> ResponseReturnValue:
    """Send a code, to whoever it may be, and ask for it."""
    sent, device = await form(), session.device_id()
    mobile, wanted = sent.text("mobile", longest=LONGEST), session.local_path(sent.text("next"))
    typed = typed_before(sent.values)
    if typed and "mobile" not in sent.values and phone_codes.sends_codes(session.desk()):
        return await _shown(wanted, device, typed=typed)
    try:
        session.need_cookies(sent)
        key = session.device_hash(device)
        code_id = await phone_codes.ask_phone_code(
            session.desk(), mobile, ip=session.address(), device_key=key
        )
    except Refusal as refusal:
        return await _shown(wanted, device, mobile, refusal=refusal, typed=typed)
    app = session.app()
    app.afterwards(phone_codes.send_phone_code(app.desk, Actor.system(), code_id))
    return await _shown(wanted, device, mobile, asks_code=True, typed=typed)


@pages.post("/sign-in/code")
async def use() -> ResponseReturnValue:
    """Sign in with the code."""
    sent, device = await form(), session.device_id()
    mobile, wanted = sent.text("mobile", longest=LONGEST), session.local_path(sent.text("next"))
    typed = typed_before(sent.values)
    try:
        signed_in = await phone_codes.sign_in_by_code(
            session.desk(),
            mobile,
            sent.text("code", longest=LONGEST),
            ip=session.address(),
            device=session.device(),
            device_key=session.device_hash(device),
        )
    except Refusal as refusal:
        return await _shown(wanted, device, mobile, refusal=refusal, asks_code=True, typed=typed)
    return await go_in(signed_in, wanted, device, typed)


async def _shown(
    wanted: str,
    device: str,
    mobile: str = "",
    *,
    refusal: Refusal | None = None,
    asks_code: bool = False,
    typed: Typed | None = None,
) -> ResponseReturnValue:
    """Show the field for the mobile or, once a code is on its way, that for the code."""
    shown = await render_template(
        "register/phone_code.html",
        next=wanted,
        mobile=mobile,
        asks_code=asks_code,
        minutes=phone_codes.CODE_MINUTES,
        refusal=refusal,
        typed=typed,
    )
    headers = waiting_headers(refusal) if refusal else {}
    response = await make_response(shown, status_of(refusal), headers)
    return session.keep_device(response, device)
