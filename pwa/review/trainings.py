"""Plans and closings before the unit: those that wait, one in full (manual 4.1)."""

from typing import Any

from quart import render_template
from quart.typing import ResponseReturnValue

from core.domain.errors import Refusal
from core.domain.typed import LONGEST_REASON
from core.usecases.trainings import plans
from core.usecases.trainings.review import Waiting, waiting_trainings
from pwa.frame.fields import Fields
from pwa.frame.page import status_of
from pwa.frame.session import desk, who
from pwa.review.undo import told_undoables


async def shown(asked: Fields, refusal: Refusal | None = None) -> ResponseReturnValue:
    """Show the first plan or closing that waits in full, and the others in brief."""
    waiting, undo = await waiting_trainings(desk(), who()), await told_undoables(asked)
    current = _current(waiting, asked.text("at"))
    sheet = None
    if current is not None:
        sheet = await plans.read_training(desk(), who(), current.training.id)
    page = await render_template(
        "review/training.html",
        waiting=waiting,
        current=current,
        sheet=sheet,
        undo=undo,
        marks=[one.mark for one in undo],
        refusal=refusal,
        longest=LONGEST_REASON,
    )
    return page, status_of(refusal)


def _current(waiting: list[Waiting], wanted: str) -> Waiting | None:
    """Return the one asked for while it waits, else the first."""
    first = waiting[0] if waiting else None
    return next((one for one in waiting if one.training.id == wanted), first)


async def read(training_id: str) -> dict[str, Any]:
    """Return what the pages about one plan or closing show of it."""
    return {"training": (await plans.read_training(desk(), who(), training_id)).training}
