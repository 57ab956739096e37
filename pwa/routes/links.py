"""Links that are used once: looking at one never uses it up, for chats open them by themselves."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.usecases import accounts, chats
from pwa import session
from pwa.routes.sign_in import go_in

pages = Blueprint("links", __name__)
offers = Blueprint("offers", __name__)


@pages.get("/sign-in/<token>")
async def page(token: str) -> ResponseReturnValue:
    """Say whose sign-in link it is."""
    name, _ = await accounts.read_link(session.desk(), token)
    return await render_template("links/page.html", name=name, token=token)


@pages.post("/sign-in/<token>")
async def use(token: str) -> ResponseReturnValue:
    """Sign in with the link, once."""
    signed_in, goes_to = await accounts.use_link(
        session.desk(), token, ip=session.address(), device=session.device()
    )
    return await go_in(signed_in, session.local_path(goes_to))


@offers.get("/chat/<token>")
async def offer(token: str) -> ResponseReturnValue:
    """Ask a signed-in person whether the chat that sent them here is theirs."""
    await chats.read_offer(session.desk(), session.who(), token)
    return await render_template("links/chat.html", token=token)


@offers.post("/chat/<token>")
async def take(token: str) -> ResponseReturnValue:
    """Link the chat to the person."""
    await chats.take_chat(session.desk(), session.who(), token)
    return redirect(url_for("settings.page"), code=303)
