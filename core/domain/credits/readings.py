"""What was read of a file that came with a claim: a proposal, never an answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple


class ReadingStage(StrEnum):
    """How far the reading of one file has come.

    SEVERAL certificates on one photo propose nothing; of a BLURRED one another photo is wanted;
    on some there is NOTHING of a certificate, and UNREADABLE is what the reader could not finish.
    A file that nobody reads is OFF: there is no reader, or it was here before there was one.
    """

    WAITING = "waiting"
    READ = "read"
    SEVERAL = "several"
    BLURRED = "blurred"
    NOTHING = "nothing"
    UNREADABLE = "unreadable"
    OFF = "off"


class ReadField(StrEnum):
    """What certificates say: 姓名, 项目编号, 项目名称, 主办单位, 日期, 学时, 学分, 级别."""

    NAME = "name"
    PROJECT_NUMBER = "project-number"
    PROJECT_NAME = "project-name"
    ORGANISER = "organiser"
    DATES = "dates"
    HOURS = "hours"
    CREDITS = "credits"
    LEVEL = "level"


class Place(NamedTuple):
    """Where a text stands on a page of the view, as fractions of its width and height."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One value: the `text` as it stands there, and the `value` as answers are kept.

    Days are ISO, two with a slash between; hours and credits are figures; a level is
    national, provincial or municipal.
    """

    field: ReadField
    text: str
    value: str
    place: Place
    is_sure: bool = True

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and last day that DATES name."""
        first, _, last = self.value.partition("/")
        return date.fromisoformat(first), date.fromisoformat(last or first)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file. `codes` are what QR codes on it say: shown, never opened."""

    evidence_id: str
    stage: ReadingStage
    values: tuple[ReadValue, ...] = ()
    codes: tuple[str, ...] = ()

    def of(self, field: ReadField) -> ReadValue | None:
        """Return what it says of this, None where nothing was read."""
        return next((one for one in self.values if one.field is field), None)

    @property
    def paper(self) -> str | None:
        """Return what photos of one certificate have in common, None where too little was read."""
        named = [self.of(field) for field in (ReadField.NAME, ReadField.PROJECT_NUMBER)]
        days = self.of(ReadField.DATES)
        if self.stage is not ReadingStage.READ or not all(named):
            return None
        said = "|".join(one.value if one else "" for one in (*named, days))
        return sha256(said.encode()).hexdigest()
