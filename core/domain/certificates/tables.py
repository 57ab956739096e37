"""Labels and their values, wherever the value stands: behind, beside, under, over two lines."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from core.domain.certificates.labels import Labelled, Meaning, is_label, labelled, meaning_of
from core.domain.certificates.levels import has_boxes
from core.domain.certificates.page import Cell, Row, breadth
from core.domain.certificates.signs import Signs
from core.domain.certificates.values import read

PROSE = 0.6
"""From this share of what is written on a page a line is one of prose."""
NEARLY = 0.8
"""So many heights over or under a label a value may still stand beside it."""
FAR = 0.6
"""Nothing stands so much of the page's breadth beside its own label."""
NEXT_LINE = 1.75
"""What goes on in the next line stands so many heights under it; another value farther."""


def pairs(rows: Sequence[Row]) -> Iterator[tuple[Meaning, Signs, bool]]:
    """Yield what each label means with its value, and whether the label is beyond doubt."""
    for number, row in enumerate(rows):
        heads = len(row) > 1 and all(is_label(cell.text) for cell in row)
        for place, cell in enumerate(row):
            if meaning := meaning_of(cell.text):
                value = _under(rows, number, cell) if heads else _beside(rows, number, place)
                if value and not (meaning.is_short and _is_of_another(rows, row, cell, value)):
                    signs = value.signs if meaning.is_short else _continued(rows, value)
                    yield meaning, signs, not meaning.is_weak
                continue
            for one in labelled(cell.signs):
                if value_signs := _whole(rows, number, cell, one):
                    yield one.meaning, value_signs, one.has_colon and not one.meaning.is_weak


def _beside(rows: Sequence[Row], number: int, place: int) -> Cell | None:
    """Return the value to the right of a label; in a cell of two lines it stands above and below.

    Where nothing is to the right it stands under the label.
    """
    row = rows[number]
    cell = row[place]
    if place + 1 < len(row):
        beside = list(takewhile(_is_value, row[place + 1 :]))
        are_one = _means_two(cell) or any(has_boxes(one.text) for one in beside)
        return _both(beside) if are_one else next(iter(beside), None)
    lines = [
        other
        for near in rows[max(0, number - 1) : number + 2]
        if near is not row
        for other in near
        if other.line.x > cell.line.right
        and abs(other.line.middle - cell.line.middle) < 1.2 * cell.line.height
    ]
    if len(lines) == 1 and _is_value(lines[0]) and _is_nearly_beside(rows, cell, lines[0]):
        return lines[0]
    if len(lines) == 2 and not any(_has_label(one) or not _is_value(one) for one in lines):
        return Cell(lines[0].signs + lines[1].signs, lines[0].line)
    return None if lines else _under(rows, number, cell)


def _is_of_another(rows: Sequence[Row], row: Row, cell: Cell, value: Cell) -> bool:
    """Whether another label stood between the two that was not seen.

    Labels of its column are in other rows; or the value is too far for one with a row to itself.
    """
    between = [
        other
        for near in rows
        if near is not row
        for other in near[1:]
        if is_label(other.text) and cell.line.right < other.line.x < other.line.right < value.line.x
    ]
    return bool(between) or value.line.x - cell.line.right > FAR * breadth(rows)


def _is_nearly_beside(rows: Sequence[Row], cell: Cell, other: Cell) -> bool:
    """A value stands a little lower beside a label of two languages, if alone in its row."""
    is_alone = any(row == [other] for row in rows)
    distance = abs(other.line.middle - cell.line.middle)
    return is_alone and distance < NEARLY * cell.line.height


def _is_value(cell: Cell) -> bool:
    """Whether a text has no label in it: 级别省级 is no name of anybody."""
    if is_label(cell.text):
        return False
    found = [(one.meaning.fields, one.value) for one in labelled(cell.signs)]
    return not any(fields and read(fields[0], value) for fields, value in found)


def _means_two(cell: Cell) -> bool:
    meaning = meaning_of(cell.text)
    return meaning is not None and len(meaning.fields) > 1


def _both(cells: Row) -> Cell | None:
    """Return the values of a label that means two things, with a blank between."""
    if not cells:
        return None
    signs = cells[0].signs
    for other in cells[1:]:
        signs += signs.blank + other.signs
    return Cell(signs, cells[0].line)


def _under(rows: Sequence[Row], number: int, cell: Cell) -> Cell | None:
    """Return what stands right under a label, if it is one text and no label itself."""
    if number + 1 >= len(rows):
        return None
    below = [
        other
        for other in rows[number + 1]
        if other.line.x < cell.line.right + cell.line.height and other.line.right > cell.line.x
    ]
    is_near = below and below[0].line.middle - cell.line.middle < 4 * cell.line.height
    if not is_near or len(below) != 1 or _has_label(below[0]) or not _is_value(below[0]):
        return None
    return below[0]


def _has_label(cell: Cell) -> bool:
    return any(one.has_colon for one in labelled(cell.signs))


def _whole(rows: Sequence[Row], number: int, cell: Cell, one: Labelled) -> Signs | None:
    """Return a label's value with the lines under it that go on where it began."""
    value = one.value
    if not value.text:
        under = _under(rows, number, cell) if one.has_colon else None
        return under.signs if under else None
    if one.meaning.is_short or not one.has_colon:
        return None if _is_cut(rows, cell, one) else value
    sign, height = value.places[0].width, cell.line.height
    right = max(other.line.right for row in rows for other in row)
    for above, below in pairwise(rows[number:]):
        following = below[0]
        is_close = following.line.middle - above[0].line.middle < 2.2 * height
        starts_there = abs(following.signs.places[0].x - value.places[0].x) < 1.5 * sign
        fills = above[0].line.right > right - 3 * height
        goes_on = starts_there or (fills and abs(following.line.x - cell.line.x) < 2 * height)
        if len(below) > 1 or not is_close or not goes_on or _has_label(following):
            break
        value += following.signs
    return value


def _is_cut(rows: Sequence[Row], cell: Cell, one: Labelled) -> bool:
    """A line of prose that ends with figures may go on with figures: 学分1 | 0分."""
    is_prose = cell.line.width > PROSE * breadth(rows) and len(cell.text) - len(one.value.text) > 12
    return is_prose and one.value.text[-1].isdigit() and cell.text.endswith(one.value.text)


def _continued(rows: Sequence[Row], cell: Cell) -> Signs:
    """Return a value of a table with the lines right under it that have no label of their own."""
    signs, last = cell.signs, cell
    for row in rows:
        below = [other for other in row if _is_next_line(last, other)]
        if len(below) == 1 and not any(is_label(one.text) or _has_label(one) for one in row):
            signs, last = signs + below[0].signs, below[0]
    return signs


def _is_next_line(cell: Cell, other: Cell) -> bool:
    gap = other.line.middle - cell.line.middle
    meets = other.line.x < cell.line.right and cell.line.x < other.line.right
    return meets and 0.5 * cell.line.height < gap < NEXT_LINE * cell.line.height
