"""The table on the paper: its head on every page, its rows, its totals."""

from collections.abc import Sequence

from core.domain.points import show
from core.forms.pen import ACCENT, HAIRLINE, INK, QUIET_INK, RULE, Line, Pen
from core.forms.registration import Totals
from core.forms.table import (
    COLUMNS,
    LEADING,
    LEFT,
    PAD,
    RIGHT,
    ROW_PAD,
    SIZE,
    Column,
    LaidRow,
    cell,
)
from core.texts import say

HEAD_SIZE, HEAD_LEADING, HEAD_HEIGHT = 7.2, 9.0, 22.0
BLANK_HEIGHT = 18.0
TOTAL_HEIGHT = 18.0
EMPTY_HEIGHT = 44.0
BASELINE = 0.78  # of the size: from the top of a line of text to where the letters stand


def draw_head(pen: Pen, y: float) -> float:
    """Draw the headings under y and return where the rows begin."""
    foot = y - HEAD_HEIGHT
    pen.fill(LEFT, foot, RIGHT - LEFT, HEAD_HEIGHT)
    for column in COLUMNS:
        heading = say(f"form-column-{column.name}")
        lines = cell(heading, column.width - 2, size=HEAD_SIZE, bold=True)
        top = y - (HEAD_HEIGHT - len(lines) * HEAD_LEADING) / 2
        for down, line in enumerate(lines):
            at = top - down * HEAD_LEADING - HEAD_SIZE * BASELINE - 1
            if column.align == "left":
                pen.text(column.left + PAD, at, line)
            else:
                pen.centred(column.middle, at, line)
    pen.rule(LEFT, y, RIGHT, y, ink=RULE, weight=0.8)
    pen.rule(LEFT, foot, RIGHT, foot, ink=RULE, weight=0.6)
    _uprights(pen, y, foot, COLUMNS)
    return foot


def draw_rows(pen: Pen, y: float, rows: Sequence[LaidRow]) -> float:
    """Draw the rows under y and return where they end."""
    for row in rows:
        for column, lines in zip(COLUMNS, row.cells, strict=True):
            for down, line in enumerate(lines):
                at = y - ROW_PAD - down * LEADING - (LEADING + line.size * BASELINE) / 2 + 0.6
                _place(pen, column, at, line)
        foot = y - row.height
        _uprights(pen, y, foot, COLUMNS)
        pen.rule(LEFT, foot, RIGHT, foot)
        y = foot
    return y


def draw_no_rows(pen: Pen, y: float) -> float:
    """Say under y that there are no credits, and return where that ends."""
    return _draw_remark(pen, y, EMPTY_HEIGHT, Line(say("form-no-rows"), 9, ink=QUIET_INK))


def draw_blank(pen: Pen, y: float) -> float:
    """Close the rows of a page with space to spare, so that none is added by hand."""
    return _draw_remark(pen, y, BLANK_HEIGHT, Line(say("form-blank"), 7, ink=QUIET_INK))


def _draw_remark(pen: Pen, y: float, height: float, line: Line) -> float:
    foot = y - height
    pen.centred((LEFT + RIGHT) / 2, y - height / 2 - line.size / 3, line)
    pen.rule(LEFT, y, LEFT, foot, ink=RULE)
    pen.rule(RIGHT, y, RIGHT, foot, ink=RULE)
    pen.rule(LEFT, foot, RIGHT, foot)
    return foot


def draw_totals(pen: Pen, y: float, totals: Totals) -> float:
    """Draw both totals under y and return where they end."""
    every = ("form-total-all", totals.points, totals.hours, INK)
    counting = ("form-total-counting", totals.counting_points, totals.counting_hours, ACCENT)
    _, _, _, _, _, _, points, hours, after, _ = COLUMNS
    for key, credit, time, ink in (every, counting):
        foot = y - TOTAL_HEIGHT
        at = y - TOTAL_HEIGHT / 2 - 2.8
        pen.flush_right(points.left - PAD - 2, at, Line(say(key), SIZE, True, ink))
        pen.amount(points.point, at, Line(show(credit), SIZE, True, ink))
        pen.amount(hours.point, at, Line(show(time), SIZE, True, ink))
        _uprights(pen, y, foot, (COLUMNS[0], points, hours, after))
        pen.rule(LEFT, foot, RIGHT, foot, ink=HAIRLINE if key == every[0] else RULE)
        y = foot
    return y


def _place(pen: Pen, column: Column, y: float, line: Line) -> None:
    if column.align == "amount":
        pen.amount(column.point, y, line)
    elif column.align == "centre":
        pen.centred(column.middle, y, line)
    else:
        pen.text(column.left + PAD, y, line)


def _uprights(pen: Pen, y: float, foot: float, columns: Sequence[Column]) -> None:
    for column in columns[1:]:
        pen.rule(column.left, y, column.left, foot)
    for edge in (LEFT, RIGHT):
        pen.rule(edge, y, edge, foot, ink=RULE)
