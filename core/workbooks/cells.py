"""A cell as it was meant: text, a number, a day, or something that is lost already."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

EXACT_BELOW = 10**15  # a workbook keeps fifteen places of a number
FIRST_DAY = date(1899, 12, 30)  # day 0 of a workbook's calendar, after its 29 February 1900
DAYS = range(1, 2_958_466)  # to the end of the year 9999
POWER = re.compile(r"\d(\.\d+)?E\+\d{2}", re.IGNORECASE)
COMPACT_DAY = re.compile(r"(1[89]|2\d)\d{6}")


@dataclass(frozen=True, slots=True)
class LostDigits:
    """A number of so many places that its last ones are gone: 330106198503120000."""

    shown: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A formula that came to nothing: #N/A, #REF!."""


Cell = str | int | float | date | LostDigits | Unreadable


def cell_of(value: object) -> Cell:
    """Return a cell of what a workbook's reader found in it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value)
        case datetime():
            return value.date() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value
        case time() | timedelta():
            return str(value)
    return str(value)


def written_cell(text: str) -> Cell:
    """Return a cell of a text file: some were written by workbooks that knew a number only.

    Two ways of keeping a number as it is, '0012 and ="0012", are taken off.
    """
    if POWER.fullmatch(text.strip()):
        return LostDigits(text.strip())
    if kept := re.fullmatch(r'="([^"]*)"|\'(\d+X?|[=+\-@\t\r].*)', text, re.DOTALL):
        return kept[1] if kept[1] is not None else kept[2]
    return text


def text_of(cell: Cell) -> str:
    """Return a cell as somebody would have typed it; "" for what cannot be read."""
    match cell:
        case LostDigits() | Unreadable():
            return ""
        case date():
            return cell.isoformat()
    return str(cell)


def day_text(cell: Cell) -> str:
    """Return a cell of a column of days as somebody would have typed the day: 2025-05-16.

    20250516 is such a day, and a bare 45793 is what is left of one without its format.
    """
    if isinstance(cell, int) and cell in DAYS and not COMPACT_DAY.fullmatch(str(cell)):
        return (FIRST_DAY + timedelta(days=cell)).isoformat()
    text = text_of(cell).strip()
    if COMPACT_DAY.fullmatch(text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text


def _number(value: float) -> Cell:
    if abs(value) >= EXACT_BELOW:
        return LostDigits(f"{value:.0f}")
    return int(value) if value == int(value) else value
