"""What a page says in paragraphs: texts over several lines, in one column or beside another."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.domain.certificates.labels import is_label
from core.domain.certificates.page import Cell, Row, breadth
from core.domain.certificates.signs import Signs

WIDE = 0.4
"""From this share of what is written on a page a line may be one of a paragraph."""
NEAR = 2.4
"""A line of a paragraph stands so many heights under the one before at most."""
WANTS = re.compile(r"(?:参加|完成)了?$")
MORE = ":,、的于由"
ENDED = re.compile(r"[。;；!:]$|证明?书?$|^.{1,6}$|^[^:]{2,8}:[\dA-Z()*-]+$")


class Paragraph(NamedTuple):
    """A text over one line or several; `begins` is whether its beginning is one of a sentence."""

    signs: Signs
    begins: bool = True


def paragraphs(rows: Sequence[Row]) -> list[Paragraph]:
    """Return the texts of a page: lines that fill their column go on in the next, all else is
    alone.
    """
    wide = WIDE * breadth(rows)
    lines = [cell for row in rows for cell in _lines(row) if cell.line.width > wide]
    found: list[Paragraph] = []
    ends: list[Cell] = []
    for row in rows:
        alone = list(_lines(row))
        for cell in row:
            place = _above(ends, cell) if cell in alone else None
            before = ends[place] if place is not None else None
            if place is not None and before and _goes_on(before, cell, lines, wide):
                found[place] = found[place]._replace(signs=found[place].signs + cell.signs)
                ends[place] = cell
            else:
                found.append(Paragraph(cell.signs, before is None or _is_ended(before)))
                ends.append(cell)
    return found


def _lines(row: Row) -> Iterator[Cell]:
    """Yield what may be a line of a paragraph: no label, and nothing beside a label."""
    for place, cell in enumerate(row):
        is_value = place > 0 and is_label(row[place - 1].text)
        if not is_value and not (len(row) > 1 and is_label(cell.text)):
            yield cell


def _above(ends: Sequence[Cell], cell: Cell) -> int | None:
    """Return which text ends right over a line, close to it and as tall."""
    over = [
        (cell.line.middle - other.line.middle, place)
        for place, other in enumerate(ends)
        if _is_over(other, cell)
    ]
    distance, place = min(over, default=(0.0, -1))
    if place < 0:
        return None
    heights = ends[place].line.height, cell.line.height
    is_near = distance < NEAR * max(heights) and min(heights) > 0.6 * max(heights)
    return place if is_near else None


def _is_over(other: Cell, cell: Cell) -> bool:
    meets = min(other.line.right, cell.line.right) - max(other.line.x, cell.line.x)
    is_higher = other.line.middle < cell.line.middle - 0.4 * cell.line.height
    return is_higher and meets > 0.5 * min(other.line.width, cell.line.width)


def _goes_on(before: Cell, cell: Cell, lines: Sequence[Cell], wide: float) -> bool:
    """A line of a paragraph ends at the right margin of its column, or asks for more."""
    higher = max(before.line.height, cell.line.height)
    beside = [one.line for one in lines if one.line.x < cell.line.right]
    right = max((line.right for line in beside if line.right > cell.line.x), default=0)
    fills = before.line.right > right - 2.5 * higher or before.text[-1] in MORE
    is_left = cell.line.x <= before.line.x + higher
    is_open = before.text.rfind("《") > before.text.rfind("》")
    wants = WANTS.search(before.text) is not None
    return is_open or (before.line.width > wide and (wants or (fills and is_left)))


def _is_ended(cell: Cell) -> bool:
    """Whether a line is a whole: a sentence to its end, a heading, a person, a form of address."""
    return ENDED.search(cell.text) is not None
