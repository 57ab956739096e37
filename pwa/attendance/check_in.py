"""Signing in and out of a training: a code opened as a link, typed, or sent by the scanner."""

import re
from datetime import datetime
from hashlib import sha256
from typing import Any

from quart import (
    Blueprint,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from quart.typing import ResponseReturnValue

from core.domain.attendance.check_in import CheckedIn, ScanMethod
from core.domain.attendance.schedules import Phase
from core.domain.errors import Refusal
from core.texts import speak
from core.usecases.attendance import check_in
from core.usecases.attendance.check_in import ScannedEntry
from core.wording.attendance import checked_in_detail, checked_in_text
from pwa.frame import session
from pwa.frame.fields import FieldUnreadable, query
from pwa.frame.page import shown_again
from pwa.frame.session import desk, device_hash, device_id, keep_device, who

pages = Blueprint("attendance", __name__)
scanner = Blueprint("scanner", __name__)
entries = Blueprint("attendance_entries", __name__)

CODE = re.compile("[a-z2-7]{10,40}|[A-Z0-9]{6}")
KEY = re.compile("[A-Za-z0-9-]{8,64}")
ACCOUNT = re.compile("[a-z2-7]{16}|")
SCANNER_WAYS = {way.value: way for way in (ScanMethod.CAMERA, ScanMethod.PHOTO, ScanMethod.TYPED)}


@pages.get("/a/<text>")
async def opened(text: str) -> ResponseReturnValue:
    """Say what a code would record, and keep it while somebody signs in; nothing is written."""
    return await _judged(text)


@pages.get("/a")
async def typed() -> ResponseReturnValue:
    """The same for a code that was typed where no script runs, or where nobody is signed in."""
    text = query().text("code", longest=40)
    try:
        return await _judged(text.replace(" ", "").upper())
    except Refusal as refusal:
        page = await render_template("attendance/scan.html", typed=text, refusal=refusal, nav=())
        return shown_again(page, refusal)


async def _judged(text: str) -> ResponseReturnValue:
    device = device_id()
    is_guest = g.session is None or g.session.is_confined
    judged = await check_in.judge_code(
        desk(),
        text,
        device_hash(device),
        ip=session.address(),
        account_id="" if is_guest else who().account_id,
    )
    if is_guest:
        after = url_for("attendance.opened", text=judged.note)
        page = await render_template("attendance/guest.html", judged=judged, after=after)
    else:
        page = await render_template("attendance/code.html", judged=judged)
    return keep_device(await make_response(page), device)


@entries.post("/a/<text>")
async def confirm(text: str) -> ResponseReturnValue:
    """Record what the page has shown."""
    device = device_id()
    key = f"link-{sha256(text.encode()).hexdigest()[:32]}"
    entry = ScannedEntry(text=text, key=key, way=ScanMethod.LINK, device=device_hash(device))
    checked_in = await check_in.check_in(desk(), who(), entry)
    place = url_for(
        "attendance_entries.own",
        cycle_id=checked_in.admitted.point.cycle_id,
        phase=checked_in.phase.value,
    )
    return keep_device(await make_response(redirect(place, 303)), device)


@entries.get("/attendance/<id:cycle_id>/<phase>")
async def own(cycle_id: str, phase: str) -> ResponseReturnValue:
    """Show what is on record of oneself."""
    wanted = Phase(phase) if phase in set(Phase) else Phase.SIGN_IN
    record = await check_in.read_own(desk(), who(), cycle_id, wanted)
    return await render_template("attendance/own.html", record=record)


@scanner.post("/attendance/entries")
async def enter() -> ResponseReturnValue:
    """Record what the app's scanner has read, now or while there was no network."""
    device, token = device_id(), request.cookies.get(session.cookie_name(), "")
    entry = await _entry(device_hash(device))
    try:
        checked_in = await check_in.enter(desk(), token, entry, ip=session.address())
    except Refusal:
        await session.recognise_bearer(token)  # so that it is said in the person's language
        raise
    return keep_device(jsonify(_told(checked_in)), device)


def _told(checked_in: CheckedIn) -> dict[str, str]:
    admitted = checked_in.admitted
    if admitted.language:
        speak(admitted.language)
    return {
        "outcome": "recorded" if admitted.is_first else "already",
        "phase": checked_in.phase.value,
        "at": checked_in.hour,
        "title": admitted.point.name,
        "sentence": checked_in_text(checked_in),
        "detail": checked_in_detail(checked_in),
    }


async def _entry(device: str) -> ScannedEntry:
    """Read what the scanner sends. Raises FieldUnreadable."""
    body: Any = await request.get_json(silent=True, force=True)
    if not isinstance(body, dict):
        raise FieldUnreadable(field="body")
    return ScannedEntry(
        text=_matching(body, "code", CODE),
        key=_matching(body, "key", KEY),
        way=SCANNER_WAYS.get(str(body.get("way")), ScanMethod.CAMERA),
        device=device,
        account_id=_matching(body, "account", ACCOUNT),
        device_at=_moment(body.get("device_at")),
        kept=body.get("kept") is True,
    )


def _matching(body: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise FieldUnreadable(field=name)
    return value


def _moment(text: object) -> datetime | None:
    """Return what the phone's clock showed; one that makes no sense shows nothing."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo and 2000 <= moment.year <= 2099 else None
