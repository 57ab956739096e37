"""A list that was kept elsewhere: handed in, shown row by row, entered whole."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.trainings.rolls import Roll, RollFate
from core.jobs import TooManyJobs
from core.texts import say
from core.usecases.attendance.presence import read_headcount
from core.usecases.trainings import plans, rolls
from core.workbook_checks import ImportHasFaults, NothingToImport, UploadGone
from pwa.check_page import ImportWords, check_page
from pwa.credits.evidence import sent_file
from pwa.frame.downloads import handed
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.trainings.cycles import found

pages = Blueprint("rolls", __name__)

WORKBOOK = "/trainings/<id:training_id>/cycles/<id:cycle_id>/attendance/workbook"
CHECK = "/trainings/rolls/<id:roll_id>"
WORDS = ImportWords(
    wrong="roll-has-wrong",
    ready="roll-ready",
    nothing="roll-nothing",
    enter="roll-enter",
    kind="roll-fate-",
)
IN_ORDER = (RollFate.WRONG, RollFate.CHANGED, RollFate.NEW, RollFate.SAME)


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
    return redirect(url_for("rolls.check", roll_id=job.id), 303)


@pages.get(CHECK)
async def check(roll_id: str) -> ResponseReturnValue:
    """Show what a list would do, row by row."""
    return await _check(roll_id)


async def _check(job_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    training, found = await rolls.read_roll_check(desk(), who(), job_id)
    shown = check_page(found, IN_ORDER, url_for("rolls.check", roll_id=job_id))
    roll, cycle_id = found.job.arguments["roll"], found.job.arguments["cycle"]
    where = {"training_id": training.id} | ({"cycle_id": cycle_id} if cycle_id else {})
    page = await render_template(
        "jobs/import_check.html",
        shown=shown,
        refusal=refusal,
        words=WORDS,
        over=f"{training.plan.name} · {say(f'roll-title-{roll}')}",
        back=url_for("rolls.attendance" if cycle_id else "assessments.page", **where),
        enter=url_for("rolls.enter", roll_id=job_id),
        result=url_for("rolls.result", roll_id=job_id),
    )
    return page, status_of(refusal)


@pages.get(f"{CHECK}/result.xlsx")
async def result(roll_id: str) -> Response:
    """Hand out the list with what was found in front of each row."""
    return handed(await rolls.judged_roll(desk(), who(), roll_id), "attachment", plain="result")


@pages.post(f"{CHECK}/entry")
async def enter(roll_id: str) -> ResponseReturnValue:
    """Let all that was shown be entered."""
    try:
        job = await rolls.ask_to_enter_roll(desk(), who(), roll_id)
    except (ImportHasFaults, NothingToImport, TooManyJobs, UploadGone) as refusal:
        return await _check(roll_id, refusal)
    return redirect(url_for("jobs.page", job_id=job.id), 303)
