"""A credit and its way through review: one state machine for every origin."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from core.domain.credits.claims import Claim, hours_of, worth
from core.domain.dates import day_after
from core.domain.errors import Refusal
from core.domain.register import Role
from core.domain.review import CaseChanged, Decision, NotUnderReview, Procedure
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject


class Stage(StrEnum):
    """审核状态. `RETURNED` waits for its enterer, `REJECTED` and `APPROVED` are final.

    `AWARDED` is what a training has given and the unit has still to verify (核销).
    """

    DRAFT = "draft"
    DEPARTMENT_REVIEW = "department-review"
    UNIT_REVIEW = "unit-review"
    AUTHORITY_REVIEW = "authority-review"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    AWARDED = "awarded"


UNDER_REVIEW = frozenset({Stage.DEPARTMENT_REVIEW, Stage.UNIT_REVIEW, Stage.AUTHORITY_REVIEW})
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
    A credit that a training gave names it; from `reversed_on` on it counts no more.
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
    version: int = 1

    @property
    def year(self) -> int:
        return self.claim.year

    @property
    def subject(self) -> Subject:
        return Subject(CREDIT_REVIEW.kind, self.id)

    @property
    def procedure(self) -> Procedure:
        return BY_AUTHORITY_TOO if self.to_authority else CREDIT_REVIEW

    @property
    def title(self) -> str:
        return self.claim.activity

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


@dataclass(frozen=True, slots=True)
class ReviewRoute:
    """What decides where a review starts.

    `entered_as` is the role in which the claim was entered; `has_*` tell whether somebody else
    is there who could review, for nobody decides on their own credit.
    """

    entered_as: Origin
    is_own: bool
    has_department_reviewer: bool
    has_unit_reviewer: bool
    needs_authority: bool


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


def first_stage(way: ReviewRoute) -> Stage:
    """Return where the review of a submitted claim starts (manual 5.2, decisions: scope).

    The last line is the unit that enters for somebody: nobody above it but the authority.
    """
    if way.entered_as is Origin.PERSONAL and way.has_department_reviewer:
        return Stage.DEPARTMENT_REVIEW
    if way.entered_as is not Origin.UNIT or way.is_own:
        return Stage.UNIT_REVIEW if way.has_unit_reviewer else Stage.AUTHORITY_REVIEW
    return Stage.AUTHORITY_REVIEW if way.needs_authority else Stage.APPROVED


def rerouted(credit: Credit, *, in_department: bool, in_unit: bool) -> Credit:
    """Return a claim under review whose person works elsewhere now, before who reviews it there.

    It skips a stage at which nobody else is there to decide.
    """
    stage = credit.stage
    if stage is Stage.DEPARTMENT_REVIEW and not in_department:
        stage = Stage.UNIT_REVIEW
    if stage is Stage.UNIT_REVIEW and not in_unit:
        stage = Stage.AUTHORITY_REVIEW
    to_authority = credit.to_authority or stage is Stage.AUTHORITY_REVIEW
    return replace(credit, stage=stage, to_authority=to_authority)


def next_stage(credit: Credit) -> Stage | None:
    """Return where an approval leads from here, None where nobody decides any more."""
    stage = credit.procedure.after.get((credit.stage, Decision.APPROVE))
    return Stage(stage) if stage else None


def submitted(credit: Credit, way: ReviewRoute, now: datetime) -> Credit:
    """Return the credit put in front of its first reviewer. Raises NotEditable."""
    still_open(credit, None)
    stage = first_stage(way)
    return replace(
        credit,
        stage=stage,
        origin=way.entered_as,
        to_authority=way.needs_authority or stage is Stage.AUTHORITY_REVIEW,
        submitted_at=now,
        decided_at=None,
        decided_by=None,
        decided_from=None,
        reason="",
        effective_on=day_after(now) if stage is Stage.APPROVED else None,
    )


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
    },
    reviewers={
        Stage.DEPARTMENT_REVIEW: Role.DEPARTMENT_ADMINISTRATOR,
        Stage.UNIT_REVIEW: Role.UNIT_ADMINISTRATOR,
        Stage.AUTHORITY_REVIEW: Role.AUTHORITY_REVIEWER,
    },
    waiting="review-waiting",
    decided="decision-",
    passed=Stage.APPROVED,
    changed=CreditChanged,
)
BY_AUTHORITY_TOO = replace(
    CREDIT_REVIEW,
    after={**CREDIT_REVIEW.after, (Stage.UNIT_REVIEW, Decision.APPROVE): Stage.AUTHORITY_REVIEW},
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
    """A file that shows what a claim says; `kind` is one of the rulebook's evidence kinds."""

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


class FlagKind(StrEnum):
    """Why a reviewer should look twice."""

    SAME_FILE = "same-file"
    SIMILAR_PICTURE = "similar-picture"
    SAME_PROJECT = "same-project"
    LONG_DAYS = "long-days"


@dataclass(frozen=True, slots=True)
class Flag:
    """A hint for the reviewer, never a refusal.

    `credit_id` is given where the other credit is in the reader's scope, `staff_name` likewise;
    outside it only the department and year are shown. LONG_DAYS is about this credit alone and
    says how many hours a day (hundredths) it claims.
    """

    kind: FlagKind
    evidence_id: str | None = None
    credit_id: str | None = None
    staff_name: str | None = None
    department: str = ""
    year: int = 0
    hours_a_day: int = 0
