"""What can still be undone: the last decisions of the reviewer, each for its own ten seconds."""

import re
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from quart import url_for

from core.domain.credits.credit import UNDO_WITHIN, Decision, Stage
from core.domain.errors import NotFound
from core.domain.points import show
from core.domain.trainings.training import Training, TrainingStage
from core.texts import say
from core.usecases.credits import sheets
from core.usecases.credits.sheets import CreditSheet
from core.usecases.trainings import plans
from pwa.frame.fields import ID, Fields
from pwa.frame.session import desk, who
from pwa.review.addresses import as_query

LATEST = 5
MARK = re.compile(rf"(credit|training)\.({ID})")
CREDIT_DECISIONS = {Stage.RETURNED: Decision.RETURN, Stage.REJECTED: Decision.REJECT}
TRAINING_DECISIONS = {
    TrainingStage.RETURNED: Decision.RETURN,
    TrainingStage.CLOSING_RETURNED: Decision.RETURN,
    TrainingStage.REJECTED: Decision.REJECT,
    TrainingStage.CLOSING_REJECTED: Decision.REJECT,
}


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


def with_latest(address: str, mark: str) -> list[str]:
    """Return the marks that an address carries, the one just decided first."""
    return list(dict.fromkeys([mark, *as_query(address).texts("undo")]))[:LATEST]


async def told_undoables(asked: Fields) -> list[Undoable]:
    """Return which of the decisions that the address tells of are fresh and one's own."""
    found = [MARK.fullmatch(text) for text in asked.texts("undo")[:LATEST]]
    read = [await _read(mark[1], mark[2]) for mark in found if mark]
    return [one for one in read if one]


async def _read(kind: str, subject_id: str) -> Undoable | None:
    try:
        if kind == "training":
            return undoable_training(await _training(subject_id))
        return undoable_credit(await sheets.read_credit(desk(), who(), subject_id))
    except NotFound:
        return None


async def _training(training_id: str) -> Training:
    return (await plans.read_training(desk(), who(), training_id)).training


def undoable_credit(sheet: CreditSheet) -> Undoable | None:
    """Return the way back from the last decision on a credit, while there is one."""
    credit = sheet.credit
    seconds = _seconds_left(credit.decided_at, credit.decided_by)
    if not seconds:
        return None
    decision = CREDIT_DECISIONS.get(credit.stage, Decision.APPROVE)
    blanks = {"points": show(credit.points)} if decision is Decision.APPROVE else {}
    return Undoable(
        mark=f"credit.{credit.id}",
        words=say(f"review-done-{decision}", name=sheet.staff.name, **blanks),
        href=url_for("review.undo", credit_id=credit.id),
        version=credit.version,
        seconds=seconds,
    )


def undoable_training(training: Training) -> Undoable | None:
    """Return the way back from the last decision on a plan or closing, while there is one."""
    seconds = _seconds_left(training.decided_at, training.decided_by)
    if not seconds:
        return None
    decision = TRAINING_DECISIONS.get(training.stage, Decision.APPROVE)
    return Undoable(
        mark=f"training.{training.id}",
        words=say(f"training-done-{decision}", name=training.plan.name),
        href=url_for("training_review.undo", training_id=training.id),
        version=training.version,
        seconds=seconds,
    )


def _seconds_left(decided_at: datetime | None, decided_by: str | None) -> int:
    if decided_at is None or decided_by != who().account_id:
        return 0
    left = UNDO_WITHIN - (desk().clock.now() - decided_at)
    return max(0, ceil(left.total_seconds()))
