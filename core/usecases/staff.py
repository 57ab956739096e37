"""The people of one's department or unit (manual 2.1), as far as other pages need them."""

from dataclasses import dataclass

from core.domain.people import Actor, Department, Staff
from core.permissions import Permission, area_of, authorize
from core.ports import Desk


@dataclass(frozen=True, slots=True)
class Register:
    people: list[Staff]
    departments: dict[str, Department]


async def list_staff(
    desk: Desk, who: Actor, text: str = "", *, department_id: str = ""
) -> Register:
    """List the people one looks after, by name or staff number."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.STAFF_LIST)
        people = await tx.people.search(area_of(who), text, department_id=department_id)
        departments = await tx.people.departments(who.unit_id or "")
    return Register(people, {department.id: department for department in departments})


async def read_staff(desk: Desk, who: Actor, staff_id: str) -> Staff:
    """Return one person of the register. Raises NotFound outside the scope."""
    async with desk.store.transaction() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_READ, staff)
        return staff
