"""Texts of a page sign by sign, each with where it stands, in one way of writing."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.credits.readings import Place
from core.domain.credits.seen import Box

TRADITIONAL = str.maketrans(
    "學時經證書號級項編單療護醫師會於參開練訓題長實驗應點國區縣屬興與辦舉類數頒發專業當業務電歷間課總結",
    "学时经证书号级项编单疗护医师会于参开练训题长实验应点国区县属兴与办举类数颁发专业当业务电历间课总结",
)
"""Characters that the engine writes the old way now and then."""
ALIKE = str.maketrans("—–―‐‑－~～﹣", "---------") | {"·": "·", "•": "·", "．": "."}
BLANK_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff：:])")
MARK = "\N{INFORMATION SEPARATOR ONE}"


@dataclass(frozen=True, slots=True)
class Signs:
    """A text and, for each sign of it, where it stands."""

    text: str
    places: tuple[Place, ...]

    def __add__(self, other: "Signs") -> "Signs":
        return Signs(self.text + other.text, self.places + other.places)

    def part(self, start: int, end: int) -> "Signs":
        """Return a part without blanks at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Signs(self.text[start:end], self.places[start:end])

    @property
    def place(self) -> Place:
        """Return the box around all of it."""
        return around(self.places)


def around(places: Iterable[Place]) -> Place:
    """Return the box around several."""
    all_of_them = list(places)
    x, y = min(one.x for one in all_of_them), min(one.y for one in all_of_them)
    right = max(one.x + one.width for one in all_of_them)
    bottom = max(one.y + one.height for one in all_of_them)
    return Place(all_of_them[0].page, x, y, round(right - x, 4), round(bottom - y, 4))


def signs_of(box: Box) -> Signs:
    """Return a box's text as certificates are read: half-width, today's characters."""
    text, places = "", list[Place]()
    count = max(1, len(box.text))
    for number, sign in enumerate(box.text):
        for plain in unicodedata.normalize("NFKC", sign):
            text += plain.translate(TRADITIONAL).translate(ALIKE)
            places.append(_slice(box.place, number / count, 1 / count))
    return without(Signs(text, tuple(places)), BLANK_BETWEEN)


def without(signs: Signs, pattern: re.Pattern[str]) -> Signs:
    """Return a text without what a pattern finds in it."""
    dropped = {at for found in pattern.finditer(signs.text) for at in range(*found.span())}
    kept = [at for at in range(len(signs.text)) if at not in dropped]
    return Signs("".join(signs.text[at] for at in kept), tuple(signs.places[at] for at in kept))


def masked(signs: Signs, spans: Iterable[tuple[int, int]]) -> Signs:
    """Return a text in which some parts say nothing any more."""
    text = list(signs.text)
    for start, end in spans:
        text[start:end] = MARK * (end - start)
    return Signs("".join(text), signs.places)


def _slice(place: Place, start: float, share: float) -> Place:
    """Return a share of a line of text; of an upright one from its top to its bottom."""
    if place.height > 2 * place.width:
        y, height = place.y + start * place.height, share * place.height
        return place._replace(y=round(y, 4), height=round(height, 4))
    x, width = place.x + start * place.width, share * place.width
    return place._replace(x=round(x, 4), width=round(width, 4))
