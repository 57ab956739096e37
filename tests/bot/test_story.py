"""From photographs in the chat to a credit that counts."""

from core.domain.credits.credit import Stage
from core.usecases.credits.lists import list_own_credits
from tests import cast
from tests.bot.credits.test_wizard import the_draft
from tests.bot.world import Player, World, photo


async def enter_out_of_province(nurse: Player) -> None:
    """Send two photos and answer everything, by buttons and in words, up to the summary."""
    assert "2 份" in await nurse.sends(photo(1), photo(2), caption="危重症护理新进展")
    await nurse.presses("2026")
    await nurse.presses("赴外省获得学分")
    await nurse.presses("国家级")
    assert "项目名称" in await nurse.says("6学时")
    await nurse.presses("用“危重症护理新进展”")
    await nurse.says("2026-14-02-118")
    await nurse.says("浙江省护理学会")
    await nurse.says("2026-06-12 至 06-14")
    await nurse.presses("学分证书")
    await nurse.presses("审批单")


async def credit_that_counts(world: World) -> None:
    nurse, head_nurse, unit, authority = (
        world.nurse,
        world.head_nurse,
        world.unit,
        world.authority,
    )
    await enter_out_of_province(nurse)
    assert "6 学时 ÷ 3 = 2.0 学分" in nurse.text
    assert "通过后累计 2.0 / 25，仍差 23.0" in nurse.text
    assert "已上报" in await nurse.presses("保存并上报")

    for reviewer in (head_nurse, unit, authority):
        await reviewer.hears("有新的学分等待您审核")
        assert "闻旦" in reviewer.text or "闻旦" in "".join(
            message.get("text", "") for message in reviewer.phone.heard
        )
        assert "审核通过" in await reviewer.presses("通过")
        await world.passes(11)
    told = await nurse.hears("次日生效")
    assert "危重症护理新进展" in told["text"]

    page = await list_own_credits(world.desk, cast.NURSE.actor)
    assert [line.credit.stage for line in page.rows] == [Stage.APPROVED]
    status = await nurse.says("我还差多少学分？")
    assert "不达标" in status
    assert "次日生效 2.0 学分" in status
    await nurse.says("登记表")
    await nurse.presses("2026")
    assert [one for one in nurse.phone.heard if "document" in one]


async def returned_credit(world: World) -> None:
    nurse, head_nurse = world.nurse, world.head_nurse
    await enter_out_of_province(nurse)
    await nurse.presses("保存并上报")
    await head_nurse.hears("有新的学分等待您审核")
    await head_nurse.presses("退回")
    assert "退回" in await head_nurse.presses("学时或数量与证书不符")
    await world.passes(11)
    await nurse.hears("学分被退回：学时或数量与证书不符")
    await nurse.presses("修改后重新上报")
    await nurse.presses("修改")
    await nurse.presses("数量")
    assert "÷ 3 = 3.0 学分" in await nurse.says("9")
    assert "已上报" in await nurse.presses("保存并上报")
    await world.passes(1)
    await world.until(lambda: "3.0 学分" in head_nurse.phone.heard[-1].get("text", ""))


async def test_from_photographs_to_a_credit_that_counts(world: World) -> None:
    await credit_that_counts(world)


async def test_the_same_way_wherever_people_chat(elsewhere: World) -> None:
    await credit_that_counts(elsewhere)


async def test_a_returned_credit_is_corrected_and_submitted_again(chat: World) -> None:
    await returned_credit(chat)


async def test_killed_at_every_step_the_story_goes_on(chat: World) -> None:
    nurse = chat.nurse
    await nurse.sends(photo(1), photo(2), caption="危重症护理新进展")
    presses = nurse.presses
    for act, what in (
        (presses, "2026"),
        (presses, "赴外省获得学分"),
        (presses, "国家级"),
        (nurse.says, "6学时"),
        (presses, "用“危"),
        (nurse.says, "2026-14-02-118"),
        (nurse.says, "浙江省护理学会"),
        (nurse.says, "昨天"),
        (presses, "学分证书"),
        (presses, "审批单"),
        (presses, "保存并上报"),
    ):
        await chat.restart()
        await act(what)
    await chat.restart()
    await chat.head_nurse.hears("等待您审核")
    await chat.restart()
    await chat.head_nurse.presses("通过")
    assert (await the_draft(chat)).credit.stage is Stage.UNIT_REVIEW
