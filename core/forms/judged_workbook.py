"""A workbook as it was handed in, with what would become of each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook

from core.forms.list_workbook import HEAD, TEXT, WHOLE_IN_MEMORY
from core.texts import say

WRONG = {**TEXT, "bg_color": "#FCE4E2"}
NOTE = {"text_wrap": True, "valign": "top"}


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row as it was handed in, what became of it, and which of its cells are wrong."""

    cells: Sequence[str]
    verdict: str
    wrong: frozenset[int] = frozenset()


def fill_judged(title: str, headings: Sequence[str], rows: Sequence[JudgedRow]) -> bytes:
    """Return the rows as they were handed in, each with what became of it in front."""
    content = BytesIO()
    with Workbook(content, WHOLE_IN_MEMORY) as book:
        page = book.add_worksheet(title)
        head, text, wrong = (book.add_format(look) for look in (HEAD, TEXT, WRONG))
        note = book.add_format(NOTE)
        page.set_column(0, 0, 60)
        page.set_column(1, max(1, len(headings)), 20, text)
        for place, heading in enumerate((say("import-column-verdict"), *headings)):
            page.write_string(0, place, heading, head)
        page.freeze_panes(1, 1)
        for at, row in enumerate(rows, 1):
            page.write_string(at, 0, row.verdict, note)
            for place, cell in enumerate(row.cells):
                page.write_string(at, place + 1, cell, wrong if place in row.wrong else text)
    return content.getvalue()
