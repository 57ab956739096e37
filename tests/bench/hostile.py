"""What ten small but heavy files cost the server and its children: memory, and others their time.

Certificates come with them, and are read. Memory is what the processes hold together
(proportional set size), looked at again and again.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx

from core.domain.credits.readings import ReadingStage
from storage.desk import open_desk
from tests import cast, pictures
from tests.bench.hall import Hall, filled, serving
from tests.engine import engine_wanted, own_certificate
from tests.waiting import until

PAUSE = 0.02
FEW_PEOPLE = 10
A_READER_MB = 150


def hostile_files() -> list[bytes]:
    """Return ten files of at most a megabyte or two each, none like another."""
    return [
        pictures.scanned_again(),
        pictures.see_through("PNG"),
        pictures.see_through("LA"),
        pictures.see_through("WEBP"),
        pictures.pixel_bomb(),
        pictures.pixel_bomb(8000, 6000),
        pictures.exhausting_pdf(),
        pictures.looping_pdf(),
        pictures.see_through("PNG", (7200, 5000)),
        pictures.see_through("WEBP", (3460, 2600)),
    ]


async def measure(home: Path, database_url: str) -> dict[str, object]:
    """Let them arrive at once while a certificate is read, and a good photograph behind them."""
    files, place = hostile_files(), await filled(home, database_url, FEW_PEOPLE)
    with serving(place) as (served, process):
        headers = {"Origin": served.address}
        async with httpx.AsyncClient(
            base_url=served.address, headers=headers, timeout=600
        ) as nurse:
            form = {"login": cast.NURSE.login, "password": cast.PASSWORD}
            assert (await nurse.post("/sign-in", data=form)).status_code == 303
            certificate = own_certificate()
            await _sent(nurse, served, 0, certificate)
            quiet = megabytes(process.pid)
            await until(lambda: megabytes(process.pid) > quiet + A_READER_MB)
            begun = time.perf_counter()
            async with watching(process.pid) as arriving:
                sent = [_sent(nurse, served, at, file) for at, file in enumerate(files, 1)]
                answers = await asyncio.gather(*sent)
                seconds = time.perf_counter() - begun
                good = await _sent(nurse, served, len(files) + 1, certificate + b"another")
            async with watching(process.pid) as reading:
                stages = await _read(served, len(files) + 2)
    return {
        "measured": "ten hostile files at once",
        "goal": "≤ 400 MB while they arrive, and two certificates read",
        "most_mb": max(arriving),
        "most_mb_while_reading": max(reading),
        "certificates_read": stages.count(ReadingStage.READ),
        "looked_at_in_vain": stages.count(ReadingStage.UNREADABLE),
        "quiet_mb": quiet,
        "seconds": seconds,
        "answers": sorted(answers),
        "good_one_after_them": good,
    }


async def _sent(nurse: httpx.AsyncClient, hall: Hall, at: int, content: bytes) -> int:
    files = {"file": ("a.jpg", content, "application/octet-stream")}
    form = {"key": f"hostile-{at}"}
    path = f"/credits/{hall.drafts[at]}/evidence"
    headers = {"Accept": "application/json"}
    return (await nurse.post(path, files=files, data=form, headers=headers)).status_code


async def _read(hall: Hall, drafts: int) -> list[ReadingStage]:
    """Wait until all that was taken has been read; return what that came to."""
    engine_wanted()
    async with open_desk(hall.settings) as desk:
        while True:
            async with desk.store.reading() as tx:
                files = [file for at in hall.drafts[:drafts] for file in await tx.evidence.of(at)]
            stages = [file.read.stage for file in files]
            if ReadingStage.WAITING not in stages:
                return stages
            await asyncio.sleep(PAUSE)


@asynccontextmanager
async def watching(pid: int) -> AsyncIterator[list[float]]:
    """Note again and again what a process and all below it hold."""
    noted, enough = list[float](), asyncio.Event()

    async def look() -> None:
        while not (noted and enough.is_set()):
            noted.append(await asyncio.to_thread(megabytes, pid))
            await asyncio.sleep(PAUSE)

    looking = asyncio.create_task(look())
    yield noted
    enough.set()
    await looking


def megabytes(pid: int) -> float:
    """Return what a process and all below it hold, what they share counted once."""
    return sum(_pss_kb(one) for one in _family(pid)) / 1024


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
        for child in children.split():
            yield from _family(int(child))


def _pss_kb(pid: int) -> int:
    with suppress(OSError):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        return next(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
    return 0
