"""A workbook as it was meant: every way of saving it, and none of the ways of breaking us."""

import struct
from collections.abc import AsyncIterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from xlsxwriter import Workbook as WrittenWorkbook

from core.domain.errors import Refusal
from core.evidence.refusals import EmptyFile
from core.workbooks import Cell, LostDigits, Unreadable, day_text, read_workbook, text_of
from core.workbooks.guard import MOST_ROWS
from core.workbooks.reading import Sheet, read_sheet
from core.workbooks.refusals import (
    NotAWorkbook,
    TooManyCells,
    WorkbookBroken,
    WorkbookEmpty,
    WorkbookEncrypted,
    WorkbookHasMacros,
    WorkbookTooLarge,
)
from storage.workers import LocalWorkers

DOCUMENT = "330106198503120015"
NAMES = "姓名,备注\n䶮一,“好”\n"


@pytest_asyncio.fixture
async def workers() -> AsyncIterator[LocalWorkers]:
    async with LocalWorkers(children=1) as opened:
        yield opened


def saved(*rows: list[Any]) -> bytes:
    """Return what openpyxl, which we do not read with, makes of these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return out.getvalue()


def repacked(content: bytes, **members: bytes) -> bytes:
    """Return a workbook with some of its parts replaced or added."""
    with ZipFile(BytesIO(content)) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    return packed(**parts | members)


def with_sheet(xml: str) -> bytes:
    head = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return repacked(
        saved(["x"]),
        **{"xl/worksheets/sheet1.xml": f"{head}{xml}</sheetData></worksheet>".encode()},
    )


def cells(content: bytes) -> list[list[Cell]]:
    return [list(row) for row in read_sheet(content).rows]


# ---- what is in a cell


def test_texts_numbers_and_days_are_told_apart() -> None:
    content = saved([DOCUMENT, "00123", 13800000001, 2.5, datetime(2025, 5, 16), True, "=文本"])
    row = [DOCUMENT, "00123", 13800000001, 2.5, date(2025, 5, 16), "TRUE"]
    assert cells(content)[0][:6] == row


def test_a_document_typed_as_a_number_is_told_to_be_lost() -> None:
    (row,) = cells(saved([int(DOCUMENT), 13800000001]))
    assert isinstance(row[0], LostDigits)
    assert text_of(row[0]) == ""
    assert text_of(row[1]) == "13800000001"


def test_a_formula_that_failed_is_not_taken_for_an_empty_cell() -> None:
    out = BytesIO()
    with WrittenWorkbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        page.write_formula(0, 1, "=1+1", None, 2)
    assert cells(out.getvalue()) == [[Unreadable(), 2]]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (date(2025, 5, 16), "2025-05-16"),
        (45793, "2025-05-16"),
        (20250516, "2025-05-16"),
        ("20250516", "2025-05-16"),
        ("2025.5.16", "2025.5.16"),
        ("", ""),
        (LostDigits("3"), ""),
        (10**14, "100000000000000"),
    ],
)
def test_days_are_read_however_they_stand_in_a_column_of_days(cell: Cell, meant: str) -> None:
    assert day_text(cell) == meant


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), min_size=1))
@settings(max_examples=40)
def test_what_is_written_as_text_is_read_as_the_same_text(texts: list[str]) -> None:
    out = BytesIO()
    with WrittenWorkbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for place, text in enumerate(texts):
            page.write_string(0, place, text)
        page.write_string(0, len(texts), "end")
    assert cells(out.getvalue())[0] == [*texts, "end"]


def test_what_a_workbook_hides_is_not_read_and_the_first_sheet_that_says_something_is() -> None:
    book = Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("empty")
    book.create_sheet("人员").append(["姓名"])
    out = BytesIO()
    book.save(out)
    assert read_sheet(out.getvalue()).name == "人员"


# ---- text with separators


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_every_coding_and_with_every_separator(
    encoding: str, separator: str
) -> None:
    text = NAMES.replace(",", separator)
    assert cells(text.encode(encoding)) == [["姓名", "备注"], ["䶮一", "“好”"]]


def test_text_that_a_workbook_wrote_shows_what_is_lost_and_what_was_kept_on_purpose() -> None:
    text = f"a,b,c,d,e\n3.30106E+17,'{DOCUMENT},=\"00123\",'=1+1,it's\n"
    assert cells(text.encode())[1] == [LostDigits("3.30106E+17"), DOCUMENT, "00123", "=1+1", "it's"]


# ---- the old format


def old_book(*texts: str, extra: str = "") -> bytes:
    """Return an .xls of one sheet with these texts in its first row, written by hand."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    bound = struct.pack("<IBBBB", 0, 0, 0, 2, 0) + b"S1"
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    stop = record(0x0A, b"")
    at = len(start) + len(record(0x85, bound)) + len(stop)
    bound = struct.pack("<I", at) + bound[4:]
    labels = b"".join(
        record(0x204, struct.pack("<HHHHB", 0, place, 0, len(text), 1) + text.encode("utf-16-le"))
        for place, text in enumerate(texts)
    )
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + labels + stop
    return compound(start + record(0x85, bound) + stop + sheet, extra)


def compound(stream: bytes, extra: str = "") -> bytes:
    """Return an OLE file that holds one stream, as Office's files of the last century do."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    stream = stream.ljust(count * 512, b"\0")
    chain = [*range(1, count), -2, -2, -3]  # the stream, the directory, this table itself
    table = struct.pack("<128i", *chain, *[-1] * (128 - len(chain)))

    def entry(name: str, kind: int, first: int, size: int, child: int = -1) -> bytes:
        coded = (name + "\0").encode("utf-16-le") if name else b""
        links = struct.pack("<HBBiii", len(coded), kind, 1, -1, -1, child)
        return coded.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", first, size)

    entries = [entry("Root Entry", 5, 0xFFFFFFFE, 0, 1), entry("Workbook", 2, 0, len(stream))]
    entries += [entry(extra, 2 if extra else 0, 0, 0), entry("", 0, 0, 0)]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, count, 0, 4096,
                        0xFFFFFFFE, 0, 0xFFFFFFFE, 0, count + 1)  # fmt: skip
    head += struct.pack("<108i", *[-1] * 108)
    return head + stream + b"".join(entries) + table


def test_the_old_format_is_read_too() -> None:
    assert cells(old_book("姓名", DOCUMENT)) == [["姓名", DOCUMENT]]


# ---- what is refused


def rows_of(sheet: Sheet) -> object:
    return sheet.rows


async def refusal_of(workers: LocalWorkers, content: bytes) -> type[Refusal]:
    with pytest.raises(Refusal) as refused:
        await read_workbook(workers, content, rows_of)
    return type(refused.value)


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
HIDDEN_FAR = FAR.replace('"XFD1048576"', '"&#88;FD1048576"')
LONG = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_001))
BOMB = {"xl/bomb.xml": b" " * 70_000_000}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", EmptyFile, id="nothing"),
        pytest.param(with_sheet(FAR), TooManyCells, id="a cell at the end of the world"),
        pytest.param(with_sheet(LONG), TooManyCells, id="200,000 rows"),
        pytest.param(("a\n" * 200_000).encode(), TooManyCells, id="200,000 lines"),
        pytest.param(repacked(saved(["x"]), **BOMB), WorkbookTooLarge, id="bomb"),
        pytest.param(b" " * 11_000_000, WorkbookTooLarge, id="11 MB"),
        pytest.param(
            repacked(saved(["x"]), **{"xl/vbaProject.bin": b"x"}), WorkbookHasMacros, id="macros"
        ),
        pytest.param(
            old_book("x", extra="_VBA_PROJECT_CUR"), WorkbookHasMacros, id="macros of old"
        ),
        pytest.param(compound(b"x", "EncryptedPackage"), WorkbookEncrypted, id="password"),
        pytest.param(packed(**{"word/document.xml": b"<x/>"}), NotAWorkbook, id="a letter"),
        pytest.param(b"%PDF-1.7 x", NotAWorkbook, id="PDF"),
        pytest.param(b"<html><table><tr><td>1", NotAWorkbook, id="a page called .xls"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", NotAWorkbook, id="a photograph"),
        pytest.param(saved(["x"])[:-200], WorkbookBroken, id="half a file"),
        pytest.param(old_book("x")[:5120], WorkbookBroken, id="half an old file"),
        pytest.param(saved(), WorkbookEmpty, id="an empty sheet"),
        pytest.param(b"\n\n", WorkbookEmpty, id="empty lines"),
    ],
)
async def test_what_must_not_be_opened_is_refused(
    workers: LocalWorkers, content: bytes, expected: type[Refusal]
) -> None:
    assert await refusal_of(workers, content) is expected


async def test_a_file_that_gets_past_the_guard_ends_its_child_only(workers: LocalWorkers) -> None:
    assert await refusal_of(workers, with_sheet(HIDDEN_FAR)) in {WorkbookBroken, TooManyCells}
    assert await read_workbook(workers, saved(["x"]), rows_of) == [["x"]]


def test_rows_and_columns_are_read_up_to_the_bound() -> None:
    assert len(cells(with_sheet(LONG[: LONG.index(f'<row r="{MOST_ROWS + 1}"')]))) == MOST_ROWS
