"""Marks of trainings that are to be counted (again): set beside whatever their tallies are made of.

Scans set them in their own statements (`storage/check_ins/`).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from storage.instants import ms_of
from storage.models import CycleRow, UncountedRow, UncountedYearRow, YearRecordRow


async def mark_trainings(ids: Collection[str | None], due_at: datetime | None = None) -> None:
    """Let these trainings be counted again, at once or when they are over.

    What belongs to none of them is passed over.
    """
    due_ms = ms_of(due_at) if due_at else 0
    known = sorted({one for one in ids if one})
    await UncountedRow.bulk_create([UncountedRow(training_id=one, due_ms=due_ms) for one in known])


async def mark_cycles(ids: Collection[str]) -> None:
    """Let the trainings of these cycles be counted again: who came, or is excused, has changed."""
    theirs: Any = CycleRow.filter(id__in=set(ids)).distinct()
    await mark_trainings(await theirs.values_list("training_id", flat=True))


async def mark_departments(ids: Collection[str]) -> None:
    """Let all be counted again that expect one of these: who belongs to them changes."""
    await UncountedRow.bulk_create([UncountedRow(department_id=one) for one in sorted(set(ids))])


def marks_of_years(places: Collection[Sequence[Any]]) -> list[dict[str, Any]]:
    """Return the marks of units' departments in a year; whoever has no place is counted nowhere."""
    known = sorted({tuple(one) for one in places if None not in one})
    return [dict(zip(("unit_id", "department_id", "year"), one, strict=True)) for one in known]


async def mark_years(places: Collection[Sequence[Any]]) -> None:
    """Let the groups of units' departments in a year be counted again."""
    await UncountedYearRow.bulk_create([UncountedYearRow(**one) for one in marks_of_years(places)])


async def mark_records(staff_ids: Collection[str], departments: Collection[str] = ()) -> None:
    """Let all be counted again that people's records say something of, before those change."""
    rows = YearRecordRow.filter(staff_id__in=set(staff_ids)).distinct()
    there = await rows.values_list("department_id", flat=True)
    await mark_departments({*map(str, there), *departments})
