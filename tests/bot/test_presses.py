"""Buttons pressed twice, too late, or never shown: each acts once or says what happened."""

from dataclasses import replace

import pytest

from bot.chat.buttons import CASE, PARTS, Verb, button_data
from core.domain.credits.credit import Stage
from core.records.messages import Channel
from core.texts import say
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import read_credit
from tests import cast
from tests.bot.world import Player, World, at_the_summary, photo, submitted


async def only_credit(world: World) -> str:
    page = await list_own_credits(world.desk, cast.NURSE.actor)
    [credit] = [line.credit for line in page.rows]
    return credit.id


async def twice(player: Player, label: str) -> None:
    found = await player.found(label)
    player.phone.presses(*found)
    player.phone.presses(*found)
    await player.world.settled()


async def test_a_double_tap_submits_once(chat: World) -> None:
    await at_the_summary(chat)
    await twice(chat.nurse, "保存并上报")
    sheet = await read_credit(chat.desk, cast.NURSE.actor, await only_credit(chat))
    assert [event.verb for event in sheet.history].count("submitted") == 1
    answer = chat.nurse.phone.answers[-1]
    assert answer.get("alert", True)
    assert "待科室审核" in answer["text"]
    assert "待科室审核" in chat.nurse.text


async def test_a_double_tap_approves_once(chat: World) -> None:
    credit_id = await submitted(chat)
    await twice(chat.head_nurse, "通过")
    sheet = await read_credit(chat.desk, cast.NURSE.actor, credit_id)
    assert sheet.credit.stage is Stage.UNIT_REVIEW
    assert [event.verb for event in sheet.history].count("decided-approve") == 1
    await chat.head_nurse.hears("330922001 蔡李铭 审核通过")


async def test_a_double_tap_on_an_answer_asks_the_next_question_once(chat: World) -> None:
    await chat.nurse.sends(photo())
    await chat.nurse.presses("2026")
    await twice(chat.nurse, "赴外省")
    assert "哪一条规定" in chat.nurse.text
    if chat.channel is Channel.TELEGRAM:  # where nothing is changed there are more messages
        assert len(chat.nurse.phone.heard) == 1


async def test_a_double_tap_copies_once(chat: World) -> None:
    await submitted(chat)
    await chat.head_nurse.presses("不通过")
    await chat.head_nurse.presses("与已有学分重复")
    await chat.passes(11)
    await chat.nurse.hears("未通过")
    await chat.nurse.presses("查看这条学分")
    await twice(chat.nurse, "复制为新草稿")
    page = await list_own_credits(chat.desk, cast.NURSE.actor)
    assert len(page.rows) == 2
    assert "请核对后上报" in chat.nurse.text


async def test_an_old_button_says_what_happened_instead(chat: World) -> None:
    credit_id = await submitted(chat)
    old = chat.head_nurse.find("通过")
    await chat.nurse.says("/credits")
    await chat.nurse.presses("1")
    await chat.nurse.presses("撤回")
    chat.head_nurse.phone.presses(*old)
    await chat.settled()
    assert "没有找到" in chat.head_nurse.phone.answers[-1]["text"]
    await chat.nurse.presses("保存并上报")
    chat.head_nurse.phone.presses(*old)
    await chat.settled()
    sheet = await read_credit(chat.desk, cast.NURSE.actor, credit_id)
    assert sheet.credit.stage is Stage.DEPARTMENT_REVIEW
    assert "有了变化" in chat.head_nurse.phone.answers[-1]["text"]


FOREIGN = (
    (Verb.NEXT, ()),
    (Verb.YEAR, (1, 2026)),
    (Verb.SUBMIT, (1,)),
    (Verb.REMOVE, (1,)),
    (Verb.SAVE, ()),
    (Verb.EDIT, ()),
    (Verb.CANCEL, ()),
    (Verb.WITHDRAW, (1,)),
    (Verb.COPY, ()),
    (Verb.OPEN, ()),
    (Verb.WEB, ()),
    (Verb.GO, ("year",)),
    (Verb.USE, (1, "project-name")),
    (Verb.FILE, ("f" * 16,)),
    (Verb.DROP, ("f" * 16,)),
    (Verb.KIND, ("f" * 16, "other")),
    (Verb.APPROVE, (1, 0)),
    (Verb.ASK_REASON, (1, 0, "return")),
    (Verb.REASON, (1, 0, "return", 1)),
    (Verb.TYPE_REASON, (1, 0, "return")),
    (Verb.UNDO, (1, 0)),
    (Verb.CARD, (0,)),
)


async def test_somebody_elses_draft_is_not_found_whatever_is_forged(with_buttons: World) -> None:
    await with_buttons.nurse.sends(photo())
    credit_id = await only_credit(with_buttons)
    before = await read_credit(with_buttons.desk, cast.NURSE.actor, credit_id)
    await with_buttons.physician.says("/start")
    for verb, rest in FOREIGN:
        named = ("credit", credit_id) if CASE in PARTS[verb] else (credit_id,)
        data = button_data(verb, *named, *rest)
        assert "没有找到" in await with_buttons.physician.forges(data), verb
    after = await read_credit(with_buttons.desk, cast.NURSE.actor, credit_id)
    assert after.credit == before.credit
    assert after.evidence == before.evidence


@pytest.mark.parametrize("data", ["fly:1", "send:a:b", "sum:x", "page:-1", "lang:xx"])
async def test_forged_nonsense_is_refused(with_buttons: World, data: str) -> None:
    await with_buttons.nurse.says("/start")
    assert "没有找到" in await with_buttons.nurse.forges(data)


async def test_the_form_of_a_year_that_is_none_is_refused(with_buttons: World) -> None:
    await with_buttons.nurse.says("/start")
    assert "只能录入 2019 年至 2026 年" in await with_buttons.nurse.forges("form:1999")


async def test_nobody_decides_on_their_own(with_buttons: World) -> None:
    await with_buttons.head_nurse.says("/new")
    page = await list_own_credits(with_buttons.desk, cast.HEAD_NURSE.actor)
    async with with_buttons.desk.store.transaction() as tx:
        own = await tx.credits.save(replace(page.rows[0].credit, stage=Stage.DEPARTMENT_REVIEW))
    said = await with_buttons.head_nurse.forges(
        button_data(Verb.APPROVE, "credit", own.id, own.version, 0)
    )
    assert say("refusal-not-allowed") in said
    after = await read_credit(with_buttons.desk, cast.HEAD_NURSE.actor, own.id)
    assert after.credit == own


async def test_a_rejected_claim_is_copied_by_who_entered_it_only(with_buttons: World) -> None:
    credit_id = await submitted(with_buttons)
    await with_buttons.head_nurse.presses("不通过")
    await with_buttons.head_nurse.presses("与已有学分重复")
    await with_buttons.passes(11)
    assert await with_buttons.nurse.hears("未通过")
    for player, may_copy in (
        (with_buttons.nurse, True),
        (with_buttons.head_nurse, False),
        (with_buttons.unit, False),
    ):
        await player.says("/start")
        await player.forges(button_data(Verb.OPEN, credit_id))
        assert ("复制为新草稿" in player.labels) is may_copy, player.id
