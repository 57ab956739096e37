"""What an engine has seen on a picture: lines of text, where they stand, codes."""

from typing import NamedTuple

from core.domain.credits.readings import Place


class Line(NamedTuple):
    """Where a text stands once the paper is laid straight; the picture's width is 1."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def centre(self) -> float:
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


class Box(NamedTuple):
    """A text that was read with confidence, and where."""

    text: str
    place: Place
    line: Line


class Seen(NamedTuple):
    """A picture as it was read; `faint` is how many texts there are that could not be read, and
    `is_blurred` whether it is out of focus.
    """

    boxes: tuple[Box, ...]
    faint: int = 0
    codes: tuple[str, ...] = ()
    is_blurred: bool = False
