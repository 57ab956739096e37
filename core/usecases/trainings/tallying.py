"""Counting what came of trainings once they were held, and again whenever that has changed."""

from core.activities import activities_of, held_records
from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk

AT_ONCE, SPREAD = 25, 200


async def count_trainings(desk: Desk, who: Actor) -> int:
    """Count some trainings that were held, and keep what came of them; return how much was done.

    What is read is counted behind the transaction, and only written if nobody was quicker.
    """
    year = desk.today().year
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        spread = await tx.tallies.spread(year, SPREAD)
    async with desk.store.reading() as tx:
        some = await tx.tallies.some(desk.clock.now(), AT_ONCE)
        records = [
            await held_records(
                tx,
                [one for one in some.trainings if one.year == each],
                each if each < year else None,
            )
            for each in sorted({one.year for one in some.trainings})
        ]
    activities = [one for theirs in records for one in activities_of(theirs)]
    async with desk.store.transaction() as tx:
        if not activities:
            return spread + await tx.tallies.drop(desk.clock.now(), SPREAD)
        await tx.tallies.keep(activities, some.marks, year)
    return spread + len(activities)
