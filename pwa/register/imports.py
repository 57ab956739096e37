"""People by workbook: template, handing in, what it would do, letting it be entered."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.people_import import RowKind
from core.jobs import TooManyJobs
from core.usecases.register import imports
from core.usecases.register.people_template import people_template
from core.usecases.register.staff import open_empty_form
from core.workbook_checks import ImportHasFaults, NothingToImport, UploadGone
from pwa.check_page import ImportWords, check_page
from pwa.credits.evidence import sent_file
from pwa.frame.downloads import handed
from pwa.frame.page import shown_again, status_of
from pwa.frame.session import desk, who

WORDS = ImportWords(
    wrong="import-has-wrong", ready="import-ready", nothing="import-nothing", enter="import-enter"
)
pages = Blueprint("imports", __name__)

IN_ORDER = (RowKind.WRONG, RowKind.NEW, RowKind.CHANGED, RowKind.SAME)


@pages.get("/staff/import")
async def index() -> ResponseReturnValue:
    """Say how people are handed in by workbook."""
    await open_empty_form(desk(), who())
    return await render_template("register/import.html", refusal=None)


@pages.get("/staff/import/template.xlsx")
async def template() -> Response:
    """Hand out the workbook to fill in."""
    return handed(await people_template(desk(), who()), "attachment", plain="people")


@pages.post("/staff/import")
async def hand_in() -> ResponseReturnValue:
    """Take a workbook in; what it would do is shown before anything is done."""
    try:
        fields, file = await sent_file()
        key = fields.text("key", longest=64)
        job = await imports.ask_for_check(desk(), who(), file.read(), key)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return shown_again(await render_template("register/import.html", refusal=refusal), refusal)
    return redirect(url_for("imports.page", job_id=job.id), 303)


@pages.get("/staff/imports/<id:job_id>")
async def page(job_id: str) -> ResponseReturnValue:
    """Show what a workbook would do, row by row."""
    return await _shown(job_id)


async def _shown(job_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    check = await imports.read_check(desk(), who(), job_id)
    shown = check_page(check, IN_ORDER, url_for("imports.page", job_id=job_id))
    page = await render_template(
        "jobs/import_check.html",
        shown=shown,
        refusal=refusal,
        words=WORDS,
        back=url_for("imports.index"),
        enter=url_for("imports.enter", job_id=job_id),
        result=url_for("imports.result", job_id=job_id),
    )
    return page, status_of(refusal)


@pages.get("/staff/imports/<id:job_id>/result.xlsx")
async def result(job_id: str) -> Response:
    """Hand out the workbook with what was found in front of each row."""
    document = await imports.judged_workbook(desk(), who(), job_id)
    return handed(document, "attachment", plain="result")


@pages.post("/staff/imports/<id:job_id>/entry")
async def enter(job_id: str) -> ResponseReturnValue:
    """Let all that was shown be entered."""
    try:
        job = await imports.ask_for_import(desk(), who(), job_id)
    except (ImportHasFaults, NothingToImport, TooManyJobs, UploadGone) as refusal:
        return await _shown(job_id, refusal)
    return redirect(url_for("jobs.page", job_id=job.id), 303)
