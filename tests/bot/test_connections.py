"""Bad lines, limits, blocks, kills: nothing is lost, nothing done twice, the order stays."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.service import quiet_logs
from core.domain.register import Actor
from core.records.messages import Channel, ChatId, Received
from core.usecases.credits.entry import submit_credit
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import CreditSheet, read_credit
from core.usecases.messages.notices import mark_read, read_inbox
from core.usecases.messages.received import keep_update, open_updates
from tests import cast
from tests.bot.alone import begun, killed
from tests.bot.world import (
    TOKEN,
    World,
    at_the_summary,
    complete_draft,
    photo,
    words_of,
)
from tests.waiting import PATIENCE_SECONDS

OLD_POLL = {
    "message_id": 7,
    "date": 1781488800,
    "chat": {"id": 1005, "type": "private", "first_name": "王清清"},
    "from": {"id": 1005, "is_bot": False, "first_name": "王清清"},
    "poll": {"id": "1", "question": "去哪里吃", "options": [], "type": "regular"},
}


@pytest.fixture
def chat(on_telegram: World) -> World:
    """The other services have their bad days in test_other_services.py."""
    return on_telegram


async def the_draft(world: World) -> CreditSheet:
    page = await list_own_credits(world.desk, cast.NURSE.actor)
    [credit] = [line.credit for line in page.rows]
    return await read_credit(world.desk, cast.NURSE.actor, credit.id)


async def test_what_arrived_while_the_bot_was_down_is_done_later(chat: World) -> None:
    await chat.kill()
    await chat.nurse.phone.sends_photos([photo(1), photo(2)])
    await chat.start()
    await chat.nurse.hears("2 份")


async def test_what_was_kept_before_the_kill_is_done_first(chat: World) -> None:
    await chat.kill()
    message = chat.nurse.phone.says("/new")
    [body] = chat.telegram.updates.oldest()
    received = Received(
        body["update_id"], ChatId(Channel.TELEGRAM, str(message["chat"]["id"])), body
    )
    await keep_update(chat.desk, Actor.system(), received)
    chat.nurse.phone.says("2025")
    await chat.start()
    await chat.nurse.hears("哪一类学分")
    assert (await the_draft(chat)).credit.year == 2025
    await chat.settled()
    assert await open_updates(chat.desk, Actor.system()) == []


async def test_killed_between_deed_and_answer_nothing_is_done_twice(world: World) -> None:
    nurse, telegram = world.nurse, world.telegram
    await nurse.sends(photo(1))
    await nurse.presses("2026")
    await nurse.presses("赴外省")
    await nurse.presses("国家级")
    before = len(telegram.calls)
    telegram.inject("sendMessage", 0, times=10_000)
    nurse.phone.says("6学时")
    await world.until(lambda: ("sendMessage", 1001) in list(telegram.calls)[before:])
    await world.kill()
    telegram.faults.clear()
    await world.start()
    await nurse.hears("项目名称")
    claim = (await the_draft(world)).credit.claim
    assert (claim.quantity, dict(claim.details)) == (600, {})


async def test_while_telegram_is_silent_everything_waits_in_order(chat: World) -> None:
    nurse, telegram = chat.nurse, chat.telegram
    telegram.inject("sendMessage", 0, times=7, chat=nurse.id)
    for text in ("/help", "/web", "/inbox"):
        nurse.phone.says(text)
    await chat.settled()
    heard = [words_of(message) for message in nurse.phone.heard]
    assert ["直接发" in heard[0], "链接" in heard[1], "消息" in heard[2]] == [True] * 3
    assert len(heard) == 3


async def test_one_persons_bad_line_holds_up_nobody_else(chat: World) -> None:
    chat.telegram.inject("sendMessage", 0, times=10_000, chat=chat.nurse.id)
    chat.nurse.phone.says("/help")
    chat.physician.phone.says("/help")
    await chat.physician.hears("登记表")
    chat.telegram.faults.clear()
    await chat.nurse.hears("登记表")


async def test_a_flood_limit_is_waited_for(chat: World) -> None:
    chat.telegram.inject("sendMessage", 429, retry_after=1, chat=chat.nurse.id)
    assert "登记表" in await chat.nurse.says("/help")


async def test_notices_survive_limits_and_lost_lines_in_order(world: World) -> None:
    telegram, head_nurse = world.telegram, world.head_nurse
    telegram.inject("sendMediaGroup", 429, retry_after=3, chat=head_nurse.id)
    telegram.inject("sendMediaGroup", 0, times=3, chat=head_nurse.id)
    for number in range(2):
        draft = await complete_draft(world, f"学习班{number}")
        await submit_credit(world.desk, cast.NURSE.actor, draft.id, seen=draft.version)

    def cards() -> list[str]:
        return [words_of(m) for m in head_nurse.phone.heard if "等待您审核" in words_of(m)]

    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(cards()) < 2:
            await world.passes(10)
            with suppress(TimeoutError):
                await telegram.until(lambda: len(cards()) == 2, 2.5)
    assert ["学习班0" in cards()[0], "学习班1" in cards()[1], len(cards())] == [True, True, 2]


async def test_who_blocks_the_bot_has_it_in_the_inbox_and_comes_back(chat: World) -> None:
    chat.head_nurse.phone.blocks()
    await at_the_summary(chat)
    await chat.nurse.presses("保存并上报")
    await chat.until(lambda: ("sendMediaGroup", 1002) in chat.telegram.calls)
    inbox = await read_inbox(chat.desk, cast.HEAD_NURSE.actor)
    assert [notice.key for notice in inbox.rows] == ["review-waiting"]
    chat.head_nurse.phone.blocks(False)
    await chat.settled()
    assert "危重症护理新进展" in await chat.head_nurse.says("/review")
    await chat.nurse.sends(photo(5))


async def told_the_nurse(chat: World, *keys: str) -> None:
    async with chat.desk.store.transaction() as tx:
        for key in keys:
            details = {"about": f"学习班{key}", "reason": f"第{key}次"}
            account = [cast.NURSE.actor.account_id]
            await tx.notices.add(
                account, "decision-rejected", now=chat.desk.clock.now(), details=details
            )
    chat.bot.deliveries.poke()


async def noted_as_blocked(chat: World, address: ChatId) -> None:
    """Wait until what Telegram refused is written down: only then does coming back undo it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            async with chat.desk.store.reading() as tx:
                found = await tx.chats.get(address)
            if found and found.is_blocked:
                return
            await asyncio.sleep(0.02)


async def test_what_was_decided_while_the_bot_was_blocked_comes_as_one_message(
    chat: World,
) -> None:
    phone = chat.nurse.phone
    phone.blocks()
    await told_the_nurse(chat, "0")
    await noted_as_blocked(chat, ChatId(Channel.TELEGRAM, "1001"))
    await told_the_nurse(chat, *map(str, range(1, 20)))
    newest = (await read_inbox(chat.desk, cast.NURSE.actor)).rows[0]
    await mark_read(chat.desk, cast.NURSE.actor, [newest.id])
    before = len(phone.heard)
    phone.blocks(False)
    await chat.until(lambda: len(phone.heard) > before)
    assert "登记表" in await chat.nurse.says("/help")
    await told_the_nurse(chat, "20")
    await chat.until(lambda: "第20次" in words_of(phone.heard[-1]))
    told = [words_of(one) for one in phone.heard[before:]]
    assert len(told) == 3
    assert "19 条消息" in told[0]
    assert [f"学习班{n}" in told[0] for n in (0, 8, 9, 18, 19)] == [False, False, True, True, False]
    assert "其余 9 条" in told[0]


async def test_the_bot_starts_when_telegram_comes_back(chat: World) -> None:
    await chat.stop()
    chat.telegram.inject("getMe", 0, times=2)
    chat.telegram.inject("deleteWebhook", 502, "Bad Gateway")
    chat.telegram.inject("getUpdates", 0, times=2)
    await chat.start()
    assert "登记表" in await chat.nurse.says("/help")


async def test_it_stops_within_two_seconds_with_a_poll_open(chat: World) -> None:
    await chat.nurse.says("/help")
    loop = asyncio.get_running_loop()
    began = loop.time()
    await chat.stop()
    assert loop.time() - began < 2


async def test_an_update_that_comes_twice_is_done_once(chat: World) -> None:
    await chat.nurse.says("/help")
    message = chat.nurse.phone.messages[0]
    body = {"update_id": 1, "message": {**message, "text": "/help", "message_id": 5}}
    body["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    received = Received(1, ChatId(Channel.TELEGRAM, str(chat.nurse.id)), body)
    assert await chat.bot.receiver.keep(received)
    assert not await chat.bot.receiver.keep(received)
    await chat.settled()
    assert len(chat.nurse.phone.heard) == 2


@pytest.mark.parametrize(
    "unreadable",
    [
        {"message": {"message_id": 1, "date": "yesterday", "text": "闻旦的秘密"}},
        {"message": {"message_id": 1, "chat": [], "text": "闻旦的秘密"}},
        {"message": ["闻旦的秘密"]},
        {"message": {"chat": {"id": 2**70}, "text": "闻旦的秘密"}},
        {"message": {"chat": {"id": "闻旦"}, "media_group_id": {}}},
        {"callback_query": {"message": "闻旦的秘密"}},
        {"my_chat_member": 5},
        {"message": {**OLD_POLL, "text": "闻旦的秘密"}},
    ],
)
async def test_what_cannot_be_read_is_set_aside_and_the_chats_go_on(
    chat: World, caplog: pytest.LogCaptureFixture, unreadable: dict[str, Any]
) -> None:
    quiet_logs()
    [(kind, content)] = unreadable.items()
    chat.telegram.updates.add(kind, content)
    assert "登记表" in await chat.nurse.says("/help")
    since = chat.desk.clock.now()
    async with chat.desk.store.reading() as tx:
        assert await tx.updates.count_set_aside(since) == 1
    assert await open_updates(chat.desk, Actor.system()) == []
    assert "秘密" not in caplog.text
    assert TOKEN not in caplog.text


def test_nothing_that_libraries_say_of_people_and_addresses_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    quiet_logs()
    for name in ("telegram.ext.Application", "telegram.Bot"):
        logging.getLogger(name).error("闻旦的秘密")
    for name in ("httpx", "httpcore.connection"):
        logging.getLogger(name).info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    assert caplog.text == ""


@pytest.fixture
async def alone(chat: World, tmp_path: Path) -> World:
    """The bot of this world runs as a process of its own from now on."""
    await chat.stop()
    return chat


@pytest.mark.parametrize("moment", ["getFile", "sendMessage"])
async def test_a_killed_process_loses_no_photo_and_begins_no_second_draft(
    alone: World, moment: str
) -> None:
    process = await begun(alone.desk.settings)
    try:
        await alone.nurse.phone.sends_photos([photo(1), photo(2)], "危重症护理新进展")
        await alone.until(lambda: any(call == moment for call, _ in alone.telegram.calls))
        await killed(process)
        process = await begun(alone.desk.settings)
        await alone.nurse.hears("哪一类")
        await alone.until(lambda: "2 份" in alone.nurse.text)
    finally:
        await killed(process)
    sheet = await the_draft(alone)
    assert len(sheet.evidence) == 2
    assert sheet.credit.claim.remark == "危重症护理新进展"


async def test_what_never_gets_through_holds_up_its_chat_no_longer_than_needed(
    chat: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.MOST_FAILURES", 2)
    chat.telegram.inject("sendMessage", 500, "Internal", times=6, chat=chat.nurse.id)
    chat.nurse.phone.says("/web")
    chat.nurse.phone.says("/help")
    await chat.settled()
    assert ["登记表" in words_of(message) for message in chat.nurse.phone.heard] == [True]
