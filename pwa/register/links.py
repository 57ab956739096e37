"""Links that are used once: looking at one never uses it up, for chats open them by themselves."""

from markupsafe import Markup
from quart import Blueprint, make_response, render_template
from quart.typing import ResponseReturnValue

from core import qr
from core.usecases.register import links
from pwa.frame import session
from pwa.frame.fields import form
from pwa.register.sign_in import go_in

pages = Blueprint("links", __name__)


@pages.get("/sign-in/<token>")
async def page(token: str) -> ResponseReturnValue:
    """Say whose sign-in link it is."""
    name, _ = await links.read_link(session.desk(), token)
    page = await render_template("register/link.html", name=name, token=token)
    return session.keep_device(await make_response(page), session.device_id())


@pages.post("/sign-in/<token>")
async def use(token: str) -> ResponseReturnValue:
    """Sign in with the link, once. Raises CookiesNeeded before it is used up."""
    session.need_cookies(await form())
    device = session.device_id()
    signed_in, goes_to = await links.use_link(
        session.desk(),
        token,
        ip=session.address(),
        device=session.device(),
        device_key=session.device_hash(device),
    )
    return await go_in(signed_in, session.local_path(goes_to), device)


async def shown_once(template: str, url: str, **words: object) -> str:
    """Show a link that was just made, as a picture and to be copied."""
    code = Markup(qr.svg(url))  # noqa: S704 - our own
    return await render_template(template, url=url, code=code, **words)
