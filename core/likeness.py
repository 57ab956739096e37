"""Which of a person's pictures look like the same paper: worked out once and when it was read."""

from collections.abc import Sequence

from core.domain.credits.credit import Evidence
from core.domain.credits.paper import are_same
from core.evidence.fingerprints import near_duplicate
from core.ports import Desk

MOST_COMPARED = 60


async def compare(desk: Desk, file: Evidence) -> None:
    """Find which of the person's latest other pictures a file looks like, and keep it.

    Raises PicturesBusy.
    """
    await keep_alike(desk, file, await alike_to(desk, file))


async def alike_to(desk: Desk, file: Evidence) -> list[str]:
    """Return which of the person's latest other pictures a file looks like. Raises PicturesBusy.

    It takes tens of milliseconds a picture, each in its turn among the pictures that people send.
    """
    async with desk.store.reading() as tx:
        others = await tx.evidence.others_of(file, MOST_COMPARED) if file.fingerprint else []
    return [other.id for other in others if await _is_alike(desk, file, other)]


async def keep_alike(desk: Desk, file: Evidence, alike: Sequence[str]) -> None:
    async with desk.store.transaction() as tx:
        await tx.evidence.note_likeness(file.id, alike)


async def _is_alike(desk: Desk, one: Evidence, other: Evidence) -> bool:
    """What was read decides, where enough was; the pictures only without it.

    The same file is no likeness: it is told of by itself.
    """
    if one.sha256 == other.sha256:
        return False
    if (same := are_same(one.read, other.read)) is not None:
        return same
    if not (one.fingerprint and other.fingerprint):
        return False
    return await desk.workers.in_thread(near_duplicate, one.fingerprint, other.fingerprint)
