"""What can still be undone: the last decisions of the reviewer, each for its own ten seconds."""

import re
from dataclasses import dataclass
from math import ceil

from quart import url_for

from core.domain.errors import NotFound
from core.domain.review import UNDO_WITHIN
from core.domain.subjects import Subject
from core.usecases.review import read_undoable
from pwa.frame.fields import ID, Fields
from pwa.frame.session import desk, who
from pwa.review.addresses import as_query
from pwa.review.kinds import BY_SUBJECT

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


def mark_of(case: Subject) -> str:
    """Return what an address calls a case."""
    return f"{case.kind}.{case.id}"


def with_latest(address: str, case: Subject) -> list[str]:
    """Return the marks that an address carries, the one just decided first."""
    return list(dict.fromkeys([mark_of(case), *as_query(address).texts("undo")]))[:LATEST]


async def told_undoables(asked: Fields) -> list[Undoable]:
    """Return which of the decisions that the address tells of are fresh and one's own."""
    found = [MARK.fullmatch(text) for text in asked.texts("undo")[:LATEST]]
    read = [await undoable(Subject(mark[1], mark[2])) for mark in found if mark]
    return [one for one in read if one]


async def undoable(case: Subject) -> Undoable | None:
    """Return the way back from one's own last decision on a case, while there is one."""
    verdict = await read_undoable(desk(), who(), case)
    if verdict is None or case.kind not in BY_SUBJECT:
        return None
    kind = BY_SUBJECT[case.kind]
    try:
        shown = await kind.read(case.id)
    except NotFound:
        return None
    seconds = ceil((UNDO_WITHIN - (desk().clock.now() - verdict.at)).total_seconds())
    if seconds <= 0:
        return None
    return Undoable(
        mark=mark_of(case),
        words=kind.done(shown, verdict.decision),
        href=url_for("review.undo", kind=kind.segment, case_id=case.id),
        version=shown.case.version,
        seconds=seconds,
    )
