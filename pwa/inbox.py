"""Messages to the person, newest first."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.usecases.messages import notices
from pwa.frame import session
from pwa.frame.fields import form

pages = Blueprint("inbox", __name__)


@pages.get("/inbox")
async def page() -> ResponseReturnValue:
    """Show the messages."""
    inbox = await notices.read_inbox(session.desk(), session.who(), limit=100)
    return await render_template("messages/inbox.html", inbox=inbox)


@pages.post("/inbox/read")
async def read() -> ResponseReturnValue:
    """Mark one message as read, or all; then go on to what the message is about."""
    fields = await form()
    chosen = [fields.number("notice")] if fields.is_ticked("notice") else None
    await notices.mark_read(session.desk(), session.who(), chosen)
    return redirect(session.local_path(fields.text("next"), url_for("inbox.page")), 303)
