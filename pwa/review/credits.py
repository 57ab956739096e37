"""Claims before their reviewer: the list with its filters, one in full, batches (manual 5.3)."""

from dataclasses import replace
from typing import Any

from quart import render_template
from quart.typing import ResponseReturnValue

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.credit import Credit
from core.domain.errors import Refusal
from core.domain.review import Decision
from core.domain.trainings.training import TRAINING_REVIEW
from core.domain.typed import LONGEST_REASON
from core.permissions import reviews_trainings
from core.usecases import review
from core.usecases.credits import sheets
from core.usecases.credits.marks import Marks, read_marks
from core.usecases.credits.review import list_reviewed
from core.usecases.credits.sheets import CreditSheet
from core.usecases.rulebook import read_rulebook
from pwa.frame.fields import Fields
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review.outcomes import told_outcomes
from pwa.review.queue import ROWS, ListQuery, Tab, stages_of, wanted_from
from pwa.review.undo import told_undoables


async def shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    """Show the first claim that waits in full, and those after it in brief."""
    undo = await told_undoables(asked)
    wanted = replace(wanted_from(asked), undo=tuple(one.mark for one in undo))
    found = await list_reviewed(desk(), who(), wanted.filter())
    current = await _current(found.credits, asked)
    waiting = await review.count_waiting(desk(), who())
    page = await render_template(
        "review/queue.html",
        wanted=wanted,
        queue=found,
        counts=await _counts(wanted),
        marks=await _marks(wanted, found.credits),
        reviews_trainings=reviews_trainings(who()),
        trainings=waiting[TRAINING_REVIEW.kind],
        current=current,
        previous=_beside(found.credits, current, -1),
        following=_beside(found.credits, current, 1),
        longest=LONGEST_REASON,
        undo=undo,
        outcomes=await told_outcomes(asked),
        told=asked.texts("outcome"),
        batch=asked.choice("batch", Decision, Decision.APPROVE),
        refusal=refusal,
        years=range(desk().today().year, FIRST_YEAR - 1, -1),
        rules=(await read_rulebook(desk(), who(), desk().today().year)).rules,
        last_page=max(1, -(-found.total // ROWS)),
    )
    return page, status_of(refusal)


async def _current(credits: list[Credit], asked: Fields) -> CreditSheet | None:
    """Return the claim to show in full: the one asked for while it is here, else the first."""
    wanted = asked.text("at")
    listed = [credit.id for credit in credits]
    if wanted in listed:
        return await sheets.read_credit(desk(), who(), wanted)
    return await sheets.read_credit(desk(), who(), listed[0]) if listed else None


async def _marks(wanted: ListQuery, listed: list[Credit]) -> dict[str, Marks]:
    """Return what should stop a hand on each row, where something can still be stopped."""
    if wanted.tab is not Tab.WAITING:
        return {}
    return await read_marks(desk(), who(), [credit.id for credit in listed])


def _beside(credits: list[Credit], current: CreditSheet | None, step: int) -> Credit | None:
    """Return the one before or after the current; the next one is fetched ahead of time."""
    if current is None:
        return None
    place = [credit.id for credit in credits].index(current.credit.id) + step
    return credits[place] if 0 <= place < len(credits) else None


async def _counts(wanted: ListQuery) -> dict[Tab, int]:
    """Return how many credits each tab would list under the same filters."""
    counts = {}
    for tab in Tab:
        listed = replace(wanted.filter(), stages=stages_of(tab, who()), limit=1, offset=0)
        counts[tab] = (await list_reviewed(desk(), who(), listed)).total
    return counts


async def read(credit_id: str) -> dict[str, Any]:
    """Return what the pages about one claim show of it."""
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    return {"sheet": sheet, "credit": sheet.credit}
