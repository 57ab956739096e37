"""考核: who has passed what a training ends with, and who has not."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from core.domain import points
from core.domain.errors import Refusal
from core.domain.trainings.plans import read_amount
from core.domain.trainings.training import OPEN_FOR_ATTENDANCE, Training

MOST_SCORE = 1000 * points.ONE


class Assessment(StrEnum):
    PASSED = "passed"
    FAILED = "failed"


class NotThere(Refusal):
    """Only whoever was at one of the cycles can have a result. Blank: `name`."""

    code = "not-there"
    status = 409


class ResultsClosed(Refusal):
    """Results are entered until the credits are awarded."""

    code = "results-closed"
    status = 409


class OutcomeUnreadable(Refusal):
    """Neither passed nor failed."""

    code = "outcome-unreadable"


@dataclass(frozen=True, slots=True)
class Result:
    """How somebody did; `score` in hundredths of a mark, where there are marks."""

    staff_id: str
    outcome: Assessment
    score: int | None = None


def read_score(text: str) -> int | None:
    """Return a mark in hundredths, None without one. Raises NotANumber, AmountOutOfRange."""
    return read_amount(text, 0, MOST_SCORE) if text.strip() else None


def check_results_open(training: Training) -> None:
    """Raises ResultsClosed."""
    if training.stage not in OPEN_FOR_ATTENDANCE:
        raise ResultsClosed(title=training.plan.name)


def check_there(staff_id: str, name: str, there: Collection[str]) -> None:
    """Raises NotThere for somebody who was at none of the cycles."""
    if staff_id not in there:
        raise NotThere(name=name)
