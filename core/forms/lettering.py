"""The fonts of the paper: embedded, complete enough for rare names, loaded once a process."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, FOREIGN = "NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSans-Regular"
OURS = tuple(Path(__file__).parent / f"fonts/{name}.ttf" for name in (REGULAR, BOLD, FOREIGN))
RARE = ("HanaMinA", "HanaMinB")
RARE_FOLDERS = tuple(
    map(Path, ("/usr/share/fonts/truetype/hanazono", "/usr/share/fonts", "/usr/local/share/fonts"))
)
CHECKSUM_AT = 8
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


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """Which font draws which character, and how wide, in thousandths of the size.

    What the house's fonts lack is looked for in the `rare` ones, which are large: they are read
    only when a name needs them.
    """

    widths: Mapping[str, Mapping[int, float]]
    rare: Sequence[Path] = ()

    def font(self, character: str, bold: bool = False) -> str | None:
        """Return the first font that has the character; None where no font has it."""
        order = (BOLD, FOREIGN) if bold else (REGULAR, FOREIGN)
        point = ord(character)
        ours = next((name for name in order if point in self.widths[name]), None)
        return ours or next((one.stem for one in self.rare if point in _widths(one)), None)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Return the width of a legible text in points."""
        return thousandths(self, text, bold) * size / 1000

    def runs(self, text: str, bold: bool = False) -> tuple[tuple[str, str], ...]:
        """Split a legible text into (font, part), as few parts as its characters allow."""
        return _runs(self, text, bold)


@lru_cache(REMEMBERED)
def thousandths(letters: Lettering, text: str, bold: bool) -> float:
    """Return the width of a legible text in thousandths of its size: a whole number."""
    wide, foreign = letters.widths[BOLD if bold else REGULAR], letters.widths[FOREIGN]
    return sum(
        wide[at] if at in wide else foreign[at] if at in foreign else _rare_width(letters, at)
        for at in map(ord, text)
    )


def _rare_width(letters: Lettering, point: int) -> float:
    return next(_widths(one)[point] for one in letters.rare if point in _widths(one))


@lru_cache(REMEMBERED)
def _runs(letters: Lettering, text: str, bold: bool) -> tuple[tuple[str, str], ...]:
    usual = BOLD if bold else REGULAR
    if text and letters.widths[usual].keys() >= set(map(ord, text)):
        return ((usual, text),)
    fonts = groupby(text, key=lambda character: letters.font(character, bold))
    return tuple((font or REGULAR, "".join(part)) for font, part in fonts)


@cache
def lettering() -> Lettering:
    """Load and register the fonts, the first time they are needed."""
    return lettering_with(rare_fonts())


def lettering_with(rare: Sequence[Path]) -> Lettering:
    """Return the house's fonts with these behind them."""
    return Lettering({path.stem: _widths(path) for path in OURS}, rare)


@cache
def rare_fonts() -> tuple[Path, ...]:
    """Return the fonts of rare characters that this machine has (Debian: fonts-hanazono)."""
    places = [folder / f"{name}.ttf" for name in RARE for folder in RARE_FOLDERS]
    return tuple(place for place in places if place.is_file())


@cache
def font_set() -> tuple[str, ...]:
    """Return which fonts draw here: the same forms come out as the same bytes where it is equal."""
    return font_set_with(rare_fonts())


def font_set_with(rare: Sequence[Path]) -> tuple[str, ...]:
    """Return what the house's fonts with these behind them are known by."""
    return tuple(f"{path.stem} {font_checksum(path)}" for path in (*OURS, *rare))


def font_checksum(path: Path) -> str:
    """Return what a TrueType file says it adds up to (`head`, checkSumAdjustment)."""
    with path.open("rb") as file:
        (tables,) = struct.unpack(">4xH6x", file.read(12))
        entries = struct.iter_unpack(">4sIII", file.read(16 * tables))
        start = next(offset for tag, _, offset, _ in entries if tag == b"head")
        file.seek(start + CHECKSUM_AT)
        return file.read(4).hex()


@cache
def _widths(path: Path) -> Mapping[int, float]:
    font = NameFont(path.stem, str(path))
    pdfmetrics.registerFont(font)
    return {at: font.face.getCharWidth(at) for at in font.face.charToGlyph}
