"""A sheet to draw a certificate on: text in the hands that offices use, seals over it."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

SHARE = Path("/usr/share/fonts")
OURS = Path(__file__).parents[2] / "core/forms/fonts"
HANDS: dict[str, tuple[tuple[Path, int], ...]] = {
    "song": (
        (SHARE / "truetype/arphic/uming.ttc", 0),
        (SHARE / "opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ),
    "kai": ((SHARE / "truetype/arphic/ukai.ttc", 0),),
    "hei": ((OURS / "NotoSansSC-Regular.ttf", 0),),
    "bold song": ((SHARE / "opentype/noto/NotoSerifCJK-Bold.ttc", 2),),
}  # fmt: skip
INK, RED = (25, 25, 30), (205, 30, 35)


@cache
def font(hand: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font of this hand; where the machine has none of it, ours."""
    there = next((one for one in HANDS[hand] if one[0].exists()), (OURS / "NotoSansSC-Bold.ttf", 0))
    return ImageFont.truetype(str(there[0]), size, index=there[1])


@dataclass
class Paper:
    """A sheet; `hand` is what is written in unless said otherwise."""

    width: int
    height: int
    hand: str
    dice: random.Random
    colour: tuple[int, int, int] = (252, 250, 244)
    sheet: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Image.new("RGB", (self.width, self.height), self.colour)
        self.pen = ImageDraw.Draw(self.sheet)

    def frame(self, colour: tuple[int, int, int] = (160, 110, 50), inset: int = 50) -> None:
        """Draw a double frame around the sheet."""
        for gap, width in ((inset, 10), (inset + 24, 3)):
            box = (gap, gap, self.width - gap, self.height - gap)
            self.pen.rectangle(box, outline=colour, width=width)

    def write(
        self, x: int, y: int, text: str, size: int = 56, *, hand: str = "", anchor: str = "la",
        colour: tuple[int, int, int] = INK,
    ) -> int:  # fmt: skip
        """Write one line; return where it ends."""
        letters = font(hand or self.hand, size)
        self.pen.text((x, y), text, colour, font=letters, anchor=anchor)
        return x + round(letters.getlength(text))

    def heading(
        self, y: int, text: str, size: int = 120, *, hand: str = "", red: bool = False
    ) -> None:
        """Write in the middle of the sheet."""
        colour = RED if red else INK
        self.write(self.width // 2, y, text, size, hand=hand, anchor="ma", colour=colour)

    def prose(self, x: int, y: int, text: str, right: int, size: int = 60, gap: float = 1.7) -> int:
        """Write a paragraph with an indent of two characters; return where the next begins."""
        letters = font(self.hand, size)
        line, at = "", x + 2 * size
        for sign in text:
            if at + letters.getlength(line + sign) > right and sign not in "，。；、）》":
                self.pen.text((at, y), line, INK, font=letters)
                line, at, y = "", x, y + round(size * gap)
            line += sign
        self.pen.text((at, y), line, INK, font=letters)
        return y + round(size * gap)

    def rule(self, x: int, y: int, right: int, colour: tuple[int, int, int] = INK) -> None:
        """Draw a thin line to the right."""
        self.pen.line((x, y, right, y), fill=colour, width=3)

    def pairs(
        self, pairs: Iterable[tuple[int, int, str, str]], right: int, down: int, size: int = 56,
        *, label: int = 46, side: str = "l", colour: tuple[int, int, int] = INK,
    ) -> None:  # fmt: skip
        """Write labels on their lines, and each one's value so far to its right and below it."""
        for x, y, word, value in pairs:
            self.write(x, y, word, label, hand="hei", anchor=f"{side}s", colour=colour)
            anchor = "ms" if side == "m" else "ls"
            for number, line in enumerate(value.splitlines()):
                self.write(x + right, y + down + 75 * number, line, size, anchor=anchor)

    def grid(
        self, x: int, y: int, widths: list[int], row: int, rows: list[list[str]], size: int = 46
    ) -> int:
        """Draw a table with texts in the middle of its cells; return where it ends."""
        for texts in rows:
            at = x
            for width, text in zip(widths, texts, strict=True):
                self.pen.rectangle((at, y, at + width, y + row), outline=INK, width=4)
                self._cell(at + width // 2, y + row // 2, text, width - 30, size)
                at += width
            y += row
        return y

    def _cell(self, x: int, y: int, text: str, width: int, size: int) -> None:
        letters = font(self.hand, size)
        lines, line = [], ""
        for sign in text:
            if letters.getlength(line + sign) > width:
                lines.append(line)
                line = ""
            line += sign
        lines.append(line)
        for number, part in enumerate(lines):
            place = y + round((number - (len(lines) - 1) / 2) * size * 1.25)
            self.pen.text((x, place), part, INK, font=letters, anchor="mm")

    def round_seal(self, x: int, y: int, words: str, radius: int = 210) -> None:
        """Press a round seal with a star over whatever is there."""
        layer = Image.new("RGB", (2 * radius + 20, 2 * radius + 20), "white")
        pen, middle = ImageDraw.Draw(layer), radius + 10
        pen.ellipse((10, 10, 2 * radius + 10, 2 * radius + 10), outline=RED, width=12)
        points = [
            (middle + r * sin(step * pi / 5), middle - r * cos(step * pi / 5))
            for step, r in enumerate((radius * 0.32, radius * 0.13) * 5)
        ]
        pen.polygon(points, fill=RED)
        letters = font("song", round(radius * 0.26))
        for number, sign in enumerate(words):
            angle = (number - (len(words) - 1) / 2) * min(0.42, 4.4 / len(words))
            spot = Image.new("L", (80, 80), 0)
            ImageDraw.Draw(spot).text((40, 40), sign, 255, font=letters, anchor="mm")
            spot = spot.rotate(-angle * 180 / pi, Image.Resampling.BICUBIC)
            at = (
                round(middle + radius * 0.76 * sin(angle)) - 40,
                round(middle - radius * 0.76 * cos(angle)) - 40,
            )
            layer.paste(RED, at, spot)
        self._press(
            layer.rotate(self.dice.uniform(-15, 15), fillcolor="white"), x - middle, y - middle
        )

    def square_seal(self, x: int, y: int, words: str, side: int = 260) -> None:
        """Press a square seal with two lines of words."""
        layer = Image.new("RGB", (side, side), "white")
        pen = ImageDraw.Draw(layer)
        pen.rectangle((6, 6, side - 6, side - 6), outline=RED, width=10)
        half = (len(words) + 1) // 2
        letters = font("song", min(round(side * 0.8 / half), side // 3))
        for row, part in enumerate((words[:half], words[half:])):
            pen.text((side / 2, side * (0.3 + 0.4 * row)), part, RED, font=letters, anchor="mm")
        self._press(layer, x - side // 2, y - side // 2)

    def code(self, x: int, y: int) -> None:
        """Print what looks like a QR code from afar."""
        code = Image.new("L", (25, 25))
        code.putdata(self.dice.choices((0, 255), k=625))
        pen = ImageDraw.Draw(code)
        for left, top in ((0, 0), (18, 0), (0, 18)):
            pen.rectangle((left, top, left + 6, top + 6), fill=255, outline=0)
            pen.rectangle((left + 2, top + 2, left + 4, top + 4), fill=0)
        self.sheet.paste(code.resize((250, 250), Image.Resampling.NEAREST), (x, y))

    def _press(self, layer: Image.Image, x: int, y: int) -> None:
        box = (x, y, x + layer.width, y + layer.height)
        self.sheet.paste(ImageChops.multiply(self.sheet.crop(box), layer), box)
