"""Who is in the chat: strangers, links, languages, groups."""

from dataclasses import replace

import pytest

from bot.sandbox.methods.settings import commands_for
from core.records.register import LinkPurpose
from core.usecases.messages.chats import unlink_chat
from core.usecases.register.links import make_link
from tests import cast
from tests.bot.world import STRANGER, TOKEN, Player, World, links, photo
from tests.chats import one_chat


async def test_a_stranger_learns_how_to_link_and_nothing_else(chat: World) -> None:
    for text in ("/start", "/status", "达标吗", "/credits"):
        assert "请先绑定账号" in await chat.stranger.says(text)
    assert "请先绑定账号" in await chat.stranger.sends(photo())
    said = "".join(str(message) for message in chat.stranger.phone.heard)
    assert not [one for one in cast.CAST if one.account.name in said]


async def test_a_press_of_a_stranger_is_told_the_same(with_buttons: World) -> None:
    await with_buttons.stranger.says("/start")
    assert "还没有绑定" in await with_buttons.stranger.forges("sum:2026")


async def test_a_stranger_from_abroad_reads_english(on_telegram: World) -> None:
    assert "link your account" in await Player(on_telegram, 998).says("/start")


async def test_a_link_from_the_web_gives_the_chat_to_its_person(chat: World) -> None:
    assert "葛*莺（护理）" in (await links(chat.stranger, cast.COLLEAGUE)).replace("＊", "*")
    assert "葛莺莺" in await chat.stranger.says("/status")


async def test_a_link_opens_once_and_not_for_long(chat: World) -> None:
    used = await make_link(chat.desk, cast.COLLEAGUE.actor, LinkPurpose.CHAT)
    await chat.stranger.brings(used)
    await chat.stranger.presses("是我的账号")
    assert "已经用过或已过期" in await chat.stranger.brings(used)
    late = await make_link(chat.desk, cast.COLLEAGUE.actor, LinkPurpose.CHAT)
    chat.clock.move(minutes=11)
    assert "已经用过或已过期" in await chat.stranger.brings(late)


async def test_a_link_with_nonsense_is_none(on_telegram: World) -> None:
    assert "已经用过或已过期" in await on_telegram.physician.says("/start nonsense")


async def test_a_chat_that_is_linked_elsewhere_is_told(chat: World) -> None:
    await links(chat.stranger, cast.NURSE)
    await chat.nurse.hears("已改绑到另一个聊天")
    linked = await one_chat(chat.desk, cast.NURSE.actor)
    assert linked
    assert linked.id.address == str(STRANGER)


async def test_unlinking_asks_first(chat: World) -> None:
    await chat.nurse.says("/unlink")
    assert "没有改动" in await chat.nurse.presses("保留")
    await chat.nurse.says("/unlink")
    assert "已解除绑定" in await chat.nurse.presses("解除绑定")
    assert "请先绑定账号" in await chat.nurse.says("/status")
    assert await one_chat(chat.desk, cast.NURSE.actor) is None


async def test_the_language_is_switched_and_stays(chat: World) -> None:
    await chat.nurse.says("/language")
    await chat.nurse.presses("English")
    await chat.restart()
    assert "registration form" in (await chat.nurse.says("/help")).lower()
    await chat.nurse.says("/language")
    assert "以后都用中文" in await chat.nurse.presses("中文")


async def test_in_a_group_the_bot_speaks_once_and_of_nobody(on_telegram: World) -> None:
    group = {"id": -55, "type": "group", "title": "护理"}
    message = on_telegram.nurse.phone.says("达标吗")
    await on_telegram.settled()
    for number in (1, 2):
        said = {**message, "chat": group, "message_id": number}
        on_telegram.telegram.updates.add("message", said)
    await on_telegram.settled()
    calls = [call for call in on_telegram.telegram.calls if call == ("sendMessage", -55)]
    assert len(calls) == 1


async def test_who_has_no_record_is_told_where_to_go(chat: World) -> None:
    assert "没有个人学分档案" in await chat.unit.sends(photo())
    for text in ("/status", "/credits", "/forms", "/new"):
        assert "没有个人学分档案" in await chat.unit.says(text)


async def test_what_cannot_be_read_is_said_so(on_telegram: World) -> None:
    message = on_telegram.nurse.phone.says("听我说")
    await on_telegram.settled()
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    spoken = {name: part for name, part in message.items() if name != "text"}
    on_telegram.telegram.updates.add("message", {**spoken, "voice": voice, "message_id": 9})
    await on_telegram.settled()
    assert "看不懂" in on_telegram.nurse.text
    assert "没听懂" in await on_telegram.nurse.says("天气真好")
    assert "没听懂" in await on_telegram.nurse.says("/nonsense")


async def test_the_menu_is_published_in_both_languages(on_telegram: World) -> None:
    await on_telegram.until(lambda: len(on_telegram.telegram.commands) == 2)
    menus = list(on_telegram.telegram.commands.values())
    assert [one["description"] for [one] in menus] == ["帮助", "Help"]


async def test_the_menu_of_a_chat_offers_what_its_person_may_do_in_their_language(
    on_telegram: World,
) -> None:
    telegram = on_telegram.telegram

    async def offered(player: Player, *there: str, missing: str = "") -> None:
        def menu() -> list[str]:
            person = telegram.chats[player.id].person
            return [one["command"] for one in commands_for(telegram, person)]

        await on_telegram.until(lambda: set(there) <= set(menu()) and missing not in menu())

    nurse, unit, stranger = on_telegram.nurse, on_telegram.unit, on_telegram.stranger
    await offered(nurse, "help", missing="status")
    await nurse.says("/help")
    await offered(nurse, "status", "new", missing="review")
    await unit.says("/help")
    await offered(unit, "review", "behind", missing="new")
    await nurse.says("/language")
    await nurse.presses("English")
    await on_telegram.until(lambda: "Do I meet the standard" in str(telegram.commands))
    await links(stranger, cast.COLLEAGUE)
    await offered(stranger, "status", missing="review")
    await stranger.says("/unlink")
    await stranger.presses("解除绑定")
    await offered(stranger, "help", missing="status")
    await unlink_chat(on_telegram.desk, cast.UNIT_ADMINISTRATOR.actor)
    await on_telegram.restart()
    await unit.says("/review")
    await offered(unit, "help", missing="review")


async def test_a_menu_that_cannot_be_changed_keeps_no_answer_back(on_telegram: World) -> None:
    await on_telegram.until(lambda: len(on_telegram.telegram.commands) == 2)
    on_telegram.telegram.inject("setMyCommands", 400, "Bad Request: BOT_COMMAND_INVALID")
    assert "登记表" in await on_telegram.nurse.says("/help")
    await links(on_telegram.stranger, cast.COLLEAGUE)
    assert "登记表" in await on_telegram.stranger.says("/help")
    nurse, telegram = on_telegram.nurse, on_telegram.telegram
    await nurse.says("/help")
    await on_telegram.until(
        lambda: "status" in str(commands_for(telegram, telegram.chats[nurse.id].person))
    )


async def test_what_signs_in_is_never_to_be_read_in_the_chat(on_telegram: World) -> None:
    said = await on_telegram.nurse.says("/web")
    assert on_telegram.nurse.token not in said
    assert on_telegram.desk.settings.public_url in said


async def test_a_link_is_a_button_where_telegram_takes_one(on_telegram: World) -> None:
    await on_telegram.stop()
    settings = replace(on_telegram.desk.settings, public_url="https://cme.hospital.test")
    on_telegram.desk = replace(on_telegram.desk, settings=settings)
    await on_telegram.start()
    await on_telegram.nurse.says("/web")
    [[button]] = on_telegram.nurse.last["reply_markup"]["inline_keyboard"]
    assert button["url"].startswith("https://cme.hospital.test/sign-in/")
    assert "sign-in" not in on_telegram.nurse.text


async def test_no_token_or_person_stands_in_the_log(
    on_telegram: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        on_telegram.telegram.inject("sendMessage", 400, "Bad Request: something about 闻旦")
        on_telegram.nurse.phone.says("/status")
        await on_telegram.settled()
        on_telegram.telegram.inject("sendMessage", 0, times=2)
        await on_telegram.nurse.says("/status")
        on_telegram.telegram.inject("sendMessage", 401, "Unauthorized")
        on_telegram.nurse.phone.says("/status")
        await on_telegram.settled()
    ours = [one for one in caplog.records if one.name.split(".")[0] in {"bot", "telegram", "httpx"}]
    written = "".join(caplog.handler.format(one) for one in ours)
    assert "BadRequest" in written
    assert TOKEN not in written
    assert "闻旦" not in written
