"""Keeping the stored result of a person's year true, one change after another.

A person-year is a person and a calendar year. Whoever writes a credit holds its person-year first
and counts it again before the commit. What is held and not counted again in the same transaction
stays dirty, and is worked off afterwards.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from datetime import date

from core.domain.credits.compliance import PersonYear, YearFacts, YearResult
from core.domain.credits.credit import Credit, CreditChanged
from core.domain.register import Staff
from core.outages import if_it_can_be_kept
from core.ports import Desk
from core.records.register import Placed
from core.records.transaction import Transaction
from core.rulebooks import books_of

SLICE = 100
TOGETHER, BETWEEN_SECONDS = 10, 0.01
Pause = Callable[[], Awaitable[None]]


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


async def years_of(
    tx: Transaction, years: Collection[PersonYear], people: Collection[Staff | Placed] = ()
) -> dict[PersonYear, YearFacts]:
    """Return what many people's years are judged by, in a handful of statements.

    `people` are those whose years they are, where they were read already.
    """
    people = people or await tx.people.some({staff_id for staff_id, _ in years})
    books = await books_of(tx, people)
    entries = await tx.credits.entries(years)
    return {
        (staff_id, year): YearFacts(
            year,
            tuple(books.records.get(staff_id, ())),
            tuple(entries[staff_id, year]),
            books.of(staff_id, year),
        )
        for staff_id, year in years
    }


async def judged(tx: Transaction, staff_id: str, year: int, as_of: date) -> YearResult:
    """Return the engine's answer for one person and year, from the record as it stands."""
    facts = await years_of(tx, [(staff_id, year)])
    return facts[staff_id, year].judged(as_of)


async def recount(tx: Transaction, staff_id: str, year: int, today: date) -> None:
    """Compute a held year anew and store it; never add to or take from what is stored."""
    await recount_years(tx, [(staff_id, year)], today)


async def recount_years(
    tx: Transaction, years: Collection[PersonYear], today: date, people: Collection[Staff] = ()
) -> None:
    """Compute many held years anew and store them, in as many statements as one."""
    facts = await years_of(tx, years, people)
    await tx.results.save({year: theirs.judged(today) for year, theirs in facts.items()})


async def a_moment() -> None:
    """Let others go first who wait already."""
    await asyncio.sleep(BETWEEN_SECONDS)


async def recount_all(desk: Desk, years: Collection[PersonYear], between: Pause = a_moment) -> None:
    """Recount many dirty years, a few to a transaction."""
    async for batch in in_batches(years, between):
        async with desk.store.transaction() as tx:
            await hold(tx, batch)
            await recount_years(tx, batch, desk.today())


async def recount_soon(desk: Desk, years: Collection[PersonYear]) -> None:
    """Recount what has just been written; where nothing can be kept by now, the leader does it.

    What was decided stands: nobody is told that it was not.
    """
    with if_it_can_be_kept():
        await recount_all(desk, years)


async def in_batches(
    years: Collection[PersonYear], between: Pause, together: int = TOGETHER
) -> AsyncIterator[list[PersonYear]]:
    """Yield a few years at a time, as many as one transaction may hold up others with.

    Before each of them whoever waits at a door goes first: for a moment where somebody waits for
    the years, for as long as `CheckIns.lull` takes where nobody does.
    """
    ordered = sorted(years)
    for first in range(0, len(ordered), together):
        await between()
        yield ordered[first : first + together]
