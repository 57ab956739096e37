"""Years judged by what their credits come to, where that tells as much as one credit after another.

As long as no cap is reached, several credits of one rule count like a single one.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from core.domain.credits.compliance import YearResult, year_result
from core.domain.credits.counting import Entry, Line, NotCounted
from core.domain.credits.credit import Stage
from core.domain.register import YearRecord
from core.domain.rulebook.rules import Rulebook


class Sum(NamedTuple):
    """What the credits of one rule and subtype come to, all in effect and none of them empty.

    Points and hours in hundredths.
    """

    rule: str | None
    subtype: str
    points: int
    hours: int


def judged_by_sums(
    year: int, record: YearRecord | None, sums: Iterable[Sum], book: Rulebook, as_of: date
) -> YearResult | None:
    """Judge a year as `year_result` does, its `lines` being the sums.

    None where a cap cuts something off: then it matters which credit was the earlier one.
    """
    entries = [Entry("", *one, Stage.APPROVED, date.min) for one in sums]
    result = year_result(year, record, entries, book, as_of)
    return result if all(map(_is_whole, result.lines)) else None


def _is_whole(line: Line) -> bool:
    """Whether all of it counts, or nothing of anything, as the person's status has it."""
    if line.why_not is NotCounted.STATUS:
        return True
    return line.why_not is None and line.hours == line.entry.hours
