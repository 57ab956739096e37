"""Keeping the stored result of a person's year true, inside the transaction that changes it."""

from datetime import date

from core.domain.compliance import YearResult, year_result
from core.domain.people import record_for
from core.domain.rulebook import rulebook
from core.records import Transaction


async def judged(tx: Transaction, staff_id: str, year: int, as_of: date) -> YearResult:
    """Return the engine's answer for one person and year, from the record as it stands."""
    record = record_for(await tx.people.records(staff_id), year)
    entries = await tx.credits.entries(staff_id, year)
    return year_result(year, record, entries, rulebook(year), as_of)


async def recount(tx: Transaction, staff_id: str, year: int, today: date) -> None:
    """Compute the year anew and store it; never add to or take from what is stored."""
    await tx.results.save(staff_id, await judged(tx, staff_id, year, today))
