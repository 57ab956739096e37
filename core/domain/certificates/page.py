"""A page of lines as people read it: cells side by side in rows, paragraphs over several rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.domain.certificates.labels import is_label, is_part_of_label
from core.domain.certificates.signs import Signs, signs_of
from core.domain.credits.seen import Box, Line

ENGLISH = re.compile(r"[(/]?[A-Z]?[a-z]+[A-Za-z .,:/&()-]*|[A-Z]+(?: [A-Za-z.&]+)+:?")
WIDE = 0.4
"""From this share of what is written on a page a line may be one of a paragraph."""
NEAR = 2.4
"""A line of a paragraph stands so many heights under the one before at most."""
WANTS = re.compile(r"(?:参加|完成)了?$")
MORE, ENDED = ":,、的于由", re.compile(r"[。;；!:]$|证明?书?$|^.{1,6}$")


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
    return [_joined(sorted(row, key=lambda cell: cell.line.x)) for row in rows]


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


def breadth(rows: Sequence[Row]) -> float:
    """Return how wide what is written on a page is."""
    lines = [cell.line for row in rows for cell in row]
    return max((line.right for line in lines), default=0) - min(
        (line.x for line in lines), default=0
    )


class Paragraph(NamedTuple):
    """A text over one line or several; `begins` is whether its beginning is one of a sentence."""

    signs: Signs
    begins: bool = True


def paragraphs(rows: Sequence[Row]) -> list[Paragraph]:
    """Return the texts of a page: lines that fill the page go on in the next, all else is alone."""
    found: list[Paragraph] = []
    wide = WIDE * breadth(rows)
    alone = [row[0].line for row in rows if len(row) == 1 and row[0].line.width > wide]
    right = max((line.right for line in alone), default=0)
    before: Cell | None = None
    for row in rows:
        is_under = before is not None and len(row) == 1 and _is_under(before, row[0])
        is_wide = before is not None and before.line.width > wide
        if before and is_under and _goes_on(before, row[0], right, is_wide=is_wide):
            found[-1] = found[-1]._replace(signs=found[-1].signs + row[0].signs)
        else:
            begins = not is_under or before is None or _is_ended(before)
            found += (Paragraph(cell.signs, begins) for cell in row)
        before = row[0] if len(row) == 1 else None
    return found


def _is_under(before: Cell, cell: Cell) -> bool:
    """A line of a paragraph stands close under the one before, as tall as that."""
    higher = max(before.line.height, cell.line.height)
    is_near = cell.line.middle - before.line.middle < NEAR * higher
    return is_near and min(before.line.height, cell.line.height) > 0.6 * higher


def _goes_on(before: Cell, cell: Cell, right: float, *, is_wide: bool) -> bool:
    """A line of a paragraph ends at the right margin, or asks for more."""
    higher = max(before.line.height, cell.line.height)
    fills = before.line.right > right - 2.5 * higher or before.text[-1] in MORE
    is_left = cell.line.x <= before.line.x + higher
    is_open = before.text.rfind("《") > before.text.rfind("》")
    wants = WANTS.search(before.text) is not None
    return is_open or (is_wide and (wants or (fills and is_left)))


def _is_ended(cell: Cell) -> bool:
    """Whether a line is a whole: a sentence to its end, a heading, a person, a form of address."""
    return ENDED.search(cell.text) is not None
