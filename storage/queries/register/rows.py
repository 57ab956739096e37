"""Rows of the register as the values they hold, and the values as columns."""

from datetime import date
from typing import Any

from tortoise.queryset import QuerySet

from core.domain.register import (
    AuthorityLevel,
    AuthorityPlace,
    Department,
    DocumentKind,
    FormerName,
    PostType,
    Sex,
    Staff,
    Unit,
    YearRecord,
)
from storage.models import DepartmentRow, StaffRow, UnitRow, YearRecordRow
from storage.queries.parts import bringing


def place_of(staff: Staff) -> dict[str, Any]:
    return {"unit_id": staff.unit_id, "department_id": staff.department_id}


def columns_of(staff: Staff) -> dict[str, Any]:
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
        "document_kind": staff.document_kind.value,
        "staff_kind": staff.staff_kind,
        "photo": staff.photo,
    }


def record_columns(record: YearRecord) -> dict[str, Any]:
    return {
        "title": record.title,
        "status": record.status,
        "unit_id": record.unit_id,
        "department_id": record.department_id,
        "title_awarded_on": record.title_awarded_on,
        "post_type": record.post_type and record.post_type.value,
        "staff_kind": record.staff_kind,
        "remark": record.remark,
    }


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
        document_kind=DocumentKind(row.document_kind),
        staff_kind=row.staff_kind,
        photo=row.photo,
        version=row.version,
    )


def unit_of(row: UnitRow) -> Unit:
    level = AuthorityLevel(row.authority_level) if row.authority_level else None
    place = AuthorityPlace(row.authority) if row.authority else None
    return Unit(
        row.id,
        row.code,
        row.name,
        row.level,
        authority_level=level,
        authority=place,
        demands_second_factor=row.demands_second_factor,
    )


def department_of(row: DepartmentRow) -> Department:
    return Department(
        id=row.id,
        unit_id=row.unit_id,
        code=row.code,
        name=row.name,
        closed_on=row.closed_on,
        merged_into_id=row.merged_into_id,
        former_names=tuple(
            FormerName(name, date.fromisoformat(until)) for name, until in row.former_names
        ),
        enters_credits=row.enters_credits,
    )


def record_of(row: YearRecordRow) -> YearRecord:
    return YearRecord(
        staff_id=row.staff_id,
        year=row.year,
        title=row.title,
        status=row.status,
        unit_id=row.unit_id,
        department_id=row.department_id,
        title_awarded_on=row.title_awarded_on,
        post_type=PostType(row.post_type) if row.post_type else None,
        staff_kind=row.staff_kind,
        remark=row.remark,
        version=row.version,
    )


def with_credits(rows: QuerySet[StaffRow]) -> QuerySet[StaffRow]:
    """Return the rows with the years of everybody's credits, as one more column."""
    return bringing(rows, "each_credit", "credit", "staff_id", "year")
