"""Which font draws the Chinese of a PDF that brings none: ours, on every machine alike.

pdfium asks for fonts by C callbacks; without an answer it takes its own, which are Latin.
"""

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

from pypdfium2 import raw

FONT = Path(__file__).parent.parent / "forms/fonts/NotoSansSC-Regular.ttf"
EAST_ASIAN = {128, 129, 134, 136}  # Windows charsets: Japanese, Korean, simplified, traditional
OURS = 1


@cache
def draw_chinese_with_ours() -> Any:
    """Answer pdfium's questions about fonts from now on; what is returned must not be collected."""
    font = FONT.read_bytes()
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)

    def map_font(_: Any, weight: int, italic: int, charset: int, *rest: Any) -> int | None:
        return OURS if charset in EAST_ASIAN else None

    def font_data(_: Any, handle: int, table: int, room: Any, size: int) -> int:
        if table:
            return 0
        if room and size >= len(font):
            ctypes.memmove(room, font, len(font))
        return len(font)

    answers = raw.FPDF_SYSFONTINFO(
        version=1,
        Release=kinds["Release"](lambda _: None),
        EnumFonts=kinds["EnumFonts"](lambda _, mapper: None),
        MapFont=kinds["MapFont"](map_font),
        GetFont=kinds["GetFont"](lambda _, face: None),
        GetFontData=kinds["GetFontData"](font_data),
        GetFaceName=kinds["GetFaceName"](lambda _, handle, room, size: 0),
        GetFontCharset=kinds["GetFontCharset"](lambda _, handle: 134),
        DeleteFont=kinds["DeleteFont"](lambda _, handle: None),
    )
    raw.FPDF_SetSystemFontInfo(ctypes.byref(answers))
    return answers
