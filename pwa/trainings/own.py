"""A cycle of one's own: what is known of it, excusing oneself, the entry for one's calendar."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.trainings.excuses import ExcuseTooLate
from core.domain.typed import LONGEST_REASON, TextNeeded, TextTooLong
from core.event_files import event_file
from core.usecases.attendance import excuses
from pwa.frame.downloads import handed
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review.review import reason_of
from pwa.trainings.plan_view import LONGEST_TYPED

pages = Blueprint("own", __name__)

CYCLE = "/trainings/mine/<id:cycle_id>"
REASONS = ("duty", "away", "ill", "leave")


@pages.get(CYCLE)
async def cycle(cycle_id: str) -> ResponseReturnValue:
    """Show a cycle at which one is expected, or was."""
    return await _shown(cycle_id, query())


async def _shown(
    cycle_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    page = await render_template(
        "trainings/own.html",
        own=await excuses.read_own_cycle(desk(), who(), cycle_id),
        done=asked.text("done", longest=20),
        reasons=REASONS,
        longest=LONGEST_REASON,
        quick=asked.text("quick", longest=100),
        typed=asked.text("reason", longest=LONGEST_TYPED),
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.post(f"{CYCLE}/excuse")
async def excuse(cycle_id: str) -> ResponseReturnValue:
    """Say why one cannot come."""
    sent = await form()
    try:
        await excuses.excuse_oneself(desk(), who(), cycle_id, reason_of(sent))
    except (ExcuseTooLate, TextNeeded, TextTooLong) as refusal:
        return await _shown(cycle_id, sent, refusal)
    return redirect(url_for("own.cycle", cycle_id=cycle_id, done="excused"), 303)


@pages.post(f"{CYCLE}/excuse/removal")
async def withdraw(cycle_id: str) -> ResponseReturnValue:
    """Come after all."""
    try:
        await excuses.withdraw_excuse(desk(), who(), cycle_id)
    except ExcuseTooLate as refusal:
        return await _shown(cycle_id, await form(), refusal)
    return redirect(url_for("own.cycle", cycle_id=cycle_id, done="withdrawn"), 303)


@pages.get(f"{CYCLE}/event.ics")
async def event(cycle_id: str) -> Response:
    """Hand out the entry for one's calendar."""
    own = await excuses.read_own_cycle(desk(), who(), cycle_id)
    document = event_file(desk().settings.public_url, own.training, own.cycle)
    return handed(document, "attachment", plain="training")
