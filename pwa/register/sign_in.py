"""Signing in with account and password, the first password, signing out."""

from quart import Blueprint, g, make_response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue, ResponseTypes

from core.domain.errors import Refusal
from core.sessions import SignedIn
from core.usecases.register import passwords, sessions
from core.usecases.register import sign_in as signing_in
from core.usecases.register.phone_codes import sends_codes
from pwa.frame import session
from pwa.frame.fields import form, query
from pwa.frame.page import shown_again
from pwa.frame.typed import Typed, gone_on, typed_before
from pwa.register import second_factor

LONGEST_MOBILE = 40

pages = Blueprint("sign_in", __name__)
password = Blueprint("password", __name__)
leaving = Blueprint("leaving", __name__)


@pages.get("/sign-in")
async def page() -> ResponseReturnValue:
    """Show the way in; who is in already goes on."""
    wanted = session.local_path(query().text("next"))
    if g.session is not None:
        return redirect(wanted, 303)
    return session.keep_device(await make_response(await shown(wanted)), session.device_id())


@pages.post("/sign-in")
async def sign_in() -> ResponseReturnValue:
    """Sign in with account and password."""
    fields, device = await form(), session.device_id()
    login, wanted = fields.text("login"), session.local_path(fields.text("next"))
    typed = typed_before(fields.values)
    if typed and "login" not in fields.values:  # back from the way in by a code
        return await shown(wanted, typed=typed)
    try:
        session.need_cookies(fields)
        signed_in = await signing_in.sign_in(
            session.desk(),
            login,
            fields.text("password"),
            ip=session.address(),
            device=session.device(),
            device_key=session.device_hash(device),
            mobile=fields.text("mobile", longest=LONGEST_MOBILE),
        )
    except Refusal as refusal:
        password = fields.text("password") if isinstance(refusal, signing_in.MobileNeeded) else ""
        page = await shown(wanted, login=login, password=password, refusal=refusal, typed=typed)
        return session.keep_device(await make_response(shown_again(page, refusal)), device)
    return await go_in(signed_in, wanted, device, typed)


async def go_in(
    signed_in: SignedIn, wanted: str, device: str, typed: Typed | None = None
) -> ResponseTypes:
    """Go on with a new session: to the first password, a code, or where one wanted to go.

    What the same person had `typed` before goes along, and is put before them in the end; nobody
    else sees it. The session that this browser had is over, as nobody could end it any more.
    """
    if g.session is not None:
        await sessions.sign_out(session.desk(), session.who(), session.session())
    account_id = signed_in.who.account_id
    if typed and session.last_account() == account_id:
        g.who, g.session = signed_in.who, signed_in.session
        response: ResponseTypes = await make_response(await _next_step(wanted, typed))
    else:
        first = signed_in.session.only_password
        where = url_for("password.first", next=wanted) if first else wanted
        response = await make_response(redirect(where, 303))
    session.keep_signed_in(response, signed_in.token, account_id)
    return session.keep_device(response, device)


async def _next_step(wanted: str, typed: Typed) -> ResponseReturnValue:
    """Show what still comes before what somebody typed."""
    if session.session().only_password:
        return await first_password(wanted, typed)
    if session.session().asks_code:
        return await second_factor.shown(wanted, typed)
    return await gone_on(wanted, typed)


async def shown(
    wanted: str,
    typed: Typed | None = None,
    *,
    login: str = "",
    password: str = "",
    refusal: Refusal | None = None,
) -> str:
    """Show the way in; who came with a first password is asked for their mobile, too.

    That password stands in the account's own name: it is kept, so that it is typed once only.
    """
    return await render_template(
        "register/sign_in.html",
        next=wanted,
        login=login,
        first_password=password,
        refusal=refusal,
        typed=typed,
        sends_codes=sends_codes(session.desk()),
        asks_mobile=isinstance(refusal, signing_in.MobileNeeded | signing_in.WrongFirstPassword),
    )


@password.get("/password/first")
async def first() -> ResponseReturnValue:
    """Ask for the first password of one's own."""
    wanted = session.local_path(query().text("next"))
    if not session.session().only_password:
        return redirect(wanted, 303)
    return await first_password(wanted)


async def first_password(
    wanted: str, typed: Typed | None = None, refusal: Refusal | None = None
) -> str:
    """Show the fields for a password of one's own; what was `typed` before goes along."""
    return await render_template(
        "register/first_password.html", next=wanted, typed=typed, refusal=refusal
    )


@password.post("/password/first")
async def set_first() -> ResponseReturnValue:
    """Set the first password of one's own; then everything is open."""
    fields, here = await form(), session.session()
    wanted, typed = session.local_path(fields.text("next")), typed_before(fields.values)
    if not here.only_password:
        return await gone_on(wanted, typed)
    try:
        new = typed_twice(fields.text("new"), fields.text("again"))
        await passwords.set_password(session.desk(), session.who(), here, new)
    except Refusal as refusal:
        return shown_again(await first_password(wanted, typed, refusal), refusal)
    return await gone_on(wanted, typed)


class PasswordsDiffer(Refusal):
    """The new password was typed twice, in two ways."""

    code = "passwords-differ"


def typed_twice(new: str, again: str) -> str:
    """Return a new password that was typed the same twice. Raises PasswordsDiffer."""
    if new != again:
        raise PasswordsDiffer
    return new


@leaving.post("/sign-out")
async def sign_out() -> ResponseReturnValue:
    """End the session; the page that follows empties what the browser kept."""
    await sessions.sign_out(session.desk(), session.who(), session.session())
    response = await make_response(redirect(url_for("sign_in.page"), 303))
    session.forget_session(response)
    return response
