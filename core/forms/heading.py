"""The head of a form: title and person on the first page, a short reminder on the others."""

from core.forms.grid import BASELINE
from core.forms.lines import fitted
from core.forms.pen import ACCENT, HAIRLINE, HEIGHT, MM, QUIET_INK, RULE, TINT, WIDTH, Line, Pen
from core.forms.registration import RegistrationForm
from core.forms.table import LEFT, RIGHT, Cell, at_most, cell
from core.texts import say

TOP = HEIGHT - 13 * MM
TITLE_HEIGHT, GAP = 64.0, 9.0
PHOTO = (44.0, 44.0 / 3 * 4)
LABEL = 18 * MM
VALUES = (42 * MM, 40 * MM, 50 * MM)
SIZE, LEADING, PAD, ROW_PAD = 9.2, 12.0, 3.6, 4.4
MOST_LINES = 6
CONTINUED_HEIGHT = 26.0

Pair = tuple[Cell, Cell]


def person(form: RegistrationForm) -> tuple[tuple[Pair, ...], ...]:
    """Return who the form is about as three rows of label and value."""

    def pair(place: int, key: str, text: str, bold: bool = False) -> Pair:
        text = text.strip() or say("form-nothing")
        size = SIZE + 1.4 if bold else SIZE
        label = cell(say(key), LABEL - 2 * PAD, size=7.6, ink=QUIET_INK)
        value = cell(text, VALUES[place] - 2 * PAD, size=size, bold=bold)
        return label, at_most(value, MOST_LINES)

    first, last = form.first_day.isoformat(), form.last_day.isoformat()
    born = form.born_on.isoformat() if form.born_on else ""
    return (
        (
            pair(0, "form-name", form.name, bold=True),
            pair(1, "form-sex", form.sex),
            pair(2, "form-born-on", born),
        ),
        (
            pair(0, "form-staff-number", form.staff_number),
            pair(1, "form-professional-title", form.title),
            pair(2, "form-period", say("form-days", first=first, last=last)),
        ),
        (
            pair(0, "form-unit", form.unit),
            pair(1, "form-department", form.department),
            pair(2, "form-year", str(form.year)),
        ),
    )


def first_head_height(form: RegistrationForm) -> float:
    """Return the points that title and person take on the first page."""
    return TITLE_HEIGHT + sum(map(_height, person(form))) + GAP


def draw_first_head(pen: Pen, form: RegistrationForm) -> float:
    """Draw title and person and return where the table begins."""
    middle = WIDTH / 2
    if form.picture:
        pen.picture(RIGHT - PHOTO[0], TOP - PHOTO[1], *PHOTO, form.picture)
    beside = 2 * (PHOTO[0] + GAP) if form.picture else 0
    unit = fitted(form.unit, RIGHT - LEFT - beside, 10)
    pen.centred(middle, TOP - 10, Line(unit, 10, ink=QUIET_INK))
    pen.centred(middle, TOP - 33, Line(say("form-title"), 19, bold=True))
    year = say("form-of-year", year=str(form.year))
    pen.centred(middle, TOP - 51, Line(year, 11, bold=True, ink=ACCENT))
    y = TOP - TITLE_HEIGHT
    rows = person(form)
    height, x = sum(map(_height, rows)), LEFT
    for width in VALUES:
        pen.fill(x, y - height, LABEL, height, TINT)
        x += LABEL + width
    pen.rule(LEFT, y, RIGHT, y, ink=ACCENT, weight=1.4)
    for row in rows:
        y = _draw_person_row(pen, y, row)
    return y - GAP


def draw_continued_head(pen: Pen, form: RegistrationForm) -> float:
    """Draw the reminder of a later page and return where the table begins."""
    title, year = say("form-title"), say("form-of-year", year=str(form.year))
    at = TOP - 10
    end = pen.written(LEFT, at, Line(f"{title} · {year}", 9, bold=True))
    about = say("form-continued", name=form.name, number=form.staff_number)
    about = fitted(about, RIGHT - end - 12, 8)
    pen.flush_right(RIGHT, at, Line(about, 8, ink=QUIET_INK))
    pen.rule(LEFT, TOP - 17, RIGHT, TOP - 17, ink=ACCENT, weight=1)
    return TOP - CONTINUED_HEIGHT


def _draw_person_row(pen: Pen, y: float, row: tuple[Pair, ...]) -> float:
    height, x = _height(row), LEFT
    for (label, value), width in zip(row, VALUES, strict=True):
        _draw_cell(pen, x + PAD, y, height, label)
        _draw_cell(pen, x + LABEL + PAD, y, height, value)
        pen.rule(x, y, x, y - height, ink=RULE if x == LEFT else HAIRLINE)
        x += LABEL + width
    pen.rule(RIGHT, y, RIGHT, y - height, ink=RULE)
    pen.rule(LEFT, y - height, RIGHT, y - height, ink=HAIRLINE)
    return y - height


def _draw_cell(pen: Pen, x: float, y: float, height: float, lines: Cell) -> None:
    top = y - (height - len(lines) * LEADING) / 2
    for down, line in enumerate(lines):
        pen.text(x, top - down * LEADING - (LEADING + line.size * BASELINE) / 2 + 0.4, line)


def _height(row: tuple[Pair, ...]) -> float:
    return max(len(lines) for pair in row for lines in pair) * LEADING + 2 * ROW_PAD
