"""The sheet to be signed on paper: what it says about a cycle and the people of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person; `record` is what is on record already, all texts as they are printed."""

    number: str
    name: str
    department: str
    title: str
    record: str


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """A cycle with its people, in the reader's language; an open one expects nobody by name.

    `facts` are labels with their texts: the first and the last have a row of their own.
    """

    unit: str
    name: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[SheetLine]
    expected: int | None
    arrived: int
    left: int
    printed_at: datetime
