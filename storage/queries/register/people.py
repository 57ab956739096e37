"""Units, departments, staff and their records of a year."""

from collections.abc import Collection

from tortoise.expressions import Q

from core.domain.register import Department, PostType, Sex, Staff, Unit, YearRecord
from core.records.area import Area
from storage.models import DepartmentRow, StaffRow, UnitRow, YearRecordRow
from storage.protection import Protection
from storage.queries.rows import found

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
        await UnitRow.create(id=unit.id, code=unit.code, name=unit.name, level=unit.level)

    async def add_department(self, department: Department) -> None:
        await DepartmentRow.create(
            id=department.id,
            unit_id=department.unit_id,
            code=department.code,
            name=department.name,
        )

    async def add(self, staff: Staff, document: str, mobile: str) -> None:
        protection = self._protection
        await StaffRow.create(
            id=staff.id,
            unit_id=staff.unit_id,
            department_id=staff.department_id,
            staff_number=staff.staff_number,
            name=staff.name,
            sex=staff.sex.value,
            born_on=staff.born_on,
            title=staff.title,
            status=staff.status,
            post_type=staff.post_type.value,
            specialty=staff.specialty,
            position=staff.position,
            title_awarded_on=staff.title_awarded_on,
            appointed_in=staff.appointed_in,
            document=protection.seal(document, _of(DOCUMENT, staff.id)),
            document_index=protection.index(document, DOCUMENT),
            mobile=protection.seal(mobile, _of(MOBILE, staff.id)),
            mobile_index=protection.index(mobile, MOBILE),
        )

    async def add_record(self, record: YearRecord) -> None:
        await YearRecordRow.create(
            staff_id=record.staff_id,
            year=record.year,
            title=record.title,
            status=record.status,
            unit_id=record.unit_id,
            department_id=record.department_id,
        )


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
    )


def _unit(row: UnitRow) -> Unit:
    return Unit(id=row.id, code=row.code, name=row.name, level=row.level)


def _department(row: DepartmentRow) -> Department:
    return Department(id=row.id, unit_id=row.unit_id, code=row.code, name=row.name)


def _record(row: YearRecordRow) -> YearRecord:
    return YearRecord(
        staff_id=row.staff_id,
        year=row.year,
        title=row.title,
        status=row.status,
        unit_id=row.unit_id,
        department_id=row.department_id,
    )
