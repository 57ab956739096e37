"""Reviewers in the chat: the queue, reasons, undo, colleagues who were quicker."""

import pytest

from core.domain.credits.credit import Stage
from core.domain.review import Decision
from core.domain.subjects import Subject
from core.usecases.credits.sheets import read_credit
from core.usecases.review import decide
from tests import cast
from tests.bot.test_presses import only_credit
from tests.bot.world import World, photo, submitted


async def stage_of(world: World) -> Stage:
    credit = await only_credit(world)
    return (await read_credit(world.desk, cast.NURSE.actor, credit)).credit.stage


async def test_a_typed_reason_returns_the_credit(chat: World) -> None:
    await submitted(chat)
    await chat.head_nurse.presses("退回")
    await chat.head_nurse.presses("自己写原因")
    assert "太长" in await chat.head_nurse.says("长" * 181)
    assert "日期看不清" in await chat.head_nurse.says("日期看不清")
    assert await stage_of(chat) is Stage.RETURNED
    await chat.passes(11)
    await chat.nurse.hears("学分被退回：日期看不清")
    assert "请核对后上报" in await chat.nurse.presses("修改后重新上报")


async def test_a_decision_is_undone_within_ten_seconds(chat: World) -> None:
    await submitted(chat)
    await chat.head_nurse.presses("不通过")
    await chat.head_nurse.presses("与已有学分重复")
    chat.clock.move(seconds=9)
    await chat.head_nurse.presses("撤销")
    assert await stage_of(chat) is Stage.DEPARTMENT_REVIEW
    await chat.head_nurse.presses("通过")
    assert await stage_of(chat) is Stage.UNIT_REVIEW
    await chat.passes(11)
    await chat.nurse.hears("科室已通过")
    assert not [m for m in chat.nurse.phone.heard if "未通过" in m.get("text", "")]


async def test_after_ten_seconds_there_is_no_undo(chat: World) -> None:
    await submitted(chat)
    await chat.head_nurse.presses("通过")
    chat.clock.move(seconds=11)
    await chat.head_nurse.presses("撤销")
    assert "超过 10 秒" in chat.head_nurse.phone.answers[-1]["text"]
    assert await stage_of(chat) is Stage.UNIT_REVIEW


async def test_a_colleague_was_quicker(chat: World) -> None:
    credit_id = await submitted(chat)
    await chat.head_nurse.presses("通过")
    await chat.passes(11)
    await chat.unit.hears("有新的学分等待您审核")
    seen = (await read_credit(chat.desk, cast.NURSE.actor, credit_id)).credit.version
    other = cast.SECOND_UNIT_ADMINISTRATOR.actor
    await decide(chat.desk, other, Subject("credit", credit_id), Decision.APPROVE, seen=seen)
    await chat.unit.presses("✅ 通过")
    assert "有了变化" in chat.unit.phone.answers[-1]["text"]
    assert "方闻 审核通过" in str(chat.unit.phone.heard)
    assert "✅ 通过" not in chat.unit.labels


async def test_the_queue_is_walked_oldest_first(chat: World) -> None:
    for number in range(2):
        chat.clock.move(minutes=number + 1)
        await submitted(chat, f"学习班{number}")
    said = await chat.head_nurse.says("/review")
    assert "待审核 2 条，第 1 条" in said
    assert "学习班0" in said
    assert "学习班1" in await chat.head_nurse.presses("跳过")
    assert "后面没有了" in await chat.head_nurse.presses("跳过")
    assert "学习班0" in await chat.head_nurse.presses("从头再看")
    await chat.head_nurse.presses("✅ 通过")
    assert "学习班1" in await chat.head_nurse.presses("下一条")
    await chat.head_nurse.presses("✅ 通过")
    assert "没有等待您审核" in await chat.head_nurse.presses("下一条")


async def test_who_reviews_nothing_is_told_so(chat: World) -> None:
    assert "没有这项权限" in await chat.nurse.says("/review")


async def test_flags_stand_on_the_card(chat: World) -> None:
    await submitted(chat)
    await chat.nurse.sends(photo(1))
    await chat.nurse.presses("2026")
    await chat.nurse.presses("脱产进修")
    await chat.nurse.presses("不满三个月")
    for text in ("20天", "进修", "省立医院", "2026-03-01 至 03-20"):
        await chat.nurse.says(text)
    await chat.nurse.presses("审批单")
    await chat.nurse.sends(photo(7))
    await chat.nurse.presses("结业证")
    await chat.nurse.presses("保存并上报")
    card = await chat.head_nurse.hears("本类最高 15")
    assert "🚩" in str(card)


@pytest.mark.parametrize(
    "data",
    ["for:credit:{id}:1:0:approve:9", "why:credit:{id}:1:0:fly", "why:rumour:{id}:1:0:return"],
)
async def test_forged_reasons_are_not_found(with_buttons: World, data: str) -> None:
    credit_id = await submitted(with_buttons)
    assert "没有找到" in await with_buttons.head_nurse.forges(data.format(id=credit_id))
    assert await stage_of(with_buttons) is Stage.DEPARTMENT_REVIEW
