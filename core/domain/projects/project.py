"""Published projects: what the year's list says of each (manual 3.2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.errors import Refusal
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import normal_number


class ProjectLevel(StrEnum):
    """国家级, 省级, 市级."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"


class ListChanged(Refusal):
    """Somebody else has entered the same projects at the same moment."""

    code = "projects-changed"
    status = 409


@dataclass(frozen=True, slots=True)
class Project:
    """One project of a unit's published list; `points` in hundredths of a credit, 0 where unsaid.

    It belongs to no person and no department: everybody of the unit may look at the list.
    """

    id: str
    unit_id: str
    year: int
    number: str
    name: str
    level: ProjectLevel
    organiser: str = ""
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    points: int = 0

    @property
    def staff_id(self) -> None:
        return None

    @property
    def department_id(self) -> str:
        return ""

    @property
    def number_key(self) -> str:
        return number_key(self.number)

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.PROJECT, self.id)


def number_key(number: str) -> str:
    """Return a project's number as numbers are compared, however it was typed."""
    return normal_number(number)
