"""Plain questions, the year's answer, the list of credits, the form."""

from datetime import date

import pytest

from bot.chat.questions import Asked, understood
from core.messages import REMINDED
from core.texts import say
from core.usecases.messages.notices import read_inbox
from core.usecases.rulebook import change_rule_row
from tests import cast
from tests.bot.world import World, at_the_summary, photo, submitted
from tests.jobs import keep_time
from tests.pwa.years import put_credit

TOMORROW = date(2026, 6, 16)


async def test_the_year_in_one_message(chat: World) -> None:
    await submitted(chat)
    heard = len(chat.nurse.phone.heard)
    said = await chat.nurse.says("达标吗")
    assert len(chat.nurse.phone.heard) == heard + 1
    for part in ("不达标", "░░░", "0.0 / 25", "还差 90.0 学时", "审核中 2.0", "都通过后累计 2.0"):
        assert part in said


async def test_the_standard_is_told_with_the_way_to_all_rules(chat: World) -> None:
    asked = (
        "标准",
        "达标标准",
        "我的标准是什么？",
        "为什么是25分",
        "standard",
        "What is the standard?",
    )
    for text in asked:
        said = await chat.nurse.says(text)
        assert "2026 年度主管护师的达标标准：总学分不少于 25；总学时不少于 90" in said, text
        assert say("chat-web-rules") in said
        assert say("rulebook-own-standard") not in said


async def test_what_the_unit_has_set_itself_is_said_in_the_chat_too(chat: World) -> None:
    who, source = cast.UNIT_ADMINISTRATOR.actor, "海卫科教〔2026〕7号"
    for table, code, values in (
        ("standards", "intermediate", {"min_credits": 20}),
        ("rules", "out-of-province-national", {"needs_authority": False}),
    ):
        await change_rule_row(chat.desk, who, 2026, table, code, values, seen=0, source=source)
    said = await chat.nurse.says("达标吗")
    assert "0.0 / 20" in said
    assert say("rulebook-own-standard") in said
    await at_the_summary(chat)
    assert say("rulebook-own") in chat.nurse.text
    assert say("rulebook-own-standard") in chat.nurse.text


async def test_a_claim_that_adds_nothing_says_so_before_it_is_sent_and_to_its_reviewer(
    chat: World,
) -> None:
    await put_credit(chat.desk, cast.NURSE, "危重症护理新进展", 900)
    await at_the_summary(chat)
    assert "这次计 1.0 分" in chat.nurse.text
    assert "通过后累计 10.0 / 25" in chat.nurse.text
    await put_credit(chat.desk, cast.NURSE, "静脉治疗", 100, effective_on=TOMORROW)
    await chat.nurse.presses("保存并上报")
    assert "本类已满，这次计 0 分" in chat.nurse.text
    assert "本类已满，这次计 0 分" in (await chat.head_nurse.hears("闻旦"))["text"]
    said = await chat.nurse.says("达标吗")
    for part in ("9.0 / 25", "审核中 0.0", "次日生效 1.0", "都通过后累计 10.0"):
        assert part in said


async def test_a_question_does_not_disturb_the_draft(chat: World) -> None:
    await chat.nurse.sends(photo())
    await chat.nurse.says("达标吗")
    assert "哪一类" in await chat.nurse.says("2026")


async def test_the_list_is_turned_page_by_page_and_opened(chat: World) -> None:
    for number in range(7):
        await chat.nurse.says("/new")
        await chat.nurse.says(str(2026 - number % 3))
        await chat.nurse.presses("在职学历教育")
        await chat.nurse.presses("‹ 返回")
    said = await chat.nurse.says("/credits")
    assert "1–5，共 7 条" in said
    assert "6–7，共 7 条" in await chat.nurse.presses("较早")
    assert "1–5" in await chat.nurse.presses("较新")
    assert "状态：草稿" in await chat.nurse.presses("3")


async def test_the_form_comes_as_pdf(chat: World) -> None:
    await chat.nurse.says("/forms")
    await chat.nurse.presses("2026")
    [document] = [one["document"] for one in chat.nurse.phone.heard if "document" in one]
    assert document["file_name"].endswith(".pdf")
    assert cast.NURSE.document not in document["file_name"]
    assert chat.nurse.content_of(document).startswith(b"%PDF")


async def test_the_inbox_is_read_in_the_chat(chat: World) -> None:
    assert "还没有消息" in await chat.nurse.says("/inbox")
    await submitted(chat)
    await chat.head_nurse.presses("通过")
    await chat.passes(11)
    assert "科室已通过" in (await chat.nurse.hears("科室已通过"))["text"]
    assert "未读 1" in await chat.nurse.says("/inbox")
    assert (await read_inbox(chat.desk, cast.NURSE.actor)).counts["unread"] == 0
    assert "危重症护理新进展" in await chat.nurse.presses("1")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("护理还有谁没达标", "护理"), ("还有谁没达标？", ""), ("今年还有谁没有达标", ""),
        ("内科有哪些人未达标", "内科"), ("谁没达标", ""), ("who is behind?", ""),
        ("Who's still behind in 护理", "护理"), ("Who’s behind?", ""),
    ],
)  # fmt: skip
def test_the_question_who_is_behind_is_understood(text: str, place: str) -> None:
    found = understood(text, TOMORROW)
    assert found
    assert (found.asked, found.place) == (Asked.BEHIND, place)


async def test_nobody_is_reminded_by_a_press_that_names_no_list(with_buttons: World) -> None:
    await keep_time(with_buttons.desk)
    await with_buttons.head_nurse.says("护理还有谁没达标")
    await with_buttons.head_nurse.forges("ping:护理")
    assert (await read_inbox(with_buttons.desk, cast.NURSE.actor)).rows == []


async def test_an_administrator_hears_who_is_behind_and_reminds_them(chat: World) -> None:
    await keep_time(chat.desk)
    said = await chat.head_nurse.says("护理还有谁没达标")
    assert "闻旦" in said
    assert "还差 25.0 学分、还差 90.0 学时" in said
    assert "“外科”" in await chat.head_nurse.says("外科还有谁没达标")
    await chat.head_nurse.says("护理还有谁没达标")
    await chat.head_nurse.presses(say("years-remind"))
    await chat.head_nurse.hears("已提醒")
    inbox = await read_inbox(chat.desk, cast.NURSE.actor)
    assert [one.key for one in inbox.rows] == [REMINDED]
    await chat.nurse.hears("还差 25.0 学分")
    assert say("refusal-not-allowed") in await chat.nurse.says("还有谁没达标")
