"""What is looked at before a workbook is opened: a few thousand bytes can ask for 500 GB."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from zipfile import ZipFile

from core.workbooks.refusals import (
    NotAWorkbook,
    TooManyCells,
    WorkbookEncrypted,
    WorkbookHasMacros,
    WorkbookTooLarge,
)

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_UNPACKED = 64 * MEGABYTE
MOST_FILES = 1000
MOST_ROWS, MOST_COLUMNS = 20_000, 200
PIECE = MEGABYTE
LONGEST_TAG = 1000
ENCRYPTED = 1  # the flag of a file in a ZIP

CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
FAILED = re.compile(rb"""(?:^|\s)t\s*=\s*["']e["']""")


class Format(Enum):
    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is, and in which places (row, column; from 0) formulas have come to nothing."""

    format: Format
    failed: frozenset[tuple[int, int]] = frozenset()


def look_over(content: bytes) -> Known:
    """Recognise a file by its bytes and refuse what must not be opened."""
    if len(content) > LARGEST_FILE:
        raise WorkbookTooLarge(limit_mb=LARGEST_FILE // MEGABYTE)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old(content)
    if content.startswith(b"PK"):
        return _packed(content)
    return Known(Format.TEXT)


def check_place(row: int, column: int) -> None:
    """Refuse a cell (counted from 0) that lies outside of what is read."""
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        place = f"{_letters(column)}{row + 1}"
        raise TooManyCells(cell=place, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _old(content: bytes) -> Known:
    """An old workbook, and whatever else Office keeps in such a file."""
    if _names(content, "EncryptedPackage"):
        raise WorkbookEncrypted
    if _names(content, "_VBA_PROJECT_CUR"):
        raise WorkbookHasMacros
    if not (_names(content, "Workbook") or _names(content, "Book")):
        raise NotAWorkbook
    return Known(Format.XLS)


def _names(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _packed(content: bytes) -> Known:
    with ZipFile(BytesIO(content)) as pack:
        infos = pack.infolist()
        names = {info.filename.lower() for info in infos}
        if any(info.flag_bits & ENCRYPTED for info in infos):
            raise WorkbookEncrypted
        if any(name.endswith("vbaproject.bin") for name in names):
            raise WorkbookHasMacros
        if "xl/workbook.xml" not in names:
            raise NotAWorkbook
        unpacked = sum(info.file_size for info in infos)
        if unpacked > LARGEST_UNPACKED or len(infos) > MOST_FILES:
            raise WorkbookTooLarge(limit_mb=LARGEST_UNPACKED // MEGABYTE)
        failed = [place for info in infos for place in _failed(pack, info.filename)]
    return Known(Format.XLSX, frozenset(failed))


def _failed(pack: ZipFile, name: str) -> Iterator[tuple[int, int]]:
    """Walk through a sheet's cells that hold something; yield where a formula failed."""
    if not name.lower().endswith(".xml"):
        return
    for attributes in _cells(pack, name):
        if attributes.endswith(b"/") or not (place := PLACE.search(attributes)):
            continue
        row, column = int(place[2]) - 1, _column(place[1])
        check_place(row, column)
        if FAILED.search(attributes):
            yield row, column


def _cells(pack: ZipFile, name: str) -> Iterator[bytes]:
    rest = b""
    with pack.open(name) as file:
        while piece := file.read(PIECE):
            text = rest + piece
            end = 0
            for found in CELL.finditer(text):
                yield found[1]
                end = found.end()
            rest = text[max(end, len(text) - LONGEST_TAG) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
