"""Who runs which project for its unit."""

from dataclasses import asdict

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.domain.lists import Slice, Window
from core.domain.projects.delegation import Delegation
from core.records.area import Area
from storage.models import DelegationRow
from storage.queries.lists import counted, sliced
from storage.queries.rows import found

NEWEST = ("-delegated_at", "-id")


class DelegationQueries:
    async def hold(self, delegation_id: str) -> Delegation:
        row = await DelegationRow.filter(id=delegation_id).select_for_update().first()
        return _delegation(found(row))

    async def of_project(self, project_id: str) -> list[Delegation]:
        rows = DelegationRow.filter(project_id=project_id).order_by(*NEWEST)
        return [_delegation(row) async for row in rows]

    async def of_training(self, training_id: str) -> Delegation | None:
        row = await DelegationRow.get_or_none(training_id=training_id)
        return _delegation(row) if row else None

    async def page(self, area: Area, window: Window) -> Slice[Delegation]:
        return (await sliced(_listed(area), NEWEST, window)).of(_delegation)

    async def count(self, area: Area) -> int:
        return (await counted(_listed(area)))[0]

    async def go_along(self, department_id: str, into_id: str) -> None:
        rows = DelegationRow.filter(department_id=department_id, taken_back_at__isnull=True)
        await rows.update(department_id=into_id)

    async def add(self, delegation: Delegation) -> None:
        await DelegationRow.create(**asdict(delegation))

    async def save(self, delegation: Delegation) -> None:
        columns = asdict(delegation)
        await DelegationRow.filter(id=columns.pop("id")).update(**columns)


def _listed(area: Area) -> QuerySet[DelegationRow]:
    parts = []
    if area.unit_id is not None:
        parts.append(Q(unit_id=area.unit_id))
    if area.department_id is not None:
        parts.append(Q(department_id=area.department_id))
    return DelegationRow.filter(Q(*parts, join_type=Q.OR) if parts else Q(id__in=[]))


def _delegation(row: DelegationRow) -> Delegation:
    return Delegation(**{name: getattr(row, name) for name in Delegation.__slots__})
