"""How much of each credit counts in its year, one after another, and why the rest does not."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

from core.domain.credits.credit import PENDING, Credit, Stage, is_in_effect
from core.domain.points import half_up
from core.domain.rulebook.rules import Rulebook, Standard, full_hours

NEVER = date.max
AFTER_ALL = datetime.max.replace(tzinfo=UTC)


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


def counted_lines(
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
        if why_not := shut_out(entry, as_of, counts=counts):
            lines.append(Line(entry, 0, 0, why_not))
        else:
            lines.append(room.take(entry))
    return tuple(lines)


def _turn(entry: Entry) -> tuple[date, datetime, str]:
    return entry.effective_on or NEVER, entry.submitted_at or AFTER_ALL, entry.credit_id


def shut_out(entry: Entry, as_of: date, *, counts: bool) -> NotCounted | None:
    if entry.stage is not Stage.APPROVED:
        return NotCounted.UNDER_REVIEW if entry.stage in PENDING else NotCounted.NOT_APPROVED
    if entry.is_reversed(as_of):
        return NotCounted.REVERSED
    if not entry.is_in_effect(as_of):
        return NotCounted.NOT_IN_EFFECT
    return None if counts else NotCounted.STATUS


Caps = list[tuple[tuple[NotCounted, str | int], int]]


class _Room:
    """What is left under each cap of the year while its credits are counted one after another."""

    def __init__(self, book: Rulebook, standard: Standard | None) -> None:
        self._book = book
        self._standard = standard.code if standard is not None else None
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
        most = self._full_hours(entry.rule) if entry.rule else None
        if most is None or entry.rule is None:
            return hours
        left = self._hours_left.setdefault(entry.rule, most)
        is_full = not self._left[NotCounted.OVER_RULE_CAP, entry.rule]
        hours = min(entry.hours if is_full else hours, left)
        self._hours_left[entry.rule] -= hours
        return hours

    def _full_hours(self, rule: str) -> int | None:
        known = self._book.worked_out
        key = full_hours, rule
        if key not in known:
            known[key] = full_hours(self._book, rule)
        hours: int | None = known[key]
        return hours

    def _caps(self, entry: Entry) -> Caps:
        """Return the caps that an entry comes under, by what they are about."""
        known = self._book.worked_out
        key = self._standard, entry.rule, entry.subtype
        if key not in known:
            known[key] = self._caps_of(entry)
        caps: Caps = known[key]
        return caps

    def _caps_of(self, entry: Entry) -> Caps:
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
