"""Lists that were kept elsewhere: which columns there may be, and which there must be."""

from collections.abc import Collection

from core.domain.trainings.rolls import FIELDS, Roll
from core.wording.rolls import roll_field, roll_field_also
from core.workbooks import Sheet
from core.workbooks.columns import Columns, HandedSheet, handed_rows

FIRST = ("staff_number", "name")


def _columns(roll: Roll, *needed: str) -> Columns:
    def all_needed(_: Collection[str]) -> Collection[str]:
        return needed

    return Columns(FIELDS[roll], roll_field, roll_field_also, FIRST, all_needed)


ATTENDANCE = _columns(Roll.ATTENDANCE, "staff_number")
RESULTS = _columns(Roll.RESULTS, "staff_number", "outcome")


def attendance_of_sheet(sheet: Sheet) -> HandedSheet:
    """Return who a sheet says was there. Raises HeadingsMissing, HeadingTwice, NoRows."""
    return handed_rows(sheet, ATTENDANCE)


def results_of_sheet(sheet: Sheet) -> HandedSheet:
    """Return the results of a sheet. Raises HeadingsMissing, HeadingTwice, NoRows."""
    return handed_rows(sheet, RESULTS)
