"""A list on A4 turned on its side: a head on every page, totals at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from io import BytesIO
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from core.domain.lists import NUMBERS, Kind
from core.forms.document import Drawn
from core.forms.legible import legible
from core.forms.lettering import REGULAR, lettering
from core.forms.list_sheet import Cell as Value
from core.forms.list_sheet import ListSheet, SheetColumn
from core.forms.pen import ACCENT, HEIGHT, MM, QUIET_INK, RULE, WIDTH, Line, Pen
from core.forms.table import Cell, LaidRow, cell, paged
from core.texts import say
from core.wording.lists import shown

LEFT = 10 * MM
RIGHT = HEIGHT - LEFT
TOP = WIDTH - 14 * MM
FOOT, END = 9 * MM, 16 * MM
FIRST_HEAD, LATER_HEAD, HEADINGS, CLOSING = 46.0, 22.0, 24.0, 58.0
SIZE, LEADING, PAD, ROW_PAD, BASELINE = 8.4, 11.0, 3.0, 3.6, 0.78
PAD_RIGHT = 6.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A column with its place on the paper, in points: all of them fill its width."""

    heading: str
    kind: Kind
    start: float
    width: float

    @property
    def room(self) -> float:
        return self.width - 2 * PAD


def _placed(columns: Sequence[SheetColumn]) -> list[_Placed]:
    scale = (RIGHT - LEFT) / sum(column.width for column in columns)
    starts = accumulate((column.width * scale for column in columns), initial=LEFT)
    return [
        _Placed(column.heading, column.kind, start, column.width * scale)
        for column, start in zip(columns, starts, strict=False)
    ]


def draw_list(sheet: ListSheet) -> Drawn:
    """Draw the sheet; takes CPU time and the GIL, so call it in a worker."""
    lettering()
    legibly, missing = _legible(sheet)
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=(HEIGHT, WIDTH), invariant=1, initialFontName=REGULAR)
    _inscribe(canvas, legibly)
    room = TOP - HEADINGS - END
    columns = _placed(legibly.columns)
    rows = [_laid(columns, row) for row in legibly.rows]
    pages = paged(rows, room - FIRST_HEAD, room - LATER_HEAD, CLOSING)
    for number, listed in enumerate(pages, 1):
        pen = Pen(canvas)
        y = _draw_head(pen, legibly, is_first=number == 1)
        y = _draw_rows(pen, columns, _draw_headings(pen, columns, y), listed)
        if number == len(pages):
            _draw_end(pen, columns, y, legibly)
        foot = say("form-page", page=str(number), pages=str(len(pages)))
        pen.text(LEFT, FOOT, Line(legibly.notes[-1], 7, ink=QUIET_INK))
        pen.flush_right(RIGHT, FOOT, Line(foot, 7, ink=QUIET_INK))
        canvas.showPage()
    canvas.save()
    return Drawn(paper.getvalue(), missing)


def _legible(sheet: ListSheet) -> tuple[ListSheet, tuple[tuple[str, str], ...]]:
    """Return the sheet as it can be printed, and (row, character) for each one missing."""
    rows, missing = [], dict[tuple[str, str], None]()
    for row in sheet.rows:
        pairs = [legible(value) if isinstance(value, str) else (value, ()) for value in row]
        rows.append(tuple(value for value, _ in pairs))
        missing |= {(_name_of(row), sign): None for _, signs in pairs for sign in signs}
    return replace(sheet, about=legible(sheet.about)[0], rows=tuple(rows)), tuple(missing)


def _name_of(row: Sequence[Value]) -> str:
    """Return what a row is called: its first words."""
    return next((value for value in row if isinstance(value, str)), "")


def _inscribe(canvas: Canvas, sheet: ListSheet) -> None:
    made = sheet.made_at.astimezone(UTC)
    canvas.setDateFormatter(lambda *_: made.strftime("D:%Y%m%d%H%M%SZ"))
    canvas.setTitle(sheet.title)
    canvas.setSubject(sheet.about)
    canvas.setCreator(say("app-name"))


def _laid(columns: Sequence[_Placed], row: Sequence[Value], *, bold: bool = False) -> LaidRow:
    cells = (
        cell(shown(value, column.kind), column.room, size=SIZE, bold=bold)
        for value, column in zip(row, columns, strict=True)
    )
    return LaidRow(tuple(cells))


def _draw_head(pen: Pen, sheet: ListSheet, *, is_first: bool) -> float:
    if not is_first:
        pen.text(LEFT, TOP - 10, Line(f"{sheet.title} · {sheet.about}", 8.5, ink=QUIET_INK))
        return TOP - LATER_HEAD
    pen.text(LEFT, TOP - 15, Line(sheet.title, 17, bold=True))
    pen.text(LEFT, TOP - 33, Line(sheet.about, 9.5, ink=QUIET_INK))
    return TOP - FIRST_HEAD


def _draw_headings(pen: Pen, columns: Sequence[_Placed], y: float) -> float:
    foot = y - HEADINGS
    pen.fill(LEFT, foot, RIGHT - LEFT, HEADINGS)
    for column in columns:
        lines = cell(column.heading, column.room, size=7.2, bold=True)[:2]
        _place(pen, y - (HEADINGS - len(lines) * 9.4) / 2, column, lines, 9.4)
    pen.rule(LEFT, y, RIGHT, y, ink=ACCENT, weight=1.2)
    pen.rule(LEFT, foot, RIGHT, foot, ink=RULE, weight=0.6)
    return foot


def _draw_rows(pen: Pen, columns: Sequence[_Placed], y: float, rows: Sequence[LaidRow]) -> float:
    for row in rows:
        for column, lines in zip(columns, row.cells, strict=False):
            _place(pen, y - ROW_PAD, column, lines, LEADING)
        y -= row.height
        pen.rule(LEFT, y, RIGHT, y)
    return y


def _draw_end(pen: Pen, columns: Sequence[_Placed], y: float, sheet: ListSheet) -> None:
    """Draw the total and what is to be said of the numbers, below the last row."""
    foot = y
    if sheet.total:
        row = _laid(columns, sheet.total, bold=True)
        pen.fill(LEFT, y - row.height, RIGHT - LEFT, row.height)
        foot = _draw_rows(pen, columns, y, [row])
        pen.rule(LEFT, foot, RIGHT, foot, ink=RULE, weight=0.8)
    for note in sheet.notes[:-1]:
        for line in cell(note, RIGHT - LEFT, size=7.6, ink=QUIET_INK):
            foot -= 12
            pen.text(LEFT, foot, line)


def _place(pen: Pen, top: float, column: _Placed, lines: Cell, leading: float) -> None:
    """Write a cell: words from the left, numbers to the right, credits by their point."""
    right = column.start + column.width - PAD_RIGHT
    for down, line in enumerate(lines):
        y = top - down * leading - (leading + line.size * BASELINE) / 2 + 0.6
        if column.kind not in NUMBERS:
            pen.text(column.start + PAD, y, line)
        elif column.kind == "points" and "." in line.text:
            pen.amount(right - 1.4 * line.size, y, line)
        else:
            pen.flush_right(right, y, line)
