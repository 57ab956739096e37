"""What units have set for themselves, read in one statement: most pages need more than one part."""

from collections.abc import Collection
from typing import Any

from tortoise.expressions import RawSQL
from tortoise.queryset import QuerySet

from storage.models import DepartmentRow, UnitRow
from storage.queries.rows import note, read_before

ADDED = "(SELECT SUM(version) FROM rulebook_row WHERE is_added = TRUE)"
REVISION = "(SELECT MAX(revision) FROM rulebook_row WHERE unit_id = {})"
LISTS = "(SELECT EXISTS (SELECT 1 FROM project WHERE project.unit_id = {}))"


async def own_rows(unit_ids: Collection[str]) -> dict[str, Any]:
    """Return units with their settings and reasons, None where there are none, by id.

    `revision` says how often a unit has changed its rules, None where never, `added` how often all
    have changed what they added to their lists; `lists` whether it has ever published projects.
    """
    there = read_before(UnitRow, "own")
    if missing := sorted(set(unit_ids) - there.keys()):
        rows = UnitRow.filter(id__in=missing).annotate(**_told("unit.id"))
        for row in await rows.select_related("training_settings", "reasons"):
            there[row.id] = row
            note(row)
    return {unit_id: there[unit_id] for unit_id in unit_ids if unit_id in there}


def with_units(rows: QuerySet[DepartmentRow]) -> QuerySet[DepartmentRow]:
    """Let departments bring along their unit with what it has set for itself."""
    beside = ("unit__training_settings", "unit__reasons")
    return rows.annotate(**_told("department.unit_id")).select_related(*beside)


def _told(unit_id: str) -> dict[str, RawSQL]:
    told = {"revision": REVISION, "added": ADDED, "lists": LISTS}
    return {name: RawSQL(sql.format(unit_id)) for name, sql in told.items()}


def note_unit(row: DepartmentRow) -> None:
    """Let a unit that was read so be known with what it has set for itself."""
    unit: Any = row.unit
    for name in ("revision", "added", "lists"):
        setattr(unit, name, getattr(row, name, None))
    note(unit)
    read_before(UnitRow, "own")[unit.id] = unit
