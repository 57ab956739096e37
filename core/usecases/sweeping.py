"""What has run out is thrown away."""

from datetime import timedelta

from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import RESULTS_KEPT, job_of

DEVICES_KEPT = timedelta(days=400)
LINKS_KEPT = timedelta(days=30)
JOBS_KEPT = timedelta(days=30)


async def sweep(desk: Desk, who: Actor) -> int:
    """Forget what has run out, and throw away the files of jobs that have; return how many.

    A browser keeps its cookies for 400 days at most, so a device not seen for longer is gone.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        forgotten = (
            await tx.failures.sweep(now)
            + await tx.sessions.sweep(now)
            + await tx.links.sweep(now - LINKS_KEPT)
            + await tx.devices.sweep(now - DEVICES_KEPT)
            + await tx.jobs.forget_results(now - RESULTS_KEPT)
            + await tx.jobs.forget(now - JOBS_KEPT)
        )
    return forgotten + await _sweep_files(desk)


async def _sweep_files(desk: Desk) -> int:
    """Throw away what no job needs: what has run out, and what was left by one that died.

    Looks at the files first: what is made meanwhile belongs to a job that the rows then know.
    """
    keys = await desk.files.made()
    async with desk.store.reading() as tx:
        needed = await tx.jobs.file_keys({job_of(key) for key in keys})
    gone = [key for key in keys if key.rpartition("-")[0] not in needed]
    for key in gone:
        await desk.files.remove(key)
    return len(gone)
