"""The photo of a person: taken or chosen, seen as it will stand on forms, taken again."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.usecases.register import people, photos
from pwa.credits.evidence import sent_file
from pwa.frame.fields import form
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("photos", __name__)

KEEP = "private, max-age=60"


@pages.get("/staff/<id:staff_id>/photo")
async def page(staff_id: str) -> ResponseReturnValue:
    """Show somebody's photo as forms show it, and the way to another one."""
    return await _shown(staff_id)


async def _shown(staff_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    sheet = await people.read_to_edit(desk(), who(), staff_id)
    shown = await render_template("register/photo.html", staff=sheet.staff, refusal=refusal)
    return shown, status_of(refusal)


@pages.post("/staff/<id:staff_id>/photo")
async def send(staff_id: str) -> ResponseReturnValue:
    """Keep a photo, cropped; it is shown before anybody goes on."""
    try:
        fields, file = await sent_file()
        seen = fields.number("seen")
        await photos.set_photo(desk(), who(), staff_id, file.read(), seen=seen)
    except Refusal as refusal:
        return await _shown(staff_id, refusal)
    return redirect(url_for("photos.page", staff_id=staff_id), 303)


@pages.post("/staff/<id:staff_id>/photo/removal")
async def remove(staff_id: str) -> ResponseReturnValue:
    """Take the photo away."""
    seen = (await form()).number("seen")
    await photos.remove_photo(desk(), who(), staff_id, seen=seen)
    return redirect(url_for("photos.page", staff_id=staff_id), 303)


@pages.get("/staff/<id:staff_id>/photo.jpg")
async def show(staff_id: str) -> Response:
    """Hand out the photo, under a name that tells nothing."""
    response = Response(await photos.read_photo(desk(), who(), staff_id), content_type="image/jpeg")
    response.headers["Cache-Control"] = KEEP
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
