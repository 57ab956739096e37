"""The rulebooks of units: read again only when the unit's revision says that they changed."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from tortoise.expressions import Q

from core.domain.rulebook import Books, OwnRow, RulebookChanged, shipped
from core.domain.rulebook.entries import is_addition
from core.domain.rulebook.rules import Rulebook
from storage.models import RulebookRow, UnitRow
from storage.queries.rows import found, unless_taken
from storage.queries.units import own_rows

Revision = tuple[int, int]
"""How often a unit has changed its rules, and all units what they added to their lists."""
BooksCache = dict[str, tuple[Revision, Books]]
"""By unit, the books that were read last and the revision at which they stand."""
NEVER = 0, 0

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
        return {
            unit_id: await self._at(unit_id, revisions.get(unit_id, NEVER)) for unit_id in unit_ids
        }

    async def _at(self, unit_id: str, revision: Revision) -> Books:
        if revision == NEVER:
            return shipped()
        known = self._cache.get(unit_id)
        if known is None or known[0] != revision:
            rows = await RulebookRow.filter(Q(unit_id=unit_id) | Q(is_added=True))
            known = self._cache[unit_id] = _revision_of(unit_id, rows), _books(unit_id, rows)
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
            "is_added": is_addition(row.table, row.code),
            "changed_by": row.by,
            "changed_at": row.at,
            "version": after.version,
            "revision": (await _revisions([row.unit_id])).get(row.unit_id, NEVER)[0] + 1,
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


async def _revisions(unit_ids: Collection[str]) -> dict[str, Revision]:
    rows = await own_rows(unit_ids)
    return {
        unit_id: (getattr(row, "revision", 0) or 0, getattr(row, "added", 0) or 0)
        for unit_id, row in rows.items()
    }


def _revision_of(unit_id: str, rows: Sequence[RulebookRow]) -> Revision:
    own = max((row.revision for row in rows if row.unit_id == unit_id), default=0)
    return own, sum(row.version for row in rows if row.is_added)


def _books(unit_id: str, rows: Sequence[RulebookRow]) -> Books:
    ordered = [_own_row(row) for row in sorted(rows, key=lambda row: row.id)]
    own = tuple(row for row in ordered if row.unit_id == unit_id)
    return Books(shipped().shipped, own, tuple(row for row in ordered if row.unit_id != unit_id))


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
