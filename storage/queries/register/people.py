"""Units, departments, staff and their records of a year."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from tortoise.expressions import Q

from core.domain.register import (
    AuthorityLevel,
    Department,
    NumberTaken,
    Posting,
    PostType,
    RegisterChanged,
    Sex,
    Staff,
    Unit,
    YearRecord,
)
from core.records.area import Area
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
from storage.queries.rows import found, unless_taken

DOCUMENT = "staff.document"
MOBILE = "staff.mobile"
SEALED = {"document": DOCUMENT, "mobile": MOBILE}


class PeopleQueries:
    """Document numbers and mobiles leave the database by `document` and `mobile` only."""

    def __init__(self, protection: Protection) -> None:
        self._protection = protection

    async def get(self, staff_id: str) -> Staff:
        return staff_of(found(await StaffRow.get_or_none(id=staff_id)))

    async def search(
        self, area: Area, text: str = "", *, department_id: str = "", limit: int = 200
    ) -> list[Staff]:
        """Find people of the area by a part of the name or the beginning of the staff number."""
        rows = StaffRow.filter(_is_in(area))
        if text:
            rows = rows.filter(Q(name__icontains=text) | Q(staff_number__istartswith=text))
        if department_id:
            rows = rows.filter(department_id=department_id)
        return [staff_of(row) for row in await rows.order_by("staff_number", "id").limit(limit)]

    async def some(self, staff_ids: Collection[str]) -> list[Staff]:
        rows = StaffRow.filter(id__in=set(staff_ids)).order_by("staff_number", "id")
        return [staff_of(row) for row in await rows]

    async def records(self, staff_id: str) -> list[YearRecord]:
        """Return the person's records, earliest year first."""
        rows = await YearRecordRow.filter(staff_id=staff_id).order_by("year")
        return [_record(row) for row in rows]

    async def records_of(self, staff_ids: Collection[str]) -> list[YearRecord]:
        """Return the records of several people, each one's earliest year first."""
        rows = await YearRecordRow.filter(staff_id__in=set(staff_ids)).order_by("staff_id", "year")
        return [_record(row) for row in rows]

    async def unit(self, unit_id: str) -> Unit:
        return _unit(found(await UnitRow.get_or_none(id=unit_id)))

    async def unit_with(self, code: str) -> Unit | None:
        """Return the unit that has this number, None if none has."""
        row = await UnitRow.get_or_none(code=code)
        return _unit(row) if row else None

    async def department(self, department_id: str) -> Department:
        return _department(found(await DepartmentRow.get_or_none(id=department_id)))

    async def departments(self, unit_id: str) -> list[Department]:
        rows = await DepartmentRow.filter(unit_id=unit_id).order_by("code")
        return [_department(row) for row in rows]

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
        )

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
        place = _place_of(staff)
        async with unless_taken(NumberTaken()):
            await StaffRow.create(
                id=staff.id,
                version=staff.version,
                document=protection.seal(document, _of(DOCUMENT, staff.id)),
                document_index=protection.index(document, DOCUMENT),
                mobile=protection.seal(mobile, _of(MOBILE, staff.id)),
                mobile_index=protection.index(mobile, MOBILE),
                **place,
                **_columns_of(staff),
            )
        await PostingRow.create(staff_id=staff.id, from_on=since, **place)

    async def save(self, staff: Staff) -> Staff:
        """Write what the register says of somebody, all but where they work."""
        return await self._change(staff, **_columns_of(staff))

    async def move(self, staff: Staff, department: Department, on: date) -> Staff:
        """Let somebody work elsewhere from a day on; their credits and account go with them.

        An office is not the person's: whoever holds one keeps it until it is taken away.
        """
        after = replace(staff, unit_id=department.unit_id, department_id=department.id)
        place = _place_of(after)
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
            **_record_columns(record),
        )
        await _count_again(record)

    async def save_record(self, record: YearRecord) -> YearRecord:
        """Write a record; return it with its new version. Raises RegisterChanged."""
        after = replace(record, version=record.version + 1)
        as_read = YearRecordRow.filter(
            staff_id=record.staff_id, year=record.year, version=record.version
        )
        if not await as_read.update(version=after.version, **_record_columns(record)):
            raise RegisterChanged
        await _count_again(record)
        return after


async def _count_again(record: YearRecord) -> None:
    """Mark dirty what was counted by another record: the year, and later ones that lack theirs."""
    results = ResultRow.filter(staff_id=record.staff_id, year__gte=record.year)
    await results.update(dirty=True)


def _place_of(staff: Staff) -> dict[str, Any]:
    return {"unit_id": staff.unit_id, "department_id": staff.department_id}


def _columns_of(staff: Staff) -> dict[str, Any]:
    return {
        "staff_number": staff.staff_number,
        "name": staff.name,
        "sex": staff.sex.value,
        "born_on": staff.born_on,
        "title": staff.title,
        "status": staff.status,
        "post_type": staff.post_type.value,
        "specialty": staff.specialty,
        "position": staff.position,
        "title_awarded_on": staff.title_awarded_on,
        "appointed_in": staff.appointed_in,
        "left_on": staff.left_on,
    }


def _record_columns(record: YearRecord) -> dict[str, Any]:
    return {
        "title": record.title,
        "status": record.status,
        "unit_id": record.unit_id,
        "department_id": record.department_id,
        "title_awarded_on": record.title_awarded_on,
        "post_type": record.post_type and record.post_type.value,
        "remark": record.remark,
    }


def sealed_in(column: str, staff_id: str) -> str:
    """Return the context in which a column of somebody's row is sealed."""
    return _of(SEALED[column], staff_id)


def _of(context: str, staff_id: str) -> str:
    return f"{context}:{staff_id}"


def _is_in(area: Area) -> Q:
    named = {
        "unit_id": area.unit_id,
        "department_id": area.department_id,
        "id": area.staff_id,
    }
    parts = [Q(**{column: value}) for column, value in named.items() if value is not None]
    return Q(*parts, join_type=Q.OR) if parts else Q(id__in=[])


def staff_of(row: StaffRow) -> Staff:
    return Staff(
        id=row.id,
        unit_id=row.unit_id,
        department_id=row.department_id,
        staff_number=row.staff_number,
        name=row.name,
        sex=Sex(row.sex),
        born_on=row.born_on,
        title=row.title,
        status=row.status,
        post_type=PostType(row.post_type),
        specialty=row.specialty,
        position=row.position,
        title_awarded_on=row.title_awarded_on,
        appointed_in=row.appointed_in,
        left_on=row.left_on,
        version=row.version,
    )


def _unit(row: UnitRow) -> Unit:
    level = AuthorityLevel(row.authority_level) if row.authority_level else None
    return Unit(row.id, row.code, row.name, row.level, authority_level=level)


def _department(row: DepartmentRow) -> Department:
    return Department(
        id=row.id,
        unit_id=row.unit_id,
        code=row.code,
        name=row.name,
        closed_on=row.closed_on,
        merged_into_id=row.merged_into_id,
    )


def _record(row: YearRecordRow) -> YearRecord:
    return YearRecord(
        staff_id=row.staff_id,
        year=row.year,
        title=row.title,
        status=row.status,
        unit_id=row.unit_id,
        department_id=row.department_id,
        title_awarded_on=row.title_awarded_on,
        post_type=PostType(row.post_type) if row.post_type else None,
        remark=row.remark,
        version=row.version,
    )
