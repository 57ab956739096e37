"""The third step of a plan: the courses of a cycle; after the approval teachers change here."""

from collections.abc import Mapping

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import NotFound
from core.domain.trainings.plans import LONGEST
from core.domain.trainings.training import Course, Cycle, TrainingChanged, TrainingNotEditable
from core.usecases.register import staff
from core.usecases.trainings import courses, plans
from core.usecases.trainings.plans import TrainingSheet
from pwa.frame.fields import Fields, FormState, form, query
from pwa.frame.session import desk, who
from pwa.trainings.cycles import MOST_FOUND, found, may_change
from pwa.trainings.plan_view import LONGEST_TYPED, course_texts, suggested_course

pages = Blueprint("courses", __name__)

FIELDS = ("topic", "hours", "method", "starts_at", "ends_at", "teacher", "teacher_id")


@pages.get("/trainings/<id:training_id>/cycles/<id:cycle_id>/courses/new")
async def new(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Show the form of a new course; also when its teacher was looked for with it."""
    sheet = await plans.read_training(desk(), who(), training_id)
    cycle = found(sheet, cycle_id)
    if not sheet.is_editable:
        return redirect(url_for("trainings.training", training_id=training_id), 303)
    texts = _asked() or suggested_course(sheet.training.plan, cycle)
    return await _shown(sheet, cycle, None, texts, FormState())


@pages.get("/trainings/<id:training_id>/cycles/<id:cycle_id>/courses/<id:course_id>")
async def course(training_id: str, cycle_id: str, course_id: str) -> ResponseReturnValue:
    """Show the form of a course, after the approval only its teacher and times."""
    sheet = await plans.read_training(desk(), who(), training_id)
    cycle = found(sheet, cycle_id)
    before = _course(cycle, course_id)
    if not may_change(sheet, cycle):
        return redirect(url_for("trainings.training", training_id=training_id), 303)
    return await _shown(sheet, cycle, before, _asked() or course_texts(before), FormState())


def _course(cycle: Cycle, course_id: str) -> Course:
    for one in cycle.courses:
        if one.id == course_id:
            return one
    raise NotFound


def _asked() -> dict[str, str] | None:
    """Return the form as it stood when a teacher was looked for."""
    return _typed(query()) if "words" in query() else None


def _typed(sent: Fields) -> dict[str, str]:
    texts = {name: sent.text(name, longest=LONGEST_TYPED) for name in FIELDS}
    if texts["teacher_id"]:
        sent.id("teacher_id")
    return texts


async def _shown(
    sheet: TrainingSheet,
    cycle: Cycle,
    before: Course | None,
    texts: Mapping[str, str],
    again: FormState,
) -> ResponseReturnValue:
    words = query().text("words", longest=60).strip()
    chosen = [texts["teacher_id"]] if texts.get("teacher_id") else []
    page = await render_template(
        "trainings/course.html",
        sheet=sheet,
        training=sheet.training,
        cycle=cycle,
        course=before,
        texts=texts,
        words=words,
        colleagues=await staff.find_colleagues(
            desk(), who(), words, chosen=chosen, most=MOST_FOUND, own_first=True
        ),
        again=again,
        longest=LONGEST,
    )
    return page, again.status


@pages.post("/trainings/<id:training_id>/cycles/<id:cycle_id>/courses/new")
async def create(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Add a course to the cycle."""
    return await _save(training_id, cycle_id, None)


@pages.post("/trainings/<id:training_id>/cycles/<id:cycle_id>/courses/<id:course_id>")
async def save(training_id: str, cycle_id: str, course_id: str) -> ResponseReturnValue:
    """Change a course, after the approval its teacher and times."""
    return await _save(training_id, cycle_id, course_id)


async def _save(training_id: str, cycle_id: str, course_id: str | None) -> ResponseReturnValue:
    sent = await form()
    texts, seen = _typed(sent), sent.number("seen")
    sheet = await plans.read_training(desk(), who(), training_id)
    cycle = found(sheet, cycle_id)
    before = _course(cycle, course_id) if course_id else None
    try:
        revision = await courses.save_course(
            desk(), who(), training_id, cycle_id, course_id, texts, seen=seen
        )
    except (TrainingChanged, TrainingNotEditable) as refusal:
        return await _shown(sheet, cycle, before, texts, FormState(texts, changed=refusal))
    if revision.cycle is None:
        return await _shown(sheet, cycle, before, texts, FormState(texts, revision.refused))
    return redirect(_after(sheet, cycle, sent), 303)


def _after(sheet: TrainingSheet, cycle: Cycle, sent: Fields) -> str:
    """Return where one goes on: the next course, all cycles, or the approved training."""
    training_id = sheet.training.id
    if not sheet.is_editable:
        return url_for("trainings.training", training_id=training_id, done="moved")
    if sent.text("then") == "more":
        return url_for("courses.new", training_id=training_id, cycle_id=cycle.id)
    return url_for("cycles.index", training_id=training_id)


@pages.post("/trainings/<id:training_id>/cycles/<id:cycle_id>/courses/<id:course_id>/removal")
async def remove(training_id: str, cycle_id: str, course_id: str) -> ResponseReturnValue:
    """Take a course out of the plan."""
    seen = (await form()).number("seen")
    await courses.remove_course(desk(), who(), training_id, cycle_id, course_id, seen=seen)
    return redirect(url_for("cycles.index", training_id=training_id), 303)
