"""Everybody's stored years, counted anew by the engine and compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.results import recount_all, years_of

PEOPLE = 150
"""Read together: a thousand years or so."""


@dataclass(frozen=True, slots=True)
class Recounted:
    """What was found of the next people; `last` is the last of them, by id.

    `different` are the years that were stored otherwise, by the person's staff number.
    """

    last: str
    people: int
    years: int
    different: Sequence[tuple[str, int]]


async def recount_people(desk: Desk, who: Actor, after: str = "") -> Recounted | None:
    """Count all years of the next people anew; write those of which something else is stored.

    None where nobody comes after. Nobody who writes waits for what is only read.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        people = await tx.people.after(after, PEOPLE)
        if not people:
            return None
        ids = [one.id for one in people]
        years = {*await tx.results.years_of(ids), *await tx.credits.years_of(ids)}
        facts = await years_of(tx, years, people)
        results = {year: theirs.judged(desk.today()) for year, theirs in facts.items()}
        different = await tx.results.differing(results)
    await recount_all(desk, different)
    numbers = {one.id: one.staff_number for one in people}
    told = sorted((numbers[staff_id], year) for staff_id, year in different)
    return Recounted(ids[-1], len(people), len(years), told)
