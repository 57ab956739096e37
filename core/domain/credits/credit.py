"""A credit and its way through review: one state machine for every origin."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from core.domain.credits.claims import Claim, hours_of, worth
from core.domain.credits.readings import Reading, ReadingStage
from core.domain.errors import Refusal
from core.domain.register import Role
from core.domain.review import CaseChanged, Decision, NotUnderReview, Procedure
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject


class Stage(StrEnum):
    """审核状态. `RETURNED` waits for its enterer, `REJECTED` and `APPROVED` are final.

    `AWARDED` is what a training has given and the unit has still to verify (核销).
    `AUTHORITY_ELSEWHERE` waits for the unit to record what its authority decides elsewhere.
    """

    DRAFT = "draft"
    DEPARTMENT_REVIEW = "department-review"
    UNIT_REVIEW = "unit-review"
    AUTHORITY_REVIEW = "authority-review"
    AUTHORITY_ELSEWHERE = "authority-elsewhere"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    AWARDED = "awarded"


BEFORE_AUTHORITY = frozenset({Stage.AUTHORITY_REVIEW, Stage.AUTHORITY_ELSEWHERE})
UNDER_REVIEW = frozenset({Stage.DEPARTMENT_REVIEW, Stage.UNIT_REVIEW}) | BEFORE_AUTHORITY
PENDING = UNDER_REVIEW | {Stage.AWARDED}
EDITABLE = frozenset({Stage.DRAFT, Stage.RETURNED})


class Origin(StrEnum):
    """Where a credit comes from; who entered a personal one decides where its review starts."""

    PERSONAL = "personal"
    DEPARTMENT = "department"
    UNIT = "unit"
    TRAINING = "training"
    SPEAKER = "speaker"
    PROJECT = "project"
    TAKEN_OVER = "taken-over"


class CreditChanged(CaseChanged):
    """Somebody was quicker: the credit is no longer what the person had before them."""

    code = "credit-changed"


class NotEditable(Refusal):
    """Only drafts and returned credits are changed by their enterer."""

    code = "not-editable"
    status = 409


@dataclass(frozen=True, slots=True)
class Credit:
    """What the record holds. Points and hours in hundredths; moments aware, UTC.

    `unit_id` and `department_id` are the person's current ones (access follows them).
    `decided_*` and `reason` repeat the decision that stands, for lists and the authority's view.
    What a training gave or a workbook brought names it; from `reversed_on` on it counts no more.
    `to_authority` says that an authority decides too, `is_elsewhere` that it does so elsewhere.
    """

    id: str
    staff_id: str
    unit_id: str
    department_id: str
    entered_by: str
    origin: Origin
    claim: Claim
    stage: Stage
    points: int
    hours: int
    to_authority: bool
    created_at: datetime
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_from: Stage | None = None
    reason: str = ""
    effective_on: date | None = None
    subtype: str = ""
    training_id: str | None = None
    reversed_on: date | None = None
    is_elsewhere: bool = False
    import_id: str | None = None
    version: int = 1

    @property
    def year(self) -> int:
        return self.claim.year

    @property
    def subject(self) -> Subject:
        return Subject(CREDIT_REVIEW.kind, self.id)

    @property
    def procedure(self) -> Procedure:
        if not self.to_authority:
            return CREDIT_REVIEW
        return BY_AUTHORITY_ELSEWHERE if self.is_elsewhere else BY_AUTHORITY_TOO

    @property
    def title(self) -> str:
        return self.claim.activity

    @property
    def is_taken_over(self) -> bool:
        """Another system or hospital has recognised it, and an import brought it (转入)."""
        return self.origin is Origin.TAKEN_OVER

    @property
    def is_entered(self) -> bool:
        """Somebody has entered it as a claim: no training gave it, nothing recognised it before."""
        return self.training_id is None and not self.is_taken_over

    @property
    def has_workbook(self) -> bool:
        """A workbook that is kept brought the claim, and shows what it says."""
        return self.import_id is not None and self.is_entered

    def is_in_effect(self, today: date) -> bool:
        """Approved, the day of effect has come, and it was not reversed since."""
        return is_in_effect(self.stage, self.effective_on, self.reversed_on, today)


def is_in_effect(
    stage: Stage, effective_on: date | None, reversed_on: date | None, today: date
) -> bool:
    """Approved, the day of effect has come, and the day of a reversal has not."""
    has_begun = effective_on is not None and effective_on <= today
    has_ended = reversed_on is not None and reversed_on <= today
    return stage is Stage.APPROVED and has_begun and not has_ended


def priced(credit: Credit, claim: Claim, book: Rulebook) -> Credit:
    """Return the credit with a changed claim and the amount, hours and subtype it comes to."""
    rule = book.rule(claim.rule) if claim.rule else None
    earned = worth(claim, book)
    points = earned.points if earned else 0
    return replace(
        credit,
        claim=claim,
        subtype=rule.subtype if rule else "",
        points=points,
        hours=hours_of(claim, rule, points, book) if rule and earned else 0,
    )


def next_stage(credit: Credit) -> Stage | None:
    """Return where an approval leads from here, None where nobody decides any more."""
    stage = credit.procedure.after.get((credit.stage, Decision.APPROVE))
    return Stage(stage) if stage else None


def still_open(credit: Credit, seen: int | None) -> None:
    """Refuse unless the enterer may still change the credit and has its latest version."""
    if credit.stage not in EDITABLE:
        raise NotEditable(stage=credit.stage)
    if seen is not None and seen != credit.version:
        raise CreditChanged(stage=credit.stage)


CREDIT_REVIEW = Procedure(
    kind="credit",
    after={
        (Stage.DEPARTMENT_REVIEW, Decision.APPROVE): Stage.UNIT_REVIEW,
        (Stage.DEPARTMENT_REVIEW, Decision.RETURN): Stage.RETURNED,
        (Stage.DEPARTMENT_REVIEW, Decision.REJECT): Stage.REJECTED,
        (Stage.UNIT_REVIEW, Decision.APPROVE): Stage.APPROVED,
        (Stage.UNIT_REVIEW, Decision.RETURN): Stage.RETURNED,
        (Stage.UNIT_REVIEW, Decision.REJECT): Stage.REJECTED,
        (Stage.AUTHORITY_REVIEW, Decision.APPROVE): Stage.APPROVED,
        (Stage.AUTHORITY_REVIEW, Decision.RETURN): Stage.RETURNED,
        (Stage.AUTHORITY_REVIEW, Decision.REJECT): Stage.REJECTED,
        (Stage.AUTHORITY_ELSEWHERE, Decision.APPROVE): Stage.APPROVED,
        (Stage.AUTHORITY_ELSEWHERE, Decision.RETURN): Stage.RETURNED,
        (Stage.AUTHORITY_ELSEWHERE, Decision.REJECT): Stage.REJECTED,
    },
    reviewers={
        Stage.DEPARTMENT_REVIEW: Role.DEPARTMENT_ADMINISTRATOR,
        Stage.UNIT_REVIEW: Role.UNIT_ADMINISTRATOR,
        Stage.AUTHORITY_REVIEW: Role.AUTHORITY_REVIEWER,
    },
    recorders={Stage.AUTHORITY_ELSEWHERE: Role.UNIT_ADMINISTRATOR},
    waiting="review-waiting",
    decided="decision-",
    passed=Stage.APPROVED,
    changed=CreditChanged,
)
BY_AUTHORITY_TOO = replace(
    CREDIT_REVIEW,
    after={**CREDIT_REVIEW.after, (Stage.UNIT_REVIEW, Decision.APPROVE): Stage.AUTHORITY_REVIEW},
)
BY_AUTHORITY_ELSEWHERE = replace(
    CREDIT_REVIEW,
    after={
        **CREDIT_REVIEW.after,
        (Stage.UNIT_REVIEW, Decision.APPROVE): Stage.AUTHORITY_ELSEWHERE,
    },
)


def withdrawn(credit: Credit) -> Credit:
    """Return the credit to its enterer as a draft, before anybody has decided on it.

    Raises NotUnderReview once the first decision is taken.
    """
    if credit.stage not in UNDER_REVIEW or credit.decided_at is not None:
        raise NotUnderReview(stage=credit.stage)
    return replace(credit, stage=Stage.DRAFT, submitted_at=None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that shows what a claim says; `kind` is one of the rulebook's evidence kinds.

    Once it `is_compared`, it is known which of the person's other pictures it looks like.
    """

    id: str
    credit_id: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    pages: int
    kind: str | None
    fingerprint: str | None
    has_view: bool
    uploaded_at: datetime
    is_compared: bool = False
    reading: Reading | None = None

    @property
    def read(self) -> Reading:
        """What was read of it so far; OFF where nobody reads it."""
        return self.reading or Reading(self.id, ReadingStage.OFF)


class FlagKind(StrEnum):
    """Why a reviewer should look twice."""

    SAME_FILE = "same-file"
    SIMILAR_PICTURE = "similar-picture"
    SAME_PROJECT = "same-project"
    LONG_DAYS = "long-days"
    NOT_PUBLISHED = "not-published"
    SAME_PAPER = "same-paper"
    NAME_DIFFERS = "name-differs"
    PAPER_DIFFERS = "paper-differs"


@dataclass(frozen=True, slots=True)
class Flag:
    """A hint for the reviewer, never a refusal.

    `credit_id` is given where the other credit is in the reader's scope, `staff_name` likewise;
    outside it only the department and year are shown. LONG_DAYS, NOT_PUBLISHED and what differs
    from the paper are about this credit alone; they say how many hours a day (hundredths) it
    claims, its year, or what was `read` of which `field`.
    """

    kind: FlagKind
    evidence_id: str | None = None
    credit_id: str | None = None
    staff_name: str | None = None
    department: str = ""
    year: int = 0
    hours_a_day: int = 0
    field: str = ""
    read: str = ""
