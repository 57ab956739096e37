"""In-house trainings: from a plan to credits that count (manual 4.1, rules.md §3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.domain.attendance import Policy, Schedule
from core.domain.credits import UNDO_WITHIN, Decision, ReasonNeeded
from core.domain.dates import day_after, day_of
from core.domain.errors import Refusal
from core.domain.points import ONE, show_quantity
from core.domain.rules import Fixed, Rulebook


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


class TrainingChanged(Refusal):
    """Somebody was quicker: the training is no longer what the person had before them."""

    code = "training-changed"
    status = 409


class TrainingNotEditable(Refusal):
    """The plan is with the reviewer or settled; only place, times and teachers may still change."""

    code = "training-not-editable"
    status = 409


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


class CycleMissing(Refusal):
    code = "cycle-missing"


class CourseMissing(Refusal):
    code = "course-missing"


class CycleOutsideYear(Refusal):
    """A cycle begins and ends inside the year of its activity."""

    code = "cycle-outside-year"


class CycleTooShort(Refusal):
    """The cycle is shorter than the contact hours that it is said to hold."""

    code = "cycle-too-short"


class CycleEndsFirst(Refusal):
    code = "cycle-ends-first"


class CourseOutsideCycle(Refusal):
    code = "course-outside-cycle"


class NobodyExpected(Refusal):
    """A cycle is open, or names departments or people."""

    code = "nobody-expected"


class TooLateToUndoTraining(Refusal):
    code = "too-late-to-undo"
    status = 409


class PlanIncomplete(Refusal):
    """The plan cannot be submitted yet; `faults` are the refusals, all at once."""

    code = "plan-incomplete"

    def __init__(self, faults: Sequence[Refusal]) -> None:
        super().__init__()
        self.faults = faults


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
    version: int = 1

    @property
    def staff_id(self) -> None:
        return None

    @property
    def year(self) -> int:
        return self.plan.year

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
    """第 N 期. `door` is the short number in its codes, `board` counts renewed board links."""

    id: str
    training_id: str
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    capacity: int | None
    expected: Expected
    policy: Policy
    door: int = 0
    board: int = 1
    courses: tuple[Course, ...] = ()

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.starts_at, self.ends_at, self.policy)


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What a unit sets for its trainings; `speaker_factor` in hundredths of a participant's credit.

    `networks` are those of the hospital; outside them a scan is flagged. None given: no flag.
    """

    policy: Policy = field(default_factory=Policy)
    speaker_factor: int = 2 * ONE
    networks: tuple[str, ...] = ()


class Role(StrEnum):
    """As what somebody is awarded; one award a person, activity and role."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody is awarded, or not, against what the rule proposes; `reason` says why."""

    staff_id: str
    role: Role
    is_included: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TrainingFile:
    """A photo of the signed sheet (`sheet`) or of the activity (`photo`)."""

    id: str
    training_id: str
    kind: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    has_view: bool
    uploaded_at: datetime


def credit_of(plan: Plan, book: Rulebook) -> int:
    """Return what the subtype gives a participant, in hundredths; 0 while none is chosen."""
    measure = book.rule(plan.rule).measure if plan.rule else None
    return measure.points if isinstance(measure, Fixed) else 0


def speaker_points(points: int, factor: int) -> int:
    """Return what a speaker gets: the participant's credit times the unit's factor."""
    return points * factor // ONE


def check_cycle(cycle: Cycle, plan: Plan) -> None:
    """Refuse a cycle that cannot be held as planned.

    Raises CycleEndsFirst, CycleOutsideYear, CycleTooShort, NobodyExpected, CourseOutsideCycle.
    """
    if cycle.ends_at <= cycle.starts_at:
        raise CycleEndsFirst
    last_moment = cycle.ends_at - timedelta(seconds=1)
    if {day_of(cycle.starts_at).year, day_of(last_moment).year} != {plan.year}:
        raise CycleOutsideYear(year=plan.year)
    if minutes_of(cycle) * ONE < plan.hours * 60:
        raise CycleTooShort(hours=show_quantity(plan.hours), minutes=minutes_of(cycle))
    if cycle.expected.is_nobody:
        raise NobodyExpected
    for course in cycle.courses:
        check_course(course, cycle)


def check_course(course: Course, cycle: Cycle) -> None:
    """Refuse a course that is not held within its cycle. Raises CourseOutsideCycle."""
    if not cycle.starts_at <= course.starts_at < course.ends_at <= cycle.ends_at:
        raise CourseOutsideCycle


def minutes_of(cycle: Cycle) -> int:
    return int((cycle.ends_at - cycle.starts_at).total_seconds()) // 60


def moved(cycle: Cycle, starts_at: datetime, ends_at: datetime) -> Cycle:
    """Return the cycle at another time, its courses moved with it as far as they fit."""
    shift = starts_at - cycle.starts_at

    def shifted(course: Course) -> Course:
        first = min(max(course.starts_at + shift, starts_at), ends_at)
        return replace(course, starts_at=first, ends_at=min(course.ends_at + shift, ends_at))

    courses = tuple(shifted(course) for course in cycle.courses)
    return replace(cycle, starts_at=starts_at, ends_at=ends_at, courses=courses)


def spanning(training: Training, cycles: Sequence[Cycle]) -> Training:
    """Return the training with the moments between which its cycles lie."""
    return replace(
        training,
        starts_at=min((cycle.starts_at for cycle in cycles), default=None),
        ends_at=max((cycle.ends_at for cycle in cycles), default=None),
    )


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


def plan_faults(plan: Plan, cycles: Sequence[Cycle], blanks: Sequence[Refusal]) -> list[Refusal]:
    """Return all that keeps the plan from being submitted; `blanks` are the fields still open."""
    found = list(blanks)
    if not cycles:
        found.append(CycleMissing())
    for cycle in cycles:
        if not cycle.courses:
            found.append(CourseMissing(number=cycle.number))
        try:
            check_cycle(cycle, plan)
        except Refusal as refusal:
            found.append(type(refusal)(**refusal.details, number=cycle.number))
    return found
