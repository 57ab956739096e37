"""In-house trainings: the list, what comes for oneself, one of them as a whole (4.1)."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.review import ReasonNeeded
from core.domain.trainings.planning import PlanIncomplete
from core.domain.trainings.training import TrainingChanged
from core.domain.typed import LONGEST_REASON, TextNeeded, TextTooLong
from core.permissions import plans_trainings
from core.usecases.attendance.coming import past_trainings
from core.usecases.trainings import plans
from core.usecases.trainings.lists import TRAININGS, TrainingLine
from pwa.frame.fields import form, query
from pwa.frame.once import id_of, once
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.lists import list_file, list_page, read_list
from pwa.trainings.coming import own_calendar
from pwa.trainings.plan_view import LONGEST_TYPED

pages = Blueprint("trainings", __name__)


@pages.get("/trainings")
async def index() -> ResponseReturnValue:
    """List the trainings of one's department or unit, by tab and filter."""
    shown = await read_list(TRAININGS, query(), "trainings.index", _href)
    return await list_page("trainings/index.html", shown, may_plan=plans_trainings(who()))


def _href(line: TrainingLine) -> str:
    return url_for("trainings.training", training_id=line.training.id)


@pages.get("/trainings.<ending>")
async def file(ending: str) -> ResponseReturnValue:
    """Hand the list out as a file."""
    return await list_file(TRAININGS, query(), ending)


@pages.get("/trainings/mine")
async def mine() -> ResponseReturnValue:
    """Show what is coming for oneself, and where one was."""
    return await render_template(
        "trainings/mine.html",
        calendar=await own_calendar(),
        past=await past_trainings(desk(), who()),
    )


@pages.get("/trainings/<id:training_id>")
async def training(training_id: str) -> ResponseReturnValue:
    """Show everything about one training, and what is to be done next."""
    return await _shown(training_id, query().text("ask"))


async def _shown(
    training_id: str, asking: str = "", refusal: Refusal | None = None, typed: str = ""
) -> ResponseReturnValue:
    sheet = await plans.read_training(desk(), who(), training_id)
    page = await render_template(
        "trainings/training.html",
        sheet=sheet,
        training=sheet.training,
        asking=asking,
        refusal=refusal,
        typed=typed,
        longest=LONGEST_REASON,
        done=query().text("done"),
    )
    return page, status_of(refusal)


@pages.post("/trainings/<id:training_id>/submission")
async def submit(training_id: str) -> ResponseReturnValue:
    """Put the plan before the unit; what is missing is listed all at once."""
    seen = (await form()).number("seen")
    try:
        await plans.submit_training(desk(), who(), training_id, seen=seen)
    except (PlanIncomplete, TrainingChanged) as refusal:
        return await _shown(training_id, refusal=refusal)
    return redirect(url_for("trainings.training", training_id=training_id, done="submitted"), 303)


@pages.post("/trainings/<id:training_id>/removal")
async def remove(training_id: str) -> ResponseReturnValue:
    """Throw a plan away."""
    seen = (await form()).number("seen")
    try:
        await plans.remove_training(desk(), who(), training_id, seen=seen)
    except TrainingChanged as refusal:
        return await _shown(training_id, "removal", refusal)
    return redirect(url_for("trainings.index"), 303)


@pages.post("/trainings/<id:training_id>/cancellation")
async def cancel(training_id: str) -> ResponseReturnValue:
    """Call an approved training off; everybody expected is told why."""
    sent = await form()
    reason = sent.text("reason", longest=LONGEST_TYPED)
    try:
        await plans.cancel_training(
            desk(), who(), training_id, seen=sent.number("seen"), reason=reason
        )
    except (ReasonNeeded, TextNeeded, TextTooLong, TrainingChanged) as refusal:
        return await _shown(training_id, "cancellation", refusal, reason)
    return redirect(url_for("trainings.training", training_id=training_id, done="cancelled"), 303)


@pages.post("/trainings/<id:training_id>/copies")
async def copy(training_id: str) -> ResponseReturnValue:
    """Begin a new plan with the activity of this one."""
    made = await once(await form(), lambda at: plans.copy_training(at, who(), training_id))
    return redirect(url_for("plans.plan", training_id=id_of(made)), 303)
