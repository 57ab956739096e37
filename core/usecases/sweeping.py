"""What has run out is thrown away."""

from datetime import datetime, timedelta

from core.domain.register import Actor
from core.domain.subjects import INSTALLATION
from core.permissions import Permission, authorize
from core.ports import SHELVES, Desk
from core.records.jobs import RESULTS_KEPT, job_of
from core.records.journal import RESTORED

DEVICES_KEPT = timedelta(days=400)
LINKS_KEPT = timedelta(days=30)
UPDATES_KEPT = timedelta(days=30)
FILES_KEPT = timedelta(days=30)
UNKNOWN_KEPT = timedelta(days=1)
JOBS_KEPT = timedelta(days=30)
AT_ONCE = 500
HOURS = 24


async def sweep(desk: Desk, who: Actor) -> int:
    """Forget what has run out, and throw away what no row knows any more; return how many.

    A browser keeps its cookies for 400 days at most, so a device not seen for longer is gone.
    The chat service brings an update again for a day. What no credit, training or closing names
    is kept for thirty days.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        forgotten = (
            await tx.failures.sweep(now)
            + await tx.sessions.sweep(now)
            + await tx.links.sweep(now - LINKS_KEPT)
            + await tx.phone_codes.sweep(now)
            + await tx.devices.sweep(now - DEVICES_KEPT)
            + await tx.jobs.forget_results(now - RESULTS_KEPT)
            + await tx.jobs.forget(now - JOBS_KEPT)
            + await tx.updates.sweep(now - UPDATES_KEPT)
            + await tx.files.forget(now - FILES_KEPT, AT_ONCE)
        )
    return forgotten + await _sweep_made(desk) + await _sweep_unknown(desk, now)


async def _sweep_made(desk: Desk) -> int:
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


async def _sweep_unknown(desk: Desk, now: datetime) -> int:
    """Throw away what lies there and belongs to no file: a twenty-fourth each hour.

    Looks at what lies there first: a row is there before its file, and where a file lay no other
    ever will. After a restore nothing is thrown away for a while: the database that was put aside
    may still be wanted, with its files.
    """
    async with desk.store.reading() as tx:
        history = await tx.journal.of(INSTALLATION)
    if any(event.verb == RESTORED and event.at > now - FILES_KEPT for event in history):
        return 0
    gone = await desk.files.clear_unfinished(UNKNOWN_KEPT)
    for shelf in range(now.hour, SHELVES, HOURS):
        gone += await _sweep_shelf(desk, shelf)
    return gone


async def _sweep_shelf(desk: Desk, shelf: int) -> int:
    lying = await desk.files.lying(shelf)
    old = sorted(name for name, age in lying.items() if age > UNKNOWN_KEPT)
    unknown: list[str] = []
    for start in range(0, len(old), AT_ONCE):
        some = old[start : start + AT_ONCE]
        async with desk.store.reading() as tx:
            known = await tx.files.known({_stem(name) for name in some})
        unknown += [name for name in some if _stem(name) not in known]
    for name in unknown:
        await desk.files.discard(name)
    return len(unknown)


def _stem(name: str) -> str:
    """Return the name without what tells a file's pictures from the file."""
    return name.partition("-")[0]
