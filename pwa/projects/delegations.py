"""One published project, and who runs it for the unit (manual 3.3)."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.projects.delegation import DelegatedAlready, DelegationTakenBack, DepartmentNeeded
from core.domain.review import ReasonNeeded
from core.domain.typed import LONGEST_REASON, TextTooLong
from core.permissions import is_unit_administrator
from core.usecases.projects import delegations, published
from core.usecases.projects.delegations import DELEGATIONS, DelegationLine
from pwa.frame.fields import form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list

pages = Blueprint("delegations", __name__)

PROJECT = "/projects/<id:project_id>"


@pages.get("/projects/delegations")
async def index() -> ResponseReturnValue:
    """List the projects that one's department may run, or that one's unit has delegated."""
    shown = await read_list(DELEGATIONS, query(), "delegations.index", _href)
    return await list_page(
        "projects/delegations.html", shown, may_publish=is_unit_administrator(who())
    )


def _href(line: DelegationLine) -> str:
    return url_for("delegations.project", project_id=line.project.id)


@pages.get("/projects/delegations.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(DELEGATIONS, query(), ending)


@pages.get(PROJECT)
async def project(project_id: str) -> ResponseReturnValue:
    """Show one project, and who runs it."""
    return await _shown(project_id)


async def _shown(
    project_id: str, refusal: Refusal | None = None, reason: str = ""
) -> ResponseReturnValue:
    sheet = await published.read_project(desk(), who(), project_id)
    page = await render_template(
        "projects/project.html",
        sheet=sheet,
        project=sheet.project,
        refusal=refusal,
        reason=reason,
        longest=LONGEST_REASON,
        done=query().text("done"),
    )
    return page, status_of(refusal)


@pages.post(f"{PROJECT}/delegations")
async def delegate(project_id: str) -> ResponseReturnValue:
    """Let a department run the project."""
    department_id = (await form()).text("department")
    try:
        await delegations.delegate(desk(), who(), project_id, department_id)
    except (DelegatedAlready, DepartmentNeeded) as refusal:
        return await _shown(project_id, refusal)
    return redirect(url_for("delegations.project", project_id=project_id, done="given"), 303)


@pages.post("/projects/delegations/<id:delegation_id>/end")
async def take_back(delegation_id: str) -> ResponseReturnValue:
    """Take the project back from its department."""
    sent = await form()
    reason = sent.text("reason", longest=20_000)
    try:
        ended = await delegations.take_back(desk(), who(), delegation_id, reason)
    except (DelegationTakenBack, ReasonNeeded, TextTooLong) as refusal:
        return await _shown(sent.id("project"), refusal, reason)
    return redirect(url_for("delegations.project", project_id=ended.project_id), 303)


@pages.post("/projects/delegations/<id:delegation_id>/training")
async def begin(delegation_id: str) -> ResponseReturnValue:
    """Begin what is to be prepared, or go on with it."""
    sent = await form()
    try:
        training = await delegations.begin_project(desk(), who(), delegation_id)
    except DelegationTakenBack as refusal:
        return await _shown(sent.id("project"), refusal)
    return redirect(url_for("trainings.training", training_id=training.id), 303)
