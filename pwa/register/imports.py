"""People by workbook: the one to fill in, and handing it in."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.usecases.register import imports
from core.usecases.register.people_template import people_template
from core.usecases.register.staff import open_empty_form
from pwa.credits.evidence import sent_file
from pwa.frame.downloads import handed
from pwa.frame.page import shown_again
from pwa.frame.session import desk, who

pages = Blueprint("imports", __name__)


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
    return redirect(url_for("workbooks.check", check_id=job.id), 303)
