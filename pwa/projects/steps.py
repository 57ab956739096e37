"""The steps of an application, each kept as it is sent (manual 3.1)."""

from collections.abc import Mapping

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.faults import AnswerMissing
from core.domain.errors import NotFound, Refusal
from core.domain.projects.application import (
    ApplicationChanged,
    ApplicationNotEditable,
    ApplicationsClosed,
    ApplicationsNotOpen,
)
from core.domain.projects.form import STEPS, TooManyLectures, of_step
from core.domain.trainings.plans import TrainingYearClosed
from core.permissions import plans_trainings
from core.usecases.projects import applications, leading
from core.usecases.projects.applications import ApplicationSheet
from core.usecases.rulebook import read_rulebook
from pwa.frame.fields import Fields, FormState, form
from pwa.frame.once import once
from pwa.frame.session import desk, who

pages = Blueprint("steps", __name__)

LONGEST_TYPED = 100_000
STEP = "/projects/applications/<id:application_id>/steps/<any(project,leader,courses,files):step>"
LECTURES = "/projects/applications/<id:application_id>/courses"
LECTURE = ("topic", "teacher", "hours")
OTHER_YEAR = (ApplicationsClosed, ApplicationsNotOpen, TrainingYearClosed)


@pages.get("/projects/applications/new")
async def new() -> ResponseReturnValue:
    """Show the empty first step; who applies for nothing is led to the list."""
    if not plans_trainings(who()):
        return redirect(url_for("applications.index"), 303)
    return await _shown(None, "project", FormState())


@pages.post("/projects/applications/new")
async def create() -> ResponseReturnValue:
    """Begin an application with what is known of it."""
    sent = await form()
    typed = _typed(sent, "project")
    try:
        revision = await once(
            sent,
            lambda at: applications.start_application(at, who(), sent.text("year"), typed),
        )
    except TrainingYearClosed as refusal:
        return await _shown(None, "project", FormState(typed, {"year": refusal}))
    if isinstance(revision, str):
        return redirect(url_for("applications.page", application_id=revision), 303)
    if not revision.application.name:
        missing = {"name": AnswerMissing(question="application-name")}
        return await _shown(None, "project", FormState(typed, {**missing, **revision.refused}))
    return await _gone_on(sent, revision.application.id, "project", typed, revision.refused)


def _typed(sent: Fields, name: str) -> dict[str, str]:
    return {
        blank.name: sent.text(blank.name, longest=LONGEST_TYPED)
        for blank in of_step(name)
        if blank.name in sent
    }


@pages.get(STEP)
async def show(application_id: str, step: str) -> ResponseReturnValue:
    """Show a step of an application that may still be changed."""
    sheet = await applications.read_application(desk(), who(), application_id)
    if not sheet.is_editable:
        return redirect(url_for("applications.page", application_id=application_id), 303)
    return await _shown(sheet, step, FormState())


async def _shown(
    sheet: ApplicationSheet | None, name: str, again: FormState
) -> ResponseReturnValue:
    this_year = desk().today().year
    application = sheet.application if sheet else None
    page = await render_template(
        f"projects/step_{name if name in {'courses', 'files'} else 'form'}.html",
        sheet=sheet,
        application=application,
        step=name,
        number=STEPS.index(name) + 1,
        blanks=of_step(name),
        book=sheet.book if sheet else await read_rulebook(desk(), who(), this_year),
        years=(this_year, this_year + 1),
        again=again,
    )
    return page, again.status


@pages.post(STEP)
async def save(application_id: str, step: str) -> ResponseReturnValue:
    """Keep a step; each good field is kept, the others say what is wrong."""
    if step not in {"project", "leader"}:
        raise NotFound
    sent = await form()
    typed = _typed(sent, step)
    leader = sent.text("leader") if "leader" in sent else None
    try:
        revision = await applications.revise_application(
            desk(), who(), application_id, typed, year=sent.text("year"), seen=sent.number("seen")
        )
        refused = dict(revision.refused)
        if leader is not None:
            refused |= await _name_leader(application_id, leader)
    except (ApplicationChanged, ApplicationNotEditable, *OTHER_YEAR) as refusal:
        return await _not_kept(application_id, step, {**typed, "leader": leader or ""}, refusal)
    return await _gone_on(sent, application_id, step, {**typed, "leader": leader or ""}, refused)


async def _name_leader(application_id: str, text: str) -> Mapping[str, Refusal]:
    try:
        await leading.name_leader(desk(), who(), application_id, text)
    except (ApplicationChanged, ApplicationNotEditable):
        raise
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return {"leader": refusal}
    return {}


async def _not_kept(
    application_id: str, name: str, typed: Mapping[str, str], refusal: Refusal
) -> ResponseReturnValue:
    """Show the step again with what was typed: nothing of it is lost."""
    sheet = await applications.read_application(desk(), who(), application_id)
    if isinstance(refusal, OTHER_YEAR):
        return await _shown(sheet, name, FormState(typed, {"year": refusal}))
    return await _shown(sheet, name, FormState(typed, changed=refusal))


async def _gone_on(
    sent: Fields,
    application_id: str,
    name: str,
    typed: Mapping[str, str],
    refused: Mapping[str, Refusal],
) -> ResponseReturnValue:
    """Go to the whole application or to the next step, unless something was refused."""
    if refused:
        sheet = await applications.read_application(desk(), who(), application_id)
        return await _shown(sheet, name, FormState(typed, refused))
    if sent.text("then") != "next":
        return redirect(
            url_for("applications.page", application_id=application_id, done="saved"), 303
        )
    following = STEPS[STEPS.index(name) + 1]
    return redirect(url_for("steps.show", application_id=application_id, step=following), 303)


@pages.post(LECTURES)
async def add_lecture(application_id: str) -> ResponseReturnValue:
    """Add a course to the application."""
    sent = await form()
    typed = {name: sent.text(name, longest=LONGEST_TYPED) for name in LECTURE}
    try:
        _, refused = await leading.add_lecture(
            desk(), who(), application_id, typed, seen=sent.number("seen")
        )
    except (ApplicationChanged, ApplicationNotEditable, TooManyLectures) as refusal:
        return await _not_kept(application_id, "courses", typed, refusal)
    if refused:
        sheet = await applications.read_application(desk(), who(), application_id)
        return await _shown(sheet, "courses", FormState(typed, refused))
    return redirect(url_for("steps.show", application_id=application_id, step="courses"), 303)


@pages.post(f"{LECTURES}/<int:place>/removal")
async def remove_lecture(application_id: str, place: int) -> ResponseReturnValue:
    """Take a course out again."""
    try:
        await leading.remove_lecture(
            desk(), who(), application_id, place, seen=(await form()).number("seen")
        )
    except (ApplicationChanged, ApplicationNotEditable) as refusal:
        return await _not_kept(application_id, "courses", {}, refusal)
    return redirect(url_for("steps.show", application_id=application_id, step="courses"), 303)
