"""Everybody's stored years, counted anew by the engine and compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from core.domain.credits.compliance import PersonYear, YearResult
from core.domain.credits.sums import judged_by_sums
from core.domain.register import Actor, record_for
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.register import Placed
from core.records.transaction import Transaction
from core.results import recount_all, years_of
from core.rulebooks import books_of

PEOPLE = 500
"""Read together: a few thousand years."""
STANDING = attrgetter("title", "status", "post_type", "staff_kind", "unit_id", "department_id")
"""What a record says that a year is judged by, or that is stored with it."""


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

    None where nobody comes after: then departments are summed anew. Nobody who writes waits for
    what is only read.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        people = await tx.people.after(after, PEOPLE)
        alike = await _judged(tx, people, desk.today())
        different = await tx.results.differing(alike)
    if not people:
        async with desk.store.transaction() as tx:
            await tx.year_groups.forget()
        return None
    await recount_all(desk, different)
    numbers = {one.id: one.staff_number for one in people}
    told = sorted((numbers[staff_id], year) for staff_id, year in different)
    return Recounted(people[-1].id, len(people), sum(len(years) for _, years in alike), told)


async def _judged(
    tx: Transaction, people: Collection[Placed], today: date
) -> list[tuple[YearResult, list[PersonYear]]]:
    """Judge all years of these people; years that are alike in all that is stored, once.

    Only where a cap is reached, or something does not count, are credits read one by one.
    """
    ids = [one.id for one in people]
    sums, books = await tx.credits.sums(ids, today), await books_of(tx, people)
    groups: dict[tuple[object, ...], list[PersonYear]] = {}
    for one in {*await tx.results.years_of(ids), *sums}:
        staff_id, year = one
        record = record_for(books.records[staff_id], year)
        stands = STANDING(record) if record else books.units[staff_id]
        groups.setdefault((year, stands, sums.get(one, ())), []).append(one)
    judged, single = list[tuple[YearResult, list[PersonYear]]](), list[PersonYear]()
    for years in groups.values():
        (staff_id, year), come_to = years[0], sums.get(years[0], ())
        record, book = record_for(books.records[staff_id], year), books.of(staff_id, year)
        result = None if come_to is None else judged_by_sums(year, record, come_to, book, today)
        if result:
            judged.append((result, years))
        else:
            single += years
    facts = await years_of(tx, single, people) if single else {}
    return judged + [(theirs.judged(today), [one]) for one, theirs in facts.items()]
