"""Text, rules and boxes on a page: few inks, thin lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

from core.forms.lettering import lettering

DARK = re.compile(b"\x01+")
MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM

INK, QUIET_INK, ACCENT = 0x14_25_29, 0x5B_6B_70, 0x0B_5F_5C
ALARM, HAIRLINE, RULE, TINT = 0x9B_2C_1F, 0xC9_D3_D5, 0x6F_83_87, 0xF1_F5_F5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it will stand in a cell."""

    text: str
    size: float = 8
    bold: bool = False
    ink: int = INK


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws legible text, rules and boxes; y is the distance from the foot, in points."""

    canvas: Any

    def text(self, x: float, y: float, line: Line) -> None:
        """Write from x to the right."""
        canvas, letters = self.canvas, lettering()
        canvas.setFillColorRGB(*_rgb(line.ink))
        runs = letters.runs(line.text, line.bold)
        for place, (font, part) in enumerate(runs, start=1):
            canvas.setFont(font, line.size)
            canvas.drawString(x, y, part)
            if place < len(runs):  # to measure a text that nothing follows takes as long as its ink
                x += letters.width(part, line.size, line.bold)

    def written(self, x: float, y: float, line: Line) -> float:
        """Write from x to the right and return where the text ends."""
        self.text(x, y, line)
        letters = lettering()
        for _, part in letters.runs(line.text, line.bold):
            x += letters.width(part, line.size, line.bold)
        return x

    def centred(self, x: float, y: float, line: Line) -> None:
        """Write with the middle at x."""
        self.text(x - lettering().width(line.text, line.size, line.bold) / 2, y, line)

    def flush_right(self, x: float, y: float, line: Line) -> None:
        """Write with the end at x."""
        self.text(x - lettering().width(line.text, line.size, line.bold), y, line)

    def amount(self, x: float, y: float, line: Line) -> None:
        """Write a number with its decimal point at x, so that a column of them lines up."""
        whole = line.text.partition(".")[0]
        self.text(x - lettering().width(whole, line.size, line.bold), y, line)

    def rule(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        ink: int = HAIRLINE,
        weight: float = 0.4,
    ) -> None:
        """Draw a straight line."""
        self.canvas.setStrokeColorRGB(*_rgb(ink))
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, to_x, to_y)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw an empty frame whose lower left corner is at x, y."""
        self.canvas.setStrokeColorRGB(*_rgb(RULE))
        self.canvas.setLineWidth(0.6)
        self.canvas.rect(x, y, width, height, stroke=1, fill=0)

    def fill(self, x: float, y: float, width: float, height: float, ink: int = TINT) -> None:
        """Fill a rectangle whose lower left corner is at x, y."""
        self.canvas.setFillColorRGB(*_rgb(ink))
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes) -> None:
        """Draw a picture that fills the rectangle whose lower left corner is at x, y."""
        self.canvas.drawImage(ImageReader(BytesIO(jpeg)), x, y, width, height)

    def modules(self, x: float, y: float, side: float, rows: Sequence[Sequence[bool]]) -> None:
        """Draw a QR code's dark modules as one shape, its lower left corner at x, y."""
        step = side / len(rows)
        path = self.canvas.beginPath()
        for down, row in enumerate(rows, start=1):
            foot = y + side - down * step
            for dark in DARK.finditer(bytes(row)):
                start, end = dark.span()
                path.rect(x + start * step, foot, (end - start) * step, step)
        self.canvas.setFillColorRGB(0, 0, 0)
        self.canvas.drawPath(path, stroke=0, fill=1)


@cache
def _rgb(ink: int) -> tuple[float, float, float]:
    return (ink >> 16) / 255, (ink >> 8 & 255) / 255, (ink & 255) / 255
