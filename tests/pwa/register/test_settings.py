"""One's own settings: language, password, devices, the chat."""

from dataclasses import replace

import pytest

from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.texts import say
from core.usecases.messages import linking
from core.usecases.messages.chats import list_chats
from core.usecases.register import accounts, sessions
from pwa.app import create_app
from pwa.frame.devices import device_of
from tests import cast
from tests.chats import one_chat
from tests.pwa.conftest import Browser, BrowserOf

NEW = "a better one 2026"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


async def _settings(browser: Browser) -> str:
    return await (await browser.get("/settings")).get_data(as_text=True)


async def test_the_language_is_the_accounts_from_then_on(
    nurse_browser: Browser, browser_of: BrowserOf
) -> None:
    answer = await nurse_browser.post("/settings/language", {"language": "en"})
    assert answer.status_code == 303
    elsewhere = await browser_of(cast.NURSE)
    assert 'lang="en"' in await _settings(elsewhere)


@pytest.mark.parametrize("language", ["fr", "", "zh", "\x00"])
async def test_a_language_nobody_speaks_is_refused(nurse_browser: Browser, language: str) -> None:
    answer = await nurse_browser.post("/settings/language", {"language": language})
    assert answer.status_code in {404, 422}


@pytest.mark.parametrize(("wanted", "is_so"), [("off", False), ("on", True), ("neither", True)])
async def test_reminders_are_wanted_or_not(
    nurse_browser: Browser, desk: Desk, nurse: Actor, wanted: str, is_so: bool
) -> None:
    answer = await nurse_browser.post("/settings/reminders", {"reminders": wanted})
    assert answer.status_code == 303
    assert await accounts.wants_reminders(desk, nurse) is is_so
    page = await _settings(nurse_browser)
    chosen = "on" if is_so else "off"
    assert f'name="reminders" value="{chosen}" aria-pressed="true"' in page


async def test_a_new_password_signs_out_everywhere_else(
    nurse_browser: Browser, browser_of: BrowserOf, guest: Browser
) -> None:
    elsewhere = await browser_of(cast.NURSE)
    form = {"old": cast.PASSWORD, "new": NEW, "again": NEW}
    answer = await nurse_browser.post("/settings/password", form)
    assert answer.status_code == 303
    done = await nurse_browser.get(answer.headers["Location"])
    assert say("settings-password-done") in await done.get_data(as_text=True)
    assert (await elsewhere.get("/")).status_code == 303
    assert (await guest.sign_in(cast.NURSE.login)).status_code == 401
    assert (await guest.sign_in(cast.NURSE.login, NEW)).status_code == 303


@pytest.mark.parametrize(
    ("form", "status", "key"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, 401, "refusal-wrong-password"),
        ({"old": cast.PASSWORD, "new": NEW, "again": "x"}, 422, "refusal-passwords-differ"),
        ({"old": cast.PASSWORD, "new": "abc", "again": "abc"}, 422, "refusal-password-too-short"),
        ({}, 422, "refusal-password-too-short"),
    ],
)
async def test_a_poor_new_password_is_refused_in_words(
    nurse_browser: Browser, form: dict[str, str], status: int, key: str
) -> None:
    answer = await nurse_browser.post("/settings/password", form)
    assert answer.status_code == status
    assert say(key, shortest=10) in await answer.get_data(as_text=True)


async def test_other_devices_are_listed_and_can_be_signed_out(
    nurse_browser: Browser, browser_of: BrowserOf, desk: Desk, nurse: Actor
) -> None:
    elsewhere = await browser_of(cast.NURSE)
    there = await sessions.list_sessions(desk, nurse)
    assert len(there) == 2
    page = await _settings(nurse_browser)
    other = next(one for one in there if f"/settings/sessions/{one.id}/end" in page)
    answer = await nurse_browser.post(f"/settings/sessions/{other.id}/end")
    assert answer.status_code == 303
    assert (await elsewhere.get("/")).status_code == 303
    assert (await nurse_browser.get("/")).status_code == 200


async def test_nobody_signs_out_somebody_elses_device(
    nurse_browser: Browser, stranger_browser: Browser, desk: Desk, stranger: Actor
) -> None:
    theirs = (await sessions.list_sessions(desk, stranger))[0]
    await nurse_browser.post(f"/settings/sessions/{theirs.id}/end")
    assert (await stranger_browser.get("/")).status_code == 200


def test_a_device_is_named_as_people_name_it() -> None:
    assert device_of(PHONE) == ("Chrome", "Android")
    assert device_of("curl/8.0") is None
    assert device_of("") is None


async def test_without_a_bot_no_chat_can_be_linked(nurse_browser: Browser) -> None:
    assert say("settings-chat-none") in await _settings(nurse_browser)
    answer = await nurse_browser.post("/settings/chat")
    assert answer.status_code == 409


async def _with_bot(desk: Desk, **settings: str) -> Browser:
    equipped = replace(desk, settings=replace(desk.settings, **settings))  # type: ignore[arg-type]
    browser = Browser(create_app(equipped).test_client())
    await browser.sign_in(cast.NURSE.login)
    return browser


async def test_a_chat_is_linked_by_a_code_or_a_link_good_once(desk: Desk) -> None:
    browser = await _with_bot(desk, telegram_bot_name="xuefen_bot")
    answer = await browser.post("/settings/chat")
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 200
    token = page.partition("https://t.me/xuefen_bot?start=")[2].partition('"')[0]
    assert "<svg" in page
    await linking.agree_to_link(desk, ChatId(Channel.TELEGRAM, "820"), "闻旦", token)
    await linking.answer_chat(desk, cast.NURSE.actor, "820", is_own=True)
    linked = await one_chat(desk, cast.NURSE.actor)
    assert linked
    assert linked.id.address == "820"
    assert say("settings-chat-linked") in await _settings(browser)


async def test_under_the_sandbox_the_link_leads_to_its_chat_page(desk: Desk) -> None:
    browser = await _with_bot(desk, telegram_api_url="http://127.0.0.1:8001")
    page = await (await browser.post("/settings/chat")).get_data(as_text=True)
    assert "http://127.0.0.1:8001/sandbox/?start=" in page


async def test_a_chat_can_be_taken_away_again(desk: Desk, nurse: Actor) -> None:
    browser = await _with_bot(desk, telegram_bot_name="xuefen_bot")
    async with desk.store.transaction() as tx:
        await tx.chats.link(ChatId(Channel.TELEGRAM, "820"), nurse.account_id)
    assert (await browser.post("/settings/chat/unlink")).status_code == 303
    assert await one_chat(desk, nurse) is None
    assert (await browser.post("/settings/chat/unlink")).status_code == 303


async def test_of_several_chats_one_is_chosen_and_each_can_be_taken_away(
    desk: Desk, nurse: Actor
) -> None:
    keys = {"dingtalk_client_id": "app", "dingtalk_client_secret": "secret"}
    browser = await _with_bot(desk, **keys, wecom_bot_id="bot", wecom_secret="secret")
    page = await (await browser.post("/settings/chat")).get_data(as_text=True)
    assert "在钉钉、企业微信里把绑定码发给机器人" in page
    assert "<svg" not in page.partition('class="qr"')[2].partition("</div>")[0]
    async with desk.store.transaction() as tx:
        for channel in (Channel.DINGTALK, Channel.WECOM):
            await tx.chats.link(ChatId(channel, "820"), nurse.account_id)
    assert say("settings-chat-linked-too") in await _settings(browser)
    await browser.post("/settings/chat/choose", {"channel": "dingtalk"})
    await browser.post("/settings/chat/choose", {"channel": "pigeon"})
    linked = await list_chats(desk, nurse)
    assert [(one.id.channel, one.is_main) for one in linked] == [
        (Channel.DINGTALK, True),
        (Channel.WECOM, False),
    ]
    await browser.post("/settings/chat/unlink", {"channel": "dingtalk"})
    left = await one_chat(desk, nurse)
    assert left
    assert (left.id.channel, left.is_main) == (Channel.WECOM, True)
