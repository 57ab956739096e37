"""Text with separators, in the codings that Excel and WPS write."""

import csv
from io import StringIO

from core.workbooks.cells import Cell, written_cell
from core.workbooks.refusals import NotAWorkbook

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ",;\t"
PAGE_MARKS = ("<", "{", "%PDF")


def rows_of_text(content: bytes) -> list[list[Cell]]:
    """Return the rows of a text file; raises NotAWorkbook for what says something else."""
    text = _decoded(content)
    if any(sign < " " and sign not in "\t\r\n" for sign in text):
        raise NotAWorkbook
    if text.lstrip().startswith(PAGE_MARKS):
        raise NotAWorkbook
    return [[written_cell(cell) for cell in row] for row in _split(text)]


def _decoded(content: bytes) -> str:
    """Read what Excel and WPS write: UTF-16 and UTF-8 with a mark, UTF-8, else GB 18030."""
    if content.startswith(UTF_16):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAWorkbook


def _split(text: str) -> list[list[str]]:
    """Split by the separator that makes the most of the first line that says something."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=lambda sign: len(next(csv.reader([first], delimiter=sign))))
    return list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
