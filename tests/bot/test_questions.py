"""The chat understands usual people: questions are questions, and answers are answers."""

from datetime import date

import pytest

from bot.chat.handlers.credits.behind import BEHIND
from bot.chat.questions import Asked, understood
from core.texts import say
from tests import cast
from tests.bot.world import World, photo
from tests.pwa.years import put_credit

TODAY = date(2026, 6, 15)
ASKED = {
    "status": (
        "达标吗|达标吗？|我达标了吗|我今年达标了吗？|还差多少|我还差多少学分？|我今年还差几个学分|"
        "今年学分够吗|我有多少学分|达标没有|还要多少学时|够了没|达标情况|学分够不够|够不够|学分够了吗|"
        "我的学分够不够啊|我现在有几分|我一共有多少学分了|还缺几分|我缺学分吗|今年的学分修满了没有|"
        "我合格了吗|能达标吗|会不会不达标|学分完成情况|继续教育完成了没|今年继教学分够吗|"
        "还要修多少分才能达标|离达标还差多少|我今年一共修了多少分|学分进度|查一下我的学分情况|"
        "看看我达标没|请问我今年的学分达标了吗|老师我学分够了没|达标了没|我还需要多少学分|总学分多少|"
        "我的分数够吗|帮我查一下学分够不够|Did I meet the standard?|Am I compliant|"
        "do I meet the standard?|how many credits do I need?|"
        "how many more credits do I still need?|my status|what's my status|"
        "do i have enough credits|have i got enough?|am i done yet|how many credits have I earned|"
        "how many hours are missing|am I on track|how am I doing|where do I stand"
    ),
    "status 2025": (
        "去年达标了吗|2025年达标了吗|我去年学分够不够|did I meet the standard last year|"
        "did i pass in 2025"
    ),
    "reviewed": (
        "审核到哪了|通过了吗|审核通过了吗|我的学分审核了吗|批了没|批下来了吗|审了没有|上次交的通过没|"
        "什么时候审核|审核进度|怎么还没审核|我上报的审核到哪一步了|昨天报的批了没|was it approved?|"
        "has my claim been approved|is my certificate reviewed yet|when will it be approved|"
        "review status"
    ),
    "status 2024": ("2024年度达标情况|前年达标吗"),
    "credits": ("我的学分|学分记录|查看我的学分明细|my credits|show my credits|credits"),
    "forms": (
        "登记表|打印登记表|我要学分登记表|登记表怎么打印|registration form"
        "|print my registration form"
    ),
    "forms 2025": ("2025年登记表|下载去年的登记表|send me the form for 2025"),
    "trainings": (
        "最近有什么培训|我的培训|明天有培训吗|培训安排|这周有什么讲座|什么时候培训|my trainings|"
        "any trainings tomorrow?|when is the next training|upcoming lectures"
    ),
    "excuse": (
        "请假|我要请假|我想请个假|怎么请假|我明天去不了|明天的培训去不了|下周的课参加不了|不能参加|"
        "I can't come|I cannot attend the training tomorrow|can't make it tomorrow"
    ),
    "scan": (
        "扫码|签到|怎么签到|我要签到|签退|扫一扫|打卡|scan|how do I sign in to a training|check in"
    ),
    "inbox": ("有新消息吗|消息|通知|any new messages|inbox"),
    "review": (
        "有什么要审的|待审核|有没有要审批的|还有几个要审|待办|开始审核|what is waiting for review|"
        "anything to review?|pending"
    ),
    "standard": (
        "标准是什么|达标标准|每年要多少学分|一年需要多少分|怎么才算达标|为什么是25分|the standard|"
        "what is the standard|requirements|how many credits are required per year"
    ),
    "begin": (
        "怎么申报学分|我要录学分|上传证书|怎么上报|submit a certificate|how do I add credits"
    ),
    "web": ("网页版在哪|打开网页|怎么登录|open the web app"),
    "do-not-remind": ("别提醒我了|不要再提醒了|stop reminding me"),
    "remind": ("提醒我|恢复提醒|remind me again"),
    "help": ("帮助|怎么用|你能做什么|你会什么|有什么功能|help|what can you do|how does this work"),
}
WORDINGS = [(text, asked) for asked, texts in ASKED.items() for text in texts.split("|")]
ANSWERS = (
    "6学时|第一作者|危重症护理新进展|昨天|达标管理学习班|护理质量标准与达标管理|签到管理规范|国家级|半天"
    "|医学继续教育学分管理培训班|标准化病人培训|浙江省护理学会|2026-14-02-118|十二|六个小时|2026|去年"
    "|静脉输液治疗标准|Nursing standards update|Critical care course|QR code security"
    "|通过|无|没有|好的"
    "|Training of trainers|急救技能培训|核酸检测|第二作者|3天|学分制改革进展"
    "|登记表填写规范|消息队列|是"
    "|全院业务学习|请假制度解读|不能参加手术的患者管理"
)


@pytest.mark.parametrize(("text", "asked"), WORDINGS)
def test_usual_wordings_are_understood(text: str, asked: str) -> None:
    kind, _, year = asked.partition(" ")
    question = understood(text, TODAY)
    assert question is not None
    assert question.asked == kind
    assert question.year in ({int(year)} if year else {0, TODAY.year})


def test_there_are_many_wordings_and_each_kind_has_some() -> None:
    assert len(WORDINGS) >= 150
    assert {asked.partition(" ")[0] for asked in ASKED} == set(Asked)


@pytest.mark.parametrize("text", ANSWERS.split("|"))
def test_answers_are_no_questions(text: str) -> None:
    assert understood(text, TODAY) is None
    assert not BEHIND.fullmatch(text)


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
    assert len(chat.nurse.labels) >= 3
    assert await chat.nurse.says("呃呃呃呃") != first
    assert "0.0 / 25" in await chat.nurse.presses(say("chat-menu-status"))


async def test_no_command_is_offered_that_would_be_refused(chat: World) -> None:
    nurse, head = await chat.nurse.says("帮助"), await chat.head_nurse.says("帮助")
    assert "/status" in nurse
    assert "/review" not in nurse
    assert "/behind" not in nurse
    assert "/review" in head
    assert "/behind" in head
    assert "/web" in await chat.nurse.says("help")
    assert say("chat-web-scan") in await chat.nurse.says("怎么签到")
