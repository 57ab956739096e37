"""Warnings in the chat: what helps is one button away, and another one ends them."""

from core.usecases.register.accounts import wants_reminders
from core.usecases.register.links import read_link
from storage.system import MovableClock
from tests import cast
from tests.bot.world import World
from tests.jobs import keep_time
from tests.stories import a_submitted_credit

NURSE = cast.NURSE.actor


async def test_a_warning_leads_on_and_can_be_ended_from_there(
    chat: World, clock: MovableClock
) -> None:
    clock.move(days=110)
    await keep_time(chat.desk)
    chat.bot.deliveries.poke()
    await chat.nurse.hears("距 2026 年结束还有")
    assert "不再自动提醒您" in await chat.nurse.presses("别再提醒我")
    assert not await wants_reminders(chat.desk, NURSE)
    assert "会提醒您" in await chat.nurse.presses("恢复提醒")
    assert await wants_reminders(chat.desk, NURSE)
    await chat.nurse.presses("我的学分情况")
    await chat.nurse.hears("总学分 0.0 / 25")
    await chat.head_nurse.hears("护理：2026 年还有 3 人不达标")
    await chat.head_nurse.presses("查看不达标人员")
    assert (await read_link(chat.desk, chat.head_nurse.token))[1] == "/results"


async def test_a_reviewer_is_led_to_what_waits(chat: World, clock: MovableClock) -> None:
    await a_submitted_credit(chat.desk, NURSE)
    clock.move(days=3)
    await keep_time(chat.desk)
    chat.bot.deliveries.poke()
    await chat.head_nurse.hears("有 1 条学分等待您审核已满 3 天")
    assert "闻旦" in await chat.head_nurse.presses("去审核")


async def test_reminders_are_ended_and_begun_in_words(chat: World) -> None:
    for off, on in (
        ("别再提醒我", "提醒我"),
        ("不要提醒我了。", "恢复提醒我"),
        ("Stop reminding me", "Remind me again"),
    ):
        await chat.nurse.says(off)
        assert not await wants_reminders(chat.desk, NURSE), off
        await chat.nurse.says(on)
        assert await wants_reminders(chat.desk, NURSE), on
