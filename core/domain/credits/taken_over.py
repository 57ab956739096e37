"""Credits that come by workbook: claims of many people, and 转入.

Claims are reviewed like any other. What another system or hospital has recognised is imported by
the unit and counts from its own date without review; one such import is taken back whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage
from core.domain.credits.credit_rows import CreditOfRow, likely_rule
from core.domain.credits.twins import SaidCredit, Twin
from core.domain.errors import Refusal
from core.domain.register import Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject, SubjectKind


class TakenBack(Refusal):
    """The import has been taken back already."""

    code = "import-taken-back"
    status = 409


class ImportKind(StrEnum):
    """What a workbook brought: claims to be reviewed, or credits recognised elsewhere."""

    CLAIMS = "claims"
    TAKEN_OVER = "taken-over"


class RowFate(StrEnum):
    """What a row would do; a double is left out unless somebody chooses it."""

    NEW = "new"
    DOUBLE = "double"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CreditImport:
    """Credits that came at once. `source` is where those taken over were recognised.

    `sha256` names the workbook, which is kept as evidence under `file_name`. `department_id` is
    that of whoever entered claims for one department, "" where it was the unit.
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
    kind: ImportKind = ImportKind.TAKEN_OVER
    department_id: str = ""
    entered_by: str = ""

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.CREDIT_IMPORT, self.id)

    @property
    def staff_id(self) -> None:
        """It is nobody's own."""


@dataclass(frozen=True, slots=True)
class FatedRow:
    """A row with what would become of it, and the rules that it is read by."""

    number: int
    fate: RowFate
    texts: Mapping[str, str]
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    staff: Staff | None = None
    credit: SaidCredit | None = None
    twin: Twin | None = None
    book: Rulebook | None = None

    @property
    def name(self) -> str:
        return self.staff.name if self.staff else self.texts.get("name", "")

    @property
    def seen(self) -> str:
        """Return what must still be so when the row is carried out."""
        words = [self.fate.value, self.staff.id if self.staff else ""]
        if self.credit:
            words += [str(self.credit.year), str(self.credit.points), str(self.credit.hours)]
        return " ".join(words).strip()


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
