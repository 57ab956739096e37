"""One person of the register, and colleagues to choose from."""

from collections.abc import Collection
from dataclasses import dataclass

from core.domain.register import Actor, Department, Staff
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.area import Area


@dataclass(frozen=True, slots=True)
class Colleagues:
    """People of one's unit: those found, and those chosen before, with all departments."""

    found: list[Staff]
    chosen: list[Staff]
    departments: dict[str, Department]


async def find_colleagues(
    desk: Desk,
    who: Actor,
    text: str = "",
    *,
    chosen: Collection[str] = (),
    most: int = 20,
    own_first: bool = False,
) -> Colleagues:
    """Find people of one's unit by name or staff number, to expect them or let them teach.

    With `own_first` one's own department stands before the others, and needs no words.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        area = Area(unit_id=who.unit_id)
        found = await tx.people.search(area, text, limit=most) if text else []
        if own_first and who.department_id:
            here = Area(department_id=who.department_id)
            own = await tx.people.search(here, text, limit=most)
            found = [*own, *(one for one in found if one not in own)][:most]
        known = [one for one in await tx.people.some(chosen) if one.unit_id == who.unit_id]
        departments = await tx.people.departments(who.unit_id or "")
    return Colleagues(found, known, {department.id: department for department in departments})


async def read_staff(desk: Desk, who: Actor, staff_id: str) -> Staff:
    """Return one person of the register. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_READ, staff)
        return staff


async def open_empty_form(desk: Desk, who: Actor) -> None:
    """Open a form of administrators that shows nobody yet. Raises NotAllowed."""
    async with desk.store.reading():
        authorize(who, Permission.STAFF_LIST)
