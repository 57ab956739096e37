"""Units, departments, staff and their records of a year."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tortoise.expressions import F, Q

from core.domain.lists import Slice, Window
from core.domain.particulars import own_number
from core.domain.register import (
    Department,
    NumberTaken,
    Posting,
    RegisterChanged,
    Staff,
    YearRecord,
)
from core.domain.search_terms import sought_person
from core.domain.subjects import SubjectKind
from core.records.area import Area
from core.records.register import Placed, StaffFilter
from storage.models import (
    AccountRow,
    CreditRow,
    NumberRangeRow,
    PostingRow,
    ResultRow,
    StaffRow,
    YearRecordRow,
)
from storage.protection import Protection
from storage.queries.files import FileQueries
from storage.queries.parts import CREDIT_YEARS, brought
from storage.queries.register.areas import is_in, lies_in
from storage.queries.register.listed import BY_NUMBER, count_people, page_of_people
from storage.queries.register.places import PlaceQueries
from storage.queries.register.rows import (
    columns_of,
    place_of,
    record_columns,
    record_of,
    staff_of,
    with_credits,
)
from storage.queries.rows import by_id, by_ids, found, read_before, sharing, unless_taken
from storage.queries.search import (
    Renamed,
    move_terms,
    nearest,
    put_terms,
    terms_of_person,
)
from storage.queries.uncounted import mark_departments, mark_records

DOCUMENT = "staff.document"
MOBILE = "staff.mobile"
NUMBER_RANGE = 1
AT_ONCE = 500
LONGEST_NUMBER = 40
SEALED = {"document": DOCUMENT, "mobile": MOBILE}


class PeopleQueries(PlaceQueries):
    """Document numbers and mobiles leave the database by `document` and `mobile` only."""

    def __init__(self, protection: Protection, files: FileQueries) -> None:
        self._protection = protection
        self._files = files

    async def get(self, staff_id: str) -> Staff:
        """Return somebody, with the years that they have credits of for who asks for them next."""
        row = await by_id(StaffRow, staff_id, beside="department", also=with_credits)
        if years := brought(row, "each_credit"):
            read_before(CreditRow, CREDIT_YEARS)[staff_id] = {year for (year,) in years}
        return staff_of(row)

    async def search(self, area: Area, text: str, *, limit: int) -> list[Staff]:
        """Find people of the area by a part of the name, its pinyin or initials, or the number."""
        if not text:
            return list((await self.page(area, StaffFilter(), Window(size=limit))).rows)
        ids = await nearest(SubjectKind.STAFF, area, sought_person(text), limit)
        rows = await by_ids(StaffRow, ids, beside="department")
        return [staff_of(rows[one]) for one in ids if one in rows and lies_in(area, rows[one])]

    async def holding(self, area: Area, number: str, mobile: str) -> list[Staff]:
        """Return who of the area has exactly this staff number, document or mobile."""
        ways = [Q(staff_number=number), Q(document_index=self._protection.index(number, DOCUMENT))]
        if mobile:
            ways.append(Q(mobile_index=self._protection.index(mobile, MOBILE)))
        rows = await StaffRow.filter(Q(*ways, join_type=Q.OR)).order_by("staff_number")
        return [staff_of(row) for row in rows if lies_in(area, row)]

    async def page(self, area: Area, wanted: StaffFilter, window: Window) -> Slice[Staff]:
        return (await page_of_people(area, wanted, window)).of(staff_of)

    async def count(self, area: Area, wanted: StaffFilter) -> int | None:
        return await count_people(area, wanted)

    async def named(self, area: Area, names: Collection[str]) -> list[Staff]:
        rows = StaffRow.filter(is_in(area), name__in=set(names))
        return [staff_of(row) for row in await rows.order_by(*BY_NUMBER)]

    async def some(self, staff_ids: Collection[str]) -> list[Staff]:
        rows = await by_ids(StaffRow, set(staff_ids), beside="department")
        return sorted(map(staff_of, rows.values()), key=lambda one: (one.staff_number, one.id))

    async def of_department(self, department_id: str, limit: int) -> list[Staff]:
        rows = StaffRow.filter(department_id=department_id).order_by("id").limit(limit)
        return [staff_of(row) for row in await rows]

    async def after(self, staff_id: str, limit: int) -> list[Placed]:
        rows = StaffRow.filter(id__gt=staff_id).order_by("id").limit(limit)
        return [Placed(*row) for row in await rows.values_list(*Placed._fields)]

    async def records(self, staff_id: str) -> list[YearRecord]:
        """Return the person's records, earliest year first."""
        return (await self.records_of([staff_id]))[staff_id]

    async def records_of(self, staff_ids: Collection[str]) -> dict[str, list[YearRecord]]:
        rows = await sharing(YearRecordRow, "staff_id", set(staff_ids), "year")
        return {staff_id: [record_of(row) for row in rows[staff_id]] for staff_id in staff_ids}

    async def document(self, staff_id: str) -> str:
        """Return the document number in clear; for the first password and for forms only."""
        row = found(await StaffRow.get_or_none(id=staff_id))
        return self._protection.open(row.document, _of(DOCUMENT, staff_id))

    async def mobile(self, staff_id: str) -> str:
        """Return the mobile in clear; for the first password only."""
        row = found(await StaffRow.get_or_none(id=staff_id))
        return self._protection.open(row.mobile, _of(MOBILE, staff_id))

    async def documents(self, staff_ids: Collection[str]) -> dict[str, str]:
        return await self._opened("document", staff_ids)

    async def mobiles(self, staff_ids: Collection[str]) -> dict[str, str]:
        return await self._opened("mobile", staff_ids)

    async def _opened(self, column: str, staff_ids: Collection[str]) -> dict[str, str]:
        rows: Any = await StaffRow.filter(id__in=set(staff_ids)).values_list("id", column)
        return {key: self._protection.open(kept, _of(SEALED[column], key)) for key, kept in rows}

    async def with_documents(self, numbers: Collection[str]) -> dict[str, Staff]:
        indexes = {self._protection.index(number, DOCUMENT): number for number in numbers}
        rows = await StaffRow.filter(document_index__in=set(indexes))
        return {indexes[row.document_index]: staff_of(row) for row in rows}

    async def with_numbers(self, staff_numbers: Collection[str]) -> dict[str, Staff]:
        possible = {one for one in staff_numbers if len(one) <= LONGEST_NUMBER}
        rows = await StaffRow.filter(staff_number__in=possible)
        return {row.staff_number: staff_of(row) for row in rows}

    async def allocate_numbers(self, count: int) -> list[str]:
        """Return numbers that nobody has or gets; whoever else allocates waits for our commit."""
        numbers = NumberRangeRow.filter(id=NUMBER_RANGE)
        if not await numbers.update(allocated=F("allocated") + count):
            first = NumberRangeRow(id=NUMBER_RANGE, allocated=0)
            await NumberRangeRow.bulk_create([first], ignore_conflicts=True)
            await numbers.update(allocated=F("allocated") + count)
        last = (await NumberRangeRow.get(id=NUMBER_RANGE)).allocated
        return [own_number(place) for place in range(last - count + 1, last + 1)]

    async def add(
        self, staff: Staff, document: str, mobile: str, since: date | None = None
    ) -> None:
        """Keep somebody new, who works here since a day. Raises NumberTaken."""
        place = place_of(staff)
        async with unless_taken(NumberTaken()):
            await StaffRow.create(
                id=staff.id,
                version=staff.version,
                **self.sealed(staff.id, {"document": document, "mobile": mobile}),
                **place,
                **columns_of(staff),
            )
        await PostingRow.create(staff_id=staff.id, from_on=since, **place)
        await mark_departments([staff.department_id])
        await put_terms(terms_of_person(staff))

    async def save(
        self, staff: Staff, *, document: str | None = None, mobile: str | None = None
    ) -> Staff:
        """Write what the register says of somebody, all but where they work."""
        given = {"document": document, "mobile": mobile}
        there = StaffRow.filter(id=staff.id)
        before: Any = await there.values_list("photo", "left_on", "status")
        await Renamed([staff]).write()
        after = await self._change(staff, **columns_of(staff), **self.sealed(staff.id, given))
        if [(left_on, status) for _, left_on, status in before] != [(staff.left_on, staff.status)]:
            await mark_departments([staff.department_id])
        photos = {photo for photo, *_ in before if photo}
        if staff.photo and staff.photo not in photos:
            await self._files.name(staff.photo)
        if gone := photos - {staff.photo}:
            await self._files.let_go_of(gone)
        return after

    async def move_all(
        self, people: Sequence[Staff], department: Department, on: date
    ) -> list[Staff]:
        """Let people work elsewhere from a day on; their credits and accounts go with them.

        An office is not the person's: whoever holds one keeps it until it is taken away.
        """
        place: dict[str, Any] = {"unit_id": department.unit_id, "department_id": department.id}
        for some in (people[at : at + AT_ONCE] for at in range(0, len(people), AT_ONCE)):
            await self._put(some, place, on)
        return [replace(one, version=one.version + 1, **place) for one in people]

    async def _put(self, people: Sequence[Staff], place: Mapping[str, Any], on: date) -> None:
        seen = {one.id: one.version for one in people}
        rows = StaffRow.filter(id__in=set(seen)).order_by("id").only("id", "version")
        if {row.id: row.version for row in await rows.select_for_update()} != seen:
            raise RegisterChanged
        await StaffRow.filter(id__in=set(seen)).update(version=F("version") + 1, **place)
        await move_terms(seen, place)
        await CreditRow.filter(staff_id__in=set(seen)).update(**place)
        await AccountRow.filter(staff_id__in=set(seen), office__isnull=True).update(**place)
        for until in {one.left_on or on for one in people}:
            theirs = {one.id for one in people if (one.left_on or on) == until}
            open_ones = PostingRow.filter(staff_id__in=theirs, to_on__isnull=True)
            await open_ones.update(to_on=until)
        await PostingRow.bulk_create(PostingRow(staff_id=one, from_on=on, **place) for one in seen)
        results = ResultRow.filter(staff_id__in=set(seen), title__isnull=True)
        await results.update(dirty=True)
        await mark_departments([place["department_id"], *(one.department_id for one in people)])

    def sealed(self, staff_id: str, given: Mapping[str, str | None]) -> dict[str, Any]:
        """Return the columns of protected values, sealed and with their blind indexes."""
        columns = dict[str, Any]()
        for name, text in given.items():
            if text is not None:
                columns[name] = self._protection.seal(text, _of(SEALED[name], staff_id))
                columns[f"{name}_index"] = self._protection.index(text, SEALED[name])
        return columns

    async def _change(self, staff: Staff, **columns: Any) -> Staff:
        as_read = StaffRow.filter(id=staff.id, version=staff.version)
        async with unless_taken(NumberTaken()):
            if not await as_read.update(version=staff.version + 1, **columns):
                raise RegisterChanged
        return replace(staff, version=staff.version + 1)

    async def postings(self, staff_id: str) -> list[Posting]:
        rows = PostingRow.filter(staff_id=staff_id).order_by("id")
        return [Posting(*row) for row in await rows.values_list(*Posting._fields)]

    async def add_record(self, record: YearRecord) -> None:
        await YearRecordRow.create(
            staff_id=record.staff_id,
            year=record.year,
            version=record.version,
            **record_columns(record),
        )
        await mark_records([record.staff_id])
        await _count_again(record)


async def _count_again(record: YearRecord) -> None:
    """Mark dirty what was counted by another record: the year, and later ones that lack theirs."""
    results = ResultRow.filter(staff_id=record.staff_id, year__gte=record.year)
    await results.update(dirty=True)


def _of(context: str, staff_id: str) -> str:
    return f"{context}:{staff_id}"
