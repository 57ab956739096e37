"""The statistics of trainings on A4 turned on its side: a head on every page, totals at the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date
from io import BytesIO
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from core.domain.points import show
from core.domain.trainings.statistics import show_rate
from core.forms.document import Drawn
from core.forms.legible import legible
from core.forms.lettering import REGULAR, lettering
from core.forms.pen import ACCENT, HEIGHT, MM, QUIET_INK, RULE, WIDTH, Line, Pen
from core.forms.statistics import COLUMNS, Column, Row, StatisticsSheet, Value
from core.forms.table import Cell, LaidRow, cell, paged
from core.texts import say

LEFT = (HEIGHT - sum(column.width for column in COLUMNS) * MM) / 2
RIGHT = HEIGHT - LEFT
TOP = WIDTH - 14 * MM
FOOT, END = 9 * MM, 16 * MM
FIRST_HEAD, LATER_HEAD, HEADINGS, CLOSING = 46.0, 22.0, 24.0, 58.0
SIZE, LEADING, PAD, ROW_PAD, BASELINE = 8.4, 11.0, 3.0, 3.6, 0.78
PAD_RIGHT = 6.0
STARTS = tuple(
    LEFT + start * MM for start in accumulate((one.width for one in COLUMNS), initial=0.0)
)


def draw_statistics(sheet: StatisticsSheet) -> Drawn:
    """Draw the sheet; takes CPU time and the GIL, so call it in a worker."""
    lettering()
    shown, missing = _legible(sheet)
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=(HEIGHT, WIDTH), invariant=1, initialFontName=REGULAR)
    _inscribe(canvas, shown)
    room = TOP - HEADINGS - END
    rows = [_laid(row) for row in shown.rows]
    pages = paged(rows, room - FIRST_HEAD, room - LATER_HEAD, CLOSING)
    for number, listed in enumerate(pages, 1):
        pen = Pen(canvas)
        y = _draw_head(pen, shown, is_first=number == 1)
        y = _draw_rows(pen, _draw_headings(pen, y), listed)
        if number == len(pages):
            _draw_total(pen, y, shown)
        foot = say("form-page", page=str(number), pages=str(len(pages)))
        pen.text(LEFT, FOOT, Line(shown.notes[-1], 7, ink=QUIET_INK))
        pen.flush_right(RIGHT, FOOT, Line(foot, 7, ink=QUIET_INK))
        canvas.showPage()
    canvas.save()
    return Drawn(paper.getvalue(), missing)


def _legible(sheet: StatisticsSheet) -> tuple[StatisticsSheet, tuple[tuple[str, str], ...]]:
    """Return the sheet as it can be printed, and (activity, character) for each one missing."""
    rows, missing = [], dict[tuple[str, str], None]()
    for row in sheet.rows:
        pairs = [legible(value) if isinstance(value, str) else (value, ()) for value in row]
        rows.append(tuple(value for value, _ in pairs))
        missing |= {(str(row[2]), sign): None for _, signs in pairs for sign in signs}
    return replace(sheet, about=legible(sheet.about)[0], rows=tuple(rows)), tuple(missing)


def _inscribe(canvas: Canvas, sheet: StatisticsSheet) -> None:
    made = sheet.made_at.astimezone(UTC)
    canvas.setDateFormatter(lambda *_: made.strftime("D:%Y%m%d%H%M%SZ"))
    canvas.setTitle(sheet.title)
    canvas.setSubject(sheet.about)
    canvas.setCreator(say("app-name"))


def printed(value: Value, column: Column) -> str:
    """Return a value as the paper shows it."""
    match column.kind, value:
        case "rate", int() | None:
            return "" if value is None else show_rate(value)
        case "points", int():
            return show(value)
        case _, date():
            return value.isoformat()
    return "" if value is None else str(value)


def _laid(row: Row, *, bold: bool = False) -> LaidRow:
    cells = (
        cell(printed(value, column), column.width * MM - 2 * PAD, size=SIZE, bold=bold)
        for value, column in zip(row, COLUMNS, strict=True)
    )
    return LaidRow(tuple(cells))


def _draw_head(pen: Pen, sheet: StatisticsSheet, *, is_first: bool) -> float:
    if not is_first:
        pen.text(LEFT, TOP - 10, Line(f"{sheet.title} · {sheet.about}", 8.5, ink=QUIET_INK))
        return TOP - LATER_HEAD
    pen.text(LEFT, TOP - 15, Line(sheet.title, 17, bold=True))
    pen.text(LEFT, TOP - 33, Line(sheet.about, 9.5, ink=QUIET_INK))
    return TOP - FIRST_HEAD


def _draw_headings(pen: Pen, y: float) -> float:
    foot = y - HEADINGS
    pen.fill(LEFT, foot, RIGHT - LEFT, HEADINGS)
    for start, column in zip(STARTS, COLUMNS, strict=False):
        words = say(f"statistics-column-{column.name}")
        lines = cell(words, column.width * MM - 2 * PAD, size=7.2, bold=True)[:2]
        _place(pen, start, y - (HEADINGS - len(lines) * 9.4) / 2, column, lines, 9.4)
    pen.rule(LEFT, y, RIGHT, y, ink=ACCENT, weight=1.2)
    pen.rule(LEFT, foot, RIGHT, foot, ink=RULE, weight=0.6)
    return foot


def _draw_rows(pen: Pen, y: float, rows: Sequence[LaidRow]) -> float:
    for row in rows:
        for start, column, lines in zip(STARTS, COLUMNS, row.cells, strict=False):
            _place(pen, start, y - ROW_PAD, column, lines, LEADING)
        y -= row.height
        pen.rule(LEFT, y, RIGHT, y)
    return y


def _draw_total(pen: Pen, y: float, sheet: StatisticsSheet) -> None:
    row = _laid(sheet.total, bold=True)
    pen.fill(LEFT, y - row.height, RIGHT - LEFT, row.height)
    foot = _draw_rows(pen, y, [row])
    pen.rule(LEFT, foot, RIGHT, foot, ink=RULE, weight=0.8)
    for line in cell(sheet.notes[0], RIGHT - LEFT, size=7.6, ink=QUIET_INK):
        foot -= 12
        pen.text(LEFT, foot, line)


def _place(pen: Pen, start: float, top: float, column: Column, lines: Cell, leading: float) -> None:
    """Write a cell: words from the left, numbers to the right, credits by their point."""
    right = start + column.width * MM - PAD_RIGHT
    for down, line in enumerate(lines):
        y = top - down * leading - (leading + line.size * BASELINE) / 2 + 0.6
        if column.kind in {"text", "day"}:
            pen.text(start + PAD, y, line)
        elif column.kind == "points" and "." in line.text:
            pen.amount(right - 1.4 * line.size, y, line)
        else:
            pen.flush_right(right, y, line)
