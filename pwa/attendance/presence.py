"""The organiser in the room: who is there, marks by hand, walk-ins, spot checks (manual 4.1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote

from quart import Blueprint, Response, redirect, render_template, request, url_for
from quart.typing import ResponseReturnValue

from core.domain.attendance.marking import MomentOutsideCycle, MomentsCrossed
from core.domain.attendance.schedules import Phase
from core.domain.dates import day_of
from core.domain.errors import Refusal
from core.domain.trainings.plans import NotAMoment, read_moment
from core.domain.typed import LONGEST_REASON, TextNeeded, TextTooLong
from core.texts import language, say
from core.usecases.attendance import boards, marks, presence, sheets, spot_checks
from core.usecases.attendance.marks import ScannedAlready
from core.usecases.attendance.presence import Sighting
from pwa.attendance.attendees import ROWS, back_to, wanted_from
from pwa.attendance.room_stream import RoomStream
from pwa.frame import session
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.frame.streams import MOST_OF_ACCOUNT
from pwa.review.review import reason_of

pages = Blueprint("presence", __name__)


CYCLE = "/trainings/<id:training_id>/cycles/<id:cycle_id>"
ROOM = f"{CYCLE}/attendance"


PERSON = f"{ROOM}/<id:staff_id>"


REASONS = ("battery", "forgotten", "network", "scan")
LONGEST_TYPED = 20_000
UNFIT = (
    *(TextNeeded, TextTooLong, NotAMoment),
    *(MomentOutsideCycle, MomentsCrossed, ScannedAlready),
)


class Answer(StrEnum):
    """What calling somebody by name came to."""

    HERE = "here"
    GONE = "gone"


@pages.get(ROOM)
async def room(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Show the live list of a cycle with its counts and the way to the board."""
    asked = query()
    wanted = wanted_from(training_id, cycle_id, asked)
    found = await presence.read_room(desk(), who(), training_id, cycle_id)
    listed = wanted.of(found)
    return await render_template(
        "attendance/room.html",
        room=found,
        wanted=wanted,
        attendees=listed[ROWS * (wanted.page - 1) : ROWS * wanted.page],
        last_page=max(1, -(-len(listed) // ROWS)),
        board=f"{desk().settings.public_url}/board/{found.board}",
        renewed=asked.is_ticked("renewed"),
        told=_told(asked, {one.staff.id: one.staff.name for one in found.attendees}),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What was just marked, to be said and taken back in one press."""

    staff_id: str
    name: str
    phase: Phase
    is_undone: bool


def _told(asked: Fields, names: dict[str, str]) -> Told | None:
    key = "undone" if asked.text("undone") else "marked"
    staff_id = asked.text(key)
    if staff_id not in names:
        return None
    phase = asked.choice("phase", Phase, Phase.SIGN_IN)
    return Told(staff_id, names[staff_id], phase, key == "undone")


@pages.get(f"{ROOM}/live")
async def live(training_id: str, cycle_id: str) -> Response:
    """Keep telling how many have come and gone, as Server-Sent Events."""
    await presence.read_headcount(desk(), who(), training_id, cycle_id)
    app, token = session.app(), request.cookies.get(session.cookie_name(), "")
    stream = RoomStream(
        *(app.desk, app.headcounts, who(), token, language()),
        *(training_id, cycle_id, app.closing),
    )
    return app.streams.answer(stream.events(), who().account_id, MOST_OF_ACCOUNT)


@pages.get(f"{ROOM}/sheet.pdf")
async def sheet(training_id: str, cycle_id: str) -> Response:
    """Hand out the list to be signed on paper."""
    document = await sheets.attendance_sheet_pdf(desk(), who(), training_id, cycle_id)
    response = Response(document.content, content_type=document.media_type)
    named = f"inline; filename=\"attendance.pdf\"; filename*=UTF-8''{quote(document.name)}"
    response.headers["Content-Disposition"] = named
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.get(f"{CYCLE}/board")
async def open_board(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Lead an organiser to the board of a cycle."""
    link = await boards.board_of(desk(), who(), training_id, cycle_id)
    return redirect(url_for("boards.page", link=link), 303)


@pages.post(f"{CYCLE}/board")
async def renew_board(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Make the board's links so far void, because one has come to a stranger."""
    await boards.renew_board(desk(), who(), training_id, cycle_id)
    return redirect(_room(training_id, cycle_id) + "?renewed=1", 303)


def _room(training_id: str, cycle_id: str) -> str:
    return url_for("presence.room", training_id=training_id, cycle_id=cycle_id)


@pages.get(PERSON)
async def person(training_id: str, cycle_id: str, staff_id: str) -> ResponseReturnValue:
    """Show one person in this cycle, to be marked by hand."""
    return await _person(training_id, cycle_id, staff_id, query())


async def _person(
    training_id: str,
    cycle_id: str,
    staff_id: str,
    asked: Fields,
    refusal: Refusal | None = None,
) -> ResponseReturnValue:
    sighting = await presence.read_sighting(desk(), who(), training_id, cycle_id, staff_id)
    page = await render_template(
        "attendance/person.html",
        sighting=sighting,
        one=sighting.attendee,
        missing=[phase for phase in Phase if sighting.attendee.moment_of(phase) is None],
        back=back_to(training_id, cycle_id, asked),
        reasons=REASONS,
        longest=LONGEST_REASON,
        quick=asked.text("quick", longest=100),
        typed=asked.text("reason", longest=LONGEST_TYPED),
        at=asked.text("at", longest=20),
        day=_day(sighting),
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.post(f"{PERSON}/marks")
async def mark(training_id: str, cycle_id: str, staff_id: str) -> ResponseReturnValue:
    """Note by hand that somebody came or left."""
    sent = await form()
    phase = sent.choice("phase", Phase)
    try:
        await marks.mark_presence(
            desk(),
            who(),
            training_id,
            cycle_id,
            staff_id,
            phase,
            reason=reason_of(sent),
            at=_moment(sent),
        )
    except UNFIT as refusal:
        return await _person(training_id, cycle_id, staff_id, sent, refusal)
    return redirect(_with(back_to(training_id, cycle_id, sent), "marked", staff_id, phase), 303)


def _moment(sent: Fields) -> datetime | None:
    """Return the time of day that was given, on the day of the page. Raises NotAMoment."""
    text = sent.text("at", longest=20).strip()
    return read_moment(f"{sent.text('day', longest=20)}T{text}") if text else None


def _day(sighting: Sighting) -> date:
    """A cycle of several days is marked on the day that it is, else on its last."""
    return day_of(min(desk().clock.now(), sighting.cycle.ends_at))


def _with(address: str, key: str, staff_id: str, phase: Phase) -> str:
    sign = "&" if "?" in address else "?"
    return f"{address}{sign}{key}={staff_id}&phase={phase}"


@pages.post(f"{PERSON}/marks/<any('sign-in','sign-out'):phase>/removal")
async def unmark(training_id: str, cycle_id: str, staff_id: str, phase: str) -> ResponseReturnValue:
    """Take a mark by hand back."""
    sent = await form()
    await marks.unmark_presence(desk(), who(), training_id, cycle_id, staff_id, Phase(phase))
    back = back_to(training_id, cycle_id, sent)
    return redirect(_with(back, "undone", staff_id, Phase(phase)), 303)


@pages.get(f"{ROOM}/walk-ins")
async def walk_ins(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Look for somebody of the unit who is not on the list."""
    text = query().text("q", longest=60).strip()
    found = await presence.find_walk_ins(desk(), who(), training_id, cycle_id, text)
    return await render_template(
        "attendance/walk_ins.html", found=found, text=text, most=presence.MOST_FOUND
    )


@pages.get(f"{ROOM}/spot-check")
async def spot_check(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Show a few people to be called by name; the address keeps who they are."""
    asked = query()
    if not (called := asked.ids("call")):
        return await _called(training_id, cycle_id)
    found = await presence.read_room(desk(), who(), training_id, cycle_id)
    people = {one.staff.id: one for one in found.attendees}
    return await render_template(
        "attendance/spot_check.html",
        room=found,
        called=[people[staff_id] for staff_id in called if staff_id in people],
        here=set(asked.ids("here")),
    )


async def _called(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Choose whom to call; where nobody can be called, say so."""
    seed = int(desk().clock.now().timestamp() * 1000)
    chosen = await spot_checks.spot_check(desk(), who(), training_id, cycle_id, seed)
    if chosen:
        return redirect(_spot(training_id, cycle_id, [one.staff.id for one in chosen], []), 303)
    found = await presence.read_room(desk(), who(), training_id, cycle_id)
    return await render_template("attendance/spot_check.html", room=found, called=[], here=set())


def _spot(training_id: str, cycle_id: str, called: list[str], here: list[str]) -> str:
    return url_for(
        "presence.spot_check", training_id=training_id, cycle_id=cycle_id, call=called, here=here
    )


@pages.post(f"{ROOM}/spot-check/<id:staff_id>")
async def note(training_id: str, cycle_id: str, staff_id: str) -> ResponseReturnValue:
    """Note whether somebody answered when called."""
    sent = await form()
    is_here = sent.choice("answer", Answer) is Answer.HERE
    reason = say("spot-gone-reason")
    await spot_checks.note_spot_check(
        desk(), who(), training_id, cycle_id, staff_id, is_here=is_here, reason=reason
    )
    others = [one for one in sent.ids("here") if one != staff_id]
    here = [*others, staff_id] if is_here else others
    return redirect(_spot(training_id, cycle_id, sent.ids("call"), here), 303)
