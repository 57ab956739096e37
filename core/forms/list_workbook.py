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
TEXT = {"num_format": "@"}  # what is typed over a text stays one: 18 places, 0 in front
TOTAL = {"bold": True, "top": 1, "bg_color": "#F1F5F5"}
HEADINGS_ROW = 3
WHOLE_IN_MEMORY = {"in_memory": True, "default_date_format": FORMATS["day"]}


def fill_workbook(sheet: ListSheet) -> bytes:
    """Return the workbook. Same sheet, same bytes."""
    return ListBook(sheet).closed()


class ListBook:
    """A workbook that is filled row by row, so that nobody else has to hold a long list."""

    def __init__(self, sheet: ListSheet) -> None:
        self._content, self._sheet = BytesIO(), sheet
        self._book = Workbook(self._content, WHOLE_IN_MEMORY)
        made = sheet.made_at.astimezone(UTC).replace(tzinfo=None)
        self._book.set_properties({"title": sheet.title, "created": made})
        self._plain = _formats(self._book, {"bottom": 4, "bottom_color": "#C9D3D5"})
        self._page = _begun(self._book, sheet)
        self._end = HEADINGS_ROW + 1
        self.add(sheet.rows)

    def add(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Write further rows below those that are there."""
        for at, row in enumerate(rows, self._end):
            _write(self._page, at, self._sheet.columns, row, self._plain)
        self._end += len(rows)

    def closed(self) -> bytes:
        """Write total and notes, and return the workbook."""
        book, sheet = self._book, self._sheet
        if sheet.total:
            total = _formats(book, TOTAL)
            _write(self._page, self._end, sheet.columns, sheet.total, total)
        for down, note in enumerate(sheet.notes, 2):
            look = book.add_format({"font_color": "#51625F"})
            self._page.write_string(self._end + down, 0, note, look)
        book.close()
        return self._content.getvalue()


def _begun(book: Workbook, sheet: ListSheet) -> Any:
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
    return page


def _formats(book: Workbook, look: Mapping[str, Any]) -> dict[Kind, Any]:
    formats = {kind: book.add_format({**look, "num_format": FORMATS[kind]}) for kind in FORMATS}
    return {**formats, "text": book.add_format({**look, **TEXT, "text_wrap": True})}


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
