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
    chat: World,
) -> None:
    await chat.nurse.sends(photo())
    for press in ("2026", "赴外省获得学分", "国家级"):
        await chat.nurse.presses(press)
    hours = chat.nurse.phone.says("6学时")
    await chat.settled()
    open_question = chat.nurse.text
    said = await edited(chat, hours, "8学时")
    assert say("chat-edit-taken", answer="8学时") in said
    assert said.endswith(open_question)
    assert (await claim_of(chat))["quantity"] == "800"
    name = chat.nurse.phone.says("危重症护理新进站")
    await chat.settled()
    await edited(chat, name, "危重症护理新进展")
    assert (await claim_of(chat))["project-name"] == "危重症护理新进展"
    assert "⚠️" in await edited(chat, hours, "好多")
    assert (await claim_of(chat))["quantity"] == "800"


async def test_an_edited_caption_takes_the_place_of_the_first_and_a_second_one_is_kept(
    chat: World,
) -> None:
    [first] = await chat.nurse.phone.sends_photos([photo(1)], "新进站学习班")
    await chat.settled()
    await chat.nurse.sends(photo(2), caption="杭州")
    assert (await claim_of(chat))["remark"] == "新进站学习班、杭州"
    await edited(chat, first, "新进展学习班")
    assert (await claim_of(chat))["remark"] == "新进展学习班、杭州"


async def test_an_edit_of_what_was_no_answer_is_heard_as_a_question_or_said_to_be_too_late(
    chat: World,
) -> None:
    unclear = chat.nurse.phone.says("呃呃呃")
    await chat.settled()
    assert "0.0 / 25" in await edited(chat, unclear, "达标吗")
    assert await edited(chat, unclear, "8学时") == say("chat-edit-too-late")
