"""Does this person meet the standard of the year? The one engine for chat, web and paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from core.domain.credits.counting import Entry, Line, NotCounted, counted_lines
from core.domain.credits.credit import Stage
from core.domain.register import YearRecord, record_for
from core.domain.rulebook.rules import Rulebook, Standard

K = TypeVar("K", bound=str | int)
POINTS, HOURS = 0, 2
PersonYear = tuple[str, int]
"""A member of staff, by id, and a calendar year."""


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not-met"
    NOT_REQUIRED = "not-required"


class Check(StrEnum):
    CREDITS = "credits"
    HOURS = "hours"
    CLASS_1 = "class-1"
    CLASS_2 = "class-2"
    PROFESSIONAL_HOURS = "professional-hours"
    PUBLIC_HOURS = "public-hours"


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of the standard, in hundredths."""

    check: Check
    has: int
    needs: int

    @property
    def missing(self) -> int:
        return max(0, self.needs - self.has)


@dataclass(frozen=True, slots=True)
class Total:
    """All that is approved, and what counts of it."""

    all: int
    counting: int


@dataclass(frozen=True, slots=True)
class YearResult:
    """The answer for one person and year, as of a day; amounts in hundredths.

    `rules_year` differs from `year` where no rulebook of the year exists yet; `level` is that of
    the record's title; `book` is what it was judged by.
    """

    year: int
    rules_year: int
    as_of: date
    record: YearRecord | None
    level: str | None
    outcome: Outcome
    checks: tuple[Checked, ...]
    credits: Total
    hours: Total
    by_class: Mapping[int, Total]
    by_subject: Mapping[str, Total]
    by_subtype: Mapping[str, Total]
    lines: tuple[Line, ...]
    book: Rulebook = field(repr=False, compare=False)

    @property
    def is_own_standard(self) -> bool:
        """Whether the unit itself set the standard otherwise than an official text."""
        if self.level is None or self.record is None:
            return False
        standard = self.book.standard(self.level, self.record.staff_kind)
        return self.book.is_own("standards", standard.code)

    @property
    def has_own_rules(self) -> bool:
        """Whether the unit itself set the standard, whom it holds, or a rule of what is in effect.

        Every page and form with the result then says 本单位自定.
        """
        if self.record and self.book.is_own("statuses", self.record.status):
            return True
        entries = [line.entry for line in self.lines if line.entry.is_in_effect(self.as_of)]
        return self.is_own_standard or any(
            self.book.is_own("rules", entry.rule or "")
            or self.book.is_own("subtypes", entry.subtype)
            for entry in entries
        )

    @property
    def shortfalls(self) -> tuple[Checked, ...]:
        return tuple(check for check in self.checks if check.missing)

    @property
    def failing(self) -> tuple[Checked, ...]:
        """The checks that make the year fail; none where the standard is met another way."""
        return self.shortfalls if self.outcome is Outcome.NOT_MET else ()

    @property
    def needed(self) -> int:
        """Credits that the standard asks for, 0 where it asks for none."""
        return next((c.needs for c in self.checks if c.check is Check.CREDITS), 0)


class YearFacts(NamedTuple):
    """All that a person's year is judged by; of `records` the one of the year is taken."""

    year: int
    records: tuple[YearRecord, ...]
    entries: tuple[Entry, ...]
    book: Rulebook

    def judged(self, as_of: date) -> YearResult:
        record = record_for(self.records, self.year)
        return year_result(self.year, record, self.entries, self.book, as_of)


def year_result(
    year: int,
    record: YearRecord | None,
    entries: Iterable[Entry],
    book: Rulebook,
    as_of: date,
) -> YearResult:
    """Judge one person's year by the record of that year and the credits in effect on `as_of`.

    Source: rules.md §1; caps per person, year and rule; earlier effect counts first, of the same
    day what was submitted first.
    """
    holds = record is not None and book.status(record.status).counts_for_standard
    level = book.title(record.title).level if record else None
    standard = book.standard(level, record.staff_kind) if record and level and holds else None
    lines = counted_lines(entries, book, as_of, standard, counts=holds or record is None)
    sums = _summed(lines)
    credits, hours = _total(sums, POINTS), _total(sums, HOURS)
    by_class = _totals(sums, POINTS, lambda subtype: book.subtype(subtype).credit_class)
    by_subject = _totals(sums, HOURS, lambda subtype: book.subtype(subtype).subject)
    checks = _checks(standard, credits, hours, by_class, by_subject)
    return YearResult(
        year=year,
        rules_year=book.year,
        as_of=as_of,
        record=record,
        level=level,
        outcome=_outcome(standard, checks, lines, book),
        checks=checks,
        credits=credits,
        hours=hours,
        by_class=by_class,
        by_subject=by_subject,
        by_subtype=_totals(sums, POINTS, lambda subtype: subtype),
        lines=lines,
        book=book,
    )


def _outcome(
    standard: Standard | None, checks: Sequence[Checked], lines: Sequence[Line], book: Rulebook
) -> Outcome:
    if standard is None or standard.requires_nothing:
        return Outcome.NOT_REQUIRED
    if not any(check.missing for check in checks) or _year_is_satisfied(lines, book):
        return Outcome.MET
    return Outcome.NOT_MET


def _year_is_satisfied(lines: Sequence[Line], book: Rulebook) -> bool:
    counting = (line.entry.rule for line in lines if line.points)
    return any(rule is not None and book.rule(rule).satisfies_year for rule in counting)


def _checks(
    standard: Standard | None,
    credits: Total,
    hours: Total,
    by_class: Mapping[int, Total],
    by_subject: Mapping[str, Total],
) -> tuple[Checked, ...]:
    if standard is None:
        return ()
    asked = (
        (Check.CREDITS, credits, standard.min_credits),
        (Check.CLASS_1, by_class.get(1, NOTHING), standard.min_class_1),
        (Check.CLASS_2, by_class.get(2, NOTHING), standard.min_class_2),
        (Check.HOURS, hours, standard.min_hours),
        (
            Check.PROFESSIONAL_HOURS,
            by_subject.get("professional", NOTHING),
            standard.min_professional_hours,
        ),
        (Check.PUBLIC_HOURS, by_subject.get("public", NOTHING), standard.min_public_hours),
    )
    return tuple(Checked(check, total.counting, needs) for check, total, needs in asked if needs)


NOTHING = Total(0, 0)


def _summed(lines: Sequence[Line]) -> dict[str, list[int]]:
    """Sum what is approved, by subtype: points, those that count, hours, those that count.

    What waits is there, with nothing.
    """
    sums: dict[str, list[int]] = {}
    for entry, points, hours, why_not in lines:
        if (of := sums.get(entry.subtype)) is None:
            of = sums[entry.subtype] = [0, 0, 0, 0]
        if entry.stage is Stage.APPROVED and why_not is not NotCounted.REVERSED:
            of[0] += entry.points
            of[1] += points
            of[2] += entry.hours
            of[3] += hours
    return sums


def _total(sums: Mapping[str, Sequence[int]], at: int) -> Total:
    return Total(sum(of[at] for of in sums.values()), sum(of[at + 1] for of in sums.values()))


def _totals(
    sums: Mapping[str, Sequence[int]], at: int, by: Callable[[str], K | None]
) -> dict[K, Total]:
    """Return the sums of what subtypes have in common."""
    found: dict[K, Total] = {}
    for subtype, of in sums.items():
        if (key := by(subtype)) is not None:
            sofar = found.get(key, NOTHING)
            found[key] = Total(sofar.all + of[at], sofar.counting + of[at + 1])
    return found
