"""The register to take along, in the columns of an import."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.typed import PrivateCharacter, TextNeeded, TextTooLong
from core.jobs import TooManyJobs
from core.usecases.list_files import ask_for_whole_numbers
from core.usecases.register.people_export import REGISTER
from pwa.frame.fields import form, query
from pwa.frame.page import shown_again
from pwa.frame.session import desk, who
from pwa.lists import asked_of, list_file

pages = Blueprint("exports", __name__)


@pages.get("/staff/export.<ending>")
async def export(ending: str) -> Response:
    """Hand the register out in the columns of an import, numbers masked."""
    return await list_file(REGISTER, query(), ending)


@pages.post("/staff/exports")
async def export_whole() -> ResponseReturnValue:
    """Have the register put into a workbook with whole numbers, for a reason."""
    sent = await form()
    try:
        wanted = asked_of(REGISTER, sent)
        reason, key = sent.text("reason"), sent.text("key", longest=64)
        job = await ask_for_whole_numbers(desk(), who(), wanted, reason, key)
    except (TextNeeded, TextTooLong, PrivateCharacter, TooManyJobs) as refusal:
        page = await render_template("register/import.html", refusal=refusal)
        return shown_again(page, refusal)
    return redirect(url_for("jobs.page", job_id=job.id), 303)
