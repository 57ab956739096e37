"""A list as a workbook: numbers are numbers, the head stays in sight."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from core.domain.lists import NUMBERS, Kind
from core.domain.points import ONE
from core.forms.list_sheet import Cell, ListSheet, SheetColumn
from core.texts import say

LETTERS_PER_MM = 0.56
FORMATS: Mapping[Kind, str] = {
    "day": "yyyy-mm-dd",
    "whole": "0",
    "rate": "0.0%",
    "points": "0.00",
    "quantity": "0.##",
}
HEAD = {"bold": True, "bg_color": "#E4F0EE", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
TOTAL = {"bold": True, "top": 1, "bg_color": "#F1F5F5"}
HEADINGS_ROW = 3


def fill_workbook(sheet: ListSheet) -> bytes:
    """Return the workbook. Same sheet, same bytes."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": FORMATS["day"]}) as book:
        made = sheet.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": sheet.title, "created": made})
        _fill(book, sheet)
    return content.getvalue()


def _fill(book: Workbook, sheet: ListSheet) -> None:
    page = book.add_worksheet(say("list-sheet-tab"))
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADINGS_ROW)
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 15}))
    page.write_string(1, 0, sheet.about, book.add_format({"font_color": "#51625F"}))
    for place, column in enumerate(sheet.columns):
        side = "right" if column.kind in NUMBERS else "left"
        look = book.add_format({**HEAD, "align": side})
        page.write_string(HEADINGS_ROW, place, column.heading, look)
        page.set_column(place, place, max(column.width * LETTERS_PER_MM, 7.5))
    page.set_row(HEADINGS_ROW, 32)
    page.freeze_panes(HEADINGS_ROW + 1, 3)
    end = HEADINGS_ROW + 1 + len(sheet.rows)
    plain = _formats(book, {"bottom": 4, "bottom_color": "#C9D3D5"})
    for at, row in enumerate(sheet.rows, HEADINGS_ROW + 1):
        _write(page, at, sheet.columns, row, plain)
    if sheet.total:
        _write(page, end, sheet.columns, sheet.total, _formats(book, TOTAL))
    for down, note in enumerate(sheet.notes, 2):
        page.write_string(end + down, 0, note, book.add_format({"font_color": "#51625F"}))


def _formats(book: Workbook, look: Mapping[str, Any]) -> dict[Kind, Any]:
    formats = {kind: book.add_format({**look, "num_format": FORMATS[kind]}) for kind in FORMATS}
    return {**formats, "text": book.add_format({**look, "text_wrap": True})}


def _write(
    page: Any,
    at: int,
    columns: Sequence[SheetColumn],
    row: Sequence[Cell],
    formats: Mapping[Kind, Any],
) -> None:
    for place, (value, column) in enumerate(zip(row, columns, strict=True)):
        look = formats.get(column.kind, formats["text"])
        match value:
            case None:
                page.write_blank(at, place, None, look)
            case str():
                page.write_string(at, place, value, formats["text"])
            case date():
                page.write_datetime(at, place, value, look)
            case int():
                page.write_number(at, place, _number(value, column.kind), look)


def _number(value: int, kind: Kind) -> float:
    match kind:
        case "points" | "quantity":
            return value / ONE
        case "rate":
            return value / 1000
    return value
