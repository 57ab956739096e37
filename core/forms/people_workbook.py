"""A workbook of people to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from core.forms.list_workbook import HEAD, TEXT, WHOLE_IN_MEMORY
from core.texts import say

ROWS_TO_FILL = 5_000
NEEDED = {"font_color": "#B3261E"}
NOTE = {"text_wrap": True, "valign": "top"}


@dataclass(frozen=True, slots=True)
class ColumnToFill:
    """A column of the workbook to fill in; `choices` are offered where there are any."""

    heading: str
    hint: str
    choices: tuple[str, ...] = ()
    is_needed: bool = False


def fill_template(title: str, columns: Sequence[ColumnToFill], hints: Sequence[str]) -> bytes:
    """Return the workbook to fill in: every cell is text, so that no number loses its end."""
    content = BytesIO()
    with Workbook(content, WHOLE_IN_MEMORY) as book:
        page = book.add_worksheet(title)
        notes = book.add_worksheet(say("import-sheet-hints"))
        lists = book.add_worksheet(say("import-sheet-lists"))
        lists.hide()
        text = book.add_format(TEXT)
        for place, column in enumerate(columns):
            look = book.add_format({**HEAD, **(NEEDED if column.is_needed else {})})
            page.write_string(0, place, column.heading + ("*" if column.is_needed else ""), look)
            page.set_column(place, place, 20, text)
            if column.choices:
                _offer(page, lists, place, column.choices)
        page.freeze_panes(1, 0)
        _explain(book, notes, columns, hints)
    return content.getvalue()


def _offer(page: Any, lists: Any, place: int, choices: Sequence[str]) -> None:
    for row, choice in enumerate(choices):
        lists.write_string(row, place, choice)
    letters = xl_col_to_name(place)
    sheet = say("import-sheet-lists")
    source = f"='{sheet}'!${letters}$1:${letters}${len(choices)}"
    offered: Mapping[str, Any] = {"validate": "list", "source": source, "error_type": "warning"}
    page.data_validation(1, place, ROWS_TO_FILL, place, offered)


def _explain(
    book: Workbook, page: Any, columns: Sequence[ColumnToFill], hints: Sequence[str]
) -> None:
    note, head = book.add_format(NOTE), book.add_format({"bold": True})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 90)
    for row, hint in enumerate(hints):
        page.write_string(row, 1, hint, note)
    for row, column in enumerate(columns, len(hints) + 1):
        page.write_string(row, 0, column.heading, head)
        page.write_string(row, 1, column.hint, note)
