"""A form and a book beside a bare canvas that is told the same strokes and measures nothing."""

import time
from collections.abc import Sequence
from typing import Any

from core.forms.document import PackedCanvas, RegistrationBook, draw
from core.forms.lettering import REGULAR
from core.forms.pen import HEIGHT, WIDTH
from core.forms.registration import RegistrationForm
from core.texts import language
from tests.bench.books import people

GOALS = {1: 0.80, 300: 0.57}
TIMES = {1: 25, 300: 3}
Stroke = tuple[str, tuple[Any, ...], dict[str, Any]]


class Listening:
    """A canvas that notes what it is told."""

    def __init__(self, canvas: PackedCanvas) -> None:
        self._canvas, self.strokes = canvas, list[Stroke]()

    def __getattr__(self, name: str) -> Any:
        told = getattr(self._canvas, name)
        if name == "beginPath":
            return told

        def noted(*words: Any, **named: Any) -> Any:
            self.strokes.append((name, words, named))
            return told(*words, **named)

        return noted


def strokes_of(forms: Sequence[RegistrationForm]) -> list[Stroke]:
    book = RegistrationBook(language())
    listening = Listening(book.canvas)
    book.canvas = listening
    book.add(forms)
    book.closed()
    return listening.strokes


def bare(strokes: Sequence[Stroke]) -> bytes:
    """Return the paper that these strokes come to."""
    canvas = PackedCanvas(
        None, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1,
        initialFontName=REGULAR, lang=language(),
    )  # fmt: skip
    paper: bytes = b""
    for name, words, named in strokes:
        paper = getattr(canvas, name)(*words, **named)
    return paper


def measure(count: int) -> dict[str, object]:
    """Return what so many forms take beside the bare canvas, each time other people's."""
    crowd = people(count * (TIMES[count] + 1))
    draw(crowd[:count])
    drawn, floor = list[float](), list[float]()
    for turn in range(1, TIMES[count] + 1):
        forms = crowd[turn * count : (turn + 1) * count]
        begun = time.process_time()
        paper = draw(forms).pdf
        drawn.append(time.process_time() - begun)
        strokes = strokes_of(forms)
        begun = time.process_time()
        assert bare(strokes) == paper
        floor.append(time.process_time() - begun)
    middle = TIMES[count] // 2
    return {
        "measured": "one form" if count == 1 else f"a book of {count}",
        "goal": f"≥ {GOALS[count]:.2f} of a bare canvas",
        "to_bare": sorted(floor)[middle] / sorted(drawn)[middle],
        "cpu_ms": 1000 * sorted(drawn)[middle],
    }
