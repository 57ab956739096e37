"""From the record to the paper: what a registration form says about one person's year."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from core.domain.credits.compliance import YearResult
from core.domain.credits.counting import Line
from core.domain.credits.credit import Credit
from core.domain.register import Department, Staff, Unit
from core.domain.review import Letter
from core.domain.rulebook.rules import Rulebook
from core.forms.registration import FormLetter, FormRow, RegistrationForm, Totals
from core.texts import language, say
from core.wording.compliance import reason, why_not
from core.wording.credits import awarded_by, credit_title, mode_name
from core.wording.names import named

NOT_ISSUED = datetime.min.replace(tzinfo=UTC)
SHOWN_ONLY = frozenset({"photo", "picture"})


def registration_form(
    staff: Staff,
    unit: Unit,
    department: Department,
    result: YearResult,
    credits: dict[str, Credit],
    letters: Mapping[str, Letter],
    awarded: tuple[date, date] | None = None,
) -> RegistrationForm:
    """Return the form, not issued yet: without code, address and time (manual 9.2, rules.md §7).

    Its rows are the credits in effect, or those `awarded` between two days; result and title are
    those of the whole year. `letters` are what authorities elsewhere have decided by, by credit.
    """
    book, in_effect = result.book, _listed(result, credits, awarded)
    title = result.record.title if result.record else staff.title
    first, last = awarded or whole_year(result.year)
    return RegistrationForm(
        unit=unit.name,
        department=department.name,
        name=staff.name,
        sex=say(f"sex-{staff.sex}"),
        born_on=staff.born_on,
        staff_number=staff.staff_number,
        title=named(book.title(title).names),
        year=result.year,
        first_day=first,
        last_day=last,
        rows=_rows(in_effect, credits, book, unit.name),
        letters=_letters(in_effect, letters),
        totals=_totals(in_effect),
        result=result.outcome.value,
        reasons=tuple(reason(checked) for checked in result.failing),
        issued_at=NOT_ISSUED,
        verification_code="",
        verification_url="",
        rulebook_year=result.rules_year,
        photo=staff.photo or "",
        has_own_rules=result.has_own_rules,
    )


def _listed(
    result: YearResult, credits: Mapping[str, Credit], awarded: tuple[date, date] | None
) -> list[Line]:
    lines = [line for line in result.lines if line.entry.is_in_effect(result.as_of)]
    if awarded is None:
        return lines
    first, last = awarded
    return [it for it in lines if first <= _day(credits[it.entry.credit_id]) <= last]


def _rows(
    in_effect: Sequence[Line], credits: Mapping[str, Credit], book: Rulebook, unit: str
) -> tuple[FormRow, ...]:
    return tuple(
        _row(number, line, credits[line.entry.credit_id], book, unit)
        for number, line in enumerate(in_effect, 1)
    )


def _letters(in_effect: Sequence[Line], letters: Mapping[str, Letter]) -> tuple[FormLetter, ...]:
    return tuple(
        FormLetter(number, letter.decided_on, letter.number)
        for number, line in enumerate(in_effect, 1)
        if (letter := letters.get(line.entry.credit_id))
    )


def _totals(in_effect: Sequence[Line]) -> Totals:
    return Totals(
        points=sum(line.entry.points for line in in_effect),
        hours=sum(line.entry.hours for line in in_effect),
        counting_points=sum(line.points for line in in_effect),
        counting_hours=sum(line.hours for line in in_effect),
    )


def whole_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _day(credit: Credit) -> date:
    """Return 授分日期: the activity's last day, else the day from which the credit counts."""
    days = credit.claim.days
    return days[1] if days else credit.effective_on or date.min


def _row(number: int, line: Line, credit: Credit, book: Rulebook, unit: str) -> FormRow:
    details = credit.claim.details
    return FormRow(
        number=number,
        awarded_on=_day(credit),
        project_number=details.get("project-number", ""),
        activity=credit_title(credit, book),
        subtype=named(book.subtype(credit.subtype).names),
        mode=mode_name(credit),
        points=credit.points,
        hours=credit.hours,
        awarded_by=awarded_by(credit, unit),
        counts=line.points > 0,
        why_not=why_not(line),
    )


def content_hash(form: Any, fonts: Sequence[str]) -> str:
    """Return what the form says and in which fonts, as one hash: issued twice with the same
    content it is the same.

    Without fonts it is the hash of an issue from before fonts were part of it.
    """
    said = {name: value for name, value in asdict(form).items() if name not in SHOWN_ONLY}
    parts: list[object] = [said, language(), *([list(fonts)] if fonts else [])]
    content = json.dumps(parts, sort_keys=True, default=str)
    return sha256(content.encode()).hexdigest()
