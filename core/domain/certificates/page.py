"""A page of lines as people read it: cells side by side in rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.certificates.labels import is_label, is_part_of_label
from core.domain.certificates.signs import Signs, signs_of
from core.domain.credits.seen import Box, Line

ENGLISH = re.compile(r"[(/]?[A-Z]?[a-z]+[A-Za-z .,:/&()-]*|[A-Z]+(?: [A-Za-z.&]+)+:?")
UNDER = 4
"""What is under a table's heads stands so many of their heights below at most."""
BLANK = 6
"""What was filled in stands so many heights beside what is printed at most."""
ASKS = re.compile(r"(?:由|于|自|至|参加|共计|授予|兹证明)$")
ANSWERS = re.compile(
    r"(?:同志|老师|医师|女士|先生)(?:[于在自,]|参加|完成|已)|[于自]\s*[\d二]|"
    r"(?:主办|举办|组织|召开)的|的?学习[,。]|[,、。;]"
)


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
        if not cell.text or _is_beside_the_rows(cell):
            continue
        row = next((row for row in reversed(rows[-3:]) if _stands_in(row, cell)), None)
        if row is None:
            rows.append([cell])
        else:
            row.append(cell)
    heads: Row = []
    for number, row in enumerate(rows):
        rows[number] = _joined(sorted(row, key=lambda cell: cell.line.x), heads)
        if len(row) > 2 and all(is_label(cell.text) for cell in rows[number]):
            heads = rows[number]
    return rows


def _is_beside_the_rows(cell: Cell) -> bool:
    """Upright text runs along the rows; what is English only says again what stands above it."""
    is_upright = len(cell.text) > 2 and cell.line.height > 2 * cell.line.width
    return is_upright or ENGLISH.fullmatch(cell.text) is not None


def _stands_in(row: Row, cell: Cell) -> bool:
    nearest = min(row, key=lambda other: abs(other.line.x - cell.line.x))
    over = min(nearest.line.right, cell.line.right) - max(nearest.line.x, cell.line.x)
    if over > 0.5 * min(nearest.line.width, cell.line.width):
        return False
    lower = min(nearest.line.height, cell.line.height)
    return abs(nearest.line.middle - cell.line.middle) < 0.5 * lower


def _joined(row: Row, heads: Row) -> Row:
    """Join what was taken apart: a label spread over its width, a line with a gap in it."""
    joined: Row = []
    for cell in row:
        before = joined[-1] if joined else None
        is_parted = before and _are_columns(heads, before, cell)
        if before and not is_parted and _belong_together(before, cell):
            joined[-1] = _together(before, cell)
        else:
            joined.append(cell)
    return joined


def _are_columns(heads: Row, one: Cell, other: Cell) -> bool:
    """Return whether each stands right under another of a table's heads."""
    near = [head for head in heads if one.line.y - head.line.y < UNDER * head.line.height]
    over = [
        min(near, key=lambda head: abs(head.line.centre - cell.line.centre))
        for cell in (one, other)
        if near
    ]
    return len(over) == 2 and over[0] != over[1]


def _belong_together(one: Cell, other: Cell) -> bool:
    if is_part_of_label(one.text, other.text):
        return True
    gap = other.line.x - one.line.right
    asks = ASKS.search(one.text) or ANSWERS.match(other.text)
    if asks and not is_label(one.text) and not is_label(other.text):
        return gap < BLANK * min(one.line.height, other.line.height)
    is_close = gap < 0.5 * min(one.line.height, other.line.height)
    return is_close and not is_label(one.text) and not is_label(other.text)


def _together(one: Cell, other: Cell) -> Cell:
    top = min(one.line.y, other.line.y)
    bottom = max(one.line.y + one.line.height, other.line.y + other.line.height)
    line = Line(one.line.x, top, other.line.right - one.line.x, bottom - top)
    return Cell(one.signs + other.signs, line)


def breadth(rows: Sequence[Row]) -> float:
    """Return how wide what is written on a page is."""
    lines = [cell.line for row in rows for cell in row]
    return max((line.right for line in lines), default=0) - min(
        (line.x for line in lines), default=0
    )
