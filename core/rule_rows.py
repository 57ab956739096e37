"""A unit's own row of the rulebook: as it stands now, and writing it with all that follows."""

from typing import Any

from core.domain.register import Actor
from core.domain.rulebook import Books, OwnRow
from core.domain.rulebook.own import JUDGING, laid_over
from core.domain.subjects import Subject, SubjectKind
from core.records.transaction import Transaction

CHANGED, WITHDRAWN = "rule-changed", "rule-withdrawn"


async def write_row(
    tx: Transaction, who: Actor, before: OwnRow, after: OwnRow, reason: str = ""
) -> OwnRow:
    """Write an own row that was checked while the unit's rules were held.

    Years that are judged by it are dirty until they are counted again. Raises RulebookChanged.
    """
    kept = await tx.rulebooks.save(after)
    if kept.table in JUDGING:
        await tx.results.mark_unit(kept.unit_id, kept.year)
    why = {"reason": reason} if reason else {}
    tx.journal.add(
        who,
        WITHDRAWN if kept.values is None else CHANGED,
        Subject(SubjectKind.UNIT, kept.unit_id),
        before=_told(before),
        after=_told(kept) | why,
    )
    return kept


def _told(row: OwnRow) -> dict[str, Any]:
    """Return what the journal keeps of a row."""
    return {
        "year": row.year,
        "table": row.table,
        "code": row.code,
        "values": row.values,
        "source": row.source,
    }


def row_now(books: Books, year: int, table: str, code: str) -> dict[str, Any]:
    """Return a row as a file would write it, the unit's own values over it. Raises NotFound."""
    row = books.row(year, table, code)
    values = (row.values if row else None) or {}
    return laid_over(books.beneath(year, table, code), values)
