"""The departments of one's unit, asked for by a part of their name (manual 2.1)."""

from core.departments import MOST_OFFERED, department_filter
from core.domain.register import Actor, Department
from core.permissions import Permission, authorize
from core.ports import Desk


async def find_departments(desk: Desk, who: Actor, words: str) -> list[Department]:
    """Return the first open departments of one's unit with these words in their name."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        found = await tx.people.departments_like(who.unit_id or "", words, MOST_OFFERED)
    return [one for one in found if one.closed_on is None]


async def mean_department(desk: Desk, who: Actor, words: str) -> str | None:
    """Return the id of the one of one's departments that is called so, None where none is.

    Without words all are meant: "".
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        found = await department_filter(tx, who, words)
    return found.id if found.id in {"", *dict(found.choices)} else None
