"""The event stream: told at once, told again after a while, ended in time."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from core.domain.register import Actor
from core.ports import Desk
from core.usecases.messages.notices import mark_read
from core.usecases.register import sessions, sign_in
from pwa.frame.live import Stream
from pwa.frame.streams import BEAT, OVER, last_event
from tests import cast
from tests.pwa.conftest import Browser
from tests.stories import a_submitted_credit
from tests.waiting import PATIENCE_SECONDS


async def _stream(
    desk: Desk, person: cast.Person, *, heartbeat: float = 60, language: str = "zh-CN"
) -> Stream:
    signed_in = await sign_in.sign_in(
        desk, person.login, cast.PASSWORD, ip="127.0.0.1", device="test"
    )
    return Stream(desk, signed_in.who, signed_in.token, language, asyncio.Event(), heartbeat)


async def _next(events: AsyncIterator[bytes]) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            text = (await anext(events)).decode()
            if text.startswith("event: news\n"):
                news: dict[str, Any] = json.loads(text.partition("data: ")[2])
                return news


async def _write(desk: Desk, to: Actor, key: str = "took-effect") -> None:
    async with desk.store.transaction() as tx:
        await tx.notices.add(
            [to.account_id], key, now=desk.clock.now(), details={"points": 200, "year": 2026}
        )


async def test_a_page_that_opens_is_told_how_things_stand(desk: Desk) -> None:
    events = (await _stream(desk, cast.NURSE)).events()
    assert await _next(events) == {"unread": 0, "waiting": 0, "frames": []}
    await events.aclose()  # type: ignore[attr-defined]


async def test_a_page_whose_session_is_over_is_told_so_and_led_nowhere(guest: Browser) -> None:
    answer = await guest.get("/live", Accept="text/event-stream")
    assert (answer.status_code, await answer.get_data()) == (200, last_event(OVER))
    assert answer.mimetype == "text/event-stream"


async def test_a_page_that_follows_what_is_gone_is_told_why(guest: Browser) -> None:
    answer = await guest.get("/board/aaaaaaaaaaaaaaaaaa/live", Accept="text/event-stream")
    assert (await answer.get_data()).startswith(b"event: gone\n")


async def test_a_message_is_told_of_at_once(desk: Desk, nurse: Actor) -> None:
    events = (await _stream(desk, cast.NURSE)).events()
    await _next(events)
    await _write(desk, nurse)
    assert await _next(events) == {
        "unread": 1,
        "waiting": 0,
        "frames": ["chat", "inbox", "todo", "year"],
    }
    await events.aclose()  # type: ignore[attr-defined]


async def test_somebody_elses_message_is_not_told_of(desk: Desk, head_nurse: Actor) -> None:
    stream = await _stream(desk, cast.NURSE)
    events = stream.events()
    await _next(events)
    await _write(desk, head_nurse)
    waiting = asyncio.ensure_future(anext(events))
    await asyncio.wait([waiting], timeout=0.1)
    assert not waiting.done()
    stream.closing.set()
    await asyncio.wait([waiting], timeout=PATIENCE_SECONDS)


async def test_what_another_process_wrote_is_found_at_the_heartbeat(
    desk: Desk, nurse: Actor
) -> None:
    deaf = replace(desk, publisher=_Silence())
    events = (await _stream(deaf, cast.NURSE, heartbeat=0.05)).events()
    await _next(events)
    await _write(desk, nurse)
    assert (await _next(events))["unread"] == 1
    await mark_read(desk, nurse)
    assert (await _next(events))["unread"] == 0
    await events.aclose()  # type: ignore[attr-defined]


class _Silence:
    """The publisher of a process in which nothing happens."""

    def publish(self, account_ids: object) -> None:
        pass

    async def subscribe(self, account_id: str) -> AsyncIterator[None]:
        await asyncio.Event().wait()
        yield


async def test_the_stream_ends_with_the_session_at_once(desk: Desk) -> None:
    stream = await _stream(desk, cast.NURSE)
    events = stream.events()
    await _next(events)
    found = await sessions.recognise(desk, stream.token, ip="", language="zh-CN")
    assert found is not None
    await sessions.sign_out(desk, *found)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert [event async for event in events if event != BEAT] == [last_event(OVER)]


async def test_the_stream_ends_where_a_code_has_to_be_given_first(desk: Desk) -> None:
    stream = await _stream(desk, cast.NURSE, heartbeat=0.05)
    events = stream.events()
    await _next(events)
    found = await sessions.recognise(desk, stream.token, ip="", language="zh-CN")
    assert found is not None
    async with desk.store.transaction() as tx:
        await tx.sessions.ask_code([found[1].id], asks=True)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert [event async for event in events if event != BEAT] == [last_event(OVER)]


async def test_the_stream_ends_when_the_server_stops(desk: Desk) -> None:
    stream = await _stream(desk, cast.NURSE)
    events = stream.events()
    await _next(events)
    stream.closing.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert [event async for event in events] == []


async def test_what_waits_is_told_in_the_language_of_the_page(desk: Desk, nurse: Actor) -> None:
    await a_submitted_credit(desk, nurse)
    for language, words in (("zh-CN", "1 条学分"), ("en", "1 credit")):
        events = (await _stream(desk, cast.HEAD_NURSE, language=language)).events()
        assert (await _next(events))["words"] == words
        await events.aclose()  # type: ignore[attr-defined]
