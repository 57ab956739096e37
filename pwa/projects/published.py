"""The published list of projects: browsing it, and handing the year's list in (manual 3.2)."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.permissions import is_administrator, is_unit_administrator
from core.usecases.projects import imports, published
from core.usecases.projects.published import PROJECTS
from pwa.credits.evidence import sent_file
from pwa.frame.downloads import handed
from pwa.frame.fields import query
from pwa.frame.page import shown_again
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("projects", __name__)


@pages.get("/projects")
async def index() -> ResponseReturnValue:
    """List the year's published projects, by tab and filter."""
    shown = await read_list(
        PROJECTS,
        query(),
        "projects.index",
        lambda project: url_for("delegations.project", project_id=project.id),
    )
    asks = is_administrator(who())
    year = shown.query.year()
    return await list_page(
        "projects/index.html",
        shown,
        outcomes=await published.count_outcomes(desk(), who(), year) if asks else None,
        may_publish=is_unit_administrator(who()),
    )


@pages.get("/projects.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(PROJECTS, query(), ending)


@pages.get("/projects/import")
async def import_page() -> ResponseReturnValue:
    """Say how a published list is handed in."""
    await imports.open_import(desk(), who())
    return await render_template("projects/import.html", refusal=None)


@pages.get("/projects/import/template.xlsx")
async def template() -> Response:
    """Hand out the workbook to fill in."""
    return handed(await imports.project_template(desk(), who()), "attachment", plain="projects")


@pages.post("/projects/import")
async def hand_in() -> ResponseReturnValue:
    """Take a list in; what it would do is shown before anything is done."""
    try:
        fields, sent = await sent_file()
        key = fields.text("key", longest=64)
        job = await imports.ask_for_check(desk(), who(), sent.read(), key)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return shown_again(await render_template("projects/import.html", refusal=refusal), refusal)
    return redirect(url_for("workbooks.check", check_id=job.id), 303)
