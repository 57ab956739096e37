"""The poster of a training: what it is about, when and where, and its link as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.forms.document import Drawn
from core.forms.legible import legible
from core.forms.papers import Sheet
from core.forms.pen import ACCENT, HEIGHT, INK, MM, QUIET_INK, WIDTH, Line, Pen
from core.forms.table import at_most, cell
from core.qr import matrix
from core.texts import say

EDGE, CODE = 22 * MM, 52 * MM
ROOM = WIDTH - 2 * EDGE
TITLE_LINES, MOST_COURSES = 4, 4
FOOT = EDGE + CODE + 16 * MM


@dataclass(frozen=True, slots=True)
class PosterCycle:
    """When and where, and who speaks about what."""

    when: str
    place: str
    courses: Sequence[str]


@dataclass(frozen=True, slots=True)
class Poster:
    """A training in the reader's language; of many cycles the next ones are shown."""

    unit: str
    department: str
    name: str
    credit: str
    cycles: Sequence[PosterCycle]
    link: str
    printed_at: datetime


def draw_poster(poster: Poster) -> Drawn:
    """Draw it on one page; takes CPU time and the GIL, so call it in a worker."""
    shown, missing = _legible(poster)
    sheet = Sheet(shown.name, shown.unit, poster.printed_at)
    pen = sheet.pen
    pen.fill(0, HEIGHT - 14 * MM, WIDTH, 14 * MM, ACCENT)
    y = HEIGHT - 34 * MM
    pen.centred(WIDTH / 2, y, Line(f"{shown.unit} · {shown.department}", 14, ink=QUIET_INK))
    y -= 14 * MM
    for line in at_most(cell(shown.name, ROOM, size=30, bold=True), TITLE_LINES):
        pen.centred(WIDTH / 2, y, line)
        y -= 40
    pen.centred(WIDTH / 2, y + 6, Line(shown.credit, 15, bold=True, ink=ACCENT))
    _draw_cycles(pen, y - 14 * MM, shown.cycles)
    _draw_link(pen, shown)
    return Drawn(sheet.pdf(), missing)


def _draw_cycles(pen: Pen, y: float, cycles: Sequence[PosterCycle]) -> None:
    for number, one in enumerate(cycles):
        lines = _lines(one)
        height = sum(line.size * 1.45 for line in lines) + 12
        if y - height < FOOT:
            more = say("poster-more", count=len(cycles) - number)
            pen.centred(WIDTH / 2, y - 4, Line(more, 12, ink=QUIET_INK))
            return
        pen.rule(EDGE, y + 8, WIDTH - EDGE, y + 8)
        for line in lines:
            y -= line.size * 1.45
            pen.centred(WIDTH / 2, y, line)
        y -= 12


def _lines(one: PosterCycle) -> list[Line]:
    courses = [line for text in one.courses for line in cell(text, ROOM, size=12, ink=INK)]
    return [
        Line(one.when, 17, bold=True),
        *at_most(cell(one.place, ROOM, size=14), 2),
        *at_most(tuple(courses), MOST_COURSES),
    ]


def _draw_link(pen: Pen, poster: Poster) -> None:
    foot = EDGE + 10 * MM
    pen.modules((WIDTH - CODE) / 2, foot, CODE, matrix(poster.link))
    pen.centred(WIDTH / 2, foot - 16, Line(say("poster-scan"), 12))


def _legible(poster: Poster) -> tuple[Poster, tuple[tuple[str, str], ...]]:
    missing: dict[tuple[str, str], None] = {}

    def read(text: str) -> str:
        shown, lacking = legible(text)
        missing.update(dict.fromkeys((text, character) for character in lacking))
        return shown

    cycles = [
        PosterCycle(one.when, read(one.place), [read(text) for text in one.courses])
        for one in poster.cycles
    ]
    shown = replace(
        poster,
        unit=read(poster.unit),
        department=read(poster.department),
        name=read(poster.name),
        cycles=cycles,
    )
    return shown, tuple(missing)
