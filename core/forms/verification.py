"""What a multi-year verification form (多年度学分验证表) says: one person, a line a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.credits.compliance import YearResult
from core.domain.points import show
from core.domain.register import Department, Staff, Unit
from core.forms.filling import NOT_ISSUED
from core.forms.registration import Result
from core.texts import say
from core.wording.compliance import reason
from core.wording.names import named


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """One year. `unit` and `title` are those of the year; amounts are hundredths that count.

    `subtotals` are finished texts, by class up to 2024 and by subject since.
    """

    year: int
    unit: str
    title: str
    points: int
    hours: int
    subtotals: tuple[str, ...]
    result: Result
    reasons: tuple[str, ...]
    rulebook_year: int
    has_own_rules: bool = False


@dataclass(frozen=True, slots=True)
class VerificationForm:
    """Everything printed in one person's block, in the reader's words; years newest first."""

    unit: str
    department: str
    name: str
    sex: str
    born_on: date | None
    staff_number: str
    years: tuple[VerificationRow, ...]
    issued_at: datetime = NOT_ISSUED
    verification_code: str = ""
    verification_url: str = ""

    @property
    def year(self) -> int:
        """Return the last year it tells of, which it is kept under."""
        return self.years[0].year


def verification_form(
    staff: Staff,
    department: Department,
    units: Mapping[str, Unit],
    results: Sequence[YearResult],
) -> VerificationForm:
    """Return a person's form, not issued yet (manual 9.1, rules.md §7).

    Unit and title of a year are those of the record that applies to it; without one, unit and
    title are those of today, and nothing is required.
    """
    newest = sorted(results, key=lambda result: -result.year)
    return VerificationForm(
        unit=units[staff.unit_id].name,
        department=department.name,
        name=staff.name,
        sex=say(f"sex-{staff.sex}"),
        born_on=staff.born_on,
        staff_number=staff.staff_number,
        years=tuple(_row(staff, units, result) for result in newest),
    )


def _row(staff: Staff, units: Mapping[str, Unit], result: YearResult) -> VerificationRow:
    record = result.record
    return VerificationRow(
        year=result.year,
        unit=units[record.unit_id if record else staff.unit_id].name,
        title=named(result.book.title(record.title if record else staff.title).names),
        points=result.credits.counting,
        hours=result.hours.counting,
        subtotals=_subtotals(result),
        result=result.outcome.value,
        reasons=tuple(reason(checked) for checked in result.failing),
        rulebook_year=result.rules_year,
        has_own_rules=result.has_own_rules,
    )


def _subtotals(result: YearResult) -> tuple[str, ...]:
    classes = [
        say("verification-class", number=number, points=show(total.counting))
        for number, total in sorted(result.by_class.items())
    ]
    subjects = [
        say("verification-subject-hours", subject=subject, hours=show(total.counting))
        for subject, total in sorted(result.by_subject.items())
    ]
    return tuple(classes + subjects)
