"""Registration forms on paper: many people, one PDF, the same bytes for the same forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from core.forms.closing import SIGNS_FOOT, closing_height, draw_foot, draw_result, draw_signs
from core.forms.grid import (
    BLANK_HEIGHT,
    EMPTY_HEIGHT,
    HEAD_HEIGHT,
    draw_blank,
    draw_head,
    draw_no_rows,
    draw_rows,
    draw_totals,
)
from core.forms.heading import (
    CONTINUED_HEIGHT,
    TOP,
    draw_continued_head,
    draw_first_head,
    first_head_height,
)
from core.forms.legible import legible, legible_form
from core.forms.lettering import REGULAR, lettering
from core.forms.pen import HEIGHT, WIDTH, Pen
from core.forms.registration import RegistrationForm
from core.forms.table import LaidRow, laid, paged
from core.texts import language, say


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF, and (person, character) for each character that it shows as 〓."""

    pdf: bytes
    missing: tuple[tuple[str, str], ...]


def draw(forms: Sequence[RegistrationForm]) -> Drawn:
    """Draw the forms one after the other; takes CPU time and the GIL, so call it in a worker.

    The date inside the file is the latest issue time of the forms. Raises ValueError without forms.
    """
    if not forms:
        raise ValueError("a document needs at least one form")
    lettering()
    paper = BytesIO()
    canvas = Canvas(
        paper,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=language(),
    )
    _inscribe(canvas, forms)
    missing: dict[tuple[str, str], None] = {}
    for number, form in enumerate(forms):
        shown, lacking = legible_form(form)
        missing |= dict.fromkeys(lacking)
        canvas.bookmarkPage(f"form-{number}")
        canvas.addOutlineEntry(f"{shown.name} · {shown.year}", f"form-{number}")
        _draw_form(canvas, shown)
    canvas.save()
    return Drawn(paper.getvalue(), tuple(missing))


def _draw_form(canvas: Canvas, form: RegistrationForm) -> None:
    pen = Pen(canvas)
    pages = _pages(form)
    for number, rows in enumerate(pages, start=1):
        head = draw_first_head if number == 1 else draw_continued_head
        y = draw_head(pen, head(pen, form))
        y = draw_rows(pen, y, rows) if form.rows else draw_no_rows(pen, y)
        if number == len(pages):
            _draw_closing(pen, y, form)
        draw_foot(pen, form, number, len(pages))
        canvas.showPage()


def _draw_closing(pen: Pen, y: float, form: RegistrationForm) -> None:
    spare = y - SIGNS_FOOT - closing_height(form)
    if form.rows and spare > 2 * BLANK_HEIGHT:
        y = draw_blank(pen, y)
    y = draw_totals(pen, y, form.totals)
    draw_result(pen, y, form)
    draw_signs(pen, form)


def _pages(form: RegistrationForm) -> list[list[LaidRow]]:
    rows = [laid(row) for row in form.rows]
    room = TOP - CONTINUED_HEIGHT - HEAD_HEIGHT - SIGNS_FOOT
    first_room = TOP - first_head_height(form) - HEAD_HEIGHT - SIGNS_FOOT
    closing = closing_height(form) + (0 if rows else EMPTY_HEIGHT)
    return paged(rows, first_room, room, closing)


def _inscribe(canvas: Canvas, forms: Sequence[RegistrationForm]) -> None:
    """Write what a file browser shows, and when the forms were issued."""
    first = forms[0]
    issued = max(form.issued_at for form in forms).astimezone(UTC)
    year = str(first.year)
    canvas.setDateFormatter(lambda *_: issued.strftime("D:%Y%m%d%H%M%SZ"))
    canvas.setTitle(legible(say("form-subject", unit=first.unit, year=year))[0])
    canvas.setSubject(say("form-title"))
    canvas.setAuthor(legible(first.unit)[0])
    canvas.setCreator(say("app-name"))
