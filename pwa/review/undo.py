"""What can still be undone: the last decisions of the reviewer, each for its own ten seconds."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil

from quart import url_for

from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.errors import NotFound
from core.domain.points import show
from core.domain.review import UNDO_WITHIN, Decision
from core.domain.subjects import Subject
from core.domain.trainings.training import TRAINING_REVIEW
from core.texts import say
from core.usecases.credits import sheets
from core.usecases.review import read_undoable
from core.usecases.trainings import plans
from pwa.frame.fields import ID, Fields
from pwa.frame.session import desk, who
from pwa.review.addresses import as_query

LATEST = 5
MARK = re.compile(rf"([a-z]{{1,20}})\.({ID})")


@dataclass(frozen=True, slots=True)
class Undoable:
    """A decision that can be taken back: what is said of it, and where the way back leads.

    `mark` tells of it in an address; `seconds` are left.
    """

    mark: str
    words: str
    href: str
    version: int
    seconds: int


def with_latest(address: str, case: Subject) -> list[str]:
    """Return the marks that an address carries, the one just decided first."""
    return list(dict.fromkeys([_mark(case), *as_query(address).texts("undo")]))[:LATEST]


def _mark(case: Subject) -> str:
    return f"{case.kind}.{case.id}"


async def told_undoables(asked: Fields) -> list[Undoable]:
    """Return which of the decisions that the address tells of are fresh and one's own."""
    found = [MARK.fullmatch(text) for text in asked.texts("undo")[:LATEST]]
    read = [await undoable(Subject(mark[1], mark[2])) for mark in found if mark]
    return [one for one in read if one]


async def undoable(case: Subject) -> Undoable | None:
    """Return the way back from one's own last decision on a case, while there is one."""
    verdict = await read_undoable(desk(), who(), case)
    if verdict is None or case.kind not in KINDS:
        return None
    name, tell = KINDS[case.kind]
    try:
        words, version = await tell(case.id, verdict.decision)
    except NotFound:
        return None
    seconds = ceil((UNDO_WITHIN - (desk().clock.now() - verdict.at)).total_seconds())
    if seconds <= 0:
        return None
    return Undoable(
        mark=_mark(case),
        words=words,
        href=url_for("review.undo", kind=name, case_id=case.id),
        version=version,
        seconds=seconds,
    )


async def _credit(credit_id: str, decision: Decision) -> tuple[str, int]:
    sheet = await sheets.read_credit(desk(), who(), credit_id)
    blanks = {"points": show(sheet.credit.points)} if decision is Decision.APPROVE else {}
    said = say(f"review-done-{decision}", name=sheet.staff.name, **blanks)
    return said, sheet.credit.version


async def _training(training_id: str, decision: Decision) -> tuple[str, int]:
    training = (await plans.read_training(desk(), who(), training_id)).training
    return say(f"training-done-{decision}", name=training.plan.name), training.version


_Tell = Callable[[str, Decision], Awaitable[tuple[str, int]]]
KINDS: dict[str, tuple[str, _Tell]] = {
    CREDIT_REVIEW.kind: ("credits", _credit),
    TRAINING_REVIEW.kind: ("trainings", _training),
}
