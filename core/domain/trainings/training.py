"""In-house trainings: activities, cycles and courses as they are kept (manual 4.1)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.domain.attendance.excuses import Excuse
from core.domain.attendance.schedules import Policy, Schedule
from core.domain.errors import Refusal
from core.domain.points import ONE
from core.domain.register import Role
from core.domain.review import CaseChanged, Decision, NotUnderReview, Procedure
from core.domain.subjects import Subject


class TrainingStage(StrEnum):
    """Where a training stands. Whether it has been held is told by the clock, not by a stage."""

    DRAFT = "draft"
    UNIT_REVIEW = "unit-review"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    AWARDED = "awarded"
    CLOSING_REVIEW = "closing-review"
    CLOSING_RETURNED = "closing-returned"
    CLOSING_REJECTED = "closing-rejected"
    CLOSED = "closed"


PLANNING = frozenset({TrainingStage.DRAFT, TrainingStage.RETURNED})
UNDER_UNIT_REVIEW = frozenset({TrainingStage.UNIT_REVIEW, TrainingStage.CLOSING_REVIEW})
REPORTING = frozenset({TrainingStage.AWARDED, TrainingStage.CLOSING_RETURNED})
OPEN_FOR_ATTENDANCE = frozenset({TrainingStage.APPROVED})
OVER = frozenset(
    {
        TrainingStage.REJECTED,
        TrainingStage.CANCELLED,
        TrainingStage.CLOSING_REJECTED,
        TrainingStage.CLOSED,
    }
)
"""Nothing is left to do for the department that planned it."""
TAKES_PLACE = frozenset(
    {
        TrainingStage.APPROVED,
        TrainingStage.AWARDED,
        TrainingStage.CLOSING_REVIEW,
        TrainingStage.CLOSING_RETURNED,
        TrainingStage.CLOSING_REJECTED,
        TrainingStage.CLOSED,
    }
)


class Progress(StrEnum):
    """The tabs of the list (manual 4.1): 全部, 已举办, 未举办, 待评分."""

    ALL = "all"
    HELD = "held"
    PLANNED = "planned"
    AWAITING_AWARD = "awaiting-award"


class TrainingChanged(CaseChanged):
    """Somebody was quicker: the training is no longer what the person had before them."""

    code = "training-changed"


class TrainingNotUnderReview(NotUnderReview):
    code = "training-not-under-review"


class TrainingNotEditable(Refusal):
    """The plan is with the reviewer or settled; only place, times and teachers may still change."""

    code = "training-not-editable"
    status = 409


@dataclass(frozen=True, slots=True)
class Plan:
    """The activity as the manual's form asks for it; `hours` in hundredths of a contact hour.

    `rule` is the subtype whose fixed value is the credit; `discipline` is of the third level.
    """

    year: int
    name: str = ""
    rule: str = ""
    hours: int = 0
    discipline: str = ""
    mode: str = ""
    assessment: str = ""
    other_number: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """执行情况反馈: what came of it, in words and numbers."""

    text: str = ""
    guests: int | None = None
    passed: int | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """One activity with its life. Points in hundredths of a credit; moments aware, UTC.

    `starts_at` and `ends_at` are those of the first and the last cycle. `staff_id` is there
    because whatever belongs to a place is asked for its person: a training belongs to none.
    One that holds a published project has its number, and the credit that was published.
    """

    id: str
    unit_id: str
    department_id: str
    entered_by: str
    plan: Plan
    stage: TrainingStage
    points: int
    created_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_from: TrainingStage | None = None
    reason: str = ""
    awarded_at: datetime | None = None
    report: Report = field(default_factory=Report)
    effective_on: date | None = None
    project_number: str = ""
    version: int = 1

    @property
    def staff_id(self) -> None:
        return None

    @property
    def year(self) -> int:
        return self.plan.year

    @property
    def subject(self) -> Subject:
        return Subject(TRAINING_REVIEW.kind, self.id)

    @property
    def procedure(self) -> Procedure:
        return TRAINING_REVIEW

    @property
    def title(self) -> str:
        return self.plan.name

    @property
    def holds_project(self) -> bool:
        """Whether it is a delegated project (代办项目), not an activity of the department's own."""
        return bool(self.project_number)

    @property
    def has_report(self) -> bool:
        return bool(self.report.text)

    @property
    def is_closing(self) -> bool:
        """Whether what waits for the unit, or was decided by it last, is the closing (核销)."""
        return TrainingStage.CLOSING_REVIEW in {self.stage, self.decided_from}

    def is_held(self, now: datetime) -> bool:
        """Return whether the last cycle is over (decisions: Time)."""
        return self.stage in TAKES_PLACE and self.ends_at is not None and self.ends_at <= now

    def awaits_award(self, now: datetime) -> bool:
        """Return whether it was held and nobody has been awarded anything yet (待评分)."""
        return self.stage is TrainingStage.APPROVED and self.is_held(now)


TRAINING_REVIEW = Procedure(
    kind="training",
    after={
        (TrainingStage.UNIT_REVIEW, Decision.APPROVE): TrainingStage.APPROVED,
        (TrainingStage.UNIT_REVIEW, Decision.RETURN): TrainingStage.RETURNED,
        (TrainingStage.UNIT_REVIEW, Decision.REJECT): TrainingStage.REJECTED,
        (TrainingStage.CLOSING_REVIEW, Decision.APPROVE): TrainingStage.CLOSED,
        (TrainingStage.CLOSING_REVIEW, Decision.RETURN): TrainingStage.CLOSING_RETURNED,
        (TrainingStage.CLOSING_REVIEW, Decision.REJECT): TrainingStage.CLOSING_REJECTED,
    },
    reviewers={
        TrainingStage.UNIT_REVIEW: Role.UNIT_ADMINISTRATOR,
        TrainingStage.CLOSING_REVIEW: Role.UNIT_ADMINISTRATOR,
    },
    waiting="training-waiting",
    decided="training-decided-",
    passed=TrainingStage.CLOSED,
    stage_blank="training_stage",
    changed=TrainingChanged,
    not_under_review=TrainingNotUnderReview,
)


@dataclass(frozen=True, slots=True)
class Course:
    """授课题目 with its teacher: somebody of the register (`teacher_id`) or from outside."""

    id: str
    topic: str
    teacher: str
    teacher_id: str | None
    hours: int
    method: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """Who is expected: everybody of the unit, departments, or people by name."""

    is_open: bool = False
    departments: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @property
    def is_nobody(self) -> bool:
        return not (self.is_open or self.departments or self.people)


@dataclass(frozen=True, slots=True)
class Cycle:
    """第 N 期. `point` is the short number in its codes, `board` counts renewed board links."""

    id: str
    training_id: str
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    capacity: int | None
    expected: Expected
    policy: Policy
    point: int = 0
    board: int = 1
    courses: tuple[Course, ...] = ()
    invited_at: datetime | None = None
    excuses: tuple[Excuse, ...] = ()

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.starts_at, self.ends_at, self.policy)

    @property
    def excused(self) -> frozenset[str]:
        return frozenset(one.staff_id for one in self.excuses)


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What a unit sets; the factor in hundredths; scans from outside its networks are flagged."""

    policy: Policy = field(default_factory=Policy)
    speaker_factor: int = 2 * ONE
    networks: tuple[str, ...] = ()


class AwardRole(StrEnum):
    """As what somebody is awarded; one award a person, activity and role."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody is awarded, or not, against what the rule proposes; `reason` says why."""

    staff_id: str
    role: AwardRole
    is_included: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TrainingFile:
    """A photo of the signed `sheet` or of the activity (`photo`), or a project's `notice`."""

    id: str
    training_id: str
    kind: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    pages: int
    has_view: bool
    uploaded_at: datetime
