"""The fonts of the paper: embedded, complete enough for rare names, loaded once a process."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, FOREIGN = "NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSans-Regular"
REMEMBERED = 4096  # texts: the labels of a form come again with the next, names do not
CMAP_BLOCK = 100  # more entries a block are against the CMap specification (Adobe note 5014)


class NameFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose names beyond U+FFFF can be searched, copied and read aloud.

    reportlab 5.1 writes bare code points into /ToUnicode; ISO 32000-1, 9.10.3 asks for UTF-16.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        written = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            font = written[name]
            doc.idToObject[font.ToUnicode.name].content = to_unicode(font.BaseFont, subset)


def to_unicode(name: str, subset: list[int]) -> str:
    """Return the CMap that says which character each code of a font's subset stands for."""
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    blocks = [entries[at : at + CMAP_BLOCK] for at in range(0, len(entries), CMAP_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", *END])


END = ("end", "end")


@dataclass(frozen=True, slots=True)
class Lettering:
    """Which font draws which character, and how wide, in thousandths of the size."""

    widths: Mapping[str, Mapping[int, float]]

    def font(self, character: str, bold: bool = False) -> str | None:
        """Return the first font that has the character; None where no font has it."""
        order = (BOLD, FOREIGN) if bold else (REGULAR, FOREIGN)
        return next((name for name in order if ord(character) in self.widths[name]), None)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Return the width of a legible text in points."""
        return thousandths(text, bold) * size / 1000

    def runs(self, text: str, bold: bool = False) -> tuple[tuple[str, str], ...]:
        """Split a legible text into (font, part), as few parts as its characters allow."""
        return _runs(text, bold)


@lru_cache(REMEMBERED)
def thousandths(text: str, bold: bool) -> float:
    """Return the width of a legible text in thousandths of its size: a whole number."""
    widths = lettering().widths
    wide, foreign = widths[BOLD if bold else REGULAR], widths[FOREIGN]
    return sum(wide[at] if at in wide else foreign[at] for at in map(ord, text))


@lru_cache(REMEMBERED)
def _runs(text: str, bold: bool) -> tuple[tuple[str, str], ...]:
    letters = lettering()
    usual = BOLD if bold else REGULAR
    if text and letters.widths[usual].keys() >= set(map(ord, text)):
        return ((usual, text),)
    fonts = groupby(text, key=lambda character: letters.font(character, bold))
    return tuple((font or REGULAR, "".join(part)) for font, part in fonts)


@cache
def lettering() -> Lettering:
    """Load and register the fonts, the first time they are needed."""
    widths = {}
    for name in (REGULAR, BOLD, FOREIGN):
        with as_file(files(__package__) / "fonts" / f"{name}.ttf") as path:
            font = NameFont(name, str(path))
        pdfmetrics.registerFont(font)
        widths[name] = {at: font.face.getCharWidth(at) for at in font.face.charToGlyph}
    return Lettering(widths)
