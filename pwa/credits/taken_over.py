"""Credits recognised elsewhere: handing a workbook in, what it would do, taking it back whole."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.credit_lists import credit_years
from core.domain.credits.taken_over import RowFate, TakenBack
from core.domain.errors import Refusal
from core.domain.typed import TextNeeded, TextTooLong
from core.import_sorts import TAKING_OVER
from core.jobs import TooManyJobs
from core.usecases.credits import imports, taken_over
from core.usecases.credits.carried import CARRIED
from core.usecases.credits.credit_template import credit_template
from core.usecases.credits.taken_over import CREDIT_IMPORTS
from core.workbook_checks import UploadGone
from pwa.check_page import check_page
from pwa.credits.evidence import sent_file
from pwa.frame.downloads import handed
from pwa.frame.fields import form, query
from pwa.frame.page import shown_again, status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("taken_over", __name__)

IN_ORDER = (RowFate.WRONG, RowFate.DOUBLE, RowFate.NEW)


@pages.get("/credits/taken-over")
async def index() -> ResponseReturnValue:
    """List what the unit has taken over, and take the next workbook in."""
    return await _index(None)


async def _index(refusal: Refusal | None, source: str = "") -> ResponseReturnValue:
    shown = await read_list(
        CREDIT_IMPORTS,
        query(),
        "taken_over.index",
        lambda made: url_for("taken_over.page", import_id=made.id),
    )
    years = credit_years(desk())
    page = await list_page(
        "credits/taken_over/index.html", shown, refusal=refusal, years=years, source=source
    )
    return shown_again(page, refusal) if refusal else page


@pages.get("/credits/taken-over/imports.<ending>")
async def file_of_list(ending: str) -> ResponseReturnValue:
    """Hand the list of imports out as a file."""
    return await list_file(CREDIT_IMPORTS, query(), ending)


@pages.get("/credits/taken-over/template.xlsx")
async def template() -> Response:
    """Hand out the workbook to fill in."""
    return handed(await credit_template(desk(), who(), TAKING_OVER), "attachment", plain="credits")


@pages.post("/credits/taken-over")
async def hand_in() -> ResponseReturnValue:
    """Take a workbook in; what it would do is shown before anything is done."""
    source = ""
    try:
        fields, file = await sent_file()
        source = fields.text("source")
        job = await imports.ask_for_check(
            desk(),
            who(),
            file.filename or "",
            file.read(),
            source,
            fields.text("key", longest=64),
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return await _index(refusal, source)
    return redirect(url_for("workbooks.check", check_id=job.id), 303)


@pages.get("/credits/taken-over/<id:import_id>")
async def page(import_id: str) -> ResponseReturnValue:
    """Show one import."""
    return await _page(import_id)


async def _page(import_id: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    made = await taken_over.read_import(desk(), who(), import_id)
    page = await render_template("credits/taken_over/import.html", made=made, refusal=refusal)
    return page, status_of(refusal)


@pages.get("/credits/taken-over/<id:import_id>/file")
async def file(import_id: str) -> Response:
    """Hand out the workbook as it was handed in."""
    document = await taken_over.imported_file(desk(), who(), import_id)
    return handed(document, "attachment", plain="credits")


@pages.post("/credits/taken-over/<id:import_id>/preview")
async def preview(import_id: str) -> ResponseReturnValue:
    """Ask what taking the import back would do."""
    key = (await form()).text("key", longest=64)
    try:
        job = await taken_over.ask_to_preview_taking_back(desk(), who(), import_id, key)
    except (TakenBack, TooManyJobs) as refusal:
        return await _page(import_id, refusal)
    return redirect(url_for("taken_over.back", back_id=job.id), 303)


@pages.get("/credits/taken-over/takings-back/<id:back_id>")
async def back(back_id: str) -> ResponseReturnValue:
    """Show what taking an import back would do to everybody's years."""
    return await _back(back_id)


async def _back(
    job_id: str, refusal: Refusal | None = None, reason: str = ""
) -> ResponseReturnValue:
    made, found = await taken_over.read_taking_back(desk(), who(), job_id)
    shown = check_page(found, IN_ORDER, url_for("taken_over.back", back_id=job_id))
    page = await render_template(
        "credits/taken_over/back.html", made=made, shown=shown, refusal=refusal, reason=reason
    )
    return page, status_of(refusal)


@pages.post("/credits/taken-over/takings-back/<id:back_id>")
async def take_back(back_id: str) -> ResponseReturnValue:
    """Take the import back whole, for a reason."""
    reason = (await form()).text("reason")
    try:
        job = await taken_over.ask_to_take_back(desk(), who(), back_id, reason)
    except (TextNeeded, TextTooLong, TooManyJobs, UploadGone) as refusal:
        return await _back(back_id, refusal, reason)
    return redirect(url_for("jobs.page", job_id=job.id), 303)


@pages.get("/credits/carried.<ending>")
async def carried(ending: str) -> ResponseReturnValue:
    """Hand out credits in the columns that taking over reads."""
    return await list_file(CARRIED, query(), ending)
