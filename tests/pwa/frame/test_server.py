"""Limits of the server, over real sockets: what is too large, too slow or too much."""

import asyncio
import select
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from urllib.parse import urlsplit

import httpx
import pytest

from core.ports import Desk
from core.texts import say
from core.usecases.attendance.boards import board_of
from tests import cast
from tests.browser.serving import serving
from tests.cast import Person
from tests.trainings import an_approved_training

PATIENCE = 30
LARGEST_HEAD = 64 * 1024
MOST_OF_ACCOUNT = 8


@pytest.fixture
async def address(desk: Desk) -> AsyncIterator[str]:
    async with serving(desk) as url:
        yield url


async def sent(address: str, *pieces: bytes, then: bytes = b"") -> bytes:
    """Send pieces, one after the other, and return all that comes until the server hangs up."""
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        async with asyncio.timeout(PATIENCE):
            return await reader.read()
    finally:
        writer.close()


def head(path: str = "/alive", *lines: str, method: str = "GET") -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: x", *lines, "")).encode()


CLOSE = "Connection: close"
FORM = "Content-Type: application/x-www-form-urlencoded"
WIDE = "X: " + "x" * (LARGEST_HEAD // 2)


async def test_a_head_is_read_up_to_its_limit(address: str) -> None:
    assert b" 200 " in await sent(address, head("/alive", WIDE, CLOSE) + b"\r\n")
    assert b" 431 " in await sent(address, head("/alive", WIDE, WIDE, CLOSE) + b"\r\n")
    assert b" 431 " in await sent(address, head("/alive?" + "x" * LARGEST_HEAD) + b"\r\n")
    small = b"x" * 1000
    endless = [head() + b"X: ", *(small for _ in range(2 * LARGEST_HEAD // 1000))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pwa.frame.server.HEAD_SECONDS", PATIENCE)
        with suppress(ConnectionError):  # hung up on while still sending
            assert b" 431 " in await sent(address, *endless)


async def test_who_is_slow_with_a_head_is_hung_up_on(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.frame.server.HEAD_SECONDS", 0.2)
    assert await sent(address) == b""
    assert await sent(address, head()) == b""
    again = await sent(address, head() + b"\r\n", head())
    assert again.count(b"HTTP/1.1 200") == 1


async def test_who_is_slow_with_a_second_head_is_hung_up_on(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.frame.server.HEAD_SECONDS", 0.2)
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(head() + b"\r\n")
    async with asyncio.timeout(PATIENCE):
        assert b" 200 " in await reader.readuntil(b"\r\n\r\n")
        writer.write(head())
        assert b"HTTP/1.1" not in await reader.read()
    writer.close()


async def test_an_answer_may_take_longer_than_a_head(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.frame.server.HEAD_SECONDS", 0.1)
    asked = (FORM, "Content-Length: 9", f"Origin: {address}", CLOSE)
    form = head("/sign-in", *asked, method="POST") + b"\r\nlogin"
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(form)
    await asyncio.sleep(0.3)
    writer.write(b"=abc")
    async with asyncio.timeout(PATIENCE):
        assert b" 401 " in await reader.readline()
    writer.close()


async def test_who_takes_nothing_of_an_answer_is_hung_up_on(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.frame.server.UNREAD_SECONDS", 0.2)
    large = head("/static/1/vendor/zxing/zxing-wasm-reader-3.1.4.wasm") + b"\r\n"
    with socket.socket() as phone:
        phone.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        place = urlsplit(address)
        await asyncio.to_thread(phone.connect, (place.hostname, place.port))
        phone.sendall(20 * large)
        watch = select.poll()
        watch.register(phone, 0)  # hung up on: told without reading anything
        assert await asyncio.to_thread(watch.poll, PATIENCE * 1000)


async def test_connections_leave_descriptors_for_files(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.frame.server.descriptors", lambda: 4)
    place = urlsplit(address)
    async with AsyncExitStack() as stack:
        for _ in range(3):
            _, writer = await asyncio.open_connection(place.hostname, place.port)
            stack.callback(writer.close)
        with suppress(ConnectionError):
            assert await sent(address, head() + b"\r\n") == b""
    async with asyncio.timeout(PATIENCE):
        while not await sent(address, head("/alive", CLOSE) + b"\r\n"):
            pass  # the server has not noticed yet that they are gone


async def test_a_strangers_large_body_is_refused_before_it_is_read(address: str) -> None:
    asked = (FORM, f"Origin: {address}", CLOSE)
    large = head("/sign-in", *asked, "Content-Length: 470000", method="POST")
    assert b" 413 " in await sent(address, large + b"\r\nlogin=")
    chunked = head("/sign-in", *asked, "Transfer-Encoding: chunked", method="POST")
    assert b" 413 " in await sent(address, chunked + b"\r\n8000\r\n" + b"x" * 0x8000 + b"\r\n")


async def test_another_protocol_is_answered_in_this_one(address: str) -> None:
    for protocol in ("websocket", "h2c"):
        asked = head("/sign-in", f"Upgrade: {protocol}", "Connection: Upgrade, close")
        assert b" 200 " in (await sent(address, asked + b"\r\n")).splitlines()[0]


async def signed_in(stack: AsyncExitStack, address: str, person: Person) -> httpx.AsyncClient:
    browser = await stack.enter_async_context(
        httpx.AsyncClient(base_url=address, timeout=PATIENCE, headers={"Origin": address})
    )
    form = {"login": person.login, "password": cast.PASSWORD}
    assert (await browser.post("/sign-in", data=form)).status_code == 303
    return browser


async def test_an_account_has_so_many_streams_and_no_more(address: str) -> None:
    async with AsyncExitStack() as stack:
        nurse = await signed_in(stack, address, cast.NURSE)
        other = await signed_in(stack, address, cast.PHYSICIAN)
        async with AsyncExitStack() as pages:
            opening = [nurse.stream("GET", "/live") for _ in range(3 * MOST_OF_ACCOUNT)]
            answers = await asyncio.gather(*map(pages.enter_async_context, opening))
            status = sorted(answer.status_code for answer in answers)
            assert status == [200] * MOST_OF_ACCOUNT + [503] * 2 * MOST_OF_ACCOUNT
            refused = await nurse.get("/live")
            assert int(refused.headers["Retry-After"]) > 0
            assert say("refusal-too-many-streams") in refused.text
            assert (await nurse.get("/inbox")).status_code == 200
            async with other.stream("GET", "/live") as stream:
                assert stream.status_code == 200
        async with asyncio.timeout(PATIENCE):
            while await count_open(nurse) < MOST_OF_ACCOUNT:
                pass  # the server has not noticed yet that all pages are gone


async def test_boards_and_rooms_are_counted_among_the_streams(
    desk: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.attendance.boards.MOST_OF_BOARD", 2)
    planner, unit = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
    training, cycle = await an_approved_training(desk, planner, unit)
    board = f"/board/{await board_of(desk, planner, training.id, cycle.id)}/live"
    room = f"/trainings/{training.id}/cycles/{cycle.id}/attendance/live"
    async with AsyncExitStack() as stack:

        async def opened(browser: httpx.AsyncClient, *paths: str) -> list[int]:
            opening = [browser.stream("GET", path) for path in paths]
            answers = [await stack.enter_async_context(one) for one in opening]
            return [answer.status_code for answer in answers]

        guest = await stack.enter_async_context(httpx.AsyncClient(base_url=address))
        assert await opened(guest, board, board, board) == [200, 200, 503]
        head = await signed_in(stack, address, cast.HEAD_NURSE)
        pages = [room] * (MOST_OF_ACCOUNT - 1) + ["/live"]
        assert await opened(head, *pages) == [200] * MOST_OF_ACCOUNT
        assert await opened(head, room, "/live") == [503, 503]


async def count_open(browser: httpx.AsyncClient) -> int:
    """Return how many streams can be opened now."""
    async with AsyncExitStack() as pages:
        for count in range(MOST_OF_ACCOUNT):
            page = await pages.enter_async_context(browser.stream("GET", "/live"))
            if page.status_code != 200:
                return count
    return MOST_OF_ACCOUNT


async def test_streams_leave_descriptors_for_pages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.frame.web_app.descriptors", lambda: 6)
    async with serving(desk) as address, AsyncExitStack() as stack:
        people = (cast.NURSE, cast.PHYSICIAN, cast.HEAD_NURSE, cast.UNIT_ADMINISTRATOR)
        browsers = [await signed_in(stack, address, person) for person in people]
        status = [
            (await stack.enter_async_context(browser.stream("GET", "/live"))).status_code
            for browser in browsers
        ]
        assert status == [200, 200, 200, 503]
        assert (await browsers[-1].get("/inbox")).status_code == 200
