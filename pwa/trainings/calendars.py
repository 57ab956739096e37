"""The subscription to what is coming: its secret link, and what a phone fetches by it."""

from hashlib import sha256

from quart import Blueprint, Response, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue

from core import qr
from core.ics import MEDIA_TYPE
from core.usecases.trainings import calendars
from pwa.frame.fields import form
from pwa.frame.session import desk, who

pages = Blueprint("calendars", __name__)
public = Blueprint("calendar", __name__)


@public.get("/calendar/<feed>.ics")
async def fetch(feed: str) -> Response:
    """Hand out what is coming; whoever has it as it is need not fetch it again."""
    content = await calendars.calendar_file(desk(), feed)
    mark = sha256(content).hexdigest()[:32]
    is_known = mark in request.if_none_match
    response = Response(b"" if is_known else content, 304 if is_known else 200)
    response.content_type = MEDIA_TYPE
    response.set_etag(mark)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@pages.get("/settings/calendar")
async def page() -> ResponseReturnValue:
    """Show the link to one's calendar, or the way to one."""
    link = await calendars.read_calendar(desk(), who())
    address = f"{desk().settings.public_url}/calendar/{link}.ics" if link else ""
    subscribed = address.replace("https://", "webcal://").replace("http://", "webcal://")
    return await render_template(
        "trainings/calendar.html",
        address=address,
        subscribed=subscribed,
        picture=qr.svg(subscribed) if link else "",
    )


@pages.post("/settings/calendar")
async def change() -> ResponseReturnValue:
    """Make a link, in the place of an earlier one, or let none lead there any more."""
    if (await form()).text("act", longest=20) == "end":
        await calendars.end_calendar(desk(), who())
    else:
        await calendars.renew_calendar(desk(), who())
    return redirect(url_for("calendars.page"), 303)
