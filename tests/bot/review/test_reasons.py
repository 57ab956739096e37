"""The unit's own reasons in the chat: each button means what it says."""

import pytest

from bot.chat.buttons import LONGEST_DATA, Verb, button_data
from bot.chat.screens.review import mark_of
from core.domain.credits.credit import Stage
from core.usecases.reasons import set_reasons
from tests import cast
from tests.bot.review.test_review import stage_of
from tests.bot.world import World, submitted, words_of

UNIT = cast.UNIT_ADMINISTRATOR.actor


async def test_an_own_reason_is_a_button_and_what_the_person_is_told(chat: World) -> None:
    await set_reasons(chat.desk, UNIT, {"credit-return": "请到继教办当面说明\n发票<抬头>不对"})
    await submitted(chat)
    await chat.head_nurse.presses("退回")
    assert chat.head_nurse.labels[:2] == ["请到继教办当面说明", "发票<抬头>不对"]
    assert "材料不清晰，请重新拍照" not in chat.head_nurse.labels
    await chat.head_nurse.presses("发票<抬头>不对")
    assert await stage_of(chat) is Stage.RETURNED
    await chat.passes(11)
    told = words_of(await chat.nurse.hears("学分被退回：发票"))
    assert "发票<抬头>不对" in told.replace("＜", "<").replace("＞", ">")


async def test_a_list_changed_between_press_and_press_decides_nothing(chat: World) -> None:
    await submitted(chat)
    await chat.head_nurse.presses("退回")
    await set_reasons(chat.desk, UNIT, {"credit-return": "发票抬头不对\n姓名与证书不符"})
    await chat.head_nurse.presses("材料不清晰")
    assert "不在本单位的常用原因里" in chat.head_nurse.phone.answers[-1]["text"]
    assert await stage_of(chat) is Stage.DEPARTMENT_REVIEW
    assert chat.head_nurse.labels[:2] == ["发票抬头不对", "姓名与证书不符"]
    await chat.head_nurse.presses("发票抬头不对")
    assert await stage_of(chat) is Stage.RETURNED


async def test_a_reason_that_moved_in_the_list_still_means_what_it_says(chat: World) -> None:
    await submitted(chat)
    await chat.head_nurse.presses("退回")
    await set_reasons(chat.desk, UNIT, {"credit-return": "发票抬头不对\n材料不清晰，请重新拍照"})
    await chat.head_nurse.presses("材料不清晰")
    assert await stage_of(chat) is Stage.RETURNED
    await chat.passes(11)
    await chat.nurse.hears("学分被退回：材料不清晰，请重新拍照")


async def test_a_button_of_before_is_answered_with_the_list_of_now(with_buttons: World) -> None:
    credit_id = await submitted(with_buttons)
    seen = with_buttons.head_nurse.find("通过")[1].split(":")[3]
    told = await with_buttons.head_nurse.forges(f"for:credit:{credit_id}:{seen}:0:return:1")
    assert "请重新选择" in told
    assert await stage_of(with_buttons) is Stage.DEPARTMENT_REVIEW


@pytest.mark.parametrize("decision", ["return", "reject"])
def test_the_longest_reason_fits_its_button(decision: str) -> None:
    parts = ("training", "a" * 16, 99_999_999, 999_999_999, decision, mark_of("长" * 180))
    assert len(button_data(Verb.REASON, *parts)) <= LONGEST_DATA
