"""A page of lines as people read it: cells side by side in rows, paragraphs over several rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.certificates.labels import is_label, is_part_of_label
from core.domain.certificates.signs import Signs, signs_of
from core.domain.credits.seen import Box, Line

WIDE = 0.3
"""From this share of the page's width a line may be one of a paragraph."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with nothing close beside it."""

    signs: Signs
    line: Line

    @property
    def text(self) -> str:
        return self.signs.text


Row = list[Cell]


def rows_of(boxes: Iterable[Box]) -> list[Row]:
    """Return the rows of a page from top to bottom, each from left to right.

    A perspective lets rows rise and fall, so a text belongs to the row of the one nearest to it.
    """
    rows: list[Row] = []
    for box in sorted(boxes, key=lambda one: one.line.middle):
        cell = Cell(signs_of(box), box.line)
        if not cell.text:
            continue
        row = next((row for row in reversed(rows[-3:]) if _stands_in(row, cell)), None)
        if row is None:
            rows.append([cell])
        else:
            row.append(cell)
    return [_joined(sorted(row, key=lambda cell: cell.line.x)) for row in rows]


def _stands_in(row: Row, cell: Cell) -> bool:
    nearest = min(row, key=lambda other: abs(other.line.x - cell.line.x))
    over = min(nearest.line.right, cell.line.right) - max(nearest.line.x, cell.line.x)
    if over > 0.5 * min(nearest.line.width, cell.line.width):
        return False
    lower = min(nearest.line.height, cell.line.height)
    return abs(nearest.line.middle - cell.line.middle) < 0.5 * lower


def _joined(row: Row) -> Row:
    """Join what was taken apart: a label spread over its width, a line with a gap in it."""
    joined: Row = []
    for cell in row:
        before = joined[-1] if joined else None
        if before and _belong_together(before, cell):
            joined[-1] = _together(before, cell)
        else:
            joined.append(cell)
    return joined


def _belong_together(one: Cell, other: Cell) -> bool:
    if is_part_of_label(one.text, other.text):
        return True
    gap = other.line.x - one.line.right
    is_close = gap < 0.5 * min(one.line.height, other.line.height)
    return is_close and not is_label(one.text) and not is_label(other.text)


def _together(one: Cell, other: Cell) -> Cell:
    top = min(one.line.y, other.line.y)
    bottom = max(one.line.y + one.line.height, other.line.y + other.line.height)
    line = Line(one.line.x, top, other.line.right - one.line.x, bottom - top)
    return Cell(one.signs + other.signs, line)


def paragraphs(rows: Sequence[Row]) -> list[Signs]:
    """Return the texts of a page: lines that fill the page go on in the next, all else is alone."""
    found: list[Signs] = []
    right = max((row[-1].line.right for row in rows if len(row) == 1), default=0)
    before: Cell | None = None
    for row in rows:
        goes_on = before is not None and len(row) == 1 and _goes_on(before, row[0], right)
        for number, cell in enumerate(row):
            if goes_on and number == 0:
                found[-1] += cell.signs
            else:
                found.append(cell.signs)
        before = row[0] if len(row) == 1 else None
    return found


def _goes_on(before: Cell, cell: Cell, right: float) -> bool:
    """A line of a paragraph ends at the right margin, and the next stands close under it."""
    higher = max(before.line.height, cell.line.height)
    is_under = cell.line.middle - before.line.middle < 2.4 * higher
    is_alike = min(before.line.height, cell.line.height) > 0.6 * higher
    fills = before.line.width > WIDE and before.line.right > right - 2.5 * higher
    return is_under and is_alike and fills and cell.line.x <= before.line.x + higher
