"""A person's year that a change of rules turns, as pages and workbooks tell it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.changes import YearChange
from core.domain.credits.compliance import YearResult
from core.domain.lists import Column
from core.domain.register import Staff
from core.texts import say
from core.wording.compliance import missing_text

Missing = Sequence[tuple[str, int]]
"""Checks that are not met, each with what is missing."""


@dataclass(frozen=True, slots=True)
class TurnedYear:
    """Before and after; amounts in hundredths. `is_hoped` speaks of what is not approved yet."""

    name: str
    staff_number: str
    year: int
    outcome_before: str
    outcome_after: str
    points_before: int
    points_after: int
    hours_before: int
    hours_after: int
    missing_before: Missing
    missing_after: Missing
    is_hoped: bool

    @property
    def is_outcome(self) -> bool:
        return self.outcome_before != self.outcome_after


COLUMNS = (
    Column[TurnedYear]("rule-column-name", lambda it: it.name),
    Column[TurnedYear]("rule-column-number", lambda it: it.staff_number, width=28),
    Column[TurnedYear]("rule-column-year", lambda it: it.year, "whole", width=14),
    Column[TurnedYear]("rule-column-before", lambda it: say(f"outcome-{it.outcome_before}")),
    Column[TurnedYear]("rule-column-after", lambda it: say(f"outcome-{it.outcome_after}")),
    Column[TurnedYear]("rule-column-points-before", lambda it: it.points_before, "points"),
    Column[TurnedYear]("rule-column-points-after", lambda it: it.points_after, "points"),
    Column[TurnedYear]("rule-column-hours-before", lambda it: it.hours_before, "quantity"),
    Column[TurnedYear]("rule-column-hours-after", lambda it: it.hours_after, "quantity"),
    Column[TurnedYear]("rule-column-missing", lambda it: missing_text(it.missing_after), width=40),
)


def turned_year(change: YearChange, staff: Staff) -> TurnedYear:
    """Return what is told of a change: as of today, else once all that waits is approved."""
    before, after = change.now if change.now.is_felt else change.hoped
    return TurnedYear(
        name=staff.name,
        staff_number=staff.staff_number,
        year=change.year,
        outcome_before=before.outcome.value,
        outcome_after=after.outcome.value,
        points_before=before.credits.counting,
        points_after=after.credits.counting,
        hours_before=before.hours.counting,
        hours_after=after.hours.counting,
        missing_before=_missing(before),
        missing_after=_missing(after),
        is_hoped=not change.now.is_felt,
    )


def _missing(result: YearResult) -> Missing:
    return [(one.check.value, one.missing) for one in result.failing]
