"""A change that is seen before it is made: which values, and whose year comes out otherwise.

Whoever lets people change a kind of record names the fields, says how the record looks afterwards
(`edited`) and in which years it counts (`with_credits`, `with_records`), and has a sentence
`change-<kind>-<field>` for each field. Preview, refusal, journal and recount are the same for all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from core.domain.credits.compliance import PersonYear, YearFacts, YearResult
from core.domain.credits.counting import entry_of
from core.domain.credits.credit import Credit
from core.domain.credits.forecasts import forecast
from core.domain.errors import Refusal
from core.domain.register import YearRecord, record_for
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject


class PreviewChanged(Refusal):
    """The change would no longer do what was seen: somebody was quicker, or a day has passed."""

    code = "preview-changed"
    status = 409


class Versioned(Protocol):
    """A record that says what it is and how often it was written."""

    @property
    def subject(self) -> Subject: ...
    @property
    def version(self) -> int: ...


R = TypeVar("R", bound=Versioned)


class Change(NamedTuple):
    """One value of a record, as it is and as it is to be; None where there is none."""

    subject: Subject
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Edit(Generic[R]):
    """A record as it was read and as it is to be; without the one it is new, else it goes."""

    before: R | None
    after: R | None
    changes: tuple[Change, ...]

    @property
    def record(self) -> R:
        """Return the record as it is to be, or as it was where it goes."""
        record = self.after or self.before
        assert record is not None
        return record


def edited(
    before: R | None,
    after: R | None,
    fields: Sequence[str],
    value: Callable[[R, str], Any] = getattr,
) -> Edit[R]:
    """Return what becomes of a record, with those of the fields that become another value."""
    edit = Edit(before, after, ())
    values = [
        (field, before and value(before, field), after and value(after, field)) for field in fields
    ]
    changes = (Change(edit.record.subject, *value) for value in values if value[1] != value[2])
    return replace(edit, changes=tuple(changes))


class Turn(NamedTuple):
    """The result of one year before and after."""

    before: YearResult
    after: YearResult

    @property
    def told(self) -> tuple[object, object]:
        """What people are told of the two: the outcome, and what it is judged by."""
        return _told(self.before), _told(self.after)

    @property
    def is_felt(self) -> bool:
        before, after = self.told
        return before != after

    @property
    def is_outcome(self) -> bool:
        return self.before.outcome is not self.after.outcome


def _told(result: YearResult) -> tuple[object, ...]:
    return result.outcome, result.credits.counting, result.hours.counting, result.checks


class YearChange(NamedTuple):
    """A person's year, before and after: as of today, and once all that waits counts, too."""

    staff_id: str
    now: Turn
    hoped: Turn

    @property
    def year(self) -> int:
        return self.now.before.year

    @property
    def is_felt(self) -> bool:
        return self.now.is_felt or self.hoped.is_felt

    @property
    def is_outcome(self) -> bool:
        return self.now.is_outcome or self.hoped.is_outcome


@dataclass(frozen=True, slots=True)
class Preview:
    """What changes would do: the values, and every year that the records lie in.

    A batch is one preview, all or nothing; where each person is to have an outcome of their own,
    each has a preview of their own. Years whose outcome turns stand first.
    """

    changes: tuple[Change, ...]
    versions: Mapping[Subject, int]
    years: tuple[YearChange, ...]

    @property
    def felt(self) -> tuple[YearChange, ...]:
        return tuple(year for year in self.years if year.is_felt)

    @property
    def digest(self) -> str:
        """Return what a page repeats to say that exactly this was seen.

        What is new gets its id only as it is made.
        """
        changes = [
            (str(one.subject) if self.versions[one.subject] else one.subject.kind, *one[1:])
            for one in self.changes
        ]
        years = [(one.staff_id, one.year, one.now.told, one.hoped.told) for one in self.years]
        versions = list(self.versions.values())
        return sha256(repr((changes, versions, years)).encode()).hexdigest()[:32]


def preview(
    edits: Sequence[Edit[Any]],
    before: Mapping[PersonYear, YearFacts],
    after: Mapping[PersonYear, YearFacts],
    as_of: date,
) -> Preview:
    """Return what the edits do to the values of records, and to the years they lie in."""
    years = (_year_change(*year, before, after, as_of) for year in sorted(before))
    return Preview(
        changes=tuple(change for edit in edits for change in edit.changes),
        versions={edit.record.subject: edit.before.version if edit.before else 0 for edit in edits},
        years=tuple(sorted(years, key=lambda year: not year.is_outcome)),
    )


def _year_change(
    staff_id: str,
    year: int,
    before: Mapping[PersonYear, YearFacts],
    after: Mapping[PersonYear, YearFacts],
    as_of: date,
) -> YearChange:
    facts = (before[staff_id, year], after[staff_id, year])
    now = Turn(*(one.judged(as_of) for one in facts))
    hoped = (forecast(result, one.book) for result, one in zip(now, facts, strict=True))
    return YearChange(staff_id, now, Turn(*hoped))


def check_preview(would: Preview, seen: str) -> None:
    """Refuse unless the change would do exactly what was seen. Raises PreviewChanged."""
    if would.digest != seen:
        raise PreviewChanged


def with_credits(
    years: Mapping[PersonYear, YearFacts], credits: Iterable[Credit]
) -> dict[PersonYear, YearFacts]:
    """Return the years with these credits as they are here, each in the year that it names."""
    put = {credit.id: credit for credit in credits}
    theirs: dict[PersonYear, list[Credit]] = {}
    for credit in put.values():
        if credit.subtype:
            theirs.setdefault((credit.staff_id, credit.year), []).append(credit)
    return {
        year: facts._replace(
            entries=(
                *(entry for entry in facts.entries if entry.credit_id not in put),
                *map(entry_of, theirs.get(year, ())),
            )
        )
        for year, facts in years.items()
    }


def with_records(
    years: Mapping[PersonYear, YearFacts],
    edits: Iterable[Edit[YearRecord]],
    book_for: Callable[[str, int, YearRecord | None], Rulebook],
) -> dict[PersonYear, YearFacts]:
    """Return the years with records of years as they are to be (manual 2.2).

    A record stands in its year and in later ones without a record of their own; a year is judged
    by the rules of the unit that its record names.
    """
    put = dict[str, dict[int, YearRecord | None]]()
    for edit in edits:
        put.setdefault(edit.record.staff_id, {})[edit.record.year] = edit.after
    after = {}
    for (staff_id, year), facts in years.items():
        theirs = put.get(staff_id, {})
        kept = (one for one in facts.records if one.year not in theirs)
        records = (*kept, *(one for one in theirs.values() if one is not None))
        book = book_for(staff_id, year, record_for(records, year))
        after[staff_id, year] = facts._replace(records=records, book=book)
    return after


def reach(records: Iterable[YearRecord], year: int, known: Iterable[int]) -> set[int]:
    """Return in which of the known years a record of this year stands, and the year itself."""
    later = min((one.year for one in records if one.year > year), default=None)
    return {year, *(one for one in known if one > year and (later is None or one < later))}
