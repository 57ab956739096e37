"""Between which days a unit takes applications for projects (manual 3.1)."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.trainings.plans import TrainingYearClosed
from core.usecases.projects import outcomes
from core.usecases.projects.outcomes import WindowDaysNeeded, WindowEndsFirst
from pwa.frame.fields import form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("windows", __name__)


@pages.get("/projects/window")
async def page() -> ResponseReturnValue:
    """Show the days of each year, to be set."""
    return await _shown()


async def _shown(refusal: Refusal | None = None) -> ResponseReturnValue:
    windows = await outcomes.read_windows(desk(), who())
    page = await render_template(
        "projects/window.html", windows=windows, refusal=refusal, done=query().text("done")
    )
    return page, status_of(refusal)


@pages.post("/projects/window")
async def save() -> ResponseReturnValue:
    """Set the days of a year."""
    sent = await form()
    try:
        await outcomes.set_window(
            desk(), who(), sent.text("year"), sent.day("opens"), sent.day("closes")
        )
    except (TrainingYearClosed, WindowDaysNeeded, WindowEndsFirst) as refusal:
        return await _shown(refusal)
    return redirect(url_for("windows.page", done="saved"), 303)
