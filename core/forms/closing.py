"""The end of a form: result, seals, and how to check that the paper is genuine."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from core.forms.grid import TOTAL_HEIGHT
from core.forms.pen import ACCENT, ALARM, MM, QUIET_INK, RULE, TINT, Line, Pen
from core.forms.registration import RegistrationForm
from core.forms.table import LEFT, RIGHT, Cell, at_most, cell
from core.qr import QUIET, matrix
from core.texts import say

SHANGHAI = ZoneInfo("Asia/Shanghai")
FOOT = 11 * MM
SIGNS_HEIGHT, SIGNS_FOOT = 44 * MM, 16.5 * MM
SEAL = 51 * MM
GAP = 8.0
LABEL, VERDICT = 18 * MM, 40 * MM
LEADING = 12.5
MOST_REASONS = 10
INKS = {"met": ACCENT, "not-met": ALARM, "not-required": QUIET_INK}


def closing_height(form: RegistrationForm) -> float:
    """Return the points that totals, result and seals need at the end of the last page."""
    notes = len(_notes(form)) * LEADING
    return 2 * TOTAL_HEIGHT + GAP + _result_height(form) + notes + GAP + SIGNS_HEIGHT


def draw_result(pen: Pen, y: float, form: RegistrationForm) -> float:
    """Draw the result and its reasons under y and return where they end."""
    height = _result_height(form)
    y -= GAP
    middle = y - height / 2
    pen.fill(LEFT, y - height, LABEL, height, TINT)
    label = Line(say("form-result"), 8, ink=QUIET_INK)
    pen.centred(LEFT + LABEL / 2, middle - 3, label)
    verdict = cell(
        say(f"form-result-{form.result}"),
        VERDICT - 8,
        size=13,
        bold=True,
        ink=INKS[form.result],
    )
    _middle(pen, LEFT + LABEL + 6, middle, verdict, 15)
    _middle(pen, LEFT + LABEL + VERDICT, middle, _reasons(form), LEADING)
    pen.box(LEFT, y - height, RIGHT - LEFT, height)
    y -= height
    for line in _notes(form):
        y -= LEADING
        pen.text(LEFT, y, line)
    return y


class Issued(Protocol):
    """A form under a code by which anybody may check it."""

    @property
    def issued_at(self) -> datetime: ...
    @property
    def verification_code(self) -> str: ...
    @property
    def verification_url(self) -> str: ...


def draw_signs(pen: Pen, form: RegistrationForm) -> None:
    """Draw both seal boxes and the verification box at the foot of the last page."""
    draw_sign_boxes(pen, SIGNS_FOOT + SIGNS_HEIGHT, form)


def draw_sign_boxes(pen: Pen, top: float, form: Issued) -> None:
    """Draw both seal boxes and the verification box below a height."""
    bottom = top - SIGNS_HEIGHT
    for place, key in enumerate(("form-seal-department", "form-seal-unit")):
        x = LEFT + place * SEAL
        pen.text(x + 6, top - 14, Line(say(key), 8.5, ink=QUIET_INK))
        day = Line(say("form-seal-day"), 8.5, ink=QUIET_INK)
        pen.flush_right(x + SEAL - 10, bottom + 8, day)
        pen.rule(x + SEAL, top, x + SEAL, bottom, ink=RULE, weight=0.6)
    draw_verification(pen, LEFT + 2 * SEAL, top, form)
    pen.box(LEFT, bottom, RIGHT - LEFT, SIGNS_HEIGHT)


def draw_foot(pen: Pen, form: RegistrationForm, page: int, pages: int) -> None:
    """Draw the line at the foot of every page: code, time of issue, page number."""
    foot = say("form-foot", code=form.verification_code, at=issued(form))
    pen.text(LEFT, FOOT, Line(foot, 7, ink=QUIET_INK))
    number = say("form-page", page=str(page), pages=str(pages))
    pen.flush_right(RIGHT, FOOT, Line(number, 7, ink=QUIET_INK))


def issued(form: Issued) -> str:
    """Return when the form was issued, as clocks in Shanghai showed it."""
    return form.issued_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def draw_verification(
    pen: Pen, x: float, top: float, form: Issued, how: str = "form-how-to-check"
) -> None:
    """Draw the code, as a picture too, and `how` to check it, from x to the right margin."""
    rows = matrix(form.verification_url)
    side = 30 * MM
    quiet = side * QUIET / (len(rows) + 2 * QUIET)
    pen.modules(x + 3 + quiet, top - 3 - side + quiet, side - 2 * quiet, rows)
    left = x + 3 + side + 2
    room = RIGHT - left - 5
    y = top - 14
    pen.text(left, y, Line(say("form-code"), 7.5, ink=QUIET_INK))
    for line in cell(_in_fours(form.verification_code), room, size=9.2, bold=True):
        y -= 13
        pen.text(left, y, line)
    y -= 4
    for line in cell(say(how), room, size=7.5):
        y -= 10.5
        pen.text(left, y, line)
    at = top - side - 9
    for line in cell(form.verification_url, RIGHT - x - 14, size=7, ink=QUIET_INK)[:2]:
        pen.text(x + 3 + quiet, at, line)
        at -= 9.5
    issue = Line(say("form-issued-at", at=issued(form)), 7, ink=QUIET_INK)
    pen.text(x + 3 + quiet, top - SIGNS_HEIGHT + 8, issue)


def _in_fours(code: str) -> str:
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _reasons(form: RegistrationForm) -> Cell:
    sentences = form.reasons
    if not sentences and form.result != "not-met":
        sentences = (say(f"form-result-{form.result}-note"),)
    room = RIGHT - LEFT - LABEL - VERDICT - 8
    lines = tuple(line for sentence in sentences for line in cell(sentence, room, size=9))
    return at_most(lines, MOST_REASONS)


def _notes(form: RegistrationForm) -> Cell:
    notes = []
    if form.rulebook_year != form.year:
        year, used = str(form.year), str(form.rulebook_year)
        notes.append(say("form-other-rulebook", year=year, used=used))
    if (form.first_day, form.last_day) != (date(form.year, 1, 1), date(form.year, 12, 31)):
        days = {"first": form.first_day.isoformat(), "last": form.last_day.isoformat()}
        notes.append(say("form-range-note", year=str(form.year), **days))
    if form.has_own_rules:
        notes.append(say("form-own-rules"))
    for one in form.letters:
        day = one.decided_on.isoformat()
        notes.append(say("form-letter", row=str(one.row), day=day, number=one.number))
    room = RIGHT - LEFT
    return tuple(line for note in notes for line in cell(note, room, size=8, ink=QUIET_INK))


def _result_height(form: RegistrationForm) -> float:
    return max(2, len(_reasons(form))) * LEADING + 10


def _middle(pen: Pen, x: float, middle: float, lines: Cell, leading: float) -> None:
    top = middle + len(lines) * leading / 2
    for down, line in enumerate(lines):
        pen.text(x, top - down * leading - (leading + line.size * 0.74) / 2, line)
