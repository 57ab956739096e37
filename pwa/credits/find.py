"""Finding whose credits to list by a document or mobile, which no address may hold."""

from contextlib import suppress
from enum import StrEnum
from typing import Any

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.domain.register import Staff
from core.usecases.register.numbers import find_by_number
from pwa.frame.fields import form
from pwa.frame.session import desk, who

pages = Blueprint("find", __name__)


class Place(StrEnum):
    """The list that is to be narrowed to the person."""

    CREDITS = "credits"
    CORRECTIONS = "corrections"
    REVIEW = "review"


LISTS: dict[Place, tuple[str, dict[str, Any]]] = {
    Place.CREDITS: ("credits.index", {"whose": "all"}),
    Place.CORRECTIONS: ("corrections.index", {}),
    Place.REVIEW: ("review.queue", {"kind": "credits"}),
}


@pages.post("/credits/search")
async def search() -> ResponseReturnValue:
    """Narrow a list to whoever has exactly this document, mobile or staff number."""
    sent = await form()
    place = sent.choice("place", Place, Place.CREDITS)
    endpoint, fixed = LISTS[place]
    found: list[Staff] = []
    with suppress(NotFound):
        found = await find_by_number(desk(), who(), sent.text("number", longest=60))
    hrefs = [(one, url_for(endpoint, staff=one.id, **fixed)) for one in found]
    if len(hrefs) == 1:
        return redirect(hrefs[0][1], 303)
    back = url_for(endpoint, **fixed)
    page = await render_template("credits/found.html", found=hrefs, place=place, back=back)
    return page, 200 if found else NotFound.status
