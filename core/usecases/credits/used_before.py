"""What has been answered before is offered again (manual 5.2 asks the same for every claim)."""

from core.domain.credits.credit import Origin, Stage
from core.domain.credits.used_before import UsedBefore, used_before
from core.domain.lists import Window
from core.domain.register import Actor
from core.permissions import Permission, area_to_enter, authorize
from core.ports import Desk
from core.records.credits import CreditFilter

LATEST = 20
ENTERED = (Origin.PERSONAL, Origin.DEPARTMENT, Origin.UNIT)
KEPT = frozenset(Stage) - {Stage.DRAFT, Stage.REJECTED}


async def read_used_before(desk: Desk, who: Actor, staff_id: str) -> UsedBefore:
    """Return what to offer where a claim of somebody is entered. Raises NotFound.

    For oneself it comes from one's own claims; for others from what one has entered oneself, as
    who may enter for somebody need not see what else is known of them.
    """
    is_own = staff_id == who.staff_id
    wanted = CreditFilter(
        stages=KEPT,
        origins=ENTERED,
        staff_id=staff_id if is_own else None,
        entered_by=None if is_own else who.account_id,
    )
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.CREDIT_ENTER, staff)
        latest = await tx.credits.page(area_to_enter(who), wanted, Window(size=LATEST))
    return used_before(credit.claim for credit in latest.rows)
