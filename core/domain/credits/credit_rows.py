"""Credits in the rows of a workbook: whose each is, what it says, and what is wrong with it.

A row is somebody's by the staff number where it has one, else by document and name together.
Every field is read by itself; what is wrong is told field by field, all at once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.twins import SaidCredit
from core.domain.errors import Refusal
from core.domain.handed_rows import HandedRow
from core.domain.particulars import DayUnlikely, FieldNeeded, YearUnlikely
from core.domain.points import ONE, half_up, parse, show_quantity
from core.domain.reading_days import parse_full_day
from core.domain.reading_particulars import chosen, plain_name
from core.domain.register import Staff
from core.domain.rulebook.earning import largest
from core.domain.rulebook.rules import CreditRule, Rulebook
from core.domain.typed import typed

FIELDS = (
    *("staff_number", "name", "document", "year", "awarded_on", "project_number", "activity"),
    *("subtype", "rule", "points", "hours", "awarded_by"),
)
REQUIRED = ("awarded_on", "activity", "subtype", "points")
LONGEST = {"activity": 300, "project_number": 30, "awarded_by": 100}
LARGEST = 1_000 * ONE
YEAR = re.compile(r"(\d{4})(?:\.0|年|年度)?", re.ASCII)


class NobodyOfOurs(Refusal):
    """Nobody whom one looks after has this number: the same answer wherever else they are."""

    code = "nobody-of-ours"


class NameUnlike(Refusal):
    """The number is somebody else's than the name says."""

    code = "name-unlike"


class DayOutsideYear(Refusal):
    """A credit is given in its year, or in the next at the latest. Blank: `year`."""

    code = "day-outside-year"


class AmountUnlikely(Refusal):
    """Nothing, or more than anybody earns at once. Blank: `most`."""

    code = "amount-unlikely"


@dataclass(frozen=True, slots=True)
class People:
    """Whom rows may be about, by both keys: the people one looks after."""

    by_number: Mapping[str, Staff]
    by_document: Mapping[str, Staff]


class CreditOfRow(NamedTuple):
    """What a row says of one credit; points and hours in hundredths."""

    staff: Staff
    year: int
    awarded_on: date
    project_number: str
    activity: str
    subtype: str
    rule: CreditRule | None
    points: int
    hours: int
    awarded_by: str


class ReadRow(NamedTuple):
    """What was read; without a credit, `faults` says why, by field."""

    credit: SaidCredit | None
    staff: Staff | None
    faults: Mapping[str, Refusal]


def read_credit(
    row: HandedRow, people: People, book_of: Callable[[int], Rulebook], today: date
) -> ReadRow:
    """Read a row that says all of a credit; `book_of` gives the rules of a year.

    A year that is not named is that of the day, hours that are not named follow from the credits.
    """
    faults, reading = dict(row.faults), _Reading({}, book_of, today)
    staff = _caught(faults, *whose(row, people))
    for name in ("awarded_on", "year", *LONGEST, "subtype", "rule", "points", "hours"):
        try:
            if name not in faults:
                reading.values[name] = _read(name, row.texts.get(name, ""), reading)
        except Refusal as fault:
            faults[name] = fault
    if faults or staff is None:
        return ReadRow(None, staff, {name: faults[name] for name in FIELDS if name in faults})
    return ReadRow(CreditOfRow(staff=staff, **reading.values), staff, {})


def whose(row: HandedRow, people: People) -> tuple[Staff | None, Mapping[str, Refusal]]:
    """Return whom a row is about, or what is wrong with the fields that say so."""
    if row.staff_number:
        return _named(row, "staff_number", people.by_number.get(row.staff_number))
    if not row.document:
        return None, {"staff_number": FieldNeeded()}
    if not row.key("name"):
        return None, {"name": FieldNeeded()}
    return _named(row, "document", people.by_document.get(row.document))


def _named(
    row: HandedRow, field: str, staff: Staff | None
) -> tuple[Staff | None, Mapping[str, Refusal]]:
    if staff is None:
        return None, {field: NobodyOfOurs()}
    name = row.key("name")
    return (
        (None, {"name": NameUnlike()}) if name not in {"", plain_name(staff.name)} else (staff, {})
    )


def _caught(
    faults: dict[str, Refusal], staff: Staff | None, found: Mapping[str, Refusal]
) -> Staff | None:
    for name, fault in found.items():
        faults.setdefault(name, fault)
    return staff


@dataclass(frozen=True, slots=True)
class _Reading:
    """The fields of a row that were read so far, and what the next are read against."""

    values: dict[str, Any]
    book_of: Callable[[int], Rulebook]
    today: date

    @property
    def book(self) -> Rulebook | None:
        """Return the rules of the year, None while the year is wrong, which is said there."""
        year = self.values.get("year")
        return self.book_of(year) if year else None


def _read(name: str, text: str, reading: _Reading) -> Any:
    if name in REQUIRED and not plain_name(text):
        raise FieldNeeded
    if name in LONGEST:
        return typed(text, LONGEST[name]) if plain_name(text) else ""
    return READERS[name](text, reading)


def _day(text: str, reading: _Reading) -> date:
    day = parse_full_day(text)
    if not day.year >= FIRST_YEAR or day > reading.today:
        raise DayUnlikely
    return day


def _year(text: str, reading: _Reading) -> int | None:
    words, day, last = plain_name(text), reading.values.get("awarded_on"), reading.today.year
    if not words:
        return day.year if day else None
    year = YEAR.fullmatch(words)
    if year is None or not FIRST_YEAR <= int(year[1]) <= last:
        raise YearUnlikely(first=FIRST_YEAR, last=last)
    if day is not None and not int(year[1]) <= day.year <= int(year[1]) + 1:
        raise DayOutsideYear(year=int(year[1]))
    return int(year[1])


def _subtype(text: str, reading: _Reading) -> str | None:
    book = reading.book
    return chosen(text, ((one.code, one.names) for one in book.subtypes)) if book else None


def _rule(text: str, reading: _Reading) -> CreditRule | None:
    book, subtype = reading.book, reading.values.get("subtype")
    if book is None or not subtype or not plain_name(text):
        return None
    rules = book.rules_for(subtype)
    return book.rule(chosen(text, ((one.code, one.names) for one in rules)))


def _hours(text: str, reading: _Reading) -> int | None:
    if plain_name(text):  # a paper takes no hours
        return 0 if parse(text) == 0 else _amount(text, reading)
    book, subtype = reading.book, reading.values.get("subtype")
    points = reading.values.get("points", 0)
    ratio = book.subtype(subtype).hours_per_credit if book and subtype else 0
    return half_up(points * ratio, ONE)


def _amount(text: str, _: _Reading) -> int:
    amount = parse(text)
    if not 0 < amount <= LARGEST:
        raise AmountUnlikely(most=show_quantity(LARGEST))
    return amount


READERS: Mapping[str, Callable[[str, _Reading], Any]] = {
    "awarded_on": _day,
    "year": _year,
    "subtype": _subtype,
    "rule": _rule,
    "points": _amount,
    "hours": _hours,
}


def likely_rule(book: Rulebook, subtype: str, points: int) -> CreditRule | None:
    """Return the rule that a credit of this kind was most likely given by.

    The least generous that can give so much, else the most generous, so that its cap says what
    does not count.
    """
    rules = sorted(book.rules_for(subtype), key=_most)
    return next((rule for rule in rules if _most(rule) >= points), rules[-1] if rules else None)


def _most(rule: CreditRule) -> float:
    most = largest(rule.measure) if rule.measure else None
    return float("inf") if most is None else most
