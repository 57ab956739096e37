"""The credits of a form: columns, rows as tall as their text, and which page each row is on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from core.domain.points import show
from core.forms.lettering import REMEMBERED
from core.forms.lines import wrap
from core.forms.pen import INK, MM, QUIET_INK, Line
from core.forms.registration import FormRow
from core.texts import say

SIZE, LEADING, PAD, ROW_PAD = 7.8, 10.4, 2.6, 3.0
MARGIN = 12 * MM

Align = Literal["left", "centre", "amount"]
Cell = tuple[Line, ...]

WIDTHS: tuple[tuple[str, float, Align], ...] = (
    ("number", 7.5, "centre"),
    ("awarded-on", 18, "centre"),
    ("project-number", 22, "left"),
    ("activity", 43, "left"),
    ("subtype", 23, "left"),
    ("mode", 13.5, "left"),
    ("points", 12.5, "amount"),
    ("hours", 12.5, "amount"),
    ("awarded-by", 22, "left"),
    ("counts", 12, "centre"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name (the last part of its heading's key) and its place, in points."""

    name: str
    left: float
    width: float
    align: Align

    @property
    def room(self) -> float:
        return self.width - 2 * PAD

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def point(self) -> float:
        """Where the decimal point of every amount stands."""
        return self.middle + 1


STARTS = accumulate((width for _, width, _ in WIDTHS), initial=0.0)
COLUMNS = tuple(
    Column(name, MARGIN + start * MM, width * MM, align)
    for start, (name, width, align) in zip(STARTS, WIDTHS, strict=False)
)
LEFT, RIGHT = COLUMNS[0].left, COLUMNS[-1].left + COLUMNS[-1].width


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row whose texts are broken into lines, cell by cell."""

    cells: tuple[Cell, ...]

    @property
    def height(self) -> float:
        return max(map(len, self.cells)) * LEADING + 2 * ROW_PAD


def laid(row: FormRow) -> LaidRow:
    """Return the row as it will stand in the table, long texts wrapped."""
    texts = (
        str(row.number),
        row.awarded_on.isoformat(),
        row.project_number,
        row.activity,
        row.subtype,
        row.mode,
        show(row.points),
        show(row.hours),
        row.awarded_by,
        say("form-counts" if row.counts else "form-counts-not"),
    )
    ink = INK if row.counts else QUIET_INK
    cells = [cell(text, column.room, ink=ink) for text, column in zip(texts, COLUMNS, strict=True)]
    if row.why_not:
        reason = say("form-why-not", reason=row.why_not)
        cells[3] += cell(reason, COLUMNS[3].room, size=7, ink=QUIET_INK)
    return LaidRow(tuple(cells))


@lru_cache(REMEMBERED)
def cell(text: str, room: float, *, size: float = SIZE, bold: bool = False, ink: int = INK) -> Cell:
    """Return a text as lines no wider than `room` points."""
    return tuple(Line(line, size, bold, ink) for line in wrap(text, room, size, bold))


def at_most(lines: Cell, most: int) -> Cell:
    """Return no more than so many lines; where some are left out, the last one says so."""
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], replace(lines[most - 1], text="……"))


def paged(
    rows: Sequence[LaidRow], first_room: float, room: float, closing: float
) -> list[list[LaidRow]]:
    """Return the rows of each page, given the points free for them on the first and later pages.

    The last page keeps `closing` points for totals and seals, and takes a row along rather than
    standing without one. A row taller than a whole page is continued on the next.
    """
    pages: list[list[LaidRow]] = [[]]
    left = first_room
    for whole in rows:
        row = whole
        while row.height > left:
            if left == room:
                part, row = _cut(row, left)
                pages[-1].append(part)
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= row.height
    if closing > left:
        last = pages[-1]
        follows = len(last) > 1 and last[-1].height + closing <= room
        pages.append([last.pop()] if follows else [])
    return pages


def _cut(row: LaidRow, height: float) -> tuple[LaidRow, LaidRow]:
    lines = max(1, int((height - 2 * ROW_PAD) / LEADING))
    return (
        LaidRow(tuple(each[:lines] for each in row.cells)),
        LaidRow(tuple(each[lines:] for each in row.cells)),
    )
