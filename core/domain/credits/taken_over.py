"""转入: credits that another system or hospital has recognised, imported by the unit.

They count from their own date without review; one import is taken back whole, or not at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage
from core.domain.credits.credit_rows import CreditOfRow, likely_rule
from core.domain.errors import Refusal
from core.domain.reading_particulars import plain_name
from core.domain.register import Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject, SubjectKind


class TakenBack(Refusal):
    """The import has been taken back already."""

    code = "import-taken-back"
    status = 409


class RowFate(StrEnum):
    """What a row would do; a double is left out unless somebody chooses it."""

    NEW = "new"
    DOUBLE = "double"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CreditImport:
    """Credits that were taken over at once. `source` is where they were recognised.

    `sha256` names the workbook, which is kept as evidence under `file_name`.
    """

    id: str
    unit_id: str
    source: str
    sha256: str
    file_name: str
    size_bytes: int
    credits: int
    people: int
    first_year: int
    last_year: int
    taken_over_at: datetime
    taken_over_by: str
    taken_back_at: datetime | None = None
    taken_back_by: str = ""
    reason: str = ""

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.CREDIT_IMPORT, self.id)

    @property
    def staff_id(self) -> None:
        """It is nobody's own."""

    @property
    def department_id(self) -> str:
        return ""


class KnownCredit(NamedTuple):
    """What is here already of somebody: enough to see that a row says the same."""

    staff_id: str
    year: int
    project_number: str
    activity: str
    held_from: date | None
    held_to: date | None
    points: int


class Twin(NamedTuple):
    """What a row says again: another row, by its number, or a credit that is here."""

    row: int = 0
    known: KnownCredit | None = None


@dataclass(frozen=True, slots=True)
class FatedRow:
    """A row with what would become of it."""

    number: int
    fate: RowFate
    texts: Mapping[str, str]
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    staff: Staff | None = None
    credit: CreditOfRow | None = None
    twin: Twin | None = None

    @property
    def name(self) -> str:
        return self.staff.name if self.staff else self.texts.get("name", "")

    @property
    def seen(self) -> str:
        """Return what must still be so when the row is carried out."""
        return f"{self.fate} {self.staff.id if self.staff else ''}".strip()


Days = tuple[date | None, date | None]


@dataclass
class Twins:
    """What rows are held against, row after row: credits that are here, and rows before."""

    people: set[str] = field(default_factory=set)
    _numbers: dict[tuple[str, str], Twin] = field(default_factory=dict)
    _activities: dict[tuple[str, str], list[tuple[Days, Twin]]] = field(default_factory=dict)

    def hold_against(self, people: Iterable[str], known: Iterable[KnownCredit]) -> None:
        """Add people of whom all is known that is here already."""
        self.people |= set(people)
        for one in known:
            self._add(one, Twin(known=one))

    def of(self, number: int, credit: CreditOfRow) -> Twin | None:
        """Return what says the same of this person, and let the row be held against from here on.

        The same is the same project number, or the same activity on the same day.
        """
        day, activity = credit.awarded_on, plain_name(credit.activity)
        twin = self._numbers.get((credit.staff.id, plain_name(credit.project_number)))
        if twin is None:
            same = self._activities.get((credit.staff.id, activity), ())
            twin = next((it for days, it in same if _within(day, days)), None)
        if twin is None:
            shown = (credit.project_number, credit.activity, day, day, credit.points)
            self._add(KnownCredit(credit.staff.id, credit.year, *shown), Twin(row=number))
        return twin

    def _add(self, one: KnownCredit, twin: Twin) -> None:
        if number := plain_name(one.project_number):
            self._numbers.setdefault((one.staff_id, number), twin)
        same = self._activities.setdefault((one.staff_id, plain_name(one.activity)), [])
        same.append(((one.held_from, one.held_to), twin))


def _within(day: date, days: Days) -> bool:
    first, last = days
    return first is None or last is None or first <= day <= last


def taken_over(
    said: CreditOfRow, book: Rulebook, made: CreditImport, who: str, credit_id: str = ""
) -> Credit:
    """Return the credit of a row, as an import enters it for an account."""
    rule = said.rule or likely_rule(book, said.subtype, said.points)
    details = {
        "project-name": said.activity,
        "date": said.awarded_on.isoformat(),
        "project-number": said.project_number,
        "organiser": said.awarded_by,
        "source": made.source,
    }
    return Credit(
        id=credit_id,
        staff_id=said.staff.id,
        unit_id=said.staff.unit_id,
        department_id=said.staff.department_id,
        entered_by=who,
        origin=Origin.TAKEN_OVER,
        claim=Claim(
            year=said.year,
            category=rule.category if rule else None,
            rule=rule.code if rule else None,
            details={name: text for name, text in details.items() if text},
        ),
        stage=Stage.APPROVED,
        points=said.points,
        hours=said.hours,
        to_authority=False,
        created_at=made.taken_over_at,
        submitted_at=made.taken_over_at,
        effective_on=said.awarded_on,
        subtype=said.subtype,
        import_id=made.id,
    )
