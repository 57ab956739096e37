"""A person's records of years: read, added, edited, taken away (manual 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.changes import Preview, check_preview
from core.domain.errors import NotFound
from core.domain.register import Actor, Department, RegisterChanged, Staff, Unit, YearRecord
from core.domain.rulebook.rules import Rulebook
from core.domain.standing import (
    LONGEST_REMARK,
    RecordThere,
    Standing,
    check_known,
    check_standing,
    with_standing,
)
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import recount_years
from core.rulebooks import books_of
from core.standing import Planned, hold_planned, plan, previews_of, write_planned


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record of a year, with its place and the rules by which the year is judged."""

    record: YearRecord
    unit: Unit
    department: Department
    book: Rulebook


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A person's records, the latest first; `book` has the words of this year's rules."""

    staff: Staff
    department: Department
    lines: Sequence[RecordLine]
    book: Rulebook

    def of(self, year: int) -> YearRecord | None:
        return next((line.record for line in self.lines if line.record.year == year), None)


async def read_records(desk: Desk, who: Actor, staff_id: str) -> RecordSheet:
    """Return what a person was in each year. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.RECORD_CHANGE, staff)
        books = await books_of(tx, [staff])
        records = sorted(books.records[staff_id], key=lambda one: -one.year)
        units = {one.unit_id: await tx.people.unit(one.unit_id) for one in records}
        departments = await tx.people.some_departments(
            {staff.department_id, *(one.department_id for one in records)}
        )
        lines = [
            RecordLine(
                one,
                units[one.unit_id],
                departments[one.department_id].named_in(one.year),
                books.books[one.unit_id].of(one.year),
            )
            for one in records
        ]
        book = books.books[staff.unit_id].of(desk.today().year)
        return RecordSheet(staff, departments[staff.department_id], lines, book)


async def preview_record(
    desk: Desk, who: Actor, staff_id: str, wanted: Standing, *, is_new: bool
) -> Preview:
    """Return what a record of a year would change, one that is new or one that is there already.

    Raises NotFound outside the scope, RecordThere, RegisterChanged where it is gone, TextTooLong,
    and what `core.domain.standing` refuses.
    """
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.RECORD_CHANGE, staff)
        return await _previewed(
            desk, tx, await _with_record(desk, tx, staff, wanted, is_new=is_new)
        )


async def put_record(
    desk: Desk, who: Actor, staff_id: str, wanted: Standing, *, is_new: bool, seen: str
) -> Preview:
    """Write somebody's record of a year, one a year, if it does what was `seen` (a digest).

    Raises what `preview_record` does, and PreviewChanged.
    """
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.RECORD_CHANGE, staff)
        planned = await _with_record(desk, tx, staff, wanted, is_new=is_new)
        return await _made(desk, tx, who, planned, seen)


async def preview_removal(desk: Desk, who: Actor, staff_id: str, year: int) -> Preview:
    """Return what would change without a person's record of a year. Raises NotFound."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.RECORD_CHANGE, staff)
        return await _previewed(desk, tx, await _without_record(desk, tx, staff, year))


async def remove_record(desk: Desk, who: Actor, staff_id: str, year: int, *, seen: str) -> Preview:
    """Take a person's record of a year away, so that an earlier one applies.

    Raises NotFound, PreviewChanged.
    """
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.RECORD_CHANGE, staff)
        planned = await _without_record(desk, tx, staff, year)
        return await _made(desk, tx, who, planned, seen)


async def _with_record(
    desk: Desk, tx: Transaction, staff: Staff, wanted: Standing, *, is_new: bool
) -> Planned:
    check_standing(wanted, desk.today())
    said = wanted.remark or ""
    remark = typed(said, LONGEST_REMARK) if said.strip() else ""
    books = await books_of(tx, [staff])
    records = books.records[staff.id]
    is_there = any(one.year == wanted.year for one in records)
    if is_there and is_new:
        raise RecordThere(year=wanted.year)
    if not (is_there or is_new):
        raise RegisterChanged
    record = with_standing(staff, records, replace(wanted, remark=remark))
    check_known(record, books.judging(staff.id, record.year, record), staff, records)
    return plan(staff, records, wanted.year, record, desk.today())


async def _without_record(desk: Desk, tx: Transaction, staff: Staff, year: int) -> Planned:
    records = await tx.people.records(staff.id)
    if all(one.year != year for one in records):
        raise NotFound
    return plan(staff, records, year, None, desk.today())


async def _previewed(desk: Desk, tx: Transaction, planned: Planned) -> Preview:
    return (await previews_of(tx, [planned], desk.today()))[planned.staff.id]


async def _made(desk: Desk, tx: Transaction, who: Actor, planned: Planned, seen: str) -> Preview:
    """Hold the years, look again, and do what was seen. Raises PreviewChanged."""
    years = await hold_planned(tx, [planned], desk.today())
    would = await _previewed(desk, tx, planned)
    check_preview(would, seen)
    await write_planned(tx, who, [planned], {planned.staff.id: would}, desk.clock.now())
    await recount_years(tx, years, desk.today())
    return would
