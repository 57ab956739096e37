"""An application for a project on paper: its answers, its courses, room for seals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from core.forms.closing import FOOT
from core.forms.document import Drawn
from core.forms.heading import CONTINUED_HEIGHT, TOP
from core.forms.legible import legible_form
from core.forms.lettering import REGULAR, lettering
from core.forms.lines import fitted
from core.forms.pen import ACCENT, HEIGHT, MM, QUIET_INK, RULE, TINT, WIDTH, Line, Pen
from core.forms.table import LEADING, LEFT, RIGHT, ROW_PAD, SIZE, LaidRow, cell, paged
from core.texts import language, say
from core.wording.moments import moment

WHOLE = RIGHT - LEFT
LABEL = 24 * MM
PLACES: dict[int, tuple[float, ...]] = {
    1: (WHOLE,),
    2: (LABEL, WHOLE - LABEL),
    4: (LABEL, WHOLE / 2 - LABEL, LABEL, WHOLE / 2 - LABEL),
    5: (10 * MM, 78 * MM, 44 * MM, 36 * MM, WHOLE - 168 * MM),
}
"""How wide the cells of a row are, by their number; where there are two or four, labels first."""
TITLE_HEIGHT, SEALS, PAD = 54.0, 40 * MM, 4.0
BOTTOM = 17 * MM


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """What stands on paper: `rows` of one (a heading), two, four or five texts each."""

    unit: str
    name: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    printed_at: datetime


def draw_application(form: ApplicationForm) -> Drawn:
    """Draw the application; takes CPU time and the GIL, so call it in a worker."""
    lettering()
    printed_at = form.printed_at
    shown, missing = legible_form(replace(form, printed_at=None))  # type: ignore[arg-type]
    paper = BytesIO()
    canvas = Canvas(
        paper,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=language(),
    )
    canvas.setTitle(f"{shown.title} · {shown.name}")
    canvas.setAuthor(shown.unit)
    canvas.setCreator(say("app-name"))
    stamp = printed_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    canvas.setDateFormatter(lambda *_: stamp)
    _draw_pages(canvas, replace(shown, printed_at=printed_at))
    canvas.save()
    return Drawn(paper.getvalue(), missing)


def _draw_pages(canvas: Canvas, form: ApplicationForm) -> None:
    pen, rows = Pen(canvas), [_laid(row) for row in form.rows]
    first, later = TOP - TITLE_HEIGHT - BOTTOM, TOP - CONTINUED_HEIGHT - BOTTOM
    pages = paged(rows, first, later, SEALS + 12)
    for number, some in enumerate(pages, 1):
        y = _draw_head(pen, form, is_first=number == 1)
        for row in some:
            y = _draw_row(pen, y, row)
        if number == len(pages):
            _draw_seals(pen, y - 12)
        printed = say("attendance-sheet-printed", at=moment(form.printed_at))
        pen.text(LEFT, FOOT, Line(printed, 7, ink=QUIET_INK))
        page = say("form-page", page=str(number), pages=str(len(pages)))
        pen.flush_right(RIGHT, FOOT, Line(page, 7, ink=QUIET_INK))
        canvas.showPage()


def _laid(texts: Sequence[str]) -> LaidRow:
    widths, is_heading = PLACES[len(texts)], len(texts) == 1
    size = SIZE + (2 if is_heading else 1)
    return LaidRow(
        tuple(
            cell(text, width - 2 * PAD, size=size, bold=is_heading)
            for text, width in zip(texts, widths, strict=True)
        )
    )


def _draw_head(pen: Pen, form: ApplicationForm, *, is_first: bool) -> float:
    if not is_first:
        words = fitted(f"{form.title} · {form.name}", WHOLE, 9)
        pen.text(LEFT, TOP - 10, Line(words, 9, bold=True))
        pen.rule(LEFT, TOP - 17, RIGHT, TOP - 17, ink=ACCENT, weight=1)
        return TOP - CONTINUED_HEIGHT
    pen.centred(WIDTH / 2, TOP - 10, Line(fitted(form.unit, WHOLE, 10), 10, ink=QUIET_INK))
    pen.centred(WIDTH / 2, TOP - 34, Line(fitted(form.title, WHOLE, 18), 18, bold=True))
    pen.rule(LEFT, TOP - TITLE_HEIGHT, RIGHT, TOP - TITLE_HEIGHT, ink=ACCENT, weight=1.4)
    return TOP - TITLE_HEIGHT


def _draw_row(pen: Pen, y: float, row: LaidRow) -> float:
    foot, x = y - row.height, LEFT
    widths = PLACES[len(row.cells)]
    for place, (lines, width) in enumerate(zip(row.cells, widths, strict=True)):
        if (len(widths) in {2, 4} and place % 2 == 0) or len(widths) == 1:
            pen.fill(x, foot, width, row.height, TINT)
        for down, line in enumerate(lines):
            pen.text(x + PAD, y - ROW_PAD - down * LEADING - LEADING + 2.2, line)
        pen.rule(x, y, x, foot)
        x += width
    for edge in (LEFT, RIGHT):
        pen.rule(edge, y, edge, foot, ink=RULE)
    pen.rule(LEFT, foot, RIGHT, foot)
    return foot


def _draw_seals(pen: Pen, top: float) -> None:
    """Draw the boxes for the leader's signature and the seals of department and unit."""
    width = WHOLE / 3
    for place, key in enumerate(("leader", "department", "unit")):
        x = LEFT + place * width
        pen.box(x, top - SEALS, width, SEALS)
        pen.text(x + 6, top - 14, Line(say(f"application-seal-{key}"), 8.5, ink=QUIET_INK))
        day = Line(say("form-seal-day"), 8.5, ink=QUIET_INK)
        pen.flush_right(x + width - 10, top - SEALS + 8, day)
