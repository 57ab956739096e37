"""Beginning a credit with its photos: from the camera, the gallery, or shared by another app."""

from quart import Blueprint, jsonify, make_response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from core.domain.errors import Refusal
from core.usecases.credits import evidence
from core.usecases.credits.whom import read_whom
from pwa.credits.entry import begun
from pwa.credits.evidence import LONGEST_KEY, NoFile, sent_files, wants_json
from pwa.frame.fields import Fields
from pwa.frame.session import desk, who

pages = Blueprint("first_photos", __name__)


@pages.post("/credits/photos")
async def begin() -> ResponseReturnValue:
    """Begin a draft and keep the photos with it; the kind comes second.

    JSON tells the uploader where it sends them. The page that was shown, or shared to, begins once.
    """
    sent, files = await sent_files()
    whose = sent.id("for") if sent.text("for") else who().staff_id
    if whose is None:
        return redirect(url_for("entry.new"), 303)
    staff = await read_whom(desk(), who(), whose)
    if not files and not wants_json():
        return await _again(sent, staff.id, {"": NoFile()})
    draft = await begun(staff.id, desk().today().year, sent.text("key", longest=LONGEST_KEY))
    place = url_for("entry.rule", credit_id=draft.id)
    if wants_json():
        action = url_for("evidence.attach", credit_id=draft.id)
        return jsonify({"action": action, "next": place}), 201
    refused = {file.filename or "": why for file in files if (why := await _kept(draft.id, file))}
    if refused:
        return await _again(sent, staff.id, refused, place if len(refused) < len(files) else "")
    return redirect(place, 303)


async def _kept(credit_id: str, file: FileStorage) -> Refusal | None:
    """Keep a file with the draft; return why not, if not."""
    name, key = file.filename or "", desk().ids.new()
    try:
        await evidence.attach_evidence(desk(), who(), credit_id, name, file.read(), key=key)
    except Refusal as refusal:
        return refusal
    return None


async def _again(
    sent: Fields, staff_id: str, refused: dict[str, Refusal], place: str = ""
) -> ResponseReturnValue:
    """Show the page again, with what was not kept; `place` goes on with what was."""
    page = await render_template(
        "credits/begin.html",
        staff=await read_whom(desk(), who(), staff_id),
        key=sent.text("key", longest=LONGEST_KEY) or desk().ids.new(),
        refused=refused,
        place=place,
        year=desk().today().year,
    )
    status = max(refusal.status for refusal in refused.values())
    return await make_response(page, status)
