"""The questions of a draft: answered by buttons and in words, back and forth, on the web."""

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Stage
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import CreditSheet, read_credit
from tests import cast, pictures
from tests.bot.world import World, at_the_summary, photo


async def drafts(world: World) -> list[Credit]:
    return [line.credit for line in (await list_own_credits(world.desk, cast.NURSE.actor)).rows]


async def the_draft(world: World) -> CreditSheet:
    [credit] = await drafts(world)
    return await read_credit(world.desk, cast.NURSE.actor, credit.id)


async def claim_of(world: World) -> Claim:
    return (await the_draft(world)).credit.claim


async def test_a_paper_by_its_author(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends_file("检索报告.pdf", pictures.pdf(pictures.Certificate()))
    await nurse.says("今年")
    await nurse.presses("发表论文")
    assert "第1作者" not in await nurse.presses("SCI")
    await nurse.says("第一作者")
    await nurse.says("静脉治疗护理的循证研究")
    await nurse.says("中华护理杂志")
    assert "第 1 / 1 份材料是什么" in await nurse.says("昨天")
    summary = await nurse.says("检索报告")
    assert "25.0 学分" in summary
    assert "还缺证明材料：期刊封面、目录和正文" in summary
    assert (await claim_of(chat)).details["date"] == "2026-06-14"
    assert "已够" in await nurse.sends(photo(5))
    assert {file.kind for file in (await the_draft(chat)).evidence} == {
        "retrieval-report",
        "journal-pages",
    }


async def test_a_degree_needs_no_choice_of_rule_and_its_level_is_pressed(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends(photo())
    await nurse.says("2025年")
    assert "学历？" in await nurse.presses("在职学历教育")
    assert "学校？" in await nurse.presses("本科")
    claim = await claim_of(chat)
    assert (claim.year, claim.rule, claim.details["degree"]) == (2025, "degree", "bachelor")


async def test_a_senseless_quantity_is_explained_and_asked_again(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends(photo())
    await nurse.presses("2026")
    await nurse.presses("赴外省")
    await nurse.presses("国家级")
    for text in ("许多", "0", "-3", "1000000000", "6.5.3", "\u202e6\u202c学分"):
        said = await nurse.says(text)
        assert said.startswith("⚠️"), text
        assert "一共多少学时" in said
    assert (await claim_of(chat)).quantity is None
    assert "项目名称" in await nurse.says("六学时".replace("六", "6"))


async def test_dates_in_the_future_or_of_another_year_are_refused(chat: World) -> None:
    nurse = chat.nurse
    await at_the_summary(chat)
    for text, why in (
        ("2026-12-01", "还没有到"),
        ("2025-03-01", "不在 2026 年度"),
        ("某天", "日期"),
    ):
        await nurse.presses("修改")
        await nurse.presses("活动日期")
        assert why in await nurse.says(text)
        await nurse.presses("返回")
        await nurse.says("浙江省护理学会")
    await nurse.presses("修改")
    await nurse.presses("活动日期")
    assert "2026-03-12 至 2026-03-14" in await nurse.says("2026年3月12日-14日")


async def test_every_step_goes_back(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends(photo())
    await nurse.presses("2026")
    await nurse.presses("赴外省")
    await nurse.presses("主讲人赴外省获得学分(国家级)")
    assert "哪一条规定" in await nurse.presses("返回")
    assert "哪一类" in await nurse.presses("返回")
    assert "哪一年度" in await nurse.presses("返回")
    await nurse.presses("2025")
    assert (await claim_of(chat)).year == 2025


async def test_every_step_can_be_finished_on_the_web(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends(photo())
    await nurse.presses("在网页上填写")
    continued = nurse.token
    await nurse.says("/web")
    assert nurse.token != continued


async def test_a_later_photo_belongs_to_the_open_draft(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends(photo(1))
    await nurse.presses("2026")
    assert "2 份" in await nurse.sends(photo(2))
    assert "哪一类" in nurse.text
    assert len((await the_draft(chat)).evidence) == 2


async def test_the_same_photo_twice_is_kept_once(chat: World) -> None:
    await chat.nurse.sends(photo(1))
    await chat.nurse.sends(photo(1))
    assert len((await the_draft(chat)).evidence) == 1


async def test_save_only_leaves_a_draft_to_continue(chat: World) -> None:
    nurse = chat.nurse
    await at_the_summary(chat)
    assert "已保存" in await nurse.presses("仅保存")
    await nurse.says("/credits")
    await nurse.presses("1")
    assert "请核对后上报" in await nurse.presses("继续填写")
    await nurse.presses("仅保存")
    await nurse.sends(photo(9))
    assert len(await drafts(chat)) == 2


async def test_a_cancelled_draft_is_gone_after_asking(chat: World) -> None:
    nurse = chat.nurse
    await at_the_summary(chat)
    assert "删除这条草稿" in await nurse.presses("取消")
    assert "请核对后上报" in await nurse.presses("返回")
    await nurse.presses("取消")
    assert "草稿已删除" in await nurse.presses("删除草稿")
    assert await drafts(chat) == []
    assert "哪一类" in await nurse.sends(photo(3))


async def test_a_claim_is_withdrawn_and_submitted_again(chat: World) -> None:
    nurse = chat.nurse
    await at_the_summary(chat)
    await nurse.presses("保存并上报")
    assert "请核对后上报" in await nurse.presses("撤回")
    assert (await drafts(chat))[0].stage is Stage.DRAFT
    assert "已上报" in await nurse.presses("保存并上报")


async def test_a_file_is_renamed_or_dropped(chat: World) -> None:
    nurse = chat.nurse
    await at_the_summary(chat)
    await nurse.presses("修改")
    await nurse.presses("学分证书")
    assert "还缺证明材料：学分证书" in await nurse.presses("其他材料")
    await nurse.presses("修改")
    await nurse.presses("其他材料")
    await nurse.presses("删除这份材料")
    assert len((await the_draft(chat)).evidence) == 1


async def test_incomplete_claims_list_everything_at_once(chat: World) -> None:
    nurse = chat.nurse
    await nurse.says("/new")
    await nurse.presses("2026")
    await nurse.presses("在职学历教育")
    await nurse.presses("本科")
    await nurse.says("海晏卫生学院")
    said = await nurse.says("5月31日")
    assert "单位同意书" in said
    assert "学籍认证" in said
    assert "请补齐" in await nurse.presses("保存并上报")


async def test_markup_in_words_is_only_words(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends(photo(), caption="<b>a & b</b>")
    await nurse.presses("2026")
    await nurse.presses("脱产进修")
    await nurse.presses("不满三个月")
    await nurse.says("20 天")
    assert "进修单位" in await nurse.says("<i>微创 & 介入</i>\u202e\u0000 🩺")
    assert (await claim_of(chat)).details["matter"] == "<i>微创 & 介入</i> 🩺"


async def test_in_english_too(chat: World) -> None:
    nurse = chat.nurse
    await nurse.says("/language")
    assert "English from now on" in await nurse.presses("English")
    assert "What kind" in await nurse.sends(photo(1), photo(2))
    await nurse.presses("2026")
    await nurse.presses("Published paper")
    await nurse.presses("2  Paper")
    assert "at most" in await nurse.says("first author")
    assert "Title of the paper" in await nurse.says("am I compliant?")
    assert "Does not meet the standard" in nurse.phone.heard[-2]["text"]
    await nurse.says("Intravenous therapy")
    await nurse.says("Chinese Journal of Nursing")
    assert "What is file 1 of 2?" in await nurse.says("yesterday")
