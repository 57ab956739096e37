"""Rows of credits in somebody's workbook: which columns there may be, and which there must be."""

from collections.abc import Collection

from core.domain.credits.credit_rows import FIELDS, REQUIRED
from core.wording.credit_rows import row_field, row_field_also
from core.workbooks import Sheet
from core.workbooks.columns import Columns, HandedSheet, handed_rows


def _needed(there: Collection[str]) -> Collection[str]:
    """A row is somebody's by the staff number, else by document and name together."""
    by_document = "document" in there and "staff_number" not in there
    return {*REQUIRED, *(("document", "name") if by_document else ("staff_number",))}


CREDIT_COLUMNS = Columns(
    FIELDS,
    row_field,
    row_field_also,
    ("staff_number", "name", "activity"),
    _needed,
    frozenset({"awarded_on"}),
)


def credits_of_sheet(sheet: Sheet) -> HandedSheet:
    """Return the credits of a sheet. Raises HeadingsMissing, HeadingTwice, NoRows."""
    return handed_rows(sheet, CREDIT_COLUMNS)
