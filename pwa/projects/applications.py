"""Applications for projects: the list, one as a whole, what becomes of it (manual 3.1)."""

from quart import Blueprint, Response, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.projects.application import (
    ApplicationChanged,
    ApplicationNotEditable,
    ApplicationsClosed,
    ApplicationsNotOpen,
    NotForwarded,
)
from core.domain.projects.form import ApplicationIncomplete
from core.domain.typed import TextNeeded, TextTooLong
from core.permissions import is_unit_administrator, plans_trainings
from core.usecases.projects import applications, outcomes, papers
from core.usecases.projects.lists import APPLICATIONS, ApplicationLine
from pwa.frame.downloads import handed
from pwa.frame.fields import form, query
from pwa.frame.once import id_of, once
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("applications", __name__)

APPLICATION = "/projects/applications/<id:application_id>"


@pages.get("/projects/applications")
async def index() -> ResponseReturnValue:
    """List the applications of one's department or unit, by tab and filter."""
    shown = await read_list(APPLICATIONS, query(), "applications.index", _href)
    return await list_page(
        "projects/applications.html",
        shown,
        may_apply=plans_trainings(who()),
        may_publish=is_unit_administrator(who()),
    )


def _href(line: ApplicationLine) -> str:
    return url_for("applications.page", application_id=line.application.id)


@pages.get("/projects/applications.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(APPLICATIONS, query(), ending)


@pages.get(APPLICATION)
async def page(application_id: str) -> ResponseReturnValue:
    """Show everything about one application, and what is to be done next."""
    return await _shown(application_id)


async def _shown(
    application_id: str, refusal: Refusal | None = None, number: str | None = None
) -> ResponseReturnValue:
    sheet = await applications.read_application(desk(), who(), application_id)
    page = await render_template(
        "projects/application.html",
        sheet=sheet,
        application=sheet.application,
        refusal=refusal,
        number=sheet.application.number if number is None else number,
        done=query().text("done"),
    )
    return page, status_of(refusal)


@pages.get(f"{APPLICATION}/paper.pdf")
async def paper(application_id: str) -> Response:
    """Hand the application out to be signed and stamped."""
    document = await papers.application_pdf(desk(), who(), application_id)
    return handed(document, "inline", plain="application")


@pages.post(f"{APPLICATION}/submission")
async def submit(application_id: str) -> ResponseReturnValue:
    """Put the application before the unit; what is missing is listed all at once."""
    seen = (await form()).number("seen")
    try:
        await applications.submit_application(desk(), who(), application_id, seen=seen)
    except (
        ApplicationChanged,
        ApplicationIncomplete,
        ApplicationNotEditable,
        ApplicationsClosed,
        ApplicationsNotOpen,
    ) as refusal:
        return await _shown(application_id, refusal)
    return _done(application_id, "submitted")


def _done(application_id: str, done: str) -> ResponseReturnValue:
    return redirect(url_for("applications.page", application_id=application_id, done=done), 303)


@pages.post(f"{APPLICATION}/removal")
async def remove(application_id: str) -> ResponseReturnValue:
    """Throw an application away."""
    seen = (await form()).number("seen")
    try:
        await applications.remove_application(desk(), who(), application_id, seen=seen)
    except (ApplicationChanged, ApplicationNotEditable) as refusal:
        return await _shown(application_id, refusal)
    return redirect(url_for("applications.index"), 303)


@pages.post(f"{APPLICATION}/copies")
async def copy(application_id: str) -> ResponseReturnValue:
    """Begin a new application with the answers of this one."""
    made = await once(
        await form(), lambda at: applications.copy_application(at, who(), application_id)
    )
    return redirect(url_for("steps.show", application_id=id_of(made), step="project"), 303)


@pages.post(f"{APPLICATION}/outcome")
async def record(application_id: str) -> ResponseReturnValue:
    """Record what came of it."""
    sent = await form()
    number = sent.text("number")
    try:
        await outcomes.record_outcome(
            desk(),
            who(),
            application_id,
            number if sent.text("outcome") == "established" else None,
            seen=sent.number("seen"),
        )
    except (ApplicationChanged, NotForwarded, TextNeeded, TextTooLong) as refusal:
        return await _shown(application_id, refusal, number)
    return _done(application_id, "outcome-saved")
