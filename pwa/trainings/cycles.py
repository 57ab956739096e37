"""The second step of a plan: its cycles; after the approval they are moved here (manual 4.1)."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.domain.trainings.plans import LONGEST
from core.domain.trainings.training import (
    PLANNING,
    Cycle,
    TrainingChanged,
    TrainingNotEditable,
    TrainingStage,
)
from core.usecases.register import staff
from core.usecases.trainings import cycles, plans
from core.usecases.trainings.plans import TrainingSheet
from pwa.frame.fields import Fields, FormState, form, query
from pwa.frame.session import desk, who
from pwa.trainings.cycle_forms import CycleForm, kept_form, only_one_way, suggested_form, typed_form

pages = Blueprint("cycles", __name__)

MOST_FOUND = 20


@pages.get("/trainings/<id:training_id>/cycles")
async def index(training_id: str) -> ResponseReturnValue:
    """Show the cycles with their courses, and what is still missing."""
    sheet = await plans.read_training(desk(), who(), training_id)
    if not sheet.is_editable:
        return redirect(url_for("trainings.training", training_id=training_id), 303)
    if not sheet.cycles:
        return redirect(url_for("cycles.new", training_id=training_id), 303)
    return await render_template("trainings/cycles.html", sheet=sheet, training=sheet.training)


@pages.get("/trainings/<id:training_id>/cycles/new")
async def new(training_id: str) -> ResponseReturnValue:
    """Show the form of a new cycle; also when people were looked for with it."""
    sheet = await plans.read_training(desk(), who(), training_id)
    if not sheet.is_editable:
        return redirect(url_for("trainings.training", training_id=training_id), 303)
    return await _shown(sheet, None, _asked() or suggested_form(sheet), FormState())


@pages.get("/trainings/<id:training_id>/cycles/<id:cycle_id>")
async def cycle(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Show the form of a cycle, after the approval only its place and times."""
    sheet = await plans.read_training(desk(), who(), training_id)
    before = found(sheet, cycle_id)
    if not may_change(sheet, before):
        return redirect(url_for("trainings.training", training_id=training_id), 303)
    return await _shown(sheet, before, _asked() or kept_form(before), FormState())


def found(sheet: TrainingSheet, cycle_id: str) -> Cycle:
    """Return a cycle of the training. Raises NotFound."""
    for one in sheet.cycles:
        if one.id == cycle_id:
            return one
    raise NotFound


def may_change(sheet: TrainingSheet, cycle: Cycle) -> bool:
    """Return whether a cycle is still planned, or approved and not begun."""
    is_ahead = sheet.training.stage is TrainingStage.APPROVED
    is_ahead = is_ahead and cycle.starts_at > desk().clock.now()
    return sheet.may_plan and (sheet.training.stage in PLANNING or is_ahead)


def _asked() -> CycleForm | None:
    """Return the form as it stood when people were looked for."""
    return typed_form(query()) if "words" in query() else None


async def _shown(
    sheet: TrainingSheet, before: Cycle | None, filled: CycleForm, again: FormState
) -> ResponseReturnValue:
    colleagues = await staff.find_colleagues(
        desk(), who(), filled.words, chosen=filled.expected.people, most=MOST_FOUND
    )
    page = await render_template(
        "trainings/cycle.html",
        sheet=sheet,
        training=sheet.training,
        cycle=before,
        filled=filled,
        colleagues=colleagues,
        again=again,
        longest=LONGEST,
        number=before.number if before else len(sheet.cycles) + 1,
    )
    return page, again.status


@pages.post("/trainings/<id:training_id>/cycles/new")
async def create(training_id: str) -> ResponseReturnValue:
    """Add a cycle to the plan."""
    return await _save(training_id, None)


@pages.post("/trainings/<id:training_id>/cycles/<id:cycle_id>")
async def save(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Change a cycle of the plan, or move one that was approved."""
    return await _save(training_id, cycle_id)


async def _save(training_id: str, cycle_id: str | None) -> ResponseReturnValue:
    sent = await form()
    filled, seen = typed_form(sent), sent.number("seen")
    sheet = await plans.read_training(desk(), who(), training_id)
    before = found(sheet, cycle_id) if cycle_id else None
    expected = only_one_way(filled.expected)
    try:
        revision = await cycles.save_cycle(
            desk(), who(), training_id, cycle_id, filled.texts, expected, seen=seen
        )
    except (TrainingChanged, TrainingNotEditable) as refusal:
        return await _shown(sheet, before, filled, FormState(changed=refusal))
    if revision.cycle is None:
        return await _shown(sheet, before, filled, FormState(refused=revision.refused))
    return redirect(_after(sheet, revision.cycle, sent), 303)


def _after(sheet: TrainingSheet, saved: Cycle, sent: Fields) -> str:
    """Return where one goes on: the list, the first course, or all cycles."""
    training_id = sheet.training.id
    if not sheet.is_editable:
        return url_for("trainings.training", training_id=training_id, done="moved")
    if sent.text("then") != "next":
        return url_for("trainings.index")
    if not saved.courses:
        return url_for("courses.new", training_id=training_id, cycle_id=saved.id)
    return url_for("cycles.index", training_id=training_id)


@pages.post("/trainings/<id:training_id>/cycles/<id:cycle_id>/removal")
async def remove(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Take a cycle out of the plan."""
    seen = (await form()).number("seen")
    await cycles.remove_cycle(desk(), who(), training_id, cycle_id, seen=seen)
    return redirect(url_for("cycles.index", training_id=training_id), 303)
