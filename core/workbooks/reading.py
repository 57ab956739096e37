"""A workbook's first sheet that can be seen. Runs in a bounded process only.

A hostile file may abort the process without a word: whoever waits for it reads that as damaged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from core.domain.errors import Refusal
from core.workbooks.cells import Cell, Unreadable, cell_of
from core.workbooks.guard import Format, Known, check_place, look_over
from core.workbooks.refusals import WorkbookBroken, WorkbookEmpty, WorkbookEncrypted
from core.workbooks.text import rows_of_text


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet from its first on, each as far as its last cell that holds something."""

    name: str
    rows: Sequence[Sequence[Cell]]


def read_sheet(content: bytes) -> Sheet:
    """Return the rows of a file; raises the refusals of `core.workbooks.refusals`."""
    try:
        known = look_over(content)
        sheet = _of_text(content) if known.format is Format.TEXT else _book(content, known)
    except (Refusal, MemoryError):
        raise
    except PasswordError as fault:
        raise WorkbookEncrypted from fault
    except Exception as fault:  # on hostile bytes readers raise whatever they like
        raise WorkbookBroken from fault
    if not any(sheet.rows):
        raise WorkbookEmpty
    return sheet


def _book(content: bytes, known: Known) -> Sheet:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    shown = [
        one.name
        for one in book.sheets_metadata
        if one.visible is SheetVisibleEnum.Visible and one.typ is SheetTypeEnum.WorkSheet
    ]
    for name in shown:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is None:
            continue
        check_place(*sheet.end)
        found = sheet.to_python(skip_empty_area=False)
        rows = [[cell_of(value) for value in row] for row in found]
        for row, column in known.failed:
            if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                rows[row][column] = Unreadable()
        return Sheet(name, [_shortened(row) for row in rows])
    raise WorkbookEmpty


def _of_text(content: bytes) -> Sheet:
    rows = rows_of_text(content)
    for number, row in enumerate(rows):
        check_place(number, max(0, len(row) - 1))
    return Sheet("", [_shortened(row) for row in rows])


def _shortened(row: Sequence[Cell]) -> list[Cell]:
    cells = list(row)
    while cells and cells[-1] == "":
        cells.pop()
    return cells
