"""What else goes on while people sign in: watchers, photographs, forms, phones that hang up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx

from tests import cast
from tests.bench.hall import Hall
from tests.bench.load import check_in
from tests.stories import photo

LIST_SECONDS = 5


class Done:
    """How often the work beside was finished."""

    count = 0


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
async def photographing(hall: Hall) -> AsyncIterator[Done]:
    """Photographs are sent to a draft, one after another."""
    async with _nurse(hall) as nurse:
        drafts, picture = iter(hall.drafts), photo("bench")

        async def send() -> None:
            draft = next(drafts)
            files = {"file": ("bench.jpg", picture, "image/jpeg")}
            path = f"/credits/{draft}/evidence"
            answer = await nurse.post(path, files=files, data={"key": f"key-{draft}"})
            assert answer.status_code < 400, answer.status_code

        async with _again_and_again(send) as done:
            yield done


@asynccontextmanager
async def drawing(hall: Hall) -> AsyncIterator[Done]:
    """Registration forms are drawn, one after another."""
    async with _nurse(hall) as nurse:
        staff = cast.NURSE.staff
        assert staff is not None
        year = hall.cycle.starts_at.year

        async def draw() -> None:
            answer = await nurse.get(f"/staff/{staff.id}/forms/{year}.pdf")
            assert answer.status_code == 200, answer.status_code

        async with _again_and_again(draw) as done:
            yield done


@asynccontextmanager
async def _nurse(hall: Hall) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Origin": hall.address}
    async with httpx.AsyncClient(base_url=hall.address, headers=headers, timeout=60) as nurse:
        form = {"login": cast.NURSE.login, "password": cast.PASSWORD}
        assert (await nurse.post("/sign-in", data=form)).status_code == 303
        yield nurse


@asynccontextmanager
async def _again_and_again(work: Callable[[], Awaitable[None]]) -> AsyncIterator[Done]:
    done = Done()

    async def run() -> None:
        while True:
            await work()
            done.count += 1

    await work()
    running = asyncio.create_task(run())
    try:
        yield done
    finally:
        running.cancel()
        results = await asyncio.gather(running, return_exceptions=True)
        for fault in results:
            if isinstance(fault, Exception):
                raise fault


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
