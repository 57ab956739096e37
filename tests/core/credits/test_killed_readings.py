"""Whatever ends in the middle of a reading: the draft stays, nothing is said to be read, and what
can be read is read in the end, once.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from core.domain.credits.readings import ReadingStage
from core.domain.credits.seen import Seen
from core.domain.register import Actor
from core.evidence.refusals import PicturesBusy
from core.ports import Desk, Workers
from core.settings import Settings
from core.usecases.credits.entry import revise_draft, start_draft
from core.usecases.credits.evidence import attach_evidence
from core.usecases.credits.readings import read_next, read_readings, untold_readings
from core.usecases.credits.sheets import read_credit
from core.worker import Reading
from storage.desk import open_desk
from storage.reader import BOUNDS
from storage.workers import Bounds, LocalWorkers
from tests.children import devour, hang, spin, wait_to_read
from tests.conftest import settings_for
from tests.jobs import read_all
from tests.stories import CERTIFICATE, photo
from tests.waiting import until

ROOT = Path(__file__).parents[3]
SYSTEM = Actor.system()


@dataclass(frozen=True, slots=True)
class ChildReader:
    """The engine's place: reads in real children, as it is told to."""

    workers: Workers
    work: Callable[[str], Seen]
    folder: str = ""
    is_there: bool = True

    async def read(self, _: bytes) -> Seen:
        return await self.workers.in_bounded_process(self.work, self.folder)


@asynccontextmanager
async def read_by(
    desk: Desk, work: Callable[[str], Seen], folder: Path | str = "", bounds: Bounds = BOUNDS
) -> AsyncIterator[Desk]:
    async with LocalWorkers(children=0, bounds=bounds) as workers:
        yield replace(desk, reader=ChildReader(workers, work, str(folder)))


async def a_draft(desk: Desk, who: Actor) -> str:
    """Begin a draft with one photo."""
    draft = await start_draft(desk, who)
    await attach_evidence(desk, who, draft.id, "p.jpg", photo("killed"), key="once")
    return draft.id


async def stage_of(desk: Desk, who: Actor, draft: str) -> ReadingStage:
    """Return how far the reading is; the draft is there with its file, and nothing is proposed
    that was not read.
    """
    assert len((await read_credit(desk, who, draft)).evidence) == 1
    sheet = await read_readings(desk, who, draft)
    (one,) = sheet.readings
    assert bool(sheet.proposals) == bool(one.values) == (one.stage is ReadingStage.READ)
    return one.stage


async def read_for_ever(home: str, database_url: str, folder: str) -> None:
    """Read what comes, as the leading process does."""
    async with (
        open_desk(settings_for(Path(home), database_url)) as desk,
        read_by(desk, wait_to_read, folder) as there,
    ):
        await Reading(there).run(asyncio.Event())


def a_server(*words: str) -> "subprocess.Popen[bytes]":
    """Begin a process that reads for ever."""
    run = f"import asyncio, {__name__} as here; asyncio.run(here.read_for_ever(*{words}))"
    return subprocess.Popen([sys.executable, "-c", run], cwd=ROOT)


async def child_of(folder: Path) -> int:
    """Return the process that has begun to read."""
    begun: list[Path] = []
    await until(lambda: begun.extend(folder.glob("begun-*")) or begun)
    return int(begun[0].name.removeprefix("begun-"))


def has_ended(process: int) -> bool:
    """Return whether a process is gone, be it that nobody has taken notice of its end yet."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


async def is_read_once(desk: Desk, who: Actor, draft: str) -> bool:
    """Read everything; return whether this photo was read, and is to be told once."""
    await read_all(desk)
    told = [one for one in await untold_readings(desk, SYSTEM) if one.credit_id == draft]
    return await stage_of(desk, who, draft) is ReadingStage.READ and len(told) == 1


# ---- and what becomes of the draft


async def test_a_child_that_is_killed_in_the_middle_is_followed_by_another(
    sqlite_desk: Desk, nurse: Actor, tmp_path: Path
) -> None:
    async with read_by(sqlite_desk, wait_to_read, tmp_path) as there:
        draft = await a_draft(there, nurse)
        first = asyncio.create_task(read_next(there, SYSTEM))
        os.kill(await child_of(tmp_path), signal.SIGKILL)
        with pytest.raises(PicturesBusy):
            await first
        assert await stage_of(there, nurse, draft) is ReadingStage.WAITING
        assert await untold_readings(there, SYSTEM) == []
        (tmp_path / "go").touch()
        assert await is_read_once(there, nurse, draft)


async def test_a_server_that_is_killed_in_the_middle_reads_it_when_it_is_there_again(
    desk: Desk, settings: Settings, nurse: Actor, tmp_path: Path
) -> None:
    async with read_by(desk, wait_to_read, tmp_path) as there:
        draft = await a_draft(there, nurse)
        words = (str(settings.home), settings.database_url, str(tmp_path))
        with a_server(*words) as server:
            child = await child_of(tmp_path)
            server.kill()
        assert await stage_of(there, nurse, draft) is ReadingStage.WAITING
        (tmp_path / "go").touch()
        await until(lambda: has_ended(child))
        assert await is_read_once(there, nurse, draft)


@pytest.mark.parametrize(
    ("work", "bounds"),
    [
        (hang, replace(BOUNDS, wall_seconds=0.2)),
        (spin, replace(BOUNDS, cpu_seconds=1)),
        (devour, BOUNDS),
    ],
    ids=["hangs", "takes too long", "takes too much memory"],
)
async def test_of_a_child_that_passes_its_bounds_nothing_is_read_and_the_draft_goes_on(
    sqlite_desk: Desk, nurse: Actor, work: Callable[[str], Seen], bounds: Bounds
) -> None:
    async with read_by(sqlite_desk, work, bounds=bounds) as there:
        draft = await a_draft(there, nurse)
        while await stage_of(there, nurse, draft) is ReadingStage.WAITING:
            with suppress(PicturesBusy):  # the machine may be slow: it is tried again, twice
                await read_next(there, SYSTEM)
        assert await stage_of(there, nurse, draft) is ReadingStage.UNREADABLE
        assert (await revise_draft(there, nurse, draft, CERTIFICATE)).refused == {}
