"""The published list as a workbook: what each row says, what it would do, what is wrong with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.credit_rows import LARGEST, YEAR, AmountUnlikely
from core.domain.errors import Refusal
from core.domain.handed_rows import HandedRow
from core.domain.particulars import FieldNeeded, YearUnlikely
from core.domain.people_import import RowKind
from core.domain.points import parse, show_quantity
from core.domain.projects.project import Project, ProjectLevel
from core.domain.reading_days import NotADate, parse_days, parse_full_day
from core.domain.reading_particulars import chosen, plain_name
from core.domain.typed import typed

FIELDS = (
    *("year", "number", "name", "level", "organiser", "place", "starts_on", "ends_on", "points"),
)
REQUIRED = ("number", "name", "level")
LONGEST = {"number": 30, "name": 300, "organiser": 100, "place": 100}
LEVELS = {
    ProjectLevel.NATIONAL: {"zh-CN": "国家级", "en": "National", "short": "国家"},
    ProjectLevel.PROVINCIAL: {"zh-CN": "省级", "en": "Provincial", "short": "省"},
    ProjectLevel.MUNICIPAL: {"zh-CN": "市级", "en": "Municipal", "short": "地市级"},
}


class NumberTwice(Refusal):
    """Another row has the same number in the same year. Blank: `row`, the first one's."""

    code = "project-number-twice"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """What a row of the list would do; `before` is what the list says so far."""

    number: int
    kind: RowKind
    texts: Mapping[str, str]
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    before: Project | None = None
    after: Project | None = None

    @property
    def seen(self) -> str:
        """What must still be so when the row is carried out."""
        return f"{self.kind} {sha256(repr(self.before).encode()).hexdigest()[:16]}"


def read_rows(rows: Iterable[HandedRow], unit_id: str, this_year: int) -> list[ListedRow]:
    """Read each row field by field; what is wrong is told all at once.

    A row without a year is of the running one. Of two with one number the later one is wrong.
    """
    first, read = dict[tuple[int, str], int](), list[ListedRow]()
    for row in rows:
        listed = _read(row, unit_id, this_year)
        if project := listed.after:
            there = first.setdefault((project.year, project.number_key), row.number)
            if there != row.number:
                fault = {"number": NumberTwice(row=there)}
                listed = replace(listed, kind=RowKind.WRONG, faults=fault, after=None)
        read.append(listed)
    return read


def held_against(rows: Sequence[ListedRow], known: Iterable[Project]) -> list[ListedRow]:
    """Return what each row would do to the list as it is."""
    there = {(one.year, one.number_key): one for one in known}
    return [_against(row, there) for row in rows]


def _against(row: ListedRow, there: Mapping[tuple[int, str], Project]) -> ListedRow:
    if row.after is None:
        return row
    before = there.get((row.after.year, row.after.number_key))
    if before is None:
        return row
    after = replace(row.after, id=before.id)
    kind = RowKind.SAME if after == before else RowKind.CHANGED
    return replace(row, kind=kind, before=before, after=after)


def _read(row: HandedRow, unit_id: str, this_year: int) -> ListedRow:
    faults, values = dict(row.faults), dict[str, Any]()
    for name in FIELDS:
        try:
            if name not in faults:
                values[name] = READERS[name](row.texts.get(name, ""), values, this_year)
        except Refusal as fault:
            faults[name] = fault
    if faults:
        ordered = {name: faults[name] for name in FIELDS if name in faults}
        return ListedRow(row.number, RowKind.WRONG, row.texts, ordered)
    values["starts_on"], held_to = values["starts_on"] or (None, None)
    values["ends_on"] = values["ends_on"] or held_to
    project = Project(id="", unit_id=unit_id, **values)
    return ListedRow(row.number, RowKind.NEW, row.texts, after=project)


def _text(name: str) -> Callable[[str, Mapping[str, Any], int], str]:
    def read(text: str, *_: object) -> str:
        if not plain_name(text):
            if name in REQUIRED:
                raise FieldNeeded
            return ""
        return typed(text, LONGEST[name])

    return read


def _year(text: str, _: Mapping[str, Any], this_year: int) -> int:
    words = plain_name(text)
    if not words:
        return this_year
    year = YEAR.fullmatch(words)
    if year is None or not FIRST_YEAR <= int(year[1]) <= this_year + 1:
        raise YearUnlikely(first=FIRST_YEAR, last=this_year + 1)
    return int(year[1])


def _level(text: str, *_: object) -> ProjectLevel:
    if not plain_name(text):
        raise FieldNeeded
    return ProjectLevel(chosen(text, LEVELS.items()))


def _days(text: str, _: Mapping[str, Any], this_year: int) -> tuple[date, date] | None:
    """Read the day it begins on, or from when to when it is held."""
    return parse_days(text, date(this_year, 1, 1)) if plain_name(text) else None


def _last_day(text: str, values: Mapping[str, Any], _: int) -> date | None:
    if not plain_name(text):
        return None
    day = parse_full_day(text)
    if values.get("starts_on") and day < values["starts_on"][0]:
        raise NotADate(text=text[:40])
    return day


def _points(text: str, *_: object) -> int:
    if not plain_name(text):
        return 0
    amount = parse(text)
    if not 0 <= amount <= LARGEST:
        raise AmountUnlikely(most=show_quantity(LARGEST))
    return amount


READERS: Mapping[str, Callable[[str, Mapping[str, Any], int], Any]] = {
    "year": _year,
    "number": _text("number"),
    "name": _text("name"),
    "level": _level,
    "organiser": _text("organiser"),
    "place": _text("place"),
    "starts_on": _days,
    "ends_on": _last_day,
    "points": _points,
}
