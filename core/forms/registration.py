"""What a credit registration form (学分登记表) says: one person, one year."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Result = Literal["met", "not-met", "not-required"]


@dataclass(frozen=True, slots=True)
class FormRow:
    """One credit. `points` and `hours` are hundredths; `why_not` is a sentence when not counted."""

    number: int
    awarded_on: date
    project_number: str
    activity: str
    subtype: str
    mode: str
    points: int
    hours: int
    awarded_by: str
    counts: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class FormLetter:
    """The number of a row that an authority elsewhere has decided on, and its letter."""

    row: int
    decided_on: date
    number: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Credits and contact hours in hundredths: all that took effect, and those that count."""

    points: int
    hours: int
    counting_points: int
    counting_hours: int


@dataclass(frozen=True, slots=True)
class RegistrationForm:
    """Everything printed on one person's form, in the reader's words; texts are plain, not markup.

    `reasons` are finished sentences, one per check that fails. `rulebook_year` is the year whose
    rules were used; where it differs from `year`, the form says so. So it does where the unit set
    the standard or a rule of a credit itself, or where it lists a part of the year. `issued_at` is
    aware. `photo` is the key of the person's photo, `picture` the JPEG itself: it says nothing, so
    that another one changes no code.
    """

    unit: str
    department: str
    name: str
    sex: str
    born_on: date | None
    staff_number: str
    title: str
    year: int
    first_day: date
    last_day: date
    rows: tuple[FormRow, ...]
    totals: Totals
    result: Result
    reasons: tuple[str, ...]
    issued_at: datetime
    verification_code: str
    verification_url: str
    rulebook_year: int
    has_own_rules: bool = False
    letters: tuple[FormLetter, ...] = ()
    photo: str = ""
    picture: bytes = field(default=b"", repr=False)
