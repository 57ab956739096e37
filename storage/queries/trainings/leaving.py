"""Whoever has left is not expected any more."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from tortoise.expressions import Q

from core.domain.dates import day_of
from core.domain.standing import LEFT
from core.domain.trainings.training import Cycle
from storage.models import ScanRow, StaffRow

HAVE_LEFT = Q(left_on__isnull=False) | Q(status=LEFT)
Expected = Mapping[str, Collection[str]]


async def gone(staff_ids: Collection[str]) -> dict[str, date | None]:
    """Return who of these has left, and on which day, None where nobody has noted it."""
    rows: Any = StaffRow.filter(HAVE_LEFT, id__in=staff_ids).values_list("id", "left_on")
    return dict(await rows)


async def still_expected(
    cycles: Collection[Cycle], expected: Expected, left: Mapping[str, date | None]
) -> dict[str, set[str]]:
    """Return the same without those who had left before each cycle.

    Of whom no day is known they stay where they were seen.
    """
    undated = {one for one, day in left.items() if day is None}
    seen = set[tuple[str, str]]()
    if undated:
        ids = [cycle.id for cycle in cycles]
        rows: Any = ScanRow.filter(cycle_id__in=ids, staff_id__in=undated)
        seen = set(await rows.values_list("cycle_id", "staff_id"))

    def stays(cycle: Cycle, one: str) -> bool:
        day = left.get(one)
        return (cycle.id, one) in seen if day is None else day >= day_of(cycle.starts_at)

    return {
        cycle.id: {one for one in expected[cycle.id] if one not in left or stays(cycle, one)}
        for cycle in cycles
    }
