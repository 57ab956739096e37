"""A list of people that was kept elsewhere: who was there, or how their assessment came out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.domain.errors import Refusal
from core.domain.handed_rows import HandedRow
from core.domain.people_import import RowTwice
from core.domain.register import Staff


class Roll(StrEnum):
    ATTENDANCE = "attendance"
    RESULTS = "results"


FIELDS: Mapping[Roll, tuple[str, ...]] = {
    Roll.ATTENDANCE: ("staff_number", "name", "signed_in", "signed_out"),
    Roll.RESULTS: ("staff_number", "name", "outcome", "score"),
}


class RollFate(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


class NotOfUnit(Refusal):
    """Nobody of the training's unit has this number: the same answer wherever else they are."""

    code = "not-of-unit"


@dataclass(frozen=True, slots=True)
class RollRow:
    """A row with what would become of it; `does` is what it would have kept, None for nothing."""

    number: int
    fate: RollFate
    texts: Mapping[str, str]
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    staff: Staff | None = None
    does: Any = None

    @property
    def name(self) -> str:
        return self.staff.name if self.staff else self.texts.get("name", "")

    @property
    def seen(self) -> str:
        """Return what must still be so when the row is carried out."""
        return f"{self.fate} {self.staff.id if self.staff else ''} {self.does}"


Judge = Callable[[HandedRow, Staff], RollRow]
Whose = Callable[[HandedRow], tuple[Staff | None, Mapping[str, Refusal]]]


def rolled(rows: Sequence[HandedRow], whose: Whose, judge: Judge) -> list[RollRow]:
    """Return what each row would do; a second row about somebody is wrong."""
    first, found = dict[str, int](), list[RollRow]()
    for row in rows:
        staff, faults = whose(row)
        faults = {**faults, **row.faults}
        if staff is None or faults:
            found.append(wrong(row, staff, faults))
        elif staff.id in first:
            found.append(wrong(row, staff, {"staff_number": RowTwice(row=first[staff.id])}))
        else:
            first[staff.id] = row.number
            found.append(judge(row, staff))
    return found


def wrong(row: HandedRow, staff: Staff | None, faults: Mapping[str, Refusal]) -> RollRow:
    return RollRow(row.number, RollFate.WRONG, row.texts, faults, staff)
