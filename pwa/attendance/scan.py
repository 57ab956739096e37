"""The scanner: a page that is nobody's, so that a phone can keep it for lectures in cellars."""

from quart import Blueprint, make_response, render_template
from quart.typing import ResponseTypes

from pwa.frame.shell import ASK_FIRST

pages = Blueprint("scan", __name__)


@pages.get("/scan")
async def page() -> ResponseTypes:
    """Return the camera page; whose scans it takes, the browser knows from the pages before."""
    response = await make_response(await render_template("attendance/scan.html"))
    response.headers["Cache-Control"] = ASK_FIRST
    return response
