"""A series in one step: how often, until when, and which of its days are left out."""

from quart import Blueprint, redirect, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.reading_days import parse_full_day
from core.domain.trainings.series import EVERY_WEEKS
from core.usecases.trainings import series
from core.usecases.trainings.series import Rhythm
from pwa.frame.fields import Fields, FieldUnreadable, form, query
from pwa.frame.page import status_of
from pwa.frame.session import desk, who

pages = Blueprint("series", __name__)

SERIES = "/trainings/<id:training_id>/cycles/<id:cycle_id>/series"


@pages.get(SERIES)
async def show(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Ask for the rhythm; with one, show the days, each to be left out."""
    return await _shown(training_id, cycle_id, query())


async def _shown(
    training_id: str, cycle_id: str, asked: Fields, refusal: Refusal | None = None
) -> ResponseReturnValue:
    rhythm, found = None, await series.preview_series(desk(), who(), training_id, cycle_id, None)
    try:
        rhythm = _rhythm(asked)
        found = await series.preview_series(desk(), who(), training_id, cycle_id, rhythm)
    except Refusal as fault:
        refusal = refusal or fault
    page = await render_template(
        "trainings/series.html",
        series=found,
        training=found.training,
        every=rhythm.every_weeks if rhythm else EVERY_WEEKS[0],
        choices=EVERY_WEEKS,
        until=asked.text("until", longest=40),
        left_out=set(asked.texts("shown")) - set(asked.texts("day")),
        refusal=refusal,
    )
    return page, status_of(refusal)


def _rhythm(asked: Fields) -> Rhythm | None:
    """Return the rhythm that was asked for. Raises NotADate, FieldUnreadable."""
    until = asked.text("until", longest=40).strip()
    every = asked.number("every", EVERY_WEEKS[0])
    if every not in EVERY_WEEKS:
        raise FieldUnreadable(field="every")
    return Rhythm(every, parse_full_day(until)) if until else None


@pages.post(SERIES)
async def save(training_id: str, cycle_id: str) -> ResponseReturnValue:
    """Plan the cycle again on the days that stayed ticked."""
    sent = await form()
    try:
        rhythm = _rhythm(sent)
        chosen = {parse_full_day(text) for text in sent.texts("day")}
        if rhythm is None:
            return await _shown(training_id, cycle_id, sent)
        await series.save_series(
            desk(), who(), training_id, cycle_id, rhythm, chosen, seen=sent.number("seen")
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        return await _shown(training_id, cycle_id, sent, refusal)
    return redirect(url_for("cycles.index", training_id=training_id), 303)
