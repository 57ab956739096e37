"""What units have set for themselves, read in one statement: most pages need more than one part."""

from collections.abc import Collection
from typing import Any

from tortoise.expressions import RawSQL
from tortoise.queryset import QuerySet

from storage.models import DepartmentRow, UnitRow
from storage.queries.rows import note, read_before

ADDED = "(SELECT SUM(version) FROM rulebook_row WHERE is_added = TRUE)"
REVISION = "(SELECT MAX(revision) FROM rulebook_row WHERE unit_id = {})"


async def own_rows(unit_ids: Collection[str]) -> dict[str, Any]:
    """Return units with their settings and reasons, None where there are none, by id.

    `revision` says how often a unit has changed its rules, None where never, `added` how often all
    have changed what they added to their lists.
    """
    there = read_before(UnitRow, "own")
    if missing := sorted(set(unit_ids) - there.keys()):
        revision = RawSQL(REVISION.format("unit.id"))
        rows = UnitRow.filter(id__in=missing).annotate(revision=revision, added=RawSQL(ADDED))
        for row in await rows.select_related("training_settings", "reasons"):
            there[row.id] = row
            note(row)
    return {unit_id: there[unit_id] for unit_id in unit_ids if unit_id in there}


def with_units(rows: QuerySet[DepartmentRow]) -> QuerySet[DepartmentRow]:
    """Let departments bring along their unit with what it has set for itself."""
    revision = RawSQL(REVISION.format("department.unit_id"))
    beside = ("unit", "unit__training_settings", "unit__reasons")
    return rows.annotate(revision=revision, added=RawSQL(ADDED)).select_related(*beside)


def note_unit(row: DepartmentRow) -> None:
    """Let a unit that was read so be known with what it has set for itself."""
    unit: Any = row.unit
    unit.revision, unit.added = getattr(row, "revision", None), getattr(row, "added", None)
    note(unit)
    read_before(UnitRow, "own")[unit.id] = unit
