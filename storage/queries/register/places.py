"""Units and departments."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from tortoise.expressions import Q, Subquery
from tortoise.functions import Length
from tortoise.queryset import QuerySet

from core.domain.credits.taken_over import ImportKind
from core.domain.register import AuthorityPlace, Department, RegisterChanged, Role, Unit
from core.domain.subjects import INSTALLATION
from core.domain.typed import normal_number
from core.records.register import Beginning
from storage.models import (
    AccountRow,
    CreditImportRow,
    DepartmentRow,
    JournalRow,
    StaffRow,
    UnitRow,
)
from storage.queries.lists import counted
from storage.queries.register.accounts import in_office
from storage.queries.register.rows import department_of, unit_of
from storage.queries.rows import by_id, by_ids, note, read_before, sharing, unless_taken
from storage.queries.units import note_unit, with_units

FIRST = "first"


class PlaceQueries:
    async def unit(self, unit_id: str) -> Unit:
        return unit_of(await by_id(UnitRow, unit_id))

    async def unit_with(self, code: str) -> Unit | None:
        """Return the unit that has this number, None if none has."""
        row = await UnitRow.get_or_none(code=code)
        return unit_of(row) if row else None

    async def department(self, department_id: str) -> Department:
        return department_of(await by_id(DepartmentRow, department_id))

    async def some_departments(self, ids: Collection[str]) -> dict[str, Department]:
        rows = await by_ids(DepartmentRow, set(ids), also=with_units)
        for row in {row.unit_id: row for row in rows.values() if hasattr(row, "revision")}.values():
            note_unit(row)
        return {row_id: department_of(row) for row_id, row in rows.items()}

    async def departments(self, unit_id: str) -> list[Department]:
        rows = (await sharing(DepartmentRow, "unit_id", [unit_id], "code", also=with_units))[
            unit_id
        ]
        for row in rows:
            note(row)
        for row in rows[:1]:
            note_unit(row)
        return [department_of(row) for row in rows]

    async def first_departments(self, unit_id: str, limit: int) -> list[Department]:
        first = read_before(DepartmentRow, FIRST)
        if unit_id not in first:
            rows = with_units(DepartmentRow.filter(unit_id=unit_id).order_by("code").limit(limit))
            first[unit_id] = await rows
            for row in first[unit_id]:
                note(row)
            for row in first[unit_id][:1]:
                note_unit(row)
        return [department_of(row) for row in first[unit_id]]

    async def departments_like(self, unit_id: str, words: str, limit: int) -> list[Department]:
        meant = Q(name__icontains=words) | Q(id=words) | Q(code=normal_number(words))
        rows = DepartmentRow.filter(meant, unit_id=unit_id).annotate(letters=Length("name"))
        return [department_of(row) for row in await rows.order_by("letters", "code").limit(limit)]

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

    async def demand_second_factor(self, unit_id: str, *, is_demanded: bool) -> None:
        await UnitRow.filter(id=unit_id).update(demands_second_factor=is_demanded)

    async def set_authority(self, unit_id: str, place: AuthorityPlace) -> None:
        await UnitRow.filter(id=unit_id).update(authority=place.value)

    async def add_department(self, department: Department) -> None:
        async with unless_taken(RegisterChanged()):
            await DepartmentRow.create(
                id=department.id,
                unit_id=department.unit_id,
                code=department.code,
                **_columns(department),
            )

    async def save_department(self, before: Department, after: Department) -> None:
        """Write name and end of a department. Raises RegisterChanged if it is not as before."""
        as_read = DepartmentRow.filter(id=before.id, name=before.name)
        ended = {"closed_on": before.closed_on} if before.closed_on else {"closed_on__isnull": True}
        if not await as_read.filter(**ended).update(**_columns(after)):
            raise RegisterChanged

    async def beginning(self, unit_id: str) -> Beginning:
        leaders = AccountRow.filter(
            in_office(Role.DEPARTMENT_ADMINISTRATOR), unit_id=unit_id, department_id__isnull=False
        )
        places = DepartmentRow.filter(unit_id=unit_id, closed_on__isnull=True)
        lists: list[QuerySet[Any]] = [
            places,
            places.filter(~Q(id__in=Subquery(leaders.values("department_id")))),
            StaffRow.filter(unit_id=unit_id),
            StaffRow.filter(unit_id=unit_id, is_newcomer=True),
            JournalRow.filter(subject=str(INSTALLATION), verb="backed-up"),
            CreditImportRow.filter(unit_id=unit_id, kind=ImportKind.TAKEN_OVER.value),
        ]
        return Beginning(*await counted(*lists))

    async def headcounts(self, unit_id: str) -> dict[str, int]:
        rows: Any = await StaffRow.filter(unit_id=unit_id).values_list("department_id", flat=True)
        return Counter(rows)


def _columns(department: Department) -> dict[str, Any]:
    return {
        "name": department.name,
        "closed_on": department.closed_on,
        "merged_into_id": department.merged_into_id,
        "enters_credits": department.enters_credits,
        "former_names": [[it.name, it.until.isoformat()] for it in department.former_names],
    }
