"""A message changed by its person changes the answer that came with it."""

from core.texts import say
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import read_credit
from tests import cast
from tests.bot.world import World, photo


async def claim_of(world: World) -> dict[str, str]:
    [line] = (await list_own_credits(world.desk, cast.NURSE.actor)).rows
    sheet = await read_credit(world.desk, cast.NURSE.actor, line.credit.id)
    claim = sheet.credit.claim
    return {**claim.details, "quantity": str(claim.quantity), "remark": claim.remark}


async def edited(world: World, message: dict[str, object], text: str) -> str:
    world.nurse.phone.edits(message, text)
    await world.settled()
    return world.nurse.text


async def test_an_edited_answer_is_the_answer_and_the_open_question_is_asked_again(
    on_telegram: World,
) -> None:
    await on_telegram.nurse.sends(photo())
    for press in ("2026", "赴外省获得学分", "国家级"):
        await on_telegram.nurse.presses(press)
    hours = on_telegram.nurse.phone.says("6学时")
    await on_telegram.settled()
    open_question = on_telegram.nurse.text
    said = await edited(on_telegram, hours, "8学时")
    assert say("chat-edit-taken", answer="8学时") in said
    assert said.endswith(open_question)
    assert (await claim_of(on_telegram))["quantity"] == "800"
    name = on_telegram.nurse.phone.says("危重症护理新进站")
    await on_telegram.settled()
    await edited(on_telegram, name, "危重症护理新进展")
    assert (await claim_of(on_telegram))["project-name"] == "危重症护理新进展"
    assert "⚠️" in await edited(on_telegram, hours, "好多")
    assert (await claim_of(on_telegram))["quantity"] == "800"
    await on_telegram.restart()
    await edited(on_telegram, hours, "9学时")
    await edited(on_telegram, name, "危重症护理新进展班")
    claim = await claim_of(on_telegram)
    assert (claim["quantity"], claim["project-name"]) == ("900", "危重症护理新进展班")


async def test_an_edited_caption_takes_the_place_of_the_first_and_a_second_one_is_kept(
    on_telegram: World,
) -> None:
    [first] = await on_telegram.nurse.phone.sends_photos([photo(1)], "新进站学习班")
    await on_telegram.settled()
    await on_telegram.nurse.sends(photo(2), caption="杭州")
    assert (await claim_of(on_telegram))["remark"] == "新进站学习班、杭州"
    await on_telegram.restart()
    await edited(on_telegram, first, "新进展学习班")
    assert (await claim_of(on_telegram))["remark"] == "新进展学习班、杭州"


async def test_an_edit_of_what_was_no_answer_is_heard_as_a_question_or_said_to_be_too_late(
    on_telegram: World,
) -> None:
    unclear = on_telegram.nurse.phone.says("呃呃呃")
    await on_telegram.settled()
    assert "0.0 / 25" in await edited(on_telegram, unclear, "达标吗")
    assert await edited(on_telegram, unclear, "8学时") == say("chat-edit-too-late")
