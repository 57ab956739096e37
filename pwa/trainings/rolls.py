"""A list of a training's people that was kept elsewhere: the one to fill in, and handing it in."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.trainings.rolls import Roll
from core.usecases.attendance.presence import read_headcount
from core.usecases.trainings import plans, rolls
from pwa.credits.evidence import sent_file
from pwa.frame.downloads import handed
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.trainings.cycles import found

pages = Blueprint("rolls", __name__)

WORKBOOK = "/trainings/<id:training_id>/cycles/<id:cycle_id>/attendance/workbook"


@pages.get("/trainings/rolls/<any(attendance,results):roll>.xlsx")
async def template(roll: str) -> Response:
    """Hand out the workbook to fill in."""
    return handed(await rolls.roll_template(desk(), who(), Roll(roll)), "attachment", plain=roll)


@pages.get(WORKBOOK)
async def attendance(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Ask for the list of who was there."""
    return await _asked(training_id, cycle_id)


async def _asked(
    training_id: str, cycle_id: str, refusal: Refusal | None = None
) -> ResponseReturnValue:
    await read_headcount(desk(), who(), training_id, cycle_id)
    sheet = await plans.read_training(desk(), who(), training_id)
    page = await render_template(
        "trainings/attendance_workbook.html",
        training=sheet.training,
        cycle=found(sheet, cycle_id),
        refusal=refusal,
    )
    return page, status_of(refusal)


@pages.post(WORKBOOK)
async def send_attendance(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Take the list in; what it would do is shown before anything is done."""
    try:
        return await handed_in(Roll.ATTENDANCE, training_id, cycle_id)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return await _asked(training_id, cycle_id, refusal)


async def handed_in(roll: Roll, training_id: str, cycle_id: str = "") -> ResponseReturnValue:
    """Lead to what the file that was sent would do. Raises what `ask_for_roll_check` does."""
    fields, file = await sent_file()
    where, key = (training_id, cycle_id), fields.text("key", longest=64)
    job = await rolls.ask_for_roll_check(
        desk(), who(), roll, where, file.filename or "", file.read(), key
    )
    return redirect(url_for("workbooks.check", check_id=job.id), 303)
