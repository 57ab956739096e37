"""Paper to draw on: text, rules, a round seal, handwriting. Lengths are hundredths of its width."""

import math
from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
INK: Colour = (28, 28, 30)
GREY: Colour = (110, 112, 116)
RED: Colour = (196, 32, 38)
PEN_BLUE: Colour = (28, 48, 122)
WHITE: Colour = (255, 255, 255)


@cache
def font(pixels: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the project's own Chinese font at a size."""
    weight = "Bold" if bold else "Regular"
    with as_file(files("core.forms") / "fonts" / f"NotoSansSC-{weight}.ttf") as path:
        return ImageFont.truetype(path, pixels)


class Sheet:
    """A page under the pen."""

    def __init__(self, width: int, height: int, paper: Colour = WHITE) -> None:
        self.unit = width / 100
        self.height = height / self.unit
        self.page = Image.new("RGB", (width, height), paper)
        self._pen = ImageDraw.Draw(self.page)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 2.4,
        *,
        colour: Colour = INK,
        bold: bool = False,
        anchor: str = "lm",
    ) -> None:
        """Write one line; the anchor is Pillow's: lm starts there, mm is centred there."""
        self._pen.text(
            (x * self.unit, y * self.unit),
            words,
            fill=colour,
            font=font(max(8, round(size * self.unit)), bold=bold),
            anchor=anchor,
        )

    def lines(self, x: float, y: float, text: str, size: float = 2.4, step: float = 1.7) -> None:
        for row, words in enumerate(text.splitlines()):
            self.write(x, y + row * size * step, words, size)

    def rule(
        self, x: float, y: float, to_x: float, colour: Colour = INK, thick: float = 0.15
    ) -> None:
        self.fill(x, y, to_x, y + thick, colour)

    def fill(self, x: float, y: float, to_x: float, to_y: float, colour: Colour) -> None:
        u = self.unit
        self._pen.rectangle((x * u, y * u, to_x * u, to_y * u), fill=colour)

    def box(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        colour: Colour = INK,
        thick: float = 0.15,
    ) -> None:
        u = self.unit
        width = max(1, round(thick * u))
        self._pen.rectangle((x * u, y * u, to_x * u, to_y * u), outline=colour, width=width)

    def card(self, x: float, y: float, to_x: float, to_y: float, colour: Colour) -> None:
        u = self.unit
        self._pen.rounded_rectangle((x * u, y * u, to_x * u, to_y * u), radius=2 * u, fill=colour)

    def sign(self, x: float, y: float, words: str, size: float = 3.2, slope: float = 4) -> None:
        """Write by hand: blue, a little uphill."""
        side = round(size * self.unit * (len(words) + 2))
        layer = Image.new("L", (side, round(size * self.unit * 3)), 0)
        ImageDraw.Draw(layer).text(
            (side / 2, layer.height / 2),
            words,
            fill=225,
            font=font(round(size * self.unit)),
            anchor="mm",
        )
        lean = layer.transform(
            layer.size,
            Image.Transform.AFFINE,
            (1, 0.22, -0.22 * layer.height / 2, 0, 1, 0),
            Image.Resampling.BILINEAR,
        ).rotate(slope, Image.Resampling.BILINEAR)
        self._stamp(lean, x, y, PEN_BLUE)

    def seal(self, x: float, y: float, words: str, radius: float = 7, turn: float = 0) -> None:
        """Press a round red seal: a star, and the name along the rim."""
        reach = round(radius * self.unit)
        layer = Image.new("L", (2 * reach + 4, 2 * reach + 4), 0)
        pen, middle = ImageDraw.Draw(layer), reach + 2
        pen.ellipse((2, 2, 2 * reach, 2 * reach), outline=205, width=max(2, reach // 16))
        pen.text((middle, middle), "★", fill=205, font=font(round(reach * 0.62)), anchor="mm")
        span = min(280, 26 * len(words))
        for place, sign in enumerate(words):
            angle = -span / 2 + span * place / max(1, len(words) - 1)
            _along_the_rim(layer, sign, angle, reach)
        self._stamp(layer.rotate(turn, Image.Resampling.BICUBIC), x, y, RED)

    def _stamp(self, layer: Image.Image, x: float, y: float, colour: Colour) -> None:
        left = round(x * self.unit - layer.width / 2)
        top = round(y * self.unit - layer.height / 2)
        self.page.paste(Image.new("RGB", layer.size, colour), (left, top), layer)


def _along_the_rim(layer: Image.Image, sign: str, angle: float, reach: int) -> None:
    side = round(reach * 0.42)
    piece = Image.new("L", (side, side), 0)
    lettering = font(max(8, round(side * 0.68)), bold=True)
    ImageDraw.Draw(piece).text((side / 2, side / 2), sign, fill=205, font=lettering, anchor="mm")
    turned = piece.rotate(-angle, Image.Resampling.BICUBIC)
    spot = math.radians(angle)
    left = reach + 2 + math.sin(spot) * reach * 0.76 - side / 2
    top = reach + 2 - math.cos(spot) * reach * 0.76 - side / 2
    layer.paste(255, (round(left), round(top)), turned.point(lambda ink: ink * 4 // 5))
