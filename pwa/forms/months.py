"""The months of a year, to be tapped one after the other: a form of a part of the year."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Month:
    """A month, the days from `first` to `last` that a tap on it leads to, and whether it is in."""

    number: int
    first: date
    last: date
    is_chosen: bool


def months_of(year: int, first: date | None, last: date | None) -> Sequence[Month]:
    """Return a year's months where the days from `first` to `last` are chosen.

    A tap chooses one month; the next tap on a later one all from the first to that one.
    """
    first, last = first or date(year, 1, 1), last or date(year, 12, 31)
    chosen = [one for one in MONTHS if first <= date(year, one, 1) and _end(year, one) <= last]
    only = chosen[0] if len(chosen) == 1 else 0
    return [
        Month(
            one,
            date(year, only if 0 < only < one else one, 1),
            _end(year, one),
            one in chosen and len(chosen) < len(MONTHS),
        )
        for one in MONTHS
    ]


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
