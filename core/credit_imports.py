"""Rows of credits held against the register and what is here, and the years they would change."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from core.domain.changes import Turn, with_credits
from core.domain.credits.compliance import PersonYear
from core.domain.credits.credit import Credit
from core.domain.credits.credit_rows import People, ReadRow, whose
from core.domain.credits.forecasts import forecast
from core.domain.credits.taken_over import FatedRow, RowFate
from core.domain.credits.twins import Twins
from core.domain.handed_rows import HandedRow
from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.permissions import Permission, may
from core.ports import Desk
from core.records.jobs import Progress
from core.records.transaction import Transaction
from core.results import recount_all, years_of
from core.rulebooks import PeopleBooks, books_of
from core.wording.years_told import YearTold, year_told

SLICE = 250


@dataclass(frozen=True, slots=True)
class Reading:
    """How a row is read, and what one must be allowed of whoever it is about."""

    read: Callable[[HandedRow, People, Callable[[int], Rulebook], date], ReadRow]
    allowed: Permission


async def fates(
    tx: Transaction,
    who: Actor,
    rows: Sequence[HandedRow],
    chosen: Collection[int],
    twins: Twins,
    today: date,
    reading: Reading,
) -> list[FatedRow]:
    """Return what rows would do for somebody."""
    people = await _people(tx, who, rows, reading.allowed)
    there = {one.id: one for one in (*people.by_number.values(), *people.by_document.values())}
    books = await books_of(tx, there.values())
    usual = (await tx.rulebooks.books(who.unit_id or "")).of
    new = there.keys() - twins.people
    twins.hold_against(new, await tx.credit_imports.known(new))
    return [
        _fate(
            row,
            reading.read(row, people, _book_of(row, people, books) or usual, today),
            twins,
            chosen,
            books,
        )
        for row in rows
    ]


async def _people(
    tx: Transaction, who: Actor, rows: Iterable[HandedRow], allowed: Permission
) -> People:
    """Return whom the rows may be about: of others there is no telling whether they are there."""
    by_number = await tx.people.with_numbers({row.staff_number for row in rows} - {""})
    by_document = await tx.people.with_documents({row.document for row in rows} - {""})
    return People(
        {key: it for key, it in by_number.items() if may(who, allowed, it)},
        {key: it for key, it in by_document.items() if may(who, allowed, it)},
    )


def _book_of(
    row: HandedRow, people: People, books: PeopleBooks
) -> Callable[[int], Rulebook] | None:
    """Return by which rules years of the person are judged; None where nobody is meant."""
    staff, _ = whose(row, people)
    return partial(books.of, staff.id) if staff else None


def _fate(
    row: HandedRow, read: ReadRow, twins: Twins, chosen: Collection[int], books: PeopleBooks
) -> FatedRow:
    if read.credit is None:
        return FatedRow(row.number, RowFate.WRONG, row.texts, read.faults, read.staff)
    twin = twins.of(row.number, read.credit)
    fate = RowFate.DOUBLE if twin and row.number not in chosen else RowFate.NEW
    book = books.of(read.credit.staff.id, read.credit.year)
    return FatedRow(row.number, fate, row.texts, {}, read.staff, read.credit, twin, book)


async def turned(
    desk: Desk, credits: Sequence[Credit], *, hoped: bool = False
) -> AsyncIterator[list[YearTold]]:
    """Yield how people's years come out before and after these credits are as they are here.

    One without a subtype is gone. With `hoped`, all that waits is taken as approved, as claims are.
    """
    by_year = dict[PersonYear, list[Credit]]()
    for credit in credits:
        by_year.setdefault((credit.staff_id, credit.year), []).append(credit)
    ordered = sorted(by_year)
    for at in range(0, len(ordered), SLICE):
        some, today = ordered[at : at + SLICE], desk.today()
        async with desk.store.reading() as tx:
            people = {one.id: one for one in await tx.people.some({it for it, _ in some})}
            before = await years_of(tx, some, list(people.values()))
        after = with_credits(before, [credit for year in some for credit in by_year[year]])
        turns = {year: Turn(before[year].judged(today), after[year].judged(today)) for year in some}
        if hoped:
            turns = {
                year: Turn(*(forecast(one, before[year].book) for one in turn))
                for year, turn in turns.items()
            }
        yield [year_told(people[year[0]], turn) for year, turn in turns.items()]


async def recounted(desk: Desk, years: Collection[PersonYear]) -> AsyncIterator[Progress]:
    """Count dirty years again, a few at a time."""
    ordered = sorted(years)
    for at in range(0, len(ordered), SLICE):
        await recount_all(desk, ordered[at : at + SLICE])
        yield Progress(len(ordered) + at, 2 * len(ordered))
