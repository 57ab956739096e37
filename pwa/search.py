"""One search over what one looks after; what is typed goes in bodies, never in addresses."""

from quart import Blueprint, Response, render_template, request
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.search_terms import is_long_number
from core.domain.typed import TextTooLong
from core.usecases.search import Group, Kind, SearchTooShort, search
from pwa.frame.fields import form
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("search", __name__)

LONGEST = 60
PART_OF_PAGE = "text/vnd.turbo-stream.html"


@pages.get("/search")
async def page() -> ResponseReturnValue:
    """Show the empty search."""
    return await render_template("search/page.html", text="", groups=None, refusal=None)


@pages.post("/search")
async def found() -> ResponseReturnValue:
    """Show what was found: in the page that asks, or as a page of its own."""
    sent = await form()
    groups, refusal, text = list[Group](), None, ""
    only = sent.choice("kind", Kind) if sent.text("kind") else None
    try:
        text = sent.text("q", longest=LONGEST)
        groups = await search(desk(), who(), text, only)
    except (SearchTooShort, TextTooLong) as fault:
        refusal = fault
    return await _shown(text, groups, refusal)


async def _shown(text: str, groups: list[Group], refusal: Refusal | None) -> ResponseReturnValue:
    shown = {"text": "" if is_long_number(text) else text, "groups": groups, "refusal": refusal}
    if PART_OF_PAGE in request.headers.get("Accept", ""):
        return Response(await render_template("search/part.html", **shown), mimetype=PART_OF_PAGE)
    return await render_template("search/page.html", **shown), status_of(refusal)
