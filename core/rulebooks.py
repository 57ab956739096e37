"""By which rules somebody's year is judged: those of the unit that the year's record names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.register import Staff, YearRecord, record_for
from core.domain.rulebook import Books
from core.domain.rulebook.rules import Rulebook
from core.records.register import Placed
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PeopleBooks:
    """The rulebooks of several people, for lists; `records`, `units` are by person."""

    records: Mapping[str, Sequence[YearRecord]]
    units: Mapping[str, str]
    books: Mapping[str, Books]

    def of(self, staff_id: str, year: int) -> Rulebook:
        """Return the rules of a person's year: without a record, of where they work now."""
        return self.judging(staff_id, year, record_for(self.records.get(staff_id, ()), year))

    def judging(self, staff_id: str, year: int, record: YearRecord | None) -> Rulebook:
        """Return the rules of a person's year if this is the record that applies."""
        return self.books[record.unit_id if record else self.units[staff_id]].of(year)


async def books_of(tx: Transaction, people: Iterable[Staff | Placed]) -> PeopleBooks:
    """Return by which rules people are judged in any year."""
    units = {staff.id: staff.unit_id for staff in people}
    records = await tx.people.records_of(units)
    here = {*units.values(), *(one.unit_id for theirs in records.values() for one in theirs)}
    return PeopleBooks(records, units, await tx.rulebooks.some(here))


async def book_of(
    tx: Transaction, staff_id: str, year: int, record: YearRecord | None = None
) -> Rulebook:
    """Return the rules of somebody's year; `record` is theirs, where it is known already."""
    record = record or record_for(await tx.people.records(staff_id), year)
    unit_id = record.unit_id if record else (await tx.people.get(staff_id)).unit_id
    return await tx.rulebooks.of(unit_id, year)
