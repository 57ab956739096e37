"""The first step of a plan: the activity as the manual's form asks for it (manual 4.1)."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.faults import AnswerMissing
from core.domain.trainings.plans import LONGEST, PLAN_FIELDS, REQUIRED
from core.domain.trainings.training import Plan, Training, TrainingChanged, TrainingNotEditable
from core.permissions import plans_trainings
from core.usecases.rulebook import read_rulebook
from core.usecases.trainings import plans
from core.usecases.trainings.lists import last_discipline
from core.usecases.trainings.plans import TrainingRevision
from pwa.frame.fields import Fields, FormState, form
from pwa.frame.once import once
from pwa.frame.session import desk, who
from pwa.trainings.plan_view import LONGEST_TYPED, to_save

pages = Blueprint("plans", __name__)


@pages.get("/trainings/new")
async def new() -> ResponseReturnValue:
    """Show the empty form; who plans nothing is led to the list."""
    if not plans_trainings(who()):
        return redirect(url_for("trainings.index"), 303)
    return await _shown(None, FormState())


async def _shown(training: Training | None, again: FormState) -> ResponseReturnValue:
    today = desk().today()
    plan = training.plan if training else await _begun(today.year)
    page = await render_template(
        "trainings/plan.html",
        training=training,
        plan=plan,
        book=await read_rulebook(desk(), who(), plan.year),
        years=(today.year, today.year + 1),
        again=again,
        longest=LONGEST,
        required=REQUIRED,
    )
    return page, again.status


async def _begun(year: int) -> Plan:
    """A department teaches what it is about: most plans have the discipline of the last one."""
    return Plan(year=year, discipline=await last_discipline(desk(), who()))


@pages.post("/trainings/new")
async def create() -> ResponseReturnValue:
    """Begin a plan with what is known of it; its name is needed to find it again."""
    sent = await form()
    typed = _typed(sent)
    answers = to_save(Plan(year=0), typed) | {"name": typed["name"]}
    revision = await once(sent, lambda at: plans.start_training(at, who(), answers))
    if isinstance(revision, str):
        return redirect(url_for("plans.plan", training_id=revision), 303)
    begun = None if "name" in revision.refused else revision.training
    return await _gone_on(sent, typed, revision, begun)


@pages.get("/trainings/<id:training_id>/plan")
async def plan(training_id: str) -> ResponseReturnValue:
    """Show the activity of a plan that may still be changed."""
    sheet = await plans.read_training(desk(), who(), training_id)
    if not sheet.is_editable:
        return redirect(url_for("trainings.training", training_id=training_id), 303)
    return await _shown(sheet.training, FormState())


@pages.post("/trainings/<id:training_id>/plan")
async def save(training_id: str) -> ResponseReturnValue:
    """Keep the activity; each good field is kept, the others say what is wrong."""
    sent = await form()
    typed, seen = _typed(sent), sent.number("seen")
    before = (await plans.read_training(desk(), who(), training_id)).training
    try:
        revision = await plans.revise_training(
            desk(), who(), training_id, to_save(before.plan, typed), seen=seen
        )
    except (TrainingChanged, TrainingNotEditable) as refusal:
        return await _shown(before, FormState(typed, changed=refusal))
    return await _gone_on(sent, typed, revision, revision.training)


def _typed(sent: Fields) -> dict[str, str]:
    return {name: sent.text(name, longest=LONGEST_TYPED) for name in PLAN_FIELDS}


async def _gone_on(
    sent: Fields, typed: dict[str, str], revision: TrainingRevision, training: Training | None
) -> ResponseReturnValue:
    """Go to the list or the next step; the next step wants this one to be complete."""
    wants_next, refused = sent.text("then") == "next", dict(revision.refused)
    if wants_next:
        open_fields = [name for name in REQUIRED if not getattr(revision.training.plan, name)]
        for name in open_fields:
            refused.setdefault(name, AnswerMissing(question=f"training-{name}"))
    if refused or training is None:
        return await _shown(training, FormState(typed, refused))
    if not wants_next:
        return redirect(url_for("trainings.index"), 303)
    return redirect(url_for("cycles.index", training_id=training.id), 303)
