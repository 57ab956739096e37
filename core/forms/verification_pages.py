"""The multi-year verification form on paper: a block a person, as many to a page as there is room.

Each block has its own seal boxes and its own code, so that it can be cut out and checked alone.
"""

from collections.abc import Sequence
from itertools import accumulate

from core.domain.points import show
from core.forms.closing import INKS, SIGNS_FOOT, SIGNS_HEIGHT, draw_sign_boxes
from core.forms.document import Book
from core.forms.grid import BASELINE
from core.forms.heading import TOP
from core.forms.lines import fitted
from core.forms.pen import ACCENT, HAIRLINE, MM, QUIET_INK, RULE, TINT, WIDTH, Line, Pen
from core.forms.table import LEFT, PAD, RIGHT, Cell, at_most, cell
from core.forms.verification import VerificationForm, VerificationRow
from core.texts import say

TITLE_HEIGHT, PERSON_HEIGHT, HEAD_HEIGHT, GAP = 46.0, 20.0, 20.0, 26.0
LEADING, ROW_PAD, SIZE = 10.4, 4.0, 7.8
MOST_LINES = 8
WIDTHS = (("year", 13.0), ("unit", 36.0), ("title", 24.0), ("points", 15.0), ("hours", 15.0),
          ("subtotals", 32.0), ("result", 17.0), ("reasons", 34.0))  # fmt: skip
STARTS = tuple(LEFT + at * MM for at in accumulate((w for _, w in WIDTHS), initial=0.0))


class VerificationBook(Book[VerificationForm]):
    """Blocks of people, one under the other."""

    title, subject = "verification-title", "verification-subject"

    def __init__(self, spoken: str) -> None:
        super().__init__(spoken)
        self._y = 0.0
        self._pages = 0

    def draw(self, form: VerificationForm, place: str) -> None:
        """Draw a block below the last one, or on a page of its own where it does not fit."""
        pen = Pen(self.canvas)
        rows = _fitting(form)
        height = _block_height(form, rows)
        if self._y - height < SIGNS_FOOT:
            self._turn()
            self._y = _draw_title(pen, form)
        self.canvas.bookmarkPage(place)
        y = _draw_person(pen, self._y, form)
        y = _draw_head(pen, y)
        for row, cells in zip(form.years, rows, strict=True):
            y = _draw_row(pen, y, row, cells)
        y = _draw_notes(pen, y, form)
        draw_sign_boxes(pen, y, form)
        self._y = y - SIGNS_HEIGHT - GAP

    def finish(self) -> None:
        """End the last page."""
        self._turn()

    def _turn(self) -> None:
        if self._pages:
            number = Line(say("verification-page", page=str(self._pages)), 7, ink=QUIET_INK)
            Pen(self.canvas).flush_right(RIGHT, 11 * MM, number)
            self.canvas.showPage()
        self._pages += 1


def _fitting(form: VerificationForm) -> list[list[Cell]]:
    """Return the rows as laid out, with as many lines each as leave room for the seals."""
    rows: list[list[Cell]] = []
    for most in range(MOST_LINES, 1, -1):
        rows = [_laid(row, most) for row in form.years]
        if _block_height(form, rows) <= TOP - TITLE_HEIGHT - SIGNS_FOOT:
            break
    return rows


def _block_height(form: VerificationForm, rows: Sequence[Sequence[Cell]]) -> float:
    table = HEAD_HEIGHT + sum(map(_height, rows)) + _notes_height(form)
    return PERSON_HEIGHT + table + SIGNS_HEIGHT


def _draw_title(pen: Pen, form: VerificationForm) -> float:
    unit = fitted(form.unit, RIGHT - LEFT, 10)
    pen.centred(WIDTH / 2, TOP - 10, Line(unit, 10, ink=QUIET_INK))
    pen.centred(WIDTH / 2, TOP - 32, Line(say("verification-title"), 17, bold=True))
    return TOP - TITLE_HEIGHT


def _draw_person(pen: Pen, y: float, form: VerificationForm) -> float:
    pen.rule(LEFT, y, RIGHT, y, ink=ACCENT, weight=1.4)
    name = Line(fitted(form.name, 60 * MM, 11, True), 11, bold=True)
    end = pen.written(LEFT + PAD, y - 14, name)
    born = form.born_on.isoformat() if form.born_on else ""
    about = [form.sex, born, say("verification-number", number=form.staff_number), form.department]
    text = fitted(" · ".join(filter(None, about)), RIGHT - end - 14, 8.5)
    pen.text(end + 10, y - 14, Line(text, 8.5, ink=QUIET_INK))
    return y - PERSON_HEIGHT


def _draw_head(pen: Pen, y: float) -> float:
    pen.fill(LEFT, y - HEAD_HEIGHT, RIGHT - LEFT, HEAD_HEIGHT, TINT)
    for (name, width), x in zip(WIDTHS, STARTS, strict=False):
        line = Line(say(f"verification-column-{name}"), 7.4, bold=True)
        pen.centred(x + width * MM / 2, y - HEAD_HEIGHT / 2 - 2.6, line)
    _frame(pen, y, y - HEAD_HEIGHT, RULE)
    return y - HEAD_HEIGHT


def _laid(row: VerificationRow, most: int) -> list[Cell]:
    def texts(place: int, said: Sequence[str], **look: object) -> Cell:
        room = WIDTHS[place][1] * MM - 2 * PAD
        lines = tuple(line for text in said for line in cell(text, room, size=SIZE))
        return at_most(lines, most)

    result = cell(
        say(f"form-result-{row.result}"), WIDTHS[6][1] * MM, size=SIZE, ink=INKS[row.result]
    )
    return [
        texts(0, [str(row.year)]),
        texts(1, [row.unit]),
        texts(2, [row.title]),
        texts(3, [show(row.points)]),
        texts(4, [show(row.hours)]),
        texts(5, row.subtotals or [say("form-nothing")]),
        result,
        texts(7, row.reasons or [say("form-nothing")]),
    ]


def _height(cells: Sequence[Cell]) -> float:
    return max(map(len, cells)) * LEADING + 2 * ROW_PAD


def _draw_row(pen: Pen, y: float, row: VerificationRow, cells: Sequence[Cell]) -> float:
    height = _height(cells)
    for place, lines in enumerate(cells):
        top = y - (height - len(lines) * LEADING) / 2
        for down, line in enumerate(lines):
            at = top - down * LEADING - (LEADING + line.size * BASELINE) / 2 + 0.4
            if WIDTHS[place][0] in {"points", "hours"}:
                pen.amount(STARTS[place] + WIDTHS[place][1] * MM / 2 + 1, at, line)
            elif WIDTHS[place][0] in {"year", "result"}:
                pen.centred(STARTS[place] + WIDTHS[place][1] * MM / 2, at, line)
            else:
                pen.text(STARTS[place] + PAD, at, line)
    _frame(pen, y, y - height, HAIRLINE)
    return y - height


def _frame(pen: Pen, y: float, foot: float, ink: int) -> None:
    for x in STARTS:
        pen.rule(x, y, x, foot, ink=RULE if x in {STARTS[0], STARTS[-1]} else HAIRLINE)
    pen.rule(LEFT, foot, RIGHT, foot, ink=ink)


def _notes(form: VerificationForm) -> Cell:
    borrowed = [row for row in form.years if row.rulebook_year != row.year]
    notes = [
        say("form-other-rulebook", year=str(row.year), used=str(row.rulebook_year))
        for row in borrowed
    ]
    if any(row.has_own_rules for row in form.years):
        notes.append(say("form-own-rules"))
    return tuple(
        line for note in notes for line in cell(note, RIGHT - LEFT, size=7.5, ink=QUIET_INK)
    )


def _notes_height(form: VerificationForm) -> float:
    return len(_notes(form)) * LEADING + 6


def _draw_notes(pen: Pen, y: float, form: VerificationForm) -> float:
    for line in _notes(form):
        y -= LEADING
        pen.text(LEFT, y, line)
    return y - 6
