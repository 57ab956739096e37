"""出勤证明: that somebody was at a cycle, on one page, under a code that anybody may check."""

from dataclasses import dataclass
from datetime import datetime

from core.forms.closing import Issued, draw_verification
from core.forms.document import Drawn
from core.forms.legible import legible_form
from core.forms.papers import Sheet
from core.forms.pen import ACCENT, HEIGHT, MM, QUIET_INK, RULE, WIDTH, Line, Pen
from core.forms.table import LEFT, RIGHT, cell
from core.texts import say

TOP = HEIGHT - 42 * MM
LABEL, ROW, LEADING = 30 * MM, 12.0, 17.0
BOX_TOP, BOX_HEIGHT = 66 * MM, 46 * MM
SEAL = 100 * MM


@dataclass(frozen=True, slots=True)
class AttendanceCertificate:
    """Somebody's, in the reader's language; a guest has a workplace in the place of a number."""

    name: str
    number: str
    workplace: str
    unit: str
    year: int
    training: str
    cycle: str
    held: str
    place: str
    hours: str
    presence: str
    issued_at: datetime
    verification_code: str = ""
    verification_url: str = ""


def draw_certificate(form: AttendanceCertificate) -> Drawn:
    """Draw it; takes CPU time and the GIL, so call it in a worker."""
    shown, missing = legible_form(form)
    sheet = Sheet(say("certificate-title"), shown.unit, form.issued_at)
    pen = sheet.pen
    pen.centred(WIDTH / 2, TOP, Line(shown.unit, 12, ink=QUIET_INK))
    pen.centred(WIDTH / 2, TOP - 34, Line(say("certificate-title"), 26, bold=True))
    y = TOP - 62
    pen.rule(LEFT, y, RIGHT, y, ink=ACCENT, weight=1.4)
    y = _draw_statement(pen, y - 34, shown)
    _draw_facts(pen, y - 14, shown)
    _draw_end(pen, shown)
    return Drawn(sheet.pdf(), missing)


def _draw_statement(pen: Pen, y: float, form: AttendanceCertificate) -> float:
    whom = say("word-dot").join(filter(None, (form.name, form.number, form.workplace)))
    text = say("certificate-statement", whom=whom, training=form.training, unit=form.unit)
    for line in cell(text, RIGHT - LEFT, size=13):
        pen.text(LEFT, y, line)
        y -= 22
    return y


def _draw_facts(pen: Pen, y: float, form: AttendanceCertificate) -> None:
    for name in ("training", "cycle", "held", "place", "hours", "presence"):
        text = getattr(form, name)
        if not text:
            continue
        lines = cell(text, RIGHT - LEFT - LABEL, size=11)
        label = Line(say(f"certificate-{name}"), 10, ink=QUIET_INK)
        pen.text(LEFT, y - 14, label)
        for down, line in enumerate(lines):
            pen.text(LEFT + LABEL, y - 14 - down * LEADING, line)
        y -= len(lines) * LEADING + ROW
        pen.rule(LEFT, y, RIGHT, y)


def _draw_end(pen: Pen, form: Issued) -> None:
    foot = BOX_TOP - BOX_HEIGHT
    pen.text(LEFT + 8, BOX_TOP - 16, Line(say("certificate-seal"), 9, ink=QUIET_INK))
    day = Line(say("form-seal-day"), 9, ink=QUIET_INK)
    pen.flush_right(LEFT + SEAL - 10, foot + 10, day)
    pen.rule(LEFT + SEAL, BOX_TOP, LEFT + SEAL, foot, ink=RULE, weight=0.6)
    draw_verification(pen, LEFT + SEAL, BOX_TOP, form, "certificate-how-to-check")
    pen.box(LEFT, foot, RIGHT - LEFT, BOX_HEIGHT)
