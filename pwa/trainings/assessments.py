"""考核: results by hand, a page of people at a time, or by a workbook."""

from collections.abc import Mapping

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.trainings.assessment import Assessment, ResultsClosed
from core.domain.trainings.rolls import Roll
from core.usecases.trainings import assessments
from pwa.frame.fields import Fields, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.trainings.rolls import handed_in

pages = Blueprint("assessments", __name__)

RESULTS = "/trainings/<id:training_id>/results"
ROWS = 50
LONGEST_SCORE = 40


@pages.get(RESULTS)
async def page(training_id: str) -> ResponseReturnValue:
    """Show whoever was there, and how they did."""
    return await _shown(training_id, query())


async def _shown(
    training_id: str,
    asked: Fields,
    refused: Mapping[str, Refusal] | None = None,
    refusal: Refusal | None = None,
) -> ResponseReturnValue:
    sheet = await assessments.read_assessments(desk(), who(), training_id)
    number = max(1, asked.number("page", 1))
    page = await render_template(
        "trainings/assessments.html",
        sheet=sheet,
        training=sheet.training,
        people=sheet.people[ROWS * (number - 1) : ROWS * number],
        number=number,
        last=max(1, -(-len(sheet.people) // ROWS)),
        outcomes=list(Assessment),
        typed=_typed(asked),
        refused=refused or {},
        refusal=refusal,
        done=asked.text("done", longest=20),
    )
    return page, status_of(refusal or next(iter((refused or {}).values()), None))


def _typed(sent: Fields) -> dict[str, tuple[str, str]]:
    """Return by person the outcome and the mark that were sent."""
    return {
        staff_id: (
            sent.text(f"outcome-{staff_id}", longest=20),
            sent.text(f"score-{staff_id}", longest=LONGEST_SCORE).strip(),
        )
        for staff_id in sent.ids("person")
    }


@pages.post(RESULTS)
async def save(training_id: str) -> ResponseReturnValue:
    """Enter what was chosen for the people of a page."""
    sent = await form()
    try:
        refused = await assessments.save_assessments(desk(), who(), training_id, _typed(sent))
    except ResultsClosed as refusal:
        return await _shown(training_id, sent, refusal=refusal)
    if refused:
        return await _shown(training_id, sent, refused)
    number = max(1, sent.number("page", 1))
    there = url_for("assessments.page", training_id=training_id, page=number, done="saved")
    return redirect(there, 303)


@pages.post(f"{RESULTS}/workbook")
async def hand_in(training_id: str) -> ResponseReturnValue:
    """Take a workbook of results in; what it would do is shown first."""
    try:
        return await handed_in(Roll.RESULTS, training_id)
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return await _shown(training_id, query(), refusal=refusal)
