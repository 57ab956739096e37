"""The rulebooks of units: read again only when the unit's revision says that they changed."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from core.domain.rulebook import Books, OwnRow, RulebookChanged, shipped
from core.domain.rulebook.rules import Rulebook
from storage.models import RulebookRow, UnitRow
from storage.queries.rows import found, unless_taken
from storage.queries.units import own_rows

BooksCache = dict[str, tuple[int, Books]]
"""By unit, the books that were read last and the revision at which they stand."""

THEIR_UNITS = """
    SELECT id FROM unit WHERE id IN (
        SELECT unit_id FROM staff WHERE id = ANY($1)
        UNION SELECT unit_id FROM year_record WHERE staff_id = ANY($1)
    ) ORDER BY id FOR SHARE
"""


class RulebookQueries:
    """`cache` is shared by all transactions of a process; each asks for the revision anew."""

    def __init__(self, cache: BooksCache) -> None:
        self._cache = cache

    async def of(self, unit_id: str, year: int) -> Rulebook:
        """Return the rules of a unit's year. Raises RulebookFault."""
        return (await self.books(unit_id)).of(year)

    async def books(self, unit_id: str) -> Books:
        """Return a unit's rulebooks of all years, as this transaction sees them."""
        return (await self.some([unit_id]))[unit_id]

    async def some(self, unit_ids: Collection[str]) -> dict[str, Books]:
        """Return the rulebooks of several units, by unit, in one statement if none has changed."""
        revisions = await _revisions(unit_ids)
        return {unit_id: await self._at(unit_id, revisions.get(unit_id, 0)) for unit_id in unit_ids}

    async def _at(self, unit_id: str, revision: int) -> Books:
        if not revision:
            return shipped()
        known = self._cache.get(unit_id)
        if known is None or known[0] != revision:
            rows = await RulebookRow.filter(unit_id=unit_id).order_by("id")
            read = Books(shipped().shipped, tuple(map(_own_row, rows)))
            known = self._cache[unit_id] = max(row.revision for row in rows), read
        return known[1]

    async def units(self) -> list[str]:
        """Return the ids of the units that have rows of their own."""
        rows = await RulebookRow.all().distinct().order_by("unit_id").values_list("unit_id")
        return [str(unit_id) for (unit_id,) in rows]

    async def hold(self, unit_id: str) -> None:
        """Let nobody else change the unit's rules, nor count by them. Raises NotFound."""
        found(await UnitRow.filter(id=unit_id).select_for_update(no_key=True).first())

    async def save(self, row: OwnRow) -> OwnRow:
        """Write an own row and return it with its new version. Raises RulebookChanged."""
        after = replace(row, version=row.version + 1)
        columns: dict[str, Any] = {
            "contents": None if row.values is None else dict(row.values),
            "source": row.source,
            "changed_by": row.by,
            "changed_at": row.at,
            "version": after.version,
            "revision": (await _revisions([row.unit_id])).get(row.unit_id, 0) + 1,
        }
        key: dict[str, Any] = {
            "unit_id": row.unit_id,
            "year": row.year,
            "table_name": row.table,
            "code": row.code,
        }
        async with unless_taken(RulebookChanged()):
            if not row.version:
                await RulebookRow.create(**key, **columns)
            elif not await RulebookRow.filter(**key, version=row.version).update(**columns):
                raise RulebookChanged
        return after


async def share(staff_ids: Collection[str]) -> None:
    """Let the rules that people are counted by stand until the transaction ends.

    Others may count by them, too. SQLite lets nobody else write anyhow.
    """
    database = UnitRow._meta.db  # noqa: SLF001 - where Tortoise keeps the running transaction
    if database.capabilities.dialect == "postgres":
        await database.execute_query(THEIR_UNITS, [sorted(staff_ids)])


async def _revisions(unit_ids: Collection[str]) -> dict[str, int]:
    """Return how often units have changed their rules."""
    rows = await own_rows(unit_ids)
    return {unit_id: getattr(row, "revision", 0) or 0 for unit_id, row in rows.items()}


def _own_row(row: RulebookRow) -> OwnRow:
    return OwnRow(
        unit_id=row.unit_id,
        year=row.year,
        table=row.table_name,
        code=row.code,
        values=row.contents,
        source=row.source,
        by=row.changed_by,
        at=row.changed_at,
        version=row.version,
    )
