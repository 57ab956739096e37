"""What people do at odd moments and with odd words, wherever they chat."""

import asyncio

import pytest

from core.domain.credits.credit import Stage
from core.records.messages import Channel
from core.usecases.messages.chats import unlink_chat
from tests import cast
from tests.bot.credits.test_wizard import the_draft
from tests.bot.world import World, at_the_summary, links, photo, submitted, words_of

LARGEST = 20 * 2**20


@pytest.mark.parametrize("later", [{"minutes": 10}, {"days": 3}], ids=str)
async def test_a_press_after_long_still_decides_once(chat: World, later: dict[str, float]) -> None:
    await submitted(chat)
    old = await chat.head_nurse.found("通过")
    chat.clock.move(seconds=float(later.get("minutes", 0) * 60 + later.get("days", 0) * 86400))
    chat.head_nurse.phone.presses(*old)
    await chat.settled()
    assert (await the_draft(chat)).credit.stage is Stage.UNIT_REVIEW
    if chat.channel is Channel.TELEGRAM:  # whose button is gone; a slow phone may still show it
        await chat.head_nurse.forges(old[1])
    else:
        chat.head_nurse.phone.presses(*old)
        await chat.settled()
    assert (await the_draft(chat)).credit.stage is Stage.UNIT_REVIEW
    assert "有了变化" in chat.head_nurse.refusal
    assert "蔡李铭 审核通过" in "".join(words_of(one) for one in chat.head_nurse.phone.heard)


async def test_a_picture_of_20_mb_becomes_evidence(chat: World) -> None:
    picture = photo(1)
    await chat.nurse.sends_file("证书.jpg", picture + bytes(LARGEST - 64 - len(picture)))
    assert len((await the_draft(chat)).evidence) == 1


async def test_who_was_unlinked_in_the_middle_sends_nothing_and_goes_on_when_linked_again(
    chat: World,
) -> None:
    await at_the_summary(chat)
    send = await chat.nurse.found("保存并上报")
    await unlink_chat(chat.desk, cast.NURSE.actor)
    chat.nurse.phone.presses(*send)
    await chat.settled()
    for text in ("/status", "2026-14-02-118"):
        assert "请先绑定账号" in await chat.nurse.says(text)
    assert "请先绑定账号" in await chat.nurse.sends(photo(3))
    sheet = await the_draft(chat)
    assert (sheet.credit.stage, len(sheet.evidence)) == (Stage.DRAFT, 2)
    await links(chat.nurse, cast.NURSE)
    await chat.nurse.says("/credits")
    await chat.nurse.presses("1")
    assert "请核对后上报" in await chat.nurse.presses("继续填写")
    assert "已上报" in await chat.nurse.presses("保存并上报")


ODD = ("长" * 10_000, "\U0001f44d\U0001f44d\U0001f3fd\u200d", "\U0001f64f" * 60, "\u200b \u3000")


async def test_odd_words_are_answered_whatever_is_asked_and_change_nothing(chat: World) -> None:
    for words in ODD:
        await is_answered(chat, words)
    await at_the_summary(chat)
    await chat.nurse.presses("修改")
    await chat.nurse.presses("活动日期")
    claim = (await the_draft(chat)).credit.claim
    for words in ODD:
        await is_answered(chat, words)
    assert (await the_draft(chat)).credit.claim == claim
    assert "登记表" in await chat.nurse.says("/help")


async def is_answered(world: World, text: str) -> None:
    before = len(world.nurse.phone.heard)
    if world.channel is Channel.TELEGRAM:  # whose app lets nobody type so much, or nothing
        world.nurse.phone.says("x")
        [brought] = world.telegram.updates.oldest()
        brought["message"]["text"] = text
    else:
        world.nurse.phone.says(text)
    await world.settled()
    assert len(world.nurse.phone.heard) > before
    assert "出了问题" not in world.nurse.text


async def test_two_bots_over_one_database_answer_once(chat: World) -> None:
    other, stop = chat.another_bot(), asyncio.Event()
    running = asyncio.create_task(other.run(stop))
    await other.is_ready.wait()
    try:
        for number in range(3):
            chat.nurse.phone.says("/help")
            await chat.until(lambda number=number: len(chat.nurse.phone.heard) > number)
        await chat.until(lambda: other.receiver.is_idle and chat.bot.receiver.is_idle)
    finally:
        stop.set()
        await running
    await chat.nurse.says("/inbox")
    told = [words_of(one) for one in chat.nurse.phone.heard]
    assert ["登记表" in one for one in told] == [True] * 3 + [False]
