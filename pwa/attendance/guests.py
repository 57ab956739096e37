"""Guests of a cycle, and everybody's certificates of attendance."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.attendance.guests import LONGEST_NAME, LONGEST_WORKPLACE, TooManyGuests
from core.domain.errors import Refusal
from core.domain.typed import PrivateCharacter, TextNeeded, TextTooLong
from core.exports import Document
from core.usecases.attendance import certificates, guests
from pwa.frame.downloads import handed
from pwa.frame.fields import Fields, form, query
from pwa.frame.once import once
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("guests", __name__)

CYCLE = "/trainings/<id:training_id>/cycles/<id:cycle_id>"
GUESTS = f"{CYCLE}/guests"
LONGEST_TYPED = 2000


@pages.get(GUESTS)
async def index(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """List the guests, and note another."""
    return await _shown(training_id, cycle_id, query())


async def _shown(
    training_id: str, cycle_id: str, typed: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    found = await guests.read_guests(desk(), who(), training_id, cycle_id)
    page = await render_template(
        "attendance/guests.html",
        found=found,
        training=found.training,
        name=typed.text("name", longest=LONGEST_TYPED),
        workplace=typed.text("workplace", longest=LONGEST_TYPED),
        longest={"name": LONGEST_NAME, "workplace": LONGEST_WORKPLACE},
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.post(GUESTS)
async def add(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Note somebody from outside."""
    sent = await form()
    name, workplace = (sent.text(it, longest=LONGEST_TYPED) for it in ("name", "workplace"))
    try:
        where = (training_id, cycle_id)
        await once(sent, lambda at: guests.add_guest(at, who(), *where, name, workplace))
    except (PrivateCharacter, TextNeeded, TextTooLong, TooManyGuests) as refusal:
        return await _shown(training_id, cycle_id, sent, refusal)
    return redirect(url_for("guests.index", training_id=training_id, cycle_id=cycle_id), 303)


@pages.post(f"{GUESTS}/<id:guest_id>/removal")
async def remove(training_id: str, cycle_id: str, guest_id: str) -> ResponseReturnValue:
    """Take a guest off again."""
    await guests.remove_guest(desk(), who(), training_id, cycle_id, guest_id)
    return redirect(url_for("guests.index", training_id=training_id, cycle_id=cycle_id), 303)


@pages.get(f"{GUESTS}/<id:guest_id>/certificate.pdf")
async def of_guest(training_id: str, cycle_id: str, guest_id: str) -> Response:
    """Hand out a guest's certificate."""
    where = (training_id, cycle_id, guest_id)
    return _handed(await certificates.guest_certificate(desk(), who(), *where))


@pages.get(f"{CYCLE}/attendance/<id:staff_id>/certificate.pdf")
async def of_person(training_id: str, cycle_id: str, staff_id: str) -> Response:
    """Hand out the certificate of somebody who was there."""
    where = (training_id, cycle_id, staff_id)
    return _handed(await certificates.certificate(desk(), who(), *where))


@pages.get("/trainings/mine/<id:cycle_id>/certificate.pdf")
async def of_oneself(cycle_id: str) -> Response:
    """Hand out one's own certificate."""
    return _handed(await certificates.own_certificate(desk(), who(), cycle_id))


def _handed(document: Document) -> Response:
    return handed(document, "inline", plain="certificate")
