"""Who of the register lies in somebody's area."""

from tortoise.expressions import Q

from core.records.area import Area
from storage.models import StaffRow


def is_in(area: Area) -> Q:
    """Return the condition that a row of `staff` lies in an area."""
    named = {
        "unit_id": area.unit_id,
        "department_id": area.department_id,
        "id": area.staff_id,
    }
    parts = [Q(**{column: value}) for column, value in named.items() if value is not None]
    return Q(*parts, join_type=Q.OR) if parts else Q(id__in=[])


def lies_in(area: Area, row: StaffRow) -> bool:
    """Tell it of who was found otherwise: asked along, a large unit would be looked through."""
    named = (area.unit_id, row.unit_id), (area.department_id, row.department_id)
    return any(wanted is not None and wanted == there for wanted, there in named) or (
        area.staff_id == row.id
    )
