"""Slips of paper that let people in, once each: eight a page, to be cut apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from core import qr
from core.forms.document import Drawn
from core.forms.legible import legible
from core.forms.lettering import REGULAR, lettering
from core.forms.lines import fitted, wrap
from core.forms.pen import HEIGHT, MM, QUIET_INK, WIDTH, Line, Pen
from core.texts import language, say
from core.wording.moments import moment

COLUMNS, ROWS = 2, 4
SLIP_WIDTH, SLIP_HEIGHT = WIDTH / COLUMNS, HEIGHT / ROWS
PADDING, CODE, SIZE, NAME_SIZE, LEADING = 7 * MM, 34 * MM, 8.0, 15.0, 11.5
TEXT_WIDTH = SLIP_WIDTH - 3 * PADDING - CODE


@dataclass(frozen=True, slots=True)
class PaperSlip:
    """Whose it is, and the link that signs them in once until a moment."""

    name: str
    place: str
    number: str
    url: str
    until: datetime


def draw_slips(slips: Sequence[PaperSlip], printed_at: datetime) -> Drawn:
    """Draw the slips; takes CPU time and the GIL, so call it in a worker."""
    lettering()
    paper, missing = BytesIO(), dict[tuple[str, str], None]()
    canvas = Canvas(
        paper,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=language(),
    )
    printed = printed_at.astimezone(UTC)
    canvas.setDateFormatter(lambda *_: printed.strftime("D:%Y%m%d%H%M%SZ"))
    canvas.setTitle(say("slip-title"))
    canvas.setCreator(say("app-name"))
    pen, on_page = Pen(canvas), COLUMNS * ROWS
    for first in range(0, len(slips), on_page):
        _draw_cuts(pen)
        for place, slip in enumerate(slips[first : first + on_page]):
            row, column = divmod(place, COLUMNS)
            corner = (column * SLIP_WIDTH, HEIGHT - (row + 1) * SLIP_HEIGHT)
            missing |= dict.fromkeys(_draw_slip(pen, corner, slip))
        canvas.showPage()
    canvas.save()
    return Drawn(paper.getvalue(), tuple(missing))


def _draw_cuts(pen: Pen) -> None:
    pen.rule(SLIP_WIDTH, 0, SLIP_WIDTH, HEIGHT)
    for row in range(1, ROWS):
        pen.rule(0, row * SLIP_HEIGHT, WIDTH, row * SLIP_HEIGHT)


def _draw_slip(pen: Pen, corner: tuple[float, float], slip: PaperSlip) -> list[tuple[str, str]]:
    x, foot = corner[0] + PADDING, corner[1] + PADDING
    name, missing = legible(slip.name)
    code_x = corner[0] + SLIP_WIDTH - PADDING - CODE
    pen.modules(code_x, corner[1] + (SLIP_HEIGHT - CODE) / 2, CODE, qr.matrix(slip.url))
    top = corner[1] + SLIP_HEIGHT - PADDING
    whose = f"{legible(slip.place)[0]} · {legible(slip.number)[0]}"
    pen.text(x, top - 10, Line(say("slip-title"), SIZE, ink=QUIET_INK))
    pen.text(x, top - 32, Line(fitted(name, TEXT_WIDTH, NAME_SIZE, bold=True), NAME_SIZE, True))
    pen.text(x, top - 48, Line(fitted(whose, TEXT_WIDTH, SIZE)))
    how = say("slip-how", until=moment(slip.until))
    for down, text in enumerate(wrap(how, TEXT_WIDTH, SIZE)):
        pen.text(x, top - 70 - down * LEADING, Line(text))
    for up, text in enumerate(reversed(wrap(say("slip-keep"), TEXT_WIDTH, SIZE))):
        pen.text(x, foot + up * LEADING, Line(text, ink=QUIET_INK))
    return [(slip.name, character) for character in missing]
