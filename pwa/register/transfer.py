"""People come and go: looked up and taken over, moved within the unit, released to another."""

from enum import StrEnum

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotAllowed, NotFound, Refusal
from core.usecases.register import transfer
from core.usecases.register.staff import open_empty_form
from core.usecases.register.transfer import LONGEST_NAME, Newcomer
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of, waiting_headers
from pwa.frame.session import desk, who

pages = Blueprint("transfer", __name__)

PERSON = "/staff/<id:staff_id>/transfer"
LONGEST_TYPED = 20_000
ELSEWHERE = (NotAllowed, NotFound)


class Act(StrEnum):
    """What is done with somebody of one's own."""

    MOVE = "move"
    RELEASE = "release"
    KEEP = "keep"


@pages.get("/staff/transfer")
async def index() -> ResponseReturnValue:
    """Ask who comes."""
    await open_empty_form(desk(), who())
    return await _asked(query())


async def _asked(
    sent: Fields, found: Newcomer | None = None, refusal: Refusal | None = None
) -> ResponseReturnValue:
    page = await render_template(
        "register/transfer.html",
        document=sent.text("document", longest=LONGEST_TYPED),
        name=sent.text("name", longest=LONGEST_TYPED),
        longest=LONGEST_NAME,
        found=found,
        refusal=refusal,
    )
    return page, status_of(refusal), waiting_headers(refusal) if refusal else {}


@pages.post("/staff/transfer")
async def find() -> ResponseReturnValue:
    """Show who has this document and name; take them over once a department is chosen."""
    sent = await form()
    document = sent.text("document", longest=LONGEST_TYPED)
    name = sent.text("name", longest=LONGEST_TYPED)
    try:
        if not sent.is_ticked("department"):
            found = await transfer.find_newcomer(desk(), who(), document, name)
            return await _asked(sent, found)
        staff = await transfer.take_over(
            desk(), who(), document, name, sent.text("department"), seen=sent.number("seen")
        )
    except ELSEWHERE:
        raise
    except Refusal as refusal:
        return await _asked(sent, refusal=refusal)
    return redirect(url_for("transfer.page", staff_id=staff.id, told="taken"), 303)


@pages.get(PERSON)
async def page(staff_id: str) -> ResponseReturnValue:
    """Show where somebody works and has worked, and ask where they go."""
    return await _person(staff_id, query())


async def _person(
    staff_id: str, sent: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    to = sent.text("department", longest=LONGEST_TYPED)
    sheet = await transfer.read_transfer(desk(), who(), staff_id, to)
    shown = await render_template(
        "register/transfer_person.html",
        sheet=sheet,
        on=sent.text("on", longest=LONGEST_TYPED),
        to=to,
        told=sent.text("told", longest=20),
        refusal=refusal,
    )
    return shown, status_of(refusal)


@pages.post(PERSON)
async def act(staff_id: str) -> ResponseReturnValue:
    """Move somebody within the unit, release them, or keep them after all."""
    sent = await form()
    await transfer.read_transfer(desk(), who(), staff_id)
    chosen, seen = sent.choice("act", Act), sent.number("seen")
    try:
        if chosen is Act.MOVE:
            await transfer.move_within(desk(), who(), staff_id, sent.text("department"), seen=seen)
        elif chosen is Act.RELEASE:
            on = sent.day("on") or desk().today()
            await transfer.release(desk(), who(), staff_id, on, seen=seen)
        else:
            await transfer.withdraw_release(desk(), who(), staff_id, seen=seen)
    except ELSEWHERE:
        raise
    except Refusal as refusal:
        return await _person(staff_id, sent, refusal)
    return await _done(staff_id, chosen)


async def _done(staff_id: str, act: Act) -> ResponseReturnValue:
    """Lead back to the person, or to the list where they have left one's sight."""
    told = {Act.MOVE: "moved", Act.RELEASE: "released", Act.KEEP: "kept"}[act]
    try:
        await transfer.read_transfer(desk(), who(), staff_id)
    except NotFound:
        return redirect(url_for("standing.index"), 303)
    return redirect(url_for("transfer.page", staff_id=staff_id, told=told), 303)
