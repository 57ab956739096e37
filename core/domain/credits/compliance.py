"""Does this person meet the standard of the year? The one engine for chat, web and paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

from core.domain.credits.credit import PENDING, Credit, Stage, is_in_effect
from core.domain.points import half_up
from core.domain.register import YearRecord
from core.domain.rulebook.rules import Rulebook, Standard, full_hours

K = TypeVar("K", bound=str | int)

NEVER = date.max
AFTER_ALL = datetime.max.replace(tzinfo=UTC)


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not-met"
    NOT_REQUIRED = "not-required"


class NotCounted(StrEnum):
    """Why a credit, or a part of it, does not count."""

    UNDER_REVIEW = "under-review"
    NOT_APPROVED = "not-approved"
    NOT_IN_EFFECT = "not-in-effect"
    REVERSED = "reversed"
    STATUS = "status-does-not-count"
    OVER_RULE_CAP = "over-rule-cap"
    OVER_SUBTYPE_CAP = "over-subtype-cap"
    OVER_CLASS_CAP = "over-class-cap"
    OVER_SELF_STUDY_CAP = "over-self-study-cap"


WAITING = (NotCounted.UNDER_REVIEW, NotCounted.NOT_IN_EFFECT)


class Check(StrEnum):
    CREDITS = "credits"
    HOURS = "hours"
    CLASS_1 = "class-1"
    CLASS_2 = "class-2"
    PROFESSIONAL_HOURS = "professional-hours"
    PUBLIC_HOURS = "public-hours"


class Entry(NamedTuple):
    """A credit of the year as plain values; points and hours in hundredths."""

    credit_id: str
    rule: str | None
    subtype: str
    points: int
    hours: int
    stage: Stage
    effective_on: date | None
    reversed_on: date | None = None
    submitted_at: datetime | None = None

    def is_in_effect(self, day: date) -> bool:
        """Approved, the day of effect has come, and it was not reversed since."""
        return is_in_effect(self.stage, self.effective_on, self.reversed_on, day)

    def is_reversed(self, day: date) -> bool:
        return self.reversed_on is not None and self.reversed_on <= day


class Line(NamedTuple):
    """An entry with what counts of it, and why the rest does not."""

    entry: Entry
    points: int
    hours: int
    why_not: NotCounted | None


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
    the record's title.
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
    standard = book.standard(level) if level is not None and holds else None
    lines = _lines(entries, book, as_of, standard, counts=holds or record is None)
    credits = _total(lines, "points")
    hours = _total(lines, "hours")
    by_class = _totals(lines, "points", lambda e: book.subtype(e.subtype).credit_class)
    by_subject = _totals(lines, "hours", lambda e: book.subtype(e.subtype).subject)
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
        by_subtype=_totals(lines, "points", lambda e: e.subtype),
        lines=lines,
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
    nothing = Total(0, 0)
    asked = (
        (Check.CREDITS, credits, standard.min_credits),
        (Check.CLASS_1, by_class.get(1, nothing), standard.min_class_1),
        (Check.CLASS_2, by_class.get(2, nothing), standard.min_class_2),
        (Check.HOURS, hours, standard.min_hours),
        (
            Check.PROFESSIONAL_HOURS,
            by_subject.get("professional", nothing),
            standard.min_professional_hours,
        ),
        (Check.PUBLIC_HOURS, by_subject.get("public", nothing), standard.min_public_hours),
    )
    return tuple(Checked(check, total.counting, needs) for check, total, needs in asked if needs)


def _lines(
    entries: Iterable[Entry],
    book: Rulebook,
    as_of: date,
    standard: Standard | None,
    *,
    counts: bool,
) -> tuple[Line, ...]:
    room = _Room(book, standard)
    lines = []
    for entry in sorted(entries, key=_turn):
        if why_not := _shut_out(entry, as_of, counts=counts):
            lines.append(Line(entry, 0, 0, why_not))
        else:
            lines.append(room.take(entry))
    return tuple(lines)


def _turn(entry: Entry) -> tuple[date, datetime, str]:
    return entry.effective_on or NEVER, entry.submitted_at or AFTER_ALL, entry.credit_id


def _shut_out(entry: Entry, as_of: date, *, counts: bool) -> NotCounted | None:
    if entry.stage is not Stage.APPROVED:
        return NotCounted.UNDER_REVIEW if entry.stage in PENDING else NotCounted.NOT_APPROVED
    if entry.is_reversed(as_of):
        return NotCounted.REVERSED
    if not entry.is_in_effect(as_of):
        return NotCounted.NOT_IN_EFFECT
    return None if counts else NotCounted.STATUS


class _Room:
    """What is left under each cap of the year while its credits are counted one after another."""

    def __init__(self, book: Rulebook, standard: Standard | None) -> None:
        self._book = book
        self._classes = (
            {1: standard.max_class_1, 2: standard.max_class_2} if standard is not None else {}
        )
        self._self_study = standard.max_self_study_credits if standard is not None else None
        self._left: dict[tuple[NotCounted, str | int], int] = {}
        self._hours_left: dict[str, int] = {}

    def take(self, entry: Entry) -> Line:
        """Count as much of an entry as there is room for, and the hours that go with it."""
        points, why_not = entry.points, None
        caps = self._caps(entry)
        for key, cap in caps:
            left = self._left.setdefault(key, cap)
            if left < points:
                points, why_not = left, key[0]
        for key, _ in caps:
            self._left[key] -= points
        return Line(entry, points, self._hours(entry, points), why_not)

    def _hours(self, entry: Entry, points: int) -> int:
        """Return the hours of what counts; who fills the cap of a rule fills its hours, too.

        So several entries come to the same hours as one, however they were rounded.
        """
        if not points:
            return 0
        hours = half_up(entry.hours * points, entry.points)
        most = full_hours(self._book, entry.rule) if entry.rule else None
        if most is None or entry.rule is None:
            return hours
        left = self._hours_left.setdefault(entry.rule, most)
        is_full = not self._left[NotCounted.OVER_RULE_CAP, entry.rule]
        hours = min(entry.hours if is_full else hours, left)
        self._hours_left[entry.rule] -= hours
        return hours

    def _caps(self, entry: Entry) -> list[tuple[tuple[NotCounted, str | int], int]]:
        subtype = self._book.subtype(entry.subtype)
        measure = self._book.rule(entry.rule).measure if entry.rule else None
        asked: list[tuple[NotCounted, str | int, int | None]] = [
            (NotCounted.OVER_RULE_CAP, entry.rule or "", measure.cap if measure else None),
            (NotCounted.OVER_SUBTYPE_CAP, entry.subtype, subtype.yearly_cap),
        ]
        if (number := subtype.credit_class) is not None:
            asked.append((NotCounted.OVER_CLASS_CAP, number, self._classes.get(number)))
        if subtype.is_self_study:
            asked.append((NotCounted.OVER_SELF_STUDY_CAP, "", self._self_study))
        return [((why, which), cap) for why, which, cap in asked if cap is not None]


def _total(lines: Sequence[Line], of: str) -> Total:
    approved = [
        line
        for line in lines
        if line.entry.stage is Stage.APPROVED and line.why_not is not NotCounted.REVERSED
    ]
    return Total(
        sum(getattr(line.entry, of) for line in approved),
        sum(getattr(line, of) for line in approved),
    )


def _totals(lines: Sequence[Line], of: str, by: Callable[[Entry], K | None]) -> dict[K, Total]:
    groups: dict[K, list[Line]] = {}
    for line in lines:
        if (key := by(line.entry)) is not None:
            groups.setdefault(key, []).append(line)
    return {key: _total(group, of) for key, group in groups.items()}


def forecast(result: YearResult, book: Rulebook) -> YearResult:
    """Return the result as it would be if everything under review were approved and in effect.

    What counts today counts first, then what is approved, then what waits, as it was submitted.
    """
    hopeful = (
        _hopeful(line) for line in result.lines if line.why_not is not NotCounted.NOT_APPROVED
    )
    hoped = year_result(result.year, result.record, hopeful, book, NEVER)
    return replace(hoped, as_of=result.as_of)


def _hopeful(line: Line) -> Entry:
    entry = line.entry
    is_approved = entry.stage is Stage.APPROVED
    return entry._replace(
        stage=Stage.APPROVED,
        effective_on=(entry.effective_on if is_approved else None) or NEVER,
        reversed_on=entry.reversed_on if line.why_not is NotCounted.REVERSED else None,
    )


def awaited(result: YearResult, hoped: YearResult) -> dict[NotCounted, int]:
    """Return what is under review, and what is not in effect yet, by what it would count.

    With what counts today it adds up to the forecast; hundredths of a credit. Where nothing
    waits there is no sum.
    """
    would = {line.entry.credit_id: line.points for line in hoped.lines}
    waits = {why: [one for one in result.lines if one.why_not is why] for why in WAITING}
    return {
        why: sum(would[line.entry.credit_id] for line in lines)
        for why, lines in waits.items()
        if lines
    }


def with_claim(result: YearResult, credit: Credit, book: Rulebook) -> YearResult:
    """Return the forecast of the year in which a claim, submitted or not, is approved, too.

    One that is not submitted takes its turn after all that waits.
    """
    lines = [line for line in result.lines if line.entry.credit_id != credit.id]
    if credit.subtype:
        is_open = credit.stage not in PENDING and credit.stage is not Stage.APPROVED
        entry = entry_of(credit)
        entry = entry._replace(submitted_at=None, stage=Stage.UNIT_REVIEW) if is_open else entry
        why = _shut_out(entry, result.as_of, counts=True)
        lines.append(Line(entry, 0, 0, why))
    return forecast(replace(result, lines=tuple(lines)), book)


def would_count(result: YearResult, credit: Credit, book: Rulebook) -> Line | None:
    """Return what a claim counts, or would count beside the year's other credits.

    Approved ones and those that wait come first. None for what is out: no rule chosen, rejected,
    reversed.
    """
    if credit.stage is Stage.REJECTED or credit.reversed_on is not None:
        return None
    hoped = with_claim(result, credit, book)
    return next((line for line in hoped.lines if line.entry.credit_id == credit.id), None)


def entry_of(credit: Credit) -> Entry:
    """Return the credit as the engine takes it."""
    return Entry(
        credit_id=credit.id,
        rule=credit.claim.rule,
        subtype=credit.subtype,
        points=credit.points,
        hours=credit.hours,
        stage=credit.stage,
        effective_on=credit.effective_on,
        reversed_on=credit.reversed_on,
        submitted_at=credit.submitted_at,
    )
