"""The chat understands usual people: questions are questions, and answers are answers."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.chat.questions import Asked, Question, Waiting, understood
from core.texts import say
from tests import cast
from tests.bot.world import World, photo
from tests.pwa.years import put_credit

TODAY = date(2026, 6, 15)
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("wordings.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
WORDINGS = [(kind, asked, text) for kind, asked, text in ROWS if kind != "answer"]
ANSWERS = [text for kind, _, text in ROWS if kind == "answer"]
SHARES = {"usual": 0.99, "ward": 0.95, "first": 0.95, "second": 0.85}
WHILE_ASKED = {"usual": 0.85, "ward": 0.9, "first": 0.85, "second": 0.7}


def understands(asked: str, text: str, waiting: Waiting = Waiting.NOTHING) -> bool:
    """Return whether the words are taken for what was meant, of the year that was meant."""
    kind, _, year = asked.partition(" ")
    found = understood(text, TODAY, waiting)
    years = {int(year)} if year else {0, TODAY.year}
    return found is not None and found.asked == kind and found.year in years


@pytest.mark.parametrize(
    ("waiting", "goals"), [(Waiting.NOTHING, SHARES), (Waiting.ANSWER, WHILE_ASKED)]
)
def test_usual_wordings_are_understood(waiting: Waiting, goals: dict[str, float]) -> None:
    said = Counter(kind for kind, _, _ in WORDINGS)
    missed = [row for row in WORDINGS if not understands(row[1], row[2], waiting)]
    shares = {kind: 1 - sum(row[0] == kind for row in missed) / said[kind] for kind in said}
    assert all(shares[kind] >= goals[kind] for kind in goals), (shares, missed)


def test_there_are_many_wordings_and_each_kind_has_some() -> None:
    assert sum(kind != "first" for kind, _, _ in WORDINGS) >= 350
    assert sum(kind == "first" for kind, _, _ in WORDINGS) == 60
    assert {asked.partition(" ")[0] for _, asked, _ in WORDINGS} == set(Asked)


@pytest.mark.parametrize("waiting", [Waiting.ANSWER, Waiting.OWN_WORDS])
def test_answers_are_no_questions(waiting: Waiting) -> None:
    assert [text for text in ANSWERS if understood(text, TODAY, waiting)] == []


def test_the_reason_for_a_decision_is_no_question_unless_it_ends_like_one() -> None:
    assert understood("学时不够", TODAY, Waiting.OWN_WORDS) is None
    assert understood("学分够了没有，请重新上传", TODAY, Waiting.OWN_WORDS) is None
    assert understood("我的学分够吗", TODAY, Waiting.OWN_WORDS)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("护理还有谁没达标", "护理"),
        ("急诊科谁没达标？", "急诊科"),
        ("内分泌科今年还有哪些人学分不够", "内分泌科"),
        ("老年病科没达标的有几个人", "老年病科"),
        ("还有谁没达标", ""),
        ("我们科谁没达标", ""),
        ("Who is behind in Nursing?", "Nursing"),
    ],
)
def test_a_department_is_named_by_what_is_left_over(text: str, place: str) -> None:
    assert understood(text, TODAY) == Question(Asked.BEHIND, understood_year(text), place)


def understood_year(text: str) -> int:
    return TODAY.year if "今年" in text else 0


async def test_a_question_in_the_middle_is_answered_and_the_open_one_asked_again(
    chat: World,
) -> None:
    await chat.nurse.sends(photo())
    await chat.nurse.presses("2026")
    await chat.nurse.presses("赴外省获得学分")
    await chat.nurse.presses("国家级")
    asked = await chat.nurse.says("6学时")
    assert " 步" in asked
    before = len(chat.nurse.phone.heard)
    again = await chat.nurse.says("学分够不够")
    assert len(chat.nurse.phone.heard) == before + 2
    assert "0.0 / 25" in chat.nurse.phone.heard[before]["text"]
    assert again == asked
    await chat.nurse.says("危重症护理新进展")
    assert "危重症护理新进展" not in asked
    assert chat.nurse.text != asked


async def test_a_name_that_could_be_a_question_is_an_answer_where_one_is_waited_for(
    chat: World,
) -> None:
    assert "没有安排" in await chat.nurse.says("院内培训")
    await chat.nurse.sends(photo())
    for press in ("2026", "赴外省获得学分", "国家级"):
        await chat.nurse.presses(press)
    await chat.nurse.says("6学时")
    heard = len(chat.nurse.phone.heard)
    assert "项目编号" in await chat.nurse.says("2024年业务学习")
    assert len(chat.nurse.phone.heard) == heard + 1


async def test_another_year_is_answered_for_that_year(chat: World) -> None:
    await put_credit(chat.desk, cast.NURSE, "危重症护理新进展", 300, year=2025)
    assert "2025" in await chat.nurse.says("去年够了没")
    assert "2025" in await chat.nurse.says("did I meet the standard in 2025?")
    await chat.nurse.says("2025年的登记表")
    [form] = [one["document"] for one in chat.nurse.phone.heard if "document" in one]
    assert form["file_name"].startswith("2025")


async def test_what_is_not_understood_offers_three_ways_and_is_never_said_twice(
    chat: World,
) -> None:
    first = await chat.nurse.says("呃呃呃")
    assert say("chat-menu-status") in chat.nurse.labels
    assert len(chat.nurse.labels) == 3
    heard = [first, *[await chat.nurse.says("呃呃呃") for _ in range(2)]]
    assert len(set(heard)) == 3
    assert await chat.nurse.says("嗯哼哼") not in heard
    assert "0.0 / 25" in await chat.nurse.presses(say("chat-menu-status"))


async def test_the_ways_offered_are_those_of_the_role(chat: World) -> None:
    first = []
    for who in (chat.nurse, chat.head_nurse, chat.unit):
        for place in range(3):
            await who.says("呃呃呃")
            assert "⚠️" not in await who.presses(who.labels[place])
        await who.says("呃呃呃")
        first.append(who.labels[0])
    assert first == [say("chat-menu-status"), say("chat-menu-review"), say("chat-menu-review")]


async def test_who_may_not_do_what_the_words_ask_for_means_the_nearest_they_may(
    chat: World,
) -> None:
    assert await chat.nurse.says("有什么要审的") == await chat.nurse.says("我的学分")
    assert say("chat-behind-everywhere") in await chat.unit.says("学分达标情况")
    assert say("chat-thanks") == await chat.nurse.says("谢谢")


async def test_no_command_is_offered_that_would_be_refused(chat: World) -> None:
    nurse, head = await chat.nurse.says("帮助"), await chat.head_nurse.says("帮助")
    assert "/status" in nurse
    assert "/review" not in nurse
    assert "/behind" not in nurse
    assert "/review" in head
    assert "/behind" in head
    assert "/web" in await chat.nurse.says("help")
    assert say("chat-web-scan") in await chat.nurse.says("怎么签到")
