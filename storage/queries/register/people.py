"""Units, departments, staff and their records of a year."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.domain.lists import Slice, Window
from core.domain.register import (
    AuthorityPlace,
    Department,
    NumberTaken,
    Posting,
    RegisterChanged,
    Staff,
    Unit,
    YearRecord,
)
from core.records.area import Area
from core.records.register import StaffFilter
from storage.models import (
    AccountRow,
    CreditRow,
    DepartmentRow,
    PostingRow,
    ResultRow,
    StaffRow,
    UnitRow,
    YearRecordRow,
)
from storage.protection import Protection
from storage.queries.lists import counted, sliced
from storage.queries.register.rows import (
    columns_of,
    department_of,
    place_of,
    record_columns,
    record_of,
    staff_of,
    unit_of,
)
from storage.queries.rows import by_id, by_ids, found, note, sharing, unless_taken

DOCUMENT = "staff.document"
MOBILE = "staff.mobile"
BY_NUMBER = ("staff_number", "id")


class PeopleQueries:
    """Document numbers and mobiles leave the database by `document` and `mobile` only."""

    def __init__(self, protection: Protection) -> None:
        self._protection = protection

    async def get(self, staff_id: str) -> Staff:
        return staff_of(await by_id(StaffRow, staff_id, beside="department"))

    async def search(self, area: Area, text: str, *, limit: int) -> list[Staff]:
        """Find people of the area by a part of the name or the beginning of the staff number."""
        rows = _listed(area, StaffFilter(text=text))
        return [staff_of(row) for row in await rows.order_by(*BY_NUMBER).limit(limit)]

    async def page(self, area: Area, wanted: StaffFilter, window: Window) -> Slice[Staff]:
        return (await sliced(_listed(area, wanted), BY_NUMBER, window)).of(staff_of)

    async def counts(self, area: Area, wanted: Sequence[StaffFilter]) -> list[int]:
        return await counted(*(_listed(area, each) for each in wanted))

    async def some(self, staff_ids: Collection[str]) -> list[Staff]:
        rows = await by_ids(StaffRow, set(staff_ids), beside="department")
        return sorted(map(staff_of, rows.values()), key=lambda one: (one.staff_number, one.id))

    async def after(self, staff_id: str, limit: int) -> list[Staff]:
        rows = StaffRow.filter(id__gt=staff_id).order_by("id").limit(limit)
        return [staff_of(row) for row in await rows]

    async def records(self, staff_id: str) -> list[YearRecord]:
        """Return the person's records, earliest year first."""
        return (await self.records_of([staff_id]))[staff_id]

    async def records_of(self, staff_ids: Collection[str]) -> dict[str, list[YearRecord]]:
        rows = await sharing(YearRecordRow, "staff_id", set(staff_ids), "year")
        return {staff_id: [record_of(row) for row in rows[staff_id]] for staff_id in staff_ids}

    async def unit(self, unit_id: str) -> Unit:
        return unit_of(await by_id(UnitRow, unit_id))

    async def unit_with(self, code: str) -> Unit | None:
        """Return the unit that has this number, None if none has."""
        row = await UnitRow.get_or_none(code=code)
        return unit_of(row) if row else None

    async def department(self, department_id: str) -> Department:
        return department_of(await by_id(DepartmentRow, department_id))

    async def some_departments(self, ids: Collection[str]) -> dict[str, Department]:
        rows = await by_ids(DepartmentRow, set(ids))
        return {row_id: department_of(row) for row_id, row in rows.items()}

    async def departments(self, unit_id: str) -> list[Department]:
        rows = (await sharing(DepartmentRow, "unit_id", [unit_id], "code", beside="unit"))[unit_id]
        for row in rows:
            note(row)
        return [department_of(row) for row in rows]

    async def document(self, staff_id: str) -> str:
        """Return the document number in clear; for the first password and for forms only."""
        row = found(await StaffRow.get_or_none(id=staff_id))
        return self._protection.open(row.document, _of(DOCUMENT, staff_id))

    async def mobile(self, staff_id: str) -> str:
        """Return the mobile in clear; for the first password only."""
        row = found(await StaffRow.get_or_none(id=staff_id))
        return self._protection.open(row.mobile, _of(MOBILE, staff_id))

    async def add_unit(self, unit: Unit) -> None:
        level = unit.authority_level
        await UnitRow.create(
            id=unit.id,
            code=unit.code,
            name=unit.name,
            level=unit.level,
            authority_level=level and level.value,
            authority=unit.authority and unit.authority.value,
        )

    async def set_authority(self, unit_id: str, place: AuthorityPlace) -> None:
        await UnitRow.filter(id=unit_id).update(authority=place.value)

    async def add_department(self, department: Department) -> None:
        await DepartmentRow.create(
            id=department.id,
            unit_id=department.unit_id,
            code=department.code,
            name=department.name,
            closed_on=department.closed_on,
            merged_into_id=department.merged_into_id,
        )

    async def add(
        self, staff: Staff, document: str, mobile: str, since: date | None = None
    ) -> None:
        """Keep somebody new, who works here since a day. Raises NumberTaken."""
        protection = self._protection
        place = place_of(staff)
        async with unless_taken(NumberTaken()):
            await StaffRow.create(
                id=staff.id,
                version=staff.version,
                document=protection.seal(document, _of(DOCUMENT, staff.id)),
                document_index=protection.index(document, DOCUMENT),
                mobile=protection.seal(mobile, _of(MOBILE, staff.id)),
                mobile_index=protection.index(mobile, MOBILE),
                **place,
                **columns_of(staff),
            )
        await PostingRow.create(staff_id=staff.id, from_on=since, **place)

    async def save(self, staff: Staff) -> Staff:
        """Write what the register says of somebody, all but where they work."""
        return await self._change(staff, **columns_of(staff))

    async def move(self, staff: Staff, department: Department, on: date) -> Staff:
        """Let somebody work elsewhere from a day on; their credits and account go with them.

        An office is not the person's: whoever holds one keeps it until it is taken away.
        """
        after = replace(staff, unit_id=department.unit_id, department_id=department.id)
        place = place_of(after)
        moved = await self._change(after, **place)
        await CreditRow.filter(staff_id=staff.id).update(**place)
        await AccountRow.filter(staff_id=staff.id, office__isnull=True).update(**place)
        await PostingRow.filter(staff_id=staff.id, to_on__isnull=True).update(to_on=on)
        await PostingRow.create(staff_id=staff.id, from_on=on, **place)
        await ResultRow.filter(staff_id=staff.id, unit_id__isnull=True).update(dirty=True)
        return moved

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
        await _count_again(record)

    async def save_record(self, record: YearRecord) -> YearRecord:
        """Write a record; return it with its new version. Raises RegisterChanged."""
        after = replace(record, version=record.version + 1)
        as_read = YearRecordRow.filter(
            staff_id=record.staff_id, year=record.year, version=record.version
        )
        if not await as_read.update(version=after.version, **record_columns(record)):
            raise RegisterChanged
        await _count_again(record)
        return after


async def _count_again(record: YearRecord) -> None:
    """Mark dirty what was counted by another record: the year, and later ones that lack theirs."""
    results = ResultRow.filter(staff_id=record.staff_id, year__gte=record.year)
    await results.update(dirty=True)


def _of(context: str, staff_id: str) -> str:
    return f"{context}:{staff_id}"


def _listed(area: Area, wanted: StaffFilter) -> QuerySet[StaffRow]:
    columns = {
        "department_id": wanted.department_id,
        "title": wanted.title,
        "status": wanted.status,
    }
    set_ones = {column: value for column, value in columns.items() if value}
    rows = StaffRow.filter(_is_in(area), **set_ones)
    if text := wanted.text:
        rows = rows.filter(Q(name__icontains=text) | Q(staff_number__istartswith=text))
    return rows


def _is_in(area: Area) -> Q:
    named = {
        "unit_id": area.unit_id,
        "department_id": area.department_id,
        "id": area.staff_id,
    }
    parts = [Q(**{column: value}) for column, value in named.items() if value is not None]
    return Q(*parts, join_type=Q.OR) if parts else Q(id__in=[])
