"""A training's way between its reviews: planned, held, awarded, closed (rules.md §3)."""

from dataclasses import replace
from datetime import date, datetime

from core.domain.errors import Refusal
from core.domain.review import ReasonNeeded
from core.domain.trainings.training import (
    PLANNING,
    REPORTING,
    TAKES_PLACE,
    Report,
    Training,
    TrainingChanged,
    TrainingNotEditable,
    TrainingStage,
)


class NotHeldYet(Refusal):
    """Credits are awarded once the last cycle is over."""

    code = "not-held-yet"
    status = 409


class NotAwardable(Refusal):
    """Awards are made and corrected between the last cycle and the closing's verification."""

    code = "not-awardable"
    status = 409


class NothingToAward(Refusal):
    code = "nothing-to-award"


class ReportNeeded(Refusal):
    """A closing is submitted with its execution report (执行情况反馈)."""

    code = "report-needed"


def still_planned(training: Training, seen: int | None) -> None:
    """Refuse unless the plan may still be changed and `seen` is its latest version."""
    if training.stage not in PLANNING:
        raise TrainingNotEditable(training_stage=training.stage)
    check_seen(training, seen)


def check_seen(training: Training, seen: int | None) -> None:
    if seen is not None and seen != training.version:
        raise TrainingChanged(training_stage=training.stage)


def submitted(training: Training, now: datetime) -> Training:
    """Return the training in front of the unit. Raises TrainingNotEditable."""
    still_planned(training, None)
    return _waiting(training, TrainingStage.UNIT_REVIEW, now)


def closing_submitted(training: Training, report: Report, now: datetime) -> Training:
    """Return the training with its report in front of the unit (核销).

    Raises NotAwardable before anybody was awarded, ReportNeeded without a report.
    """
    if training.stage not in REPORTING:
        raise NotAwardable(training_stage=training.stage)
    if not report.text:
        raise ReportNeeded
    return replace(_waiting(training, TrainingStage.CLOSING_REVIEW, now), report=report)


def _waiting(training: Training, stage: TrainingStage, now: datetime) -> Training:
    return replace(
        training,
        stage=stage,
        submitted_at=now,
        decided_at=None,
        decided_by=None,
        decided_from=None,
        reason="",
    )


def cancelled(training: Training, reason: str, now: datetime) -> Training:
    """Return the training called off, before it was held. Raises TrainingNotEditable."""
    if training.stage is not TrainingStage.APPROVED or training.is_held(now):
        raise TrainingNotEditable(training_stage=training.stage)
    if not reason:
        raise ReasonNeeded
    return replace(training, stage=TrainingStage.CANCELLED, reason=reason)


def awarded(training: Training, now: datetime) -> Training:
    """Return the training with its credits awarded. Raises NotHeldYet, NotAwardable."""
    if training.stage is not TrainingStage.APPROVED:
        raise NotAwardable(training_stage=training.stage)
    if not training.is_held(now):
        raise NotHeldYet
    return replace(training, stage=TrainingStage.AWARDED, awarded_at=now)


def is_announced(training: Training) -> bool:
    """Return whether people may know of it; of what was called off only if it was approved."""
    is_off = training.stage is TrainingStage.CANCELLED and training.decided_at is not None
    return is_off or training.stage in TAKES_PLACE


def may_correct_awards(training: Training, today: date) -> bool:
    """Awards may be corrected until they take effect, but not while the unit verifies them."""
    if training.stage is TrainingStage.CLOSED:
        return training.effective_on is not None and training.effective_on > today
    return training.stage in REPORTING
