"""Signing in by a link, by typing and by the scanner; and the board, as browsers meet them."""

import json
from dataclasses import replace
from typing import Any

import pytest

from core.domain.attendance.check_in import Stamp
from core.domain.attendance.schedules import Phase, step_at
from core.domain.trainings.training import Cycle
from core.ports import Desk
from core.texts import say
from core.tokens import code_of, is_note, typed_code
from core.usecases.attendance.boards import board_of, read_board
from pwa.attendance.boards import Stream
from pwa.frame.web_app import WebApp
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import HERE, Browser
from tests.trainings import PLAN, an_approved_training, code_now

ENTRY = {"key": "7d9a5a0e-0000-4000-8000-000000000001", "account": "", "way": "camera"}
ROBOT = "TelegramBot (like TwitterBot)"


@pytest.fixture
async def cycle(desk: Desk) -> Cycle:
    """A cycle of 护理 that begins in ten minutes; signing in is open."""
    head_nurse, unit = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
    _, cycle = await an_approved_training(desk, head_nurse, unit)
    return cycle


async def arrived(desk: Desk, cycle: Cycle) -> int:
    return (await desk.check_ins.headcount(cycle.id)).arrived


async def entered(browser: Browser, body: object) -> tuple[int, dict[str, Any]]:
    """Send what the scanner sends; return the status and the answer."""
    answer = await browser.client.post(
        "/attendance/entries",
        data=body if isinstance(body, str) else json.dumps(body),
        headers=HERE | {"Accept": "application/json", "Content-Type": "application/json"},
        scope_base={"client": (browser.address, 1)},
    )
    return answer.status_code, await answer.get_json()


async def test_a_link_says_what_it_would_record_and_a_button_records_it(
    desk: Desk, nurse_browser: Browser, cycle: Cycle
) -> None:
    page = await nurse_browser.get(f"/a/{code_now(desk, cycle)}")
    text = (await page.get_data()).decode()
    assert page.status_code == 200
    assert PLAN["name"] in text
    assert await arrived(desk, cycle) == 0
    note = text.split('action="/a/')[1].split('"')[0]
    assert is_note(note)
    answer = await nurse_browser.post(f"/a/{note}")
    assert answer.status_code == 303
    own = (await (await nurse_browser.get(answer.headers["Location"])).get_data()).decode()
    assert "10:00 已签到" in own
    assert await arrived(desk, cycle) == 1


async def test_robots_that_look_at_links_write_nothing(
    desk: Desk, guest: Browser, nurse_browser: Browser, cycle: Cycle
) -> None:
    code = code_now(desk, cycle)
    for browser in (guest, nurse_browser):
        for method in ("GET", "HEAD"):
            answer = await browser.send(method, f"/a/{code}", User_Agent=ROBOT)
            assert answer.status_code == 200
    assert await arrived(desk, cycle) == 0


async def test_a_guest_keeps_the_code_while_signing_in(
    desk: Desk, clock: MovableClock, guest: Browser, cycle: Cycle
) -> None:
    text = (await (await guest.get(f"/a/{code_now(desk, cycle)}")).get_data()).decode()
    place = text.split('href="/sign-in?next=')[1].split('"')[0].replace("%2F", "/")
    clock.move(minutes=5)
    form = {"login": cast.NURSE.login, "password": cast.PASSWORD, "next": place}
    answer = await guest.post("/sign-in", form)
    assert answer.headers["Location"] == place
    page = (await (await guest.get(place)).get_data()).decode()
    assert "确认签到" in page
    await guest.post(place)
    assert await arrived(desk, cycle) == 1


async def test_a_note_that_was_passed_on_opens_nothing(
    desk: Desk, app: WebApp, nurse_browser: Browser, cycle: Cycle
) -> None:
    text = (await (await nurse_browser.get(f"/a/{code_now(desk, cycle)}")).get_data()).decode()
    note = text.split('action="/a/')[1].split('"')[0]
    friend = Browser(app.test_client())
    await friend.sign_in(cast.HEAD_NURSE.login)
    answer = await friend.post(f"/a/{note}")
    assert answer.status_code == 422
    assert await arrived(desk, cycle) == 0


async def test_an_old_code_is_gone_and_says_what_to_do(
    desk: Desk, clock: MovableClock, guest: Browser, cycle: Cycle
) -> None:
    code = code_now(desk, cycle)
    clock.move(minutes=1)
    answer = await guest.get(f"/a/{code}")
    assert answer.status_code == 410
    assert "再扫一次" in (await answer.get_data()).decode()


async def test_six_typed_letters_do_without_scripts(
    desk: Desk, nurse_browser: Browser, guest: Browser, cycle: Cycle
) -> None:
    at = step_at(desk.clock.now(), cycle.policy.step_seconds)
    code = typed_code(desk.settings.secret, Stamp(cycle.point, Phase.SIGN_IN, at))
    page = await nurse_browser.get(f"/a?code={code[:3]}%20{code[3:].lower()}")
    assert "确认签到" in (await page.get_data()).decode()
    page = await guest.get(f"/a?code={code}")
    assert "登录并继续" in (await page.get_data()).decode()
    wrong = await guest.get("/a?code=ZZZZZZ")
    again = (await wrong.get_data()).decode()
    assert wrong.status_code == 410
    assert say("refusal-typed-code-wrong") in again
    assert 'value="ZZZZZZ"' in again
    assert (await guest.get("/a")).status_code == 422


async def test_the_scanner_is_told_what_is_on_record(
    desk: Desk, clock: MovableClock, nurse_browser: Browser, cycle: Cycle
) -> None:
    entry = ENTRY | {"code": code_now(desk, cycle), "account": cast.NURSE.account.id}
    status, told = await entered(nurse_browser, entry)
    assert (status, told["outcome"], told["sentence"]) == (200, "recorded", "10:00 已签到")
    assert (told["title"], told["phase"]) == (PLAN["name"], "sign-in")
    clock.move(minutes=40)
    again = {"code": code_now(desk, cycle), "key": "another-key"}
    status, told = await entered(nurse_browser, ENTRY | again)
    assert (told["outcome"], told["sentence"]) == ("already", "已在 10:00 签到")


async def test_a_guest_with_a_scanner_is_sent_to_sign_in(
    desk: Desk, guest: Browser, first_password_browser: Browser, cycle: Cycle
) -> None:
    for browser in (guest, first_password_browser):
        status, told = await entered(browser, ENTRY | {"code": code_now(desk, cycle)})
        assert (status, told["code"]) == (401, "sign-in-needed")
    assert await arrived(desk, cycle) == 0


async def test_refusals_to_the_scanner_are_sentences(
    desk: Desk, nurse_browser: Browser, stranger_browser: Browser, cycle: Cycle
) -> None:
    fresh = ENTRY | {"code": code_now(desk, cycle)}
    other = fresh | {"account": cast.COLLEAGUE.account.id}
    forged = code_of("another", Stamp(cycle.point, Phase.SIGN_IN, desk.clock.now()))
    for browser, entry, wanted in (
        (nurse_browser, other, (409, "other-account")),
        (nurse_browser, ENTRY | {"code": forged}, (422, "code-not-ours")),
        (nurse_browser, ENTRY | {"code": "mfrggzdfmztwq2lkn"}, (422, "code-not-ours")),
        (stranger_browser, fresh, (403, "not-expected")),
    ):
        status, told = await entered(browser, entry)
        assert (status, told["code"]) == wanted
        assert told["message"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no json",
        "[]",
        "null",
        {},
        {"code": 7},
        {"code": "ABC"},
        {"code": "a" * 1000},
        {"code": "mfrggzdfmztwq2lknnwg23", "key": "x"},
        {"code": "mfrggzdfmztwq2lknnwg23", "key": ["x"] * 8},
        {"code": "mfrggzdfmztwq2lknnwg23", "key": "x" * 65},
        {"code": "mfrggzdfmztwq2lknnwg23", "key": "key-12345", "account": "'; --"},
    ],
)
async def test_whatever_is_sent_instead_of_an_entry_is_refused(
    nurse_browser: Browser, body: object
) -> None:
    status, told = await entered(nurse_browser, body)
    assert (status, told["code"]) == (422, "field-unreadable")


@pytest.mark.parametrize("device_at", [None, 7, "yesterday", "2026-06-15", "9999-99-99T00:00Z"])
async def test_a_phones_clock_that_makes_no_sense_keeps_nobody_out(
    desk: Desk, nurse_browser: Browser, cycle: Cycle, device_at: object
) -> None:
    entry = ENTRY | {"code": code_now(desk, cycle), "device_at": device_at}
    assert (await entered(nurse_browser, entry))[0] == 200


# ------------------------------------------------------------------ the board


async def test_the_board_needs_nobody_signed_in_and_a_stranger_no_board(
    desk: Desk, guest: Browser, stranger_browser: Browser, head_nurse_browser: Browser, cycle: Cycle
) -> None:
    opened = await head_nurse_browser.get(f"/trainings/{cycle.training_id}/cycles/{cycle.id}/board")
    link = opened.headers["Location"]
    page = await guest.get(link)
    assert page.status_code == 200
    assert "<svg" in (await page.get_data()).decode()
    assert (
        await stranger_browser.get(f"/trainings/{cycle.training_id}/cycles/{cycle.id}/board")
    ).status_code == 404
    assert (await guest.get("/board/aaaaaaaaaaaaaaaaaa")).status_code == 410
    assert (await guest.get("/board/aaaaaaaaaaaaaaaaaa/live")).status_code == 410
    await head_nurse_browser.post(f"/trainings/{cycle.training_id}/cycles/{cycle.id}/board")
    assert (await guest.get(link)).status_code == 410


async def test_the_boards_stream_brings_a_code_a_step_and_ends_when_the_link_is_void(
    desk: Desk, app: WebApp, clock: MovableClock, cycle: Cycle
) -> None:
    link = await board_of(desk, cast.HEAD_NURSE.actor, cycle.training_id, cycle.id)
    board = await read_board(desk, link)
    stream = Stream(desk, link, None, board, "zh-CN", app.closing, look_seconds=0.01)
    events = stream.events()
    first = _told(await anext(events))
    clock.move(seconds=15)
    second = _told(await anext(events))
    assert first["typed"] != second["typed"]
    assert 0 < second["left"] <= 15
    async with desk.store.transaction() as tx:
        await tx.cycles.renew_board(cycle.id)
    clock.move(seconds=15)
    assert (await anext(events)).startswith(b"event: gone")
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_the_boards_stream_tells_who_came(desk: Desk, app: WebApp, cycle: Cycle) -> None:
    link = await board_of(desk, cast.HEAD_NURSE.actor, cycle.training_id, cycle.id)
    board = await read_board(desk, link)
    stream = replace(Stream(desk, link, None, board, "zh-CN", app.closing), look_seconds=0.01)
    events = stream.events()
    assert _told(await anext(events))["count"] == 0
    nurse = Browser(app.test_client())
    await nurse.sign_in(cast.NURSE.login)
    await entered(nurse, ENTRY | {"code": code_now(desk, cycle)})
    news = _told(await anext(events))
    assert (news["count"], "闻旦" in news["newest"]) == (1, True)
    app.close_streams()
    assert [event async for event in events] == []


def _told(event: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(event.decode().split("data: ")[1])
    return told
