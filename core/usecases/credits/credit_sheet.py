"""Rows of credits in somebody's workbook: which columns there may be, and which there must be."""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from core.domain.credits.taken_over import ImportKind
from core.import_sorts import CLAIMING, TAKING_OVER, Sort
from core.wording.credit_rows import row_field, row_field_also
from core.workbooks import Sheet
from core.workbooks.columns import Columns, HandedSheet, handed_rows


def _needed(required: Collection[str], there: Collection[str]) -> Collection[str]:
    """A row is somebody's by the staff number, else by document and name together."""
    by_document = "document" in there and "staff_number" not in there
    return {*required, *(("document", "name") if by_document else ("staff_number",))}


def _columns(sort: Sort) -> Columns:
    return Columns(
        tuple(sort.fields),
        row_field,
        row_field_also,
        ("staff_number", "name", "activity"),
        partial(_needed, sort.required),
        sort.days,
    )


CREDIT_COLUMNS, CLAIM_COLUMNS = _columns(TAKING_OVER), _columns(CLAIMING)


def credits_of_sheet(sheet: Sheet) -> HandedSheet:
    """Return the credits of a sheet. Raises HeadingsMissing, HeadingTwice, NoRows."""
    return handed_rows(sheet, CREDIT_COLUMNS)


def claims_of_sheet(sheet: Sheet) -> HandedSheet:
    """Return the claims of a sheet. Raises HeadingsMissing, HeadingTwice, NoRows."""
    return handed_rows(sheet, CLAIM_COLUMNS)


OF_SHEET: Mapping[ImportKind, Callable[[Sheet], HandedSheet]] = {
    ImportKind.TAKEN_OVER: credits_of_sheet,
    ImportKind.CLAIMS: claims_of_sheet,
}
