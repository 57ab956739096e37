"""The sheet to be signed, as it looks: tall lines, room for two signatures, spare lines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from io import BytesIO
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from core.forms.attendance import AttendanceSheet, SheetLine
from core.forms.closing import FOOT
from core.forms.document import Drawn
from core.forms.heading import CONTINUED_HEIGHT, TOP
from core.forms.legible import legible
from core.forms.lettering import REGULAR, lettering
from core.forms.lines import fitted
from core.forms.pen import ACCENT, HEIGHT, MM, QUIET_INK, RULE, TINT, WIDTH, Line, Pen
from core.forms.table import LEFT, MARGIN, RIGHT, Align, Cell, Column, at_most, cell
from core.texts import language, say
from core.wording.moments import moment

WIDTHS: tuple[tuple[str, float, Align], ...] = (
    ("line", 9, "centre"),
    ("number", 23, "left"),
    ("name", 22, "left"),
    ("department", 25, "left"),
    ("title", 25, "left"),
    ("in", 29, "centre"),
    ("out", 29, "centre"),
    ("record", 24, "centre"),
)
STARTS = accumulate((width for _, width, _ in WIDTHS), initial=0.0)
COLUMNS = tuple(
    Column(name, MARGIN + start * MM, width * MM, align)
    for start, (name, width, align) in zip(STARTS, WIDTHS, strict=False)
)
LINE_HEIGHT, HEAD_HEIGHT, FACT_HEIGHT = 27.0, 20.0, 21.0
TITLE_HEIGHT, GAP = 50.0, 9.0
LABEL = 20 * MM
END_HEIGHT, TABLE_FOOT = 34.0, 17 * MM
SIZE, LEADING = 8.4, 10.6
SPARE_LINES = 8
FEWEST_ON_LAST = 3
BLANK = SheetLine("", "", "", "", "")


def draw_sheet(sheet: AttendanceSheet) -> Drawn:
    """Draw the sheet; takes CPU time and the GIL, so call it in a worker."""
    lettering()
    shown, missing = _legible(sheet)
    paper = BytesIO()
    canvas = Canvas(
        paper,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=language(),
    )
    canvas.setTitle(f"{say('attendance-sheet-title')} · {shown.name}")
    canvas.setAuthor(shown.unit)
    canvas.setCreator(say("app-name"))
    printed = sheet.printed_at.astimezone(UTC)
    canvas.setDateFormatter(lambda *_: printed.strftime("D:%Y%m%d%H%M%SZ"))
    _draw_pages(canvas, shown)
    canvas.save()
    return Drawn(paper.getvalue(), missing)


def _legible(sheet: AttendanceSheet) -> tuple[AttendanceSheet, tuple[tuple[str, str], ...]]:
    missing: dict[tuple[str, str], None] = {}
    lines = []
    for one in sheet.lines:
        name, lacking = legible(one.name)
        missing |= dict.fromkeys((one.name, character) for character in lacking)
        lines.append(replace(one, name=name, department=legible(one.department)[0]))
    facts = [(label, legible(text)[0]) for label, text in sheet.facts]
    shown = replace(
        sheet, unit=legible(sheet.unit)[0], name=legible(sheet.name)[0], facts=facts, lines=lines
    )
    return shown, tuple(missing)


def _draw_pages(canvas: Canvas, sheet: AttendanceSheet) -> None:
    pen, pages = Pen(canvas), _pages(sheet)
    first = 1
    for number, lines in enumerate(pages, 1):
        y = _draw_first_head(pen, sheet) if number == 1 else _continued(pen, sheet)
        y = _draw_lines(pen, _draw_head(pen, y), lines, first)
        if number == len(pages):
            _draw_end(pen, y, sheet)
        _draw_foot(pen, sheet, number, len(pages))
        canvas.showPage()
        first += len(lines)


def _pages(sheet: AttendanceSheet) -> list[list[SheetLine]]:
    """Return the lines of each page; the last keeps room for its end, spare lines included."""
    heads = (TITLE_HEIGHT + len(_fact_rows(sheet)) * FACT_HEIGHT + GAP, CONTINUED_HEIGHT)
    first, later = (int((TOP - head - HEAD_HEIGHT - TABLE_FOOT) / LINE_HEIGHT) for head in heads)
    lines = [*sheet.lines, *[BLANK] * SPARE_LINES]
    pages, left = [lines[:first]], lines[first:]
    while left:
        pages.append(left[:later])
        left = left[later:]
    most = first if len(pages) == 1 else later
    end_lines = -(-int(END_HEIGHT) // int(LINE_HEIGHT))
    excess = len(pages[-1]) - (most - end_lines)
    if excess > 0:
        pages[-1], over = pages[-1][:-excess], pages[-1][-excess:]
        if any(line is not BLANK for line in over):
            pages.append(over)
    return _in_company(pages)


def _in_company(pages: list[list[SheetLine]]) -> list[list[SheetLine]]:
    """Let nobody stand alone on the last page: the last of the page before come along."""
    people = [line for line in pages[-1] if line is not BLANK]
    if len(pages) > 1 and 0 < len(people) < FEWEST_ON_LAST:
        most = len(pages[-2]) - (FEWEST_ON_LAST - len(people))
        pages[-2:] = [pages[-2][:most], pages[-2][most:] + pages[-1]]
    return pages


def _fact_rows(sheet: AttendanceSheet) -> list[Sequence[tuple[str, str]]]:
    """The first and the last have a row of their own, the others stand in twos."""
    between = sheet.facts[1:-1]
    twos = (between[at : at + 2] for at in range(0, len(between), 2))
    return [sheet.facts[:1], *twos, sheet.facts[-1:]]


def _draw_first_head(pen: Pen, sheet: AttendanceSheet) -> float:
    middle = WIDTH / 2
    unit = fitted(sheet.unit, RIGHT - LEFT, 10)
    pen.centred(middle, TOP - 10, Line(unit, 10, ink=QUIET_INK))
    pen.centred(middle, TOP - 33, Line(say("attendance-sheet-title"), 19, bold=True))
    y = TOP - TITLE_HEIGHT
    pen.rule(LEFT, y, RIGHT, y, ink=ACCENT, weight=1.4)
    for number, row in enumerate(_fact_rows(sheet)):
        foot, width = y - FACT_HEIGHT, (RIGHT - LEFT) / len(row)
        for place, (label, text) in enumerate(row):
            x = LEFT + place * width
            pen.fill(x, foot, LABEL, FACT_HEIGHT, TINT)
            pen.text(x + 4, foot + 7, Line(fitted(label, LABEL - 6, 8), 8, ink=QUIET_INK))
            line = Line(fitted(text, width - LABEL - 8, 9.4), 9.4, bold=not number)
            pen.text(x + LABEL + 4, foot + 7, line)
        pen.rule(LEFT, foot, RIGHT, foot)
        y = foot
    return y - GAP


def _continued(pen: Pen, sheet: AttendanceSheet) -> float:
    title = fitted(sheet.name, RIGHT - LEFT, 9, bold=True)
    pen.text(LEFT, TOP - 10, Line(title, 9, bold=True))
    pen.rule(LEFT, TOP - 17, RIGHT, TOP - 17, ink=ACCENT, weight=1)
    return TOP - CONTINUED_HEIGHT


def _draw_head(pen: Pen, y: float) -> float:
    foot = y - HEAD_HEIGHT
    pen.fill(LEFT, foot, RIGHT - LEFT, HEAD_HEIGHT)
    for column in COLUMNS:
        heading = say(f"attendance-sheet-column-{column.name}")
        text = fitted(heading, column.room, 8, bold=True)
        pen.centred(column.middle, foot + 7, Line(text, 8, bold=True))
    pen.rule(LEFT, y, RIGHT, y, ink=RULE, weight=0.8)
    _frame(pen, y, foot)
    return foot


def _draw_lines(pen: Pen, y: float, lines: Sequence[SheetLine], first: int) -> float:
    for number, one in enumerate(lines, first):
        texts = (str(number), one.number, one.name, one.department, one.title, "", "", one.record)
        for column, text in zip(COLUMNS, texts, strict=True):
            size = SIZE + 1.2 if column.name == "name" else SIZE
            _place(pen, column, y, at_most(cell(text, column.room, size=size), 2))
        _frame(pen, y, y - LINE_HEIGHT)
        y -= LINE_HEIGHT
    return y


def _place(pen: Pen, column: Column, y: float, lines: Cell) -> None:
    top = y - (LINE_HEIGHT - len(lines) * LEADING) / 2
    for down, line in enumerate(lines):
        at = top - down * LEADING - 8.4
        if column.align == "left":
            pen.text(column.left + 3, at, line)
        else:
            pen.centred(column.middle, at, line)


def _frame(pen: Pen, y: float, foot: float) -> None:
    for column in COLUMNS[1:]:
        pen.rule(column.left, y, column.left, foot)
    for edge in (LEFT, RIGHT):
        pen.rule(edge, y, edge, foot, ink=RULE)
    pen.rule(LEFT, foot, RIGHT, foot)


def _draw_end(pen: Pen, y: float, sheet: AttendanceSheet) -> None:
    counts = [("expected", sheet.expected), ("arrived", sheet.arrived), ("left", sheet.left)]
    said = " · ".join(
        say(f"attendance-sheet-{name}", count=count) for name, count in counts if count is not None
    )
    pen.text(LEFT, y - 22, Line(said, 9, bold=True))
    sign = Line(say("attendance-sheet-sign"), 9)
    pen.flush_right(RIGHT - 40 * MM, y - 22, sign)
    pen.rule(RIGHT - 38 * MM, y - 24, RIGHT, y - 24, ink=RULE)


def _draw_foot(pen: Pen, sheet: AttendanceSheet, page: int, pages: int) -> None:
    printed = say("attendance-sheet-printed", at=moment(sheet.printed_at))
    pen.text(LEFT, FOOT, Line(printed, 7, ink=QUIET_INK))
    number = say("form-page", page=str(page), pages=str(pages))
    pen.flush_right(RIGHT, FOOT, Line(number, 7, ink=QUIET_INK))
