"""People who have never signed in, for their administrators: open again, link, slip of paper."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup
from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core import qr
from core.domain.errors import Refusal
from core.lists import every_row
from core.usecases.register import newcomers
from core.usecases.register.newcomers import MOST_AT_ONCE, NEWCOMERS, Slip
from pwa.frame.downloads import handed
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import asked_of, list_file, read_list

pages = Blueprint("newcomers", __name__)


class Act(StrEnum):
    """What is done for those who are ticked."""

    OPEN = "open"
    LINK = "link"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class ShownSlip:
    """A link to be copied, and the same as a picture to be scanned."""

    slip: Slip
    picture: Markup


@pages.get("/newcomers")
async def index() -> ResponseReturnValue:
    """List who has never signed in."""
    return await _shown(query())


async def _shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = await render_template(
        "register/newcomers.html",
        list=await read_list(NEWCOMERS, asked, "newcomers.index"),
        days=desk().settings.first_password_days,
        opened=query().number("opened", 0),
        chosen=asked.texts("staff"),
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.get("/newcomers.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(NEWCOMERS, query(), ending)


@pages.post("/newcomers")
async def help_in() -> ResponseReturnValue:
    """Open the way again for those who are ticked, show them a link each, or print slips."""
    sent = await form()
    act, chosen = sent.choice("act", Act), await _chosen(sent)
    try:
        if act is Act.OPEN:
            opened = await newcomers.open_again(desk(), who(), chosen)
            return redirect(url_for("newcomers.index", opened=opened), 303)
        if act is Act.PRINT:
            document = await newcomers.print_slips(desk(), who(), chosen)
            return handed(document, "attachment", plain="slips")
        slips = await newcomers.make_slips(desk(), who(), chosen)
    except (newcomers.NobodyTicked, newcomers.TooManyTicked) as refusal:
        return await _shown(sent, refusal)
    shown = [ShownSlip(one, Markup(qr.svg(one.url))) for one in slips]  # noqa: S704 - our own
    return await render_template("register/newcomers_links.html", slips=shown)


async def _chosen(sent: Fields) -> list[str]:
    """Return who is ticked, or all that the list finds, up to one more than is done at once."""
    if not sent.is_ticked("all"):
        return sent.ids("staff")
    chosen: list[str] = []
    async for line in every_row(desk(), who(), NEWCOMERS, asked_of(NEWCOMERS, sent)):
        chosen.append(line.staff.id)
        if len(chosen) > MOST_AT_ONCE:
            break
    return chosen
