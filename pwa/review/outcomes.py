"""What came of each credit of a batch, told on the page after it."""

import re
from dataclasses import dataclass

from core.domain.credits.credit import CreditChanged
from core.domain.errors import NotAllowed, NotFound, Refusal
from core.domain.review import NotUnderReview
from core.usecases.credits import sheets
from core.usecases.credits.sheets import CreditSheet
from pwa.frame.fields import ID, Fields
from pwa.frame.session import desk, who
from pwa.review.addresses import as_query
from pwa.review.undo import Undoable, undoable

REFUSALS = {kind.code: kind for kind in (CreditChanged, NotUnderReview, NotAllowed, NotFound)}
MOST = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """One credit of the batch; `refusal` says why nothing was decided on it."""

    sheet: CreditSheet | None
    refusal: Refusal | None
    undo: Undoable | None = None


async def told_outcomes(asked: Fields) -> list[Outcome]:
    """Read from the address what a batch has come to; the sheets say how things stand now."""
    found = (re.fullmatch(rf"({ID})\.([a-z-]*)", text) for text in asked.texts("outcome")[:MOST])
    return [await _outcome(told[1], told[2]) for told in found if told]


async def _outcome(credit_id: str, code: str) -> Outcome:
    try:
        sheet = await sheets.read_credit(desk(), who(), credit_id)
    except NotFound as refusal:
        return Outcome(None, refusal)
    if not code:
        return Outcome(sheet, None, await undoable(sheet.credit.subject))
    return Outcome(sheet, REFUSALS.get(code, CreditChanged)(stage=sheet.credit.stage))


def outcomes_beside(address: str, credit_id: str) -> dict[str, str | list[str]]:
    """Return what an address tells of a batch, without one that was taken back."""
    asked = as_query(address)
    told = [text for text in asked.texts("outcome") if not text.startswith(f"{credit_id}.")]
    return {"batch": asked.text("batch"), "outcome": told} if told else {}
