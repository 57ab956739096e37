"""How people's years come out before and after, in words."""

from collections.abc import Sequence
from typing import NamedTuple

from core.domain import points
from core.domain.changes import Turn
from core.domain.register import Staff
from core.wording.compliance import outcome_name, shortfall


class YearTold(NamedTuple):
    """A person's year before and after, in words; `turns` says that the outcome does."""

    name: str
    staff_number: str
    year: int
    before: str
    after: str
    points_before: str
    points_after: str
    missing: Sequence[str]
    turns: bool


def year_told(staff: Staff, turn: Turn) -> YearTold:
    """Return how somebody's year comes out before and after."""
    before, after = turn
    return YearTold(
        name=staff.name,
        staff_number=staff.staff_number,
        year=before.year,
        before=outcome_name(before),
        after=outcome_name(after),
        points_before=points.show(before.credits.counting),
        points_after=points.show(after.credits.counting),
        missing=[shortfall(checked) for checked in after.failing],
        turns=turn.is_outcome,
    )
