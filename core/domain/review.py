"""One review for every subject: what is decided, by whom, and what becomes of it (manual 5.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, TypeVar, runtime_checkable

from core.domain.dates import day_after
from core.domain.errors import Refusal
from core.domain.register import Role
from core.domain.subjects import Subject

UNDO_WITHIN = timedelta(seconds=10)


class Decision(StrEnum):
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


class Tab(StrEnum):
    """The parts of a reviewer's list (manual 5.3): 待审核, 已退回, 已通过, 不通过."""

    WAITING = "waiting"
    RETURNED = "returned"
    PASSED = "passed"
    REJECTED = "rejected"


class CaseChanged(Refusal):
    """Somebody was quicker: the case is no longer what the person had before them."""

    code = "case-changed"
    status = 409


class NotUnderReview(Refusal):
    code = "not-under-review"
    status = 409


class ReasonNeeded(Refusal):
    """Returning and rejecting tell the person why."""

    code = "reason-needed"


class TooLateToUndo(Refusal):
    code = "too-late-to-undo"
    status = 409


@dataclass(frozen=True, slots=True)
class Procedure:
    """How a subject is reviewed: what a decision leads to, and who decides at which stage.

    `waiting` is the message that puts a case before its reviewers, `decided` the beginning of
    the one that tells where it stands then. What reaches `passed` takes effect the next day; where
    it is empty, nothing does.
    `stage_blank` is what the sentences of the subject call its stage. `recorders` are those who
    record, at a stage, what is decided outside this installation.
    """

    kind: str
    after: Mapping[tuple[str, Decision], str]
    reviewers: Mapping[str, Role]
    waiting: str
    decided: str
    passed: str
    stage_blank: str = "stage"
    recorders: Mapping[str, Role] = field(default_factory=dict)
    changed: type[Refusal] = CaseChanged
    not_under_review: type[Refusal] = NotUnderReview

    def stages_of(self, roles: frozenset[Role]) -> frozenset[str]:
        """Return the stages at which one of these roles decides."""
        return frozenset(stage for stage, role in self.reviewers.items() if role in roles)

    def told(self, refusal: type[Refusal], stage: str) -> Refusal:
        """Return a refusal that names the stage."""
        return refusal(**{self.stage_blank: stage})


@runtime_checkable
class Case(Protocol):
    """What every subject under review shows; `staff_id` is the person it is about, if any.

    `decided_*` and `reason` repeat the decision that stands: lists filter by it and scopes ask
    for it. Nothing is undone from them, that is read from the decisions themselves.
    """

    @property
    def id(self) -> str: ...
    @property
    def subject(self) -> Subject: ...
    @property
    def procedure(self) -> Procedure: ...
    @property
    def title(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def staff_id(self) -> str | None: ...
    @property
    def unit_id(self) -> str: ...
    @property
    def department_id(self) -> str: ...
    @property
    def entered_by(self) -> str: ...
    @property
    def reason(self) -> str: ...


Record = TypeVar("Record", bound=Case)


class Letter(NamedTuple):
    """What an authority elsewhere has decided by: its day, its number, the file that shows it."""

    decided_on: date
    number: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision as it is kept: at which stage, what and why, by which account.

    With a letter the account has only recorded what was decided elsewhere.
    """

    stage: str
    decision: Decision
    reason: str
    by: str
    at: datetime
    letter: Letter | None = None

    def is_undoable(self, who: str, now: datetime) -> bool:
        """Return whether `who` took it and ten seconds have not passed since."""
        return self.by == who and now - self.at <= UNDO_WITHIN


def decided(case: Record, decision: Decision, reason: str, who: str, now: datetime) -> Record:
    """Return the case as the decision of account `who` leaves it.

    Raises NotUnderReview, or ReasonNeeded when a return or rejection says nothing.
    """
    stage = case.procedure.after.get((case.stage, decision))
    if stage is None:
        raise case.procedure.told(case.procedure.not_under_review, case.stage)
    if decision is not Decision.APPROVE and not reason:
        raise ReasonNeeded
    verdict = Verdict(case.stage, decision, reason, who, now)
    effective_on = day_after(now) if stage == case.procedure.passed else None
    return _with(case, stage, verdict, effective_on)


def undone(case: Record, standing: Sequence[Verdict], who: str, now: datetime) -> Record:
    """Return the case as it was before the decision that `who` took less than ten seconds ago.

    `standing` are its decisions, the latest last; the one before stands again if it is what
    brought the case to this review. Raises TooLateToUndo.
    """
    last = standing[-1] if standing else None
    if last is None or not last.is_undoable(who, now) or not _led(case, last):
        raise TooLateToUndo
    back = _with(case, last.stage, None, None)
    earlier = standing[-2] if len(standing) > 1 else None
    return _with(back, last.stage, earlier, None) if earlier and _led(back, earlier) else back


def _led(case: Case, verdict: Verdict) -> bool:
    """Return whether the case stands where this decision has put it."""
    return case.procedure.after[verdict.stage, verdict.decision] == case.stage


def _with(case: Record, stage: str, verdict: Verdict | None, effective_on: date | None) -> Record:
    record: Any = case
    stages = type(record.stage)
    changed: Record = replace(
        record,
        stage=stages(stage),
        decided_at=verdict.at if verdict else None,
        decided_by=verdict.by if verdict else None,
        decided_from=stages(verdict.stage) if verdict else None,
        reason=verdict.reason if verdict else "",
        **({"effective_on": effective_on} if case.procedure.passed else {}),
    )
    return changed
