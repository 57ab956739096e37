"""代办: a unit lets a department run a published project, and may take it back (manual 3.3)."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.errors import Refusal
from core.domain.projects.project import Project
from core.domain.review import ReasonNeeded
from core.domain.trainings.plans import LONGEST
from core.domain.trainings.training import Plan

USUAL_RULE = "training-academic"


class DelegatedAlready(Refusal):
    """A project is run by one department at a time. Blank: `department`."""

    code = "delegated-already"
    status = 409


class DepartmentNeeded(Refusal):
    """No department is chosen that is to run the project."""

    code = "department-needed"


class DelegationTakenBack(Refusal):
    """The unit has taken the project back; what was submitted before goes its way."""

    code = "delegation-taken-back"
    status = 409


@dataclass(frozen=True, slots=True)
class Delegation:
    """Which department runs a project, since when and by whose word.

    The training that the department makes of it is planned, held and closed like any other.
    """

    id: str
    project_id: str
    unit_id: str
    department_id: str
    delegated_at: datetime
    delegated_by: str
    training_id: str | None = None
    taken_back_at: datetime | None = None
    reason: str = ""

    @property
    def staff_id(self) -> None:
        return None

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None


def check_stands(delegation: Delegation) -> None:
    """Raises DelegationTakenBack."""
    if not delegation.stands:
        raise DelegationTakenBack


def taken_back(delegation: Delegation, reason: str, now: datetime) -> Delegation:
    """Return the delegation as it ends. Raises DelegationTakenBack, ReasonNeeded."""
    check_stands(delegation)
    if not reason:
        raise ReasonNeeded
    return replace(delegation, taken_back_at=now, reason=reason)


def plan_of(project: Project) -> Plan:
    """Return what is known of a training that holds a project, for its department to complete."""
    return Plan(
        year=project.year,
        name=_fitting(project.name),
        rule=USUAL_RULE,
        other_number=project.number,
    )


def _fitting(name: str) -> str:
    """Return a name as far as an activity's may reach; its department shortens it better."""
    most = LONGEST["name"]
    return name if len(name) <= most else f"{name[: most - 1]}…"
