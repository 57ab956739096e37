"""Who goes to another department or leaves by a workbook: so many at a time.

Claims, access and results go along with each, so that all of a large workbook would hold up others
for too long. Whoever is there already, or has left, stays as they are: the same may be done twice.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from core.domain.particulars import particulars_of
from core.domain.register import Actor
from core.domain.standing import LEFT
from core.entering import Corrected, Entering, enter_people
from core.permissions import Permission, may
from core.ports import Desk
from core.records.transaction import Transaction

GO_TOGETHER = 50


class Going(NamedTuple):
    """Where somebody goes, "" for who stays in their department; and whether they leave (离职)."""

    staff_id: str
    department_id: str
    leaves: bool


def going(one: Corrected) -> Going | None:
    """Return how somebody goes by a correction, None for who stays."""
    if not (one.moves or one.leaves):
        return None
    place = one.after.department.id if one.moves else ""
    return Going(one.staff.id, place, one.leaves)


def staying(one: Corrected) -> Corrected:
    """Return the correction without what follows set by set."""
    status = one.before.status if one.leaves else one.after.status
    after = replace(one.after, department=one.before.department, status=status)
    return Corrected(one.staff, one.before, after)


async def go(desk: Desk, tx: Transaction, who: Actor, some: Sequence[Going]) -> int:
    """Let people go; return how many could not: out of reach by now, their place closed.

    Raises LastAdministrator.
    """
    wanted = {one.staff_id: one for one in some}
    await tx.records.hold(list(wanted))
    found = await tx.people.some(wanted)
    places = await tx.people.some_departments(
        {one.department_id for one in found} | {one.department_id for one in some} - {""}
    )
    reached = [one for one in found if may(who, Permission.STAFF_CHANGE, one)]
    shut = {one.id for one in places.values() if one.closed_on is not None}
    able = [it for it in reached if wanted[it.id].department_id not in shut - {it.department_id}]
    ids = [one.id for one in able]
    documents, mobiles = await tx.people.documents(ids), await tx.people.mobiles(ids)
    changed = list[Corrected]()
    for staff in able:
        it, today = wanted[staff.id], desk.today()
        here = places[staff.department_id]
        there = places[it.department_id] if it.department_id else here
        before = particulars_of(staff, documents[staff.id], mobiles[staff.id], here, today)
        after = replace(before, department=there, status=LEFT if it.leaves else before.status)
        changed.append(Corrected(staff, before, after))
    entering = Entering()
    entering.lay_out(desk, tx, changed=[one for one in changed if one.changes])
    await enter_people(desk, tx, who, entering)
    return len(wanted) - len(able)
