"""A training's way through review, holding, award and closing, as one table (rules.md §3)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from core.domain.credits.credit import UNDO_WITHIN, Decision, ReasonNeeded
from core.domain.dates import day_after
from core.domain.errors import Refusal
from core.domain.trainings.training import (
    PLANNING,
    REPORTING,
    Report,
    Training,
    TrainingChanged,
    TrainingNotEditable,
    TrainingStage,
)


class TrainingNotUnderReview(Refusal):
    code = "training-not-under-review"
    status = 409


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


class TooLateToUndoTraining(Refusal):
    code = "too-late-to-undo"
    status = 409


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


AFTER: Mapping[tuple[TrainingStage, Decision], TrainingStage] = {
    (TrainingStage.UNIT_REVIEW, Decision.APPROVE): TrainingStage.APPROVED,
    (TrainingStage.UNIT_REVIEW, Decision.RETURN): TrainingStage.RETURNED,
    (TrainingStage.UNIT_REVIEW, Decision.REJECT): TrainingStage.REJECTED,
    (TrainingStage.CLOSING_REVIEW, Decision.APPROVE): TrainingStage.CLOSED,
    (TrainingStage.CLOSING_REVIEW, Decision.RETURN): TrainingStage.CLOSING_RETURNED,
    (TrainingStage.CLOSING_REVIEW, Decision.REJECT): TrainingStage.CLOSING_REJECTED,
}


def decided(
    training: Training, decision: Decision, reason: str, who: str, now: datetime
) -> Training:
    """Return the training as the unit's decision leaves it; AFTER is the procedure.

    Credits of a closing that passed take effect the next day. Raises TrainingNotUnderReview, or
    ReasonNeeded when a return or rejection says nothing.
    """
    stage = AFTER.get((training.stage, decision))
    if stage is None:
        raise TrainingNotUnderReview(training_stage=training.stage)
    if decision is not Decision.APPROVE and not reason:
        raise ReasonNeeded
    return replace(
        training,
        stage=stage,
        decided_at=now,
        decided_by=who,
        decided_from=training.stage,
        reason=reason,
        effective_on=day_after(now) if stage is TrainingStage.CLOSED else None,
    )


def undone(training: Training, who: str, now: datetime) -> Training:
    """Return the training as it was before the decision that `who` took within ten seconds.

    Raises TooLateToUndoTraining.
    """
    fresh = training.decided_at is not None and now - training.decided_at <= UNDO_WITHIN
    if not fresh or training.decided_by != who or training.decided_from is None:
        raise TooLateToUndoTraining
    return replace(
        training,
        stage=training.decided_from,
        decided_at=None,
        decided_by=None,
        decided_from=None,
        reason="",
        effective_on=None,
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


def may_correct_awards(training: Training, today: date) -> bool:
    """Awards may be corrected until they take effect, but not while the unit verifies them."""
    if training.stage is TrainingStage.CLOSED:
        return training.effective_on is not None and training.effective_on > today
    return training.stage in REPORTING
