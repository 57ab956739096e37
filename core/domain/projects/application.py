"""新项目申报: an application for a project, from its first step to what came of it (manual 3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.domain.errors import Refusal
from core.domain.register import Role
from core.domain.review import CaseChanged, Decision, NotUnderReview, Procedure
from core.domain.subjects import Subject


class ApplicationStage(StrEnum):
    """Where an application stands; what the unit has approved it has forwarded (已上报)."""

    DRAFT = "draft"
    UNIT_REVIEW = "unit-review"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    ESTABLISHED = "established"
    NOT_ESTABLISHED = "not-established"


PREPARING = frozenset({ApplicationStage.DRAFT, ApplicationStage.RETURNED})
ENDED = frozenset(
    {
        ApplicationStage.REJECTED,
        ApplicationStage.ESTABLISHED,
        ApplicationStage.NOT_ESTABLISHED,
    }
)
FORWARDED = frozenset(
    {
        ApplicationStage.APPROVED,
        ApplicationStage.ESTABLISHED,
        ApplicationStage.NOT_ESTABLISHED,
    }
)


class ApplicationChanged(CaseChanged):
    """Somebody was quicker: the application is no longer what the person had before them."""

    code = "application-changed"


class ApplicationNotUnderReview(NotUnderReview):
    code = "application-not-under-review"


class ApplicationNotEditable(Refusal):
    """It is with the unit or forwarded: what stands in it stays."""

    code = "application-not-editable"
    status = 409


class ApplicationsClosed(Refusal):
    """The unit takes applications of a year between two days. Blanks: `year`, `opens`, `closes`."""

    code = "applications-closed"
    status = 409


class ApplicationsNotOpen(Refusal):
    """The unit has not said yet when it takes applications of a year. Blank: `year`."""

    code = "applications-not-open"
    status = 409


class NotForwarded(Refusal):
    """What came of it is known once it was forwarded."""

    code = "application-not-forwarded"
    status = 409


@dataclass(frozen=True, slots=True)
class Lecture:
    """A course of a project and its teacher: of the register (`teacher_id`) or from outside."""

    topic: str
    teacher: str
    teacher_id: str | None
    hours: int


@dataclass(frozen=True, slots=True)
class Application:
    """What is applied for. `answers` are the texts of its form, by field.

    It belongs to no person: its department prepares it. `number` is that of the project which was
    established.
    """

    id: str
    unit_id: str
    department_id: str
    entered_by: str
    year: int
    stage: ApplicationStage
    created_at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    leader_id: str | None = None
    courses: tuple[Lecture, ...] = ()
    number: str = ""
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_from: ApplicationStage | None = None
    reason: str = ""
    version: int = 1

    @property
    def staff_id(self) -> None:
        return None

    @property
    def name(self) -> str:
        return self.answers.get("name", "")

    @property
    def level(self) -> str:
        return self.answers.get("level", "")

    @property
    def subject(self) -> Subject:
        return Subject(APPLICATION_REVIEW.kind, self.id)

    @property
    def procedure(self) -> Procedure:
        return APPLICATION_REVIEW

    @property
    def title(self) -> str:
        return self.name


APPLICATION_REVIEW = Procedure(
    kind="application",
    after={
        (ApplicationStage.UNIT_REVIEW, Decision.APPROVE): ApplicationStage.APPROVED,
        (ApplicationStage.UNIT_REVIEW, Decision.RETURN): ApplicationStage.RETURNED,
        (ApplicationStage.UNIT_REVIEW, Decision.REJECT): ApplicationStage.REJECTED,
    },
    reviewers={ApplicationStage.UNIT_REVIEW: Role.UNIT_ADMINISTRATOR},
    waiting="application-waiting",
    decided="application-decided-",
    passed="",
    stage_blank="application_stage",
    changed=ApplicationChanged,
    not_under_review=ApplicationNotUnderReview,
)


@dataclass(frozen=True, slots=True)
class ApplicationWindow:
    """Between which days, both included, a unit takes the applications of a year."""

    unit_id: str
    year: int
    opens_on: date
    closes_on: date

    def is_open(self, today: date) -> bool:
        return self.opens_on <= today <= self.closes_on


def check_open(window: ApplicationWindow | None, year: int, today: date) -> None:
    """Raises ApplicationsNotOpen before the unit has set its days, ApplicationsClosed outside."""
    if window is None:
        raise ApplicationsNotOpen(year=year)
    if not window.is_open(today):
        raise ApplicationsClosed(
            year=year, opens=window.opens_on.isoformat(), closes=window.closes_on.isoformat()
        )


def still_prepared(application: Application, seen: int | None) -> None:
    """Refuse unless it may still be changed and `seen` is its latest version."""
    if application.stage not in PREPARING:
        raise ApplicationNotEditable(application_stage=application.stage)
    if seen is not None and seen != application.version:
        raise ApplicationChanged(application_stage=application.stage)


def submitted(application: Application, now: datetime) -> Application:
    """Return the application in front of the unit. Raises ApplicationNotEditable."""
    still_prepared(application, None)
    blank: dict[str, Any] = dict.fromkeys(("decided_at", "decided_by", "decided_from"))
    stage = ApplicationStage.UNIT_REVIEW
    return replace(application, stage=stage, submitted_at=now, reason="", **blank)


def with_outcome(application: Application, number: str | None) -> Application:
    """Return what came of an application: a project of this number, or None. Raises NotForwarded.

    What was recorded wrongly is recorded again.
    """
    if application.stage not in FORWARDED:
        raise NotForwarded(application_stage=application.stage)
    if number is None:
        return replace(application, stage=ApplicationStage.NOT_ESTABLISHED, number="")
    return replace(application, stage=ApplicationStage.ESTABLISHED, number=number)
