"""Working off jobs as the leading process does, and having what they made."""

import asyncio
from collections.abc import Mapping, Sequence

from core.domain.register import Actor
from core.ports import Desk
from core.usecases.credits.readings import read_next
from core.usecases.forms import ask_for_forms
from core.usecases.jobs.jobs import read_result
from core.usecases.jobs.kinds import ASKED, TIMED, Kind
from core.worker import Worker


async def work_off(desk: Desk, kinds: Mapping[str, Kind] = ASKED) -> None:
    """Do what is due now."""
    await Worker(desk, kinds).work_off(asyncio.Event())


async def keep_time(desk: Desk) -> None:
    """Do everything that is due by the clock, as at the start of a process."""
    await work_off(desk, TIMED)


async def read_all(desk: Desk) -> None:
    """Read every file that waits to be read."""
    while await read_next(desk, Actor.system()):
        pass


async def had(desk: Desk, who: Actor, job_id: str) -> bytes:
    """Return what was made for somebody."""
    result = await read_result(desk, who, job_id)
    content = b"".join([part async for part in result.parts])
    assert len(content) == result.size_bytes
    return content


async def made(
    desk: Desk, who: Actor, people: Sequence[str | None], *, each_its_own: bool = False
) -> bytes:
    """Ask for the forms of these people and wait for them."""
    wanted = [str(one) for one in people]
    job = await ask_for_forms(desk, who, wanted, 2026, each_its_own=each_its_own)
    await work_off(desk)
    return await had(desk, who, job.id)
