"""Keeping the stored result of a person's year true, one change after another.

A person-year is a person and a calendar year. Whoever writes a credit holds its person-year first
and counts it again before the commit. What is held and not counted again in the same transaction
stays dirty, and is worked off afterwards.
"""

from collections.abc import Collection
from datetime import date

from core.domain.credits.compliance import YearResult, year_result
from core.domain.credits.credit import Credit, CreditChanged
from core.domain.register import record_for
from core.ports import Desk
from core.records.credits import PersonYear
from core.records.transaction import Transaction
from core.rulebooks import book_of

BATCH = 100


async def hold(tx: Transaction, years: Collection[PersonYear]) -> None:
    """Take person-years until the transaction ends, so that nobody else counts them meanwhile.

    They are dirty until `recount`, and the rules that they are counted by stay as they are: whoever
    counts reads them afterwards. Always the same order, so that two batches wait, not deadlock.
    What was read of their credits before must be read again.
    """
    await tx.results.hold(sorted(set(years)))


async def hold_credit(tx: Transaction, credit_id: str, *, moves_to: int | None = None) -> Credit:
    """Return a credit with its person-year held, and that of the year it moves to.

    Raises NotFound, CreditChanged when it went to another year while one waited.
    """
    seen = await tx.credits.get(credit_id)
    await hold(tx, {(seen.staff_id, seen.year), (seen.staff_id, moves_to or seen.year)})
    credit = await tx.credits.hold(credit_id)
    if credit.year != seen.year:
        raise CreditChanged(stage=credit.stage)
    return credit


async def judged(tx: Transaction, staff_id: str, year: int, as_of: date) -> YearResult:
    """Return the engine's answer for one person and year, from the record as it stands."""
    record = record_for(await tx.people.records(staff_id), year)
    entries = await tx.credits.entries(staff_id, year)
    book = await book_of(tx, staff_id, year, record)
    return year_result(year, record, entries, book, as_of)


async def recount(tx: Transaction, staff_id: str, year: int, today: date) -> None:
    """Compute a held year anew and store it; never add to or take from what is stored."""
    await tx.results.save(staff_id, await judged(tx, staff_id, year, today))


async def recount_all(desk: Desk, years: Collection[PersonYear]) -> None:
    """Recount many dirty years, a hundred to a transaction, so that nobody waits for long."""
    waiting = sorted(years)
    while waiting:
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        async with desk.store.transaction() as tx:
            await hold(tx, batch)
            for staff_id, year in batch:
                await recount(tx, staff_id, year, desk.today())
