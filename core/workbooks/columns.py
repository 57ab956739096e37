"""Rows of somebody's workbook: which column holds what, found by the headings in any order."""

import json
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache

from core.domain.errors import Refusal
from core.domain.handed_rows import CellUnreadable, DigitsLost, HandedRow
from core.domain.typed import normal_number
from core.texts import LANGUAGES, say, speaking
from core.workbooks.cells import Cell, LostDigits, Unreadable, day_text, text_of
from core.workbooks.reading import Sheet

LAST_HEADING_ROW = 20
FEWEST_HEADINGS = 2


class HeadingsMissing(Refusal):
    """Columns that are needed are not there. Blank: `names`."""

    code = "headings-missing"


class HeadingTwice(Refusal):
    """Two columns hold the same. Blank: `name`."""

    code = "heading-twice"


class NoRows(Refusal):
    """There are headings, and nothing below them."""

    code = "no-rows"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that workbooks of one kind may have.

    `named` is what we call a field, `also` what others do: several names, with bars between.
    `needed` says what must be there, given the fields that are; `first` is named where nothing is.
    """

    fields: tuple[str, ...]
    named: Callable[[str], str]
    also: Callable[[str], str]
    first: tuple[str, ...]
    needed: Callable[[Collection[str]], Collection[str]]
    days: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class HandedSheet:
    """A workbook that was handed in: its rows, as fields and as they stand there, and its columns.

    `unknown` are headings that say nothing to us.
    """

    headings: Sequence[str]
    places: Mapping[str, int]
    rows: Sequence[HandedRow]
    cells: Sequence[Sequence[str]]
    unknown: Sequence[str]


def written(handed: HandedSheet) -> bytes:
    """Return it as it is kept until it is entered: nobody opens the workbook a second time."""
    rows = [
        [row.number, row.texts, {name: fault.code for name, fault in row.faults.items()}]
        for row in handed.rows
    ]
    kept = {**asdict(replace(handed, rows=())), "rows": rows}
    return json.dumps(kept, ensure_ascii=False).encode()


def as_written(content: bytes) -> HandedSheet:
    """Return what was kept."""
    kept = json.loads(content)
    rows = [
        HandedRow(number, texts, {name: FAULTS[code]() for name, code in faults.items()})
        for number, texts, faults in kept["rows"]
    ]
    return HandedSheet(**{**kept, "rows": rows})


FAULTS: Mapping[str, type[Refusal]] = {one.code: one for one in (DigitsLost, CellUnreadable)}


def handed_rows(sheet: Sheet, columns: Columns) -> HandedSheet:
    """Find the headings and read the rows below them.

    Raises HeadingsMissing, HeadingTwice, NoRows.
    """
    at = _heading_row(sheet, columns)
    headings = [text_of(cell).strip() for cell in sheet.rows[at]]
    places = _places(headings, columns)
    needed = columns.needed(places)
    if missing := [name for name in columns.fields if name in needed and name not in places]:
        raise _missing(missing, columns)
    below = enumerate(sheet.rows[at + 1 :], at + 2)
    rows = [_handed(number, row, places, columns.days) for number, row in below]
    rows = [row for row in rows if row.texts or row.faults]
    if not rows:
        raise NoRows
    cells = [[text_of(cell) for cell in sheet.rows[row.number - 1]] for row in rows]
    known = set(places.values())
    unknown = [text for place, text in enumerate(headings) if text and place not in known]
    return HandedSheet(headings, places, rows, cells, unknown)


def _missing(fields: Sequence[str], columns: Columns) -> HeadingsMissing:
    return HeadingsMissing(names=say("word-comma").join(map(columns.named, fields)))


def _heading_row(sheet: Sheet, columns: Columns) -> int:
    """Return the first row that names at least two columns; titles may stand above it."""
    known = known_headings(columns)
    for at, row in enumerate(sheet.rows[:LAST_HEADING_ROW]):
        if sum(_plain(text_of(cell)) in known for cell in row) >= FEWEST_HEADINGS:
            return at
    raise _missing(columns.first, columns)


def _places(headings: Sequence[str], columns: Columns) -> dict[str, int]:
    places = dict[str, int]()
    for place, heading in enumerate(headings):
        name = known_headings(columns).get(_plain(heading))
        if name in places:
            raise HeadingTwice(name=columns.named(name))
        if name is not None:
            places[name] = place
    return places


@cache
def known_headings(columns: Columns) -> Mapping[str, str]:
    """Return the fields by their headings in every language, and by what others call them."""
    known = dict[str, str]()
    for language in LANGUAGES:
        with speaking(language):
            for name in columns.fields:
                also = columns.also(name).split("|")
                known |= {_plain(heading): name for heading in (columns.named(name), *also)}
    return known


def _plain(heading: str) -> str:
    """Compare headings without blanks, stars and what stands in brackets behind them."""
    plain = unicodedata.normalize("NFKC", heading).partition("(")[0]
    return normal_number(plain.replace("*", ""))


def _handed(
    number: int, row: Sequence[Cell], places: Mapping[str, int], days: Collection[str]
) -> HandedRow:
    texts, faults = dict[str, str](), dict[str, Refusal]()
    for name, place in places.items():
        cell = row[place] if place < len(row) else ""
        match cell:
            case LostDigits():
                faults[name] = DigitsLost()
            case Unreadable():
                faults[name] = CellUnreadable()
            case _:
                text = day_text(cell) if name in days else text_of(cell).strip()
                texts |= {name: text} if text else {}
    return HandedRow(number, texts, faults)
