"""Deciding on many cases at once: what is ticked, and what came of each, told afterwards."""

import re
from dataclasses import dataclass

from core.domain.errors import NotAllowed, NotFound, NotKept, Refusal
from core.domain.subjects import Subject
from pwa.frame.fields import ID, Fields, FieldUnreadable
from pwa.review.addresses import as_query
from pwa.review.cases import Brief, ShownCase
from pwa.review.kinds import BY_SUBJECT
from pwa.review.undo import Undoable, mark_of, undoable

MOST = 100
TICKED = re.compile(rf"([a-z]{{1,20}})\.({ID}):([0-9]{{1,9}})")
OUTCOME = re.compile(rf"([a-z]{{1,20}})\.({ID})\.([a-z-]*)")


class NothingTicked(Refusal):
    """A batch without a single case in it."""

    code = "nothing-ticked"


def ticked(sent: Fields) -> dict[Subject, int]:
    """Return the ticked cases with the versions that were on the screen.

    Raises NothingTicked, FieldUnreadable.
    """
    found = [TICKED.fullmatch(text) for text in sent.texts("case")[:MOST]]
    if not found:
        raise NothingTicked
    seen = {Subject(one[1], one[2]): int(one[3]) for one in found if one and one[1] in BY_SUBJECT}
    if len(seen) < len(found):
        raise FieldUnreadable(field="case")
    return seen


async def briefs(seen: dict[Subject, int]) -> list[Brief]:
    """Return the ticked cases in brief, without those that lie outside the scope.

    Raises NothingTicked where none is left.
    """
    found = [
        brief
        for name, kind in BY_SUBJECT.items()
        if (ids := [one.id for one in seen if one.kind == name])
        for brief in await kind.brief(ids)
    ]
    if not found:
        raise NothingTicked
    return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case of the batch; `refusal` says why nothing was decided on it."""

    shown: ShownCase | None
    refusal: Refusal | None
    undo: Undoable | None = None


def outcome_text(case: Subject, refusal: Refusal | None) -> str:
    """Return what an address tells of one case."""
    if refusal and refusal.is_outage:
        refusal = NotKept()
    return f"{mark_of(case)}.{refusal.code if refusal else ''}"


async def told_outcomes(asked: Fields) -> list[Outcome]:
    """Read from the address what a batch has come to; the cases say how things stand now."""
    found = [OUTCOME.fullmatch(text) for text in asked.texts("outcome")[:MOST]]
    return [
        await _outcome(Subject(one[1], one[2]), one[3])
        for one in found
        if one and one[1] in BY_SUBJECT
    ]


async def _outcome(case: Subject, code: str) -> Outcome:
    try:
        shown = await BY_SUBJECT[case.kind].read(case.id)
    except NotFound as refusal:
        return Outcome(None, refusal)
    if not code:
        return Outcome(shown, None, await undoable(case))
    if code == NotKept.code:
        return Outcome(shown, NotKept())
    procedure = shown.case.procedure
    told = (NotAllowed, procedure.not_under_review, procedure.changed)
    refusal_of = next((one for one in told if one.code == code), procedure.changed)
    return Outcome(shown, procedure.told(refusal_of, shown.case.stage))


def outcomes_beside(address: str, case: Subject) -> dict[str, str | list[str]]:
    """Return what an address tells of a batch, without one that was taken back."""
    asked = as_query(address)
    told = [text for text in asked.texts("outcome") if not text.startswith(f"{mark_of(case)}.")]
    return {"batch": asked.text("batch"), "outcome": told} if told else {}
