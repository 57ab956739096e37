"""One process of all that share a database leads: see `core.leader` for what it runs."""

from datetime import timedelta

from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk

LEAD_LASTS = timedelta(seconds=15)


async def take_lead(desk: Desk, who: Actor, holder: str) -> bool:
    """Take or keep the lead for fifteen seconds; False while another process has it."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.leadership.take(holder, now, now + LEAD_LASTS)


async def leave_lead(desk: Desk, who: Actor, holder: str) -> None:
    """Give the lead up, so that another process need not wait for it to run out."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.leadership.leave(holder)
