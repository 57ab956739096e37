"""What else goes on while people sign in: watchers, photographs, forms, phones that hang up."""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests import cast
from tests.bench.hall import Hall
from tests.bench.load import check_in
from tests.stories import photo

LIST_SECONDS, BEHIND_THE_SERVER = 5, 19
Work = Callable[[httpx.AsyncClient, Hall, str], Awaitable[httpx.Response]]


@asynccontextmanager
async def watching(hall: Hall) -> AsyncIterator[None]:
    """One board and ten organisers follow their streams."""
    paths = [(f"{hall.board}/live", "")]
    paths += [(f"{hall.room}/live", token) for token in hall.organisers]
    started = [asyncio.Event() for _ in paths]
    tasks = [
        asyncio.create_task(_follow(hall.address, path, token, event))
        for (path, token), event in zip(paths, started, strict=True)
    ]
    await asyncio.gather(*(event.wait() for event in started))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _follow(address: str, path: str, token: str, started: asyncio.Event) -> None:
    """Read a stream as a browser does; an organiser's page also fetches its list now and then."""
    cookies = {"xuefen": token}
    async with (
        httpx.AsyncClient(base_url=address, cookies=cookies, timeout=None) as phone,
        phone.stream("GET", path) as stream,
    ):
        assert stream.status_code == 200, f"{path} answered {stream.status_code}"
        fetched = asyncio.get_running_loop().time()
        async for _ in stream.aiter_bytes():
            started.set()
            now = asyncio.get_running_loop().time()
            if token and now - fetched > LIST_SECONDS:
                fetched = now
                await phone.get(path.removesuffix("/live"), headers={"Turbo-Frame": "room"})


@asynccontextmanager
async def at_work(hall: Hall, work: Work) -> AsyncIterator[Callable[[], int]]:
    """Let a process of its own send work, one piece after another; yield how much is done.

    In a process of its own, so that what it costs the sender does not count as waiting here.
    """
    spawn = multiprocessing.get_context("spawn")
    done = spawn.Value("i", 0)
    process = spawn.Process(target=_work, args=(hall, work, done), daemon=True)
    process.start()
    while done.value == 0:
        assert process.is_alive(), "the work beside has failed"
        await asyncio.sleep(0.05)
    try:
        yield lambda: int(done.value)
        assert process.is_alive(), "the work beside has failed"
    finally:
        process.terminate()
        process.join()


def _work(hall: Hall, work: Work, done: Any) -> None:
    os.nice(BEHIND_THE_SERVER)  # making what is sent is the sender's work
    asyncio.run(_send(hall, work, done))


async def _send(hall: Hall, work: Work, done: Any) -> None:
    headers = {"Origin": hall.address}
    async with httpx.AsyncClient(base_url=hall.address, headers=headers, timeout=60) as nurse:
        who = cast.NURSE if work is photographing else cast.HEAD_NURSE
        form = {"login": who.login, "password": cast.PASSWORD}
        assert (await nurse.post("/sign-in", data=form)).status_code == 303
        for draft in hall.drafts:
            answer = await work(nurse, hall, draft)
            assert answer.status_code < 400, answer.status_code
            done.value += 1


async def photographing(nurse: httpx.AsyncClient, hall: Hall, draft: str) -> httpx.Response:
    """Send a photograph to a draft."""
    files = {"file": ("bench.jpg", photo("bench"), "image/jpeg")}
    path = f"/credits/{draft}/evidence"
    return await nurse.post(path, files=files, data={"key": f"key-{draft}"})


async def drawing(nurse: httpx.AsyncClient, hall: Hall, draft: str) -> httpx.Response:
    """Have a registration form drawn."""
    staff = cast.HEAD_NURSE.staff
    assert staff is not None
    return await nurse.get(f"/staff/{staff.id}/forms/{hall.cycle.starts_at.year}.pdf")


async def hanging_up(hall: Hall, *, bursts: int, phones: int) -> None:
    """Send check-ins and close the connection before the answer."""
    place = urlsplit(hall.address)
    for burst in range(bursts):
        requests = [
            check_in(place.netloc, token, hall.code(), f"drop-{burst:03}-{number:03}")
            for number, token in enumerate(hall.tokens[:phones])
        ]
        await asyncio.gather(*(_drop(place.hostname, place.port, one) for one in requests))


async def _drop(host: str | None, port: int | None, request: bytes) -> None:
    _, writer = await asyncio.open_connection(host, port)
    writer.write(request)
    await writer.drain()
    writer.transport.abort()
