"""Rows of people in somebody's workbook: which columns there may be, and which there must be."""

from collections.abc import Collection

from core.domain.particulars import FIELDS, REQUIRED
from core.domain.reading_particulars import TITLE_ONLY
from core.texts import say
from core.wording.people import field_name
from core.workbooks import Sheet
from core.workbooks.columns import Columns, HandedSheet, handed_rows

NEEDED = REQUIRED - {"sex", "born_on"} - TITLE_ONLY
"""Columns that everybody new needs: a document may say the rest, or there is no title."""


def _needed(there: Collection[str]) -> Collection[str]:
    """Who has staff numbers may change a few columns; else every row needs all of somebody new."""
    return {"name"} if "staff_number" in there else NEEDED


def _also(field: str) -> str:
    return say(f"import-heading-{field.replace('_', '-')}")


PEOPLE_COLUMNS = Columns(
    FIELDS,
    field_name,
    _also,
    ("document", "name", "staff_number"),
    _needed,
    frozenset({"born_on", "title_awarded_on"}),
)


def handed_sheet(sheet: Sheet) -> HandedSheet:
    """Return the people of a sheet. Raises HeadingsMissing, HeadingTwice, NoRows."""
    return handed_rows(sheet, PEOPLE_COLUMNS)
