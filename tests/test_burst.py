"""A lecture hall at the door, as real processes: a burst, a kill in the middle, hang-ups."""

import asyncio
import random
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from core.sessions import hashed
from tests.bench.hall import Hall, counted, filled, serving
from tests.bench.load import check_ins, headcount
from tests.bench.others import hanging_up
from tests.waiting import PATIENCE_SECONDS

PEOPLE = 300


@dataclass(frozen=True, slots=True)
class Running:
    """The hall, and the process that lets people in."""

    hall: Hall
    process: "subprocess.Popen[str]"


@asynccontextmanager
async def running(home: Path, database_url: str) -> AsyncIterator[Running]:
    hall = await filled(home, database_url, PEOPLE)
    with serving(hall) as (hall, process):
        yield Running(hall, process)


async def test_three_hundred_people_who_come_at_once_all_come_in_once(
    tmp_path: Path, database_url: str
) -> None:
    async with running(tmp_path, database_url) as place:
        hall = place.hall
        requests = check_ins(hall.address, hall.tokens, hall.code, "burst")
        tally = await headcount(hall.address, requests, 64)
        assert tally.errors == 0
        await hanging_up(hall, bursts=10, phones=60)
        async with httpx.AsyncClient(base_url=hall.address, timeout=PATIENCE_SECONDS) as phone:
            assert (await phone.get("/sign-in")).status_code == 200
    rows, people = await counted(hall.settings, hall.cycle.id)
    assert (rows, people) == (PEOPLE, PEOPLE)


async def test_whoever_was_told_they_are_in_is_in_although_the_server_was_killed(
    tmp_path: Path, sqlite_url: str
) -> None:
    hall = await filled(tmp_path, sqlite_url.replace("synchronous=OFF", "synchronous=FULL"), PEOPLE)
    told: list[str] = []
    with serving(hall) as (hall, process):
        await asyncio.gather(*(_come(hall, group, told, process) for group in _groups(hall.tokens)))
        process.wait(PATIENCE_SECONDS)
    assert 0 < len(told) < PEOPLE
    with serving(hall) as (hall, process):
        async with httpx.AsyncClient(base_url=hall.address, timeout=PATIENCE_SECONDS) as phone:
            for token in told:
                answer = await _enter(phone, hall, token)
                assert answer.json()["outcome"] == "already"
        requests = check_ins(hall.address, hall.tokens, hall.code, "after")
        assert (await headcount(hall.address, requests, 16)).errors == 0
    rows, people = await counted(hall.settings, hall.cycle.id)
    assert (rows, people) == (PEOPLE, PEOPLE)


def _groups(tokens: list[str]) -> Iterator[list[str]]:
    shuffled = random.Random(7).sample(tokens, len(tokens))
    for start in range(16):
        yield shuffled[start::16]


async def _come(
    hall: Hall, tokens: list[str], told: list[str], process: "subprocess.Popen[str]"
) -> None:
    """Sign in one after another until the server is gone; it is killed after the hundredth."""
    async with httpx.AsyncClient(base_url=hall.address, timeout=PATIENCE_SECONDS) as phone:
        for token in tokens:
            try:
                answer = await _enter(phone, hall, token)
            except httpx.TransportError:
                return
            assert answer.status_code == 200, answer.text
            told.append(token)
            if len(told) == 100:
                process.send_signal(signal.SIGKILL)


async def _enter(phone: httpx.AsyncClient, hall: Hall, token: str) -> httpx.Response:
    key = hashed(token)[:32]
    entry = {"code": hall.code(), "key": key, "account": "", "way": "camera"}
    headers = {"Cookie": f"xuefen={token}", "Origin": hall.address, "Accept": "application/json"}
    return await phone.post("/attendance/entries", json=entry, headers=headers)
