"""What has run out is thrown away."""

from datetime import timedelta

from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk

DEVICES_KEPT = timedelta(days=400)
LINKS_KEPT = timedelta(days=30)


async def sweep(desk: Desk, who: Actor) -> int:
    """Forget failures, sessions, links and devices that have run out; return how many.

    A browser keeps its cookies for 400 days at most, so a device not seen for longer is gone.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return (
            await tx.failures.sweep(now)
            + await tx.sessions.sweep(now)
            + await tx.links.sweep(now - LINKS_KEPT)
            + await tx.devices.sweep(now - DEVICES_KEPT)
        )
