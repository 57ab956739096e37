"""Credits that say the same: rows of a workbook held against what is here, and each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from core.domain.reading_particulars import plain_name
from core.domain.register import Staff


class SaidCredit(Protocol):
    """What a row says of one credit, of whichever kind the workbook is; amounts in hundredths."""

    @property
    def staff(self) -> Staff: ...
    @property
    def year(self) -> int: ...
    @property
    def awarded_on(self) -> date: ...
    @property
    def project_number(self) -> str: ...
    @property
    def activity(self) -> str: ...
    @property
    def subtype(self) -> str: ...
    @property
    def points(self) -> int: ...
    @property
    def hours(self) -> int: ...


class KnownCredit(NamedTuple):
    """What is here already of somebody: enough to see that a row says the same."""

    staff_id: str
    year: int
    project_number: str
    activity: str
    held_from: date | None
    held_to: date | None
    points: int


class Twin(NamedTuple):
    """What a row says again: another row, by its number, or a credit that is here."""

    row: int = 0
    known: KnownCredit | None = None


Days = tuple[date | None, date | None]


@dataclass
class Twins:
    """What rows are held against, row after row: credits that are here, and rows before."""

    people: set[str] = field(default_factory=set)
    _numbers: dict[tuple[str, str], Twin] = field(default_factory=dict)
    _activities: dict[tuple[str, str], list[tuple[Days, Twin]]] = field(default_factory=dict)

    def hold_against(self, people: Iterable[str], known: Iterable[KnownCredit]) -> None:
        """Add people of whom all is known that is here already."""
        self.people |= set(people)
        for one in known:
            self._add(one, Twin(known=one))

    def of(self, number: int, credit: SaidCredit) -> Twin | None:
        """Return what says the same of this person, and let the row be held against from here on.

        The same is the same project number, or the same activity on the same day.
        """
        day, activity = credit.awarded_on, plain_name(credit.activity)
        twin = self._numbers.get((credit.staff.id, plain_name(credit.project_number)))
        if twin is None:
            same = self._activities.get((credit.staff.id, activity), ())
            twin = next((it for days, it in same if _within(day, days)), None)
        if twin is None:
            shown = (credit.project_number, credit.activity, day, day, credit.points)
            self._add(KnownCredit(credit.staff.id, credit.year, *shown), Twin(row=number))
        return twin

    def _add(self, one: KnownCredit, twin: Twin) -> None:
        if number := plain_name(one.project_number):
            self._numbers.setdefault((one.staff_id, number), twin)
        same = self._activities.setdefault((one.staff_id, plain_name(one.activity)), [])
        same.append(((one.held_from, one.held_to), twin))


def _within(day: date, days: Days) -> bool:
    first, last = days
    return first is None or last is None or first <= day <= last
