"""Messages to the person, newest first."""

from quart import Blueprint, redirect, url_for
from quart.typing import ResponseReturnValue

from core.usecases.messages import notices
from core.usecases.messages.notices import INBOX
from pwa.frame import session
from pwa.frame.fields import form, query
from pwa.lists import list_page, read_list

pages = Blueprint("inbox", __name__)


@pages.get("/inbox")
async def page() -> ResponseReturnValue:
    """Show the messages."""
    return await list_page("messages/inbox.html", await read_list(INBOX, query(), "inbox.page"))


@pages.post("/inbox/read")
async def read() -> ResponseReturnValue:
    """Mark one message as read, or all; then go on to what the message is about."""
    fields = await form()
    chosen = [fields.number("notice")] if fields.is_ticked("notice") else None
    await notices.mark_read(session.desk(), session.who(), chosen)
    return redirect(session.local_path(fields.text("next"), url_for("inbox.page")), 303)
