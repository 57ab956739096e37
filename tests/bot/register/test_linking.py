"""Linking a chat begins in the web app, and both sides say who the other is."""

import re
from dataclasses import dataclass, replace

from bot.sandbox.people import Person
from core.records.messages import Channel, ChatId
from core.records.register import LinkPurpose
from core.usecases.register.links import make_link
from pwa.app import create_app
from tests import cast
from tests.bot.world import Player, World
from tests.chats import one_chat
from tests.pwa.conftest import Browser

NEW = "a better one 2026"


@dataclass(frozen=True, slots=True)
class Web:
    """A signed-in browser beside the chats."""

    browser: Browser

    async def page(self, path: str = "/settings/chat") -> str:
        answer = await self.browser.get(path)
        return await answer.get_data(as_text=True)

    async def asking(self) -> str:
        """Return the name of the chat that waits for an answer, "" for none."""
        found = re.search(r'<bdi class="strong">([^<]*)</bdi>', await self.page())
        return found[1] if found else ""

    async def code(self) -> str:
        """Press 绑定聊天; return the code of the link that is shown."""
        page = await (await self.browser.post("/settings/chat")).get_data(as_text=True)
        found = re.search(r'<code class="whole">([a-z2-7 ]+)</code>', page)
        assert found
        return found[1].replace(" ", "")

    async def answers(self, chat_id: int, *, is_own: bool) -> int:
        form = {"chat": str(chat_id)} | ({"own": "1"} if is_own else {})
        return (await self.browser.post("/settings/chat/answer", form)).status_code


async def web_of(world: World, person: cast.Person) -> Web:
    browser = Browser(create_app(world.desk).test_client())
    answer = await browser.sign_in(person.login)
    assert answer.status_code == 303
    return Web(browser)


def at_name(world: World, player: Player, username: str) -> str:
    """Give the person of a chat a @name where there are some; return what they are called then."""
    if world.channel is not Channel.TELEGRAM:
        return player.known_as
    chat = world.telegram.chats[player.id]
    chat.person = replace(chat.person, username=username)
    return f"{player.known_as} @{username}"


async def account_of(world: World, player: Player) -> str:
    async with world.desk.store.reading() as tx:
        chat = await tx.chats.get(ChatId(world.channel, str(player.id)))
    return chat.account_id if chat else ""


async def test_both_sides_name_the_other_and_are_asked(chat: World) -> None:
    name = at_name(chat, chat.stranger, "luren")
    web = await web_of(chat, cast.SECOND_UNIT_ADMINISTRATOR)
    asked = await chat.stranger.brings(await web.code())
    assert "方*" in asked.replace("＊", "*")
    assert cast.UNIT.name in asked
    assert "方闻" not in asked
    assert "还差一步" in await chat.stranger.presses("是我的账号")
    assert await account_of(chat, chat.stranger) == ""
    assert await web.asking() == name
    assert f'value="{chat.stranger.id}"' in await web.page()
    assert name in await web.page("/inbox")
    assert await web.answers(chat.stranger.id, is_own=True) == 303
    assert await account_of(chat, chat.stranger) == cast.SECOND_UNIT_ADMINISTRATOR.account.id
    await chat.stranger.hears("聊天已绑定")
    assert await web.asking() == ""


async def test_a_chat_is_named_though_the_bot_began_anew_before_it_agreed(
    with_buttons: World,
) -> None:
    name = at_name(with_buttons, with_buttons.stranger, "luren")
    web = await web_of(with_buttons, cast.SECOND_UNIT_ADMINISTRATOR)
    await with_buttons.stranger.brings(await web.code())
    await with_buttons.stranger.found("是我的账号")
    await with_buttons.restart()
    await with_buttons.stranger.presses("是我的账号")
    assert await web.asking() == name


async def test_the_code_may_be_typed_as_it_stands_on_the_page(chat: World) -> None:
    web = await web_of(chat, cast.SECOND_UNIT_ADMINISTRATOR)
    code = await web.code()
    typed = " ".join(code[at : at + 4] for at in range(0, 16, 4)).upper()
    assert "方*" in (await chat.stranger.says(typed)).replace("＊", "*")


async def test_a_stranger_gets_no_link_that_an_administrator_could_be_lured_to_press(
    chat: World,
) -> None:
    web = await web_of(chat, cast.UNIT_ADMINISTRATOR)
    for text in ("/start", "/start chat", "绑定", "/web"):
        heard = await chat.stranger.says(text)
        links = re.findall(r"https?://\S+", heard)
        assert all(link == "http://127.0.0.1:8000/settings/chat" for link in links), heard
    for way in ("get", "post"):
        answer = await getattr(web.browser, way)("/chat/abcdefghabcdefghabcdefgh")
        assert answer.status_code == 404
    assert await account_of(chat, chat.stranger) == ""


async def test_whoever_sees_the_code_on_a_screen_gets_nothing_from_it(chat: World) -> None:
    """The picture was photographed; the chat agrees, and the person says it is not theirs."""
    web = await web_of(chat, cast.UNIT_ADMINISTRATOR)
    code = await web.code()
    await chat.stranger.brings(code)
    await chat.stranger.presses("是我的账号")
    assert "请先绑定账号" in await chat.stranger.says("/review")
    assert await web.asking() == chat.stranger.known_as
    assert await web.answers(chat.stranger.id, is_own=False) == 303
    assert await web.asking() == ""
    assert await web.answers(chat.stranger.id, is_own=True) == 410
    assert await account_of(chat, chat.stranger) == ""
    kept = await one_chat(chat.desk, cast.UNIT_ADMINISTRATOR.actor)
    assert kept
    assert kept.id == ChatId(chat.channel, str(chat.unit.id))


async def test_one_code_is_answered_by_one_chat(chat: World) -> None:
    web = await web_of(chat, cast.SECOND_UNIT_ADMINISTRATOR)
    code, other = await web.code(), chat.physician
    await chat.stranger.brings(code)
    await other.brings(code)
    await chat.stranger.presses("是我的账号")
    await other.presses("是我的账号")
    assert await web.asking() == chat.stranger.known_as
    assert await web.answers(other.id, is_own=True) == 410
    assert await account_of(chat, other) == cast.PHYSICIAN.account.id


async def test_whose_chat_is_taken_over_is_told_in_the_web_app(chat: World) -> None:
    before, after = await web_of(chat, cast.NURSE), await web_of(chat, cast.STRANGER)
    asked = await chat.nurse.brings(await after.code())
    assert "闻旦" in asked
    await chat.nurse.presses("是我的账号")
    assert "已被另一个账号绑定" not in await before.page("/inbox")
    assert await after.answers(chat.nurse.id, is_own=True) == 303
    assert "已被另一个账号绑定" in await before.page("/inbox")
    assert await account_of(chat, chat.nurse) == cast.STRANGER.account.id


async def test_a_chat_that_was_sent_somebody_elses_code_says_no_and_the_code_is_void(
    chat: World,
) -> None:
    lured = await web_of(chat, cast.STRANGER)
    code = await lured.code()
    asked = await chat.nurse.brings(code)
    assert "刘**"[:1] in asked
    assert "改绑" in asked
    assert "没有绑定" in await chat.nurse.presses("不是我的")
    assert "已经用过" in await chat.stranger.brings(code)
    assert await account_of(chat, chat.nurse) == cast.NURSE.account.id


async def test_nobody_confirms_a_chat_for_another_account(chat: World) -> None:
    web, thief = await web_of(chat, cast.NURSE), await web_of(chat, cast.STRANGER)
    await chat.stranger.brings(await web.code())
    await chat.stranger.presses("是我的账号")
    assert await thief.answers(chat.stranger.id, is_own=True) == 410
    assert await web.answers(chat.physician.id, is_own=True) == 410
    assert await web.answers(chat.stranger.id, is_own=True) == 303
    assert await account_of(chat, chat.stranger) == cast.NURSE.account.id


async def test_an_answer_is_good_for_ten_minutes(chat: World) -> None:
    web = await web_of(chat, cast.NURSE)
    await chat.stranger.brings(await web.code())
    await chat.stranger.presses("是我的账号")
    chat.clock.move(minutes=11)
    assert await web.asking() == ""
    assert await web.answers(chat.stranger.id, is_own=True) == 410


async def test_made_up_codes_link_nothing(chat: World) -> None:
    for code in ("abcdefghabcdefgh", "abcd efgh abcd efgh"):
        assert "已经用过或已过期" in await chat.stranger.says(code)
    assert await account_of(chat, chat.stranger) == ""


async def test_made_up_links_link_nothing(on_telegram: World) -> None:
    for text in ("/start abcdefghabcdefgh", "/start " + "x" * 60):
        assert "已经用过或已过期" in await on_telegram.stranger.says(text)


async def test_made_up_presses_link_nothing(with_buttons: World) -> None:
    await with_buttons.stranger.says("/start")
    for press in ("link:abcdefghabcdefgh", "nolink:abcdefghabcdefgh", "link:x", "link"):
        await with_buttons.stranger.forges(press)
    assert await account_of(with_buttons, with_buttons.stranger) == ""


async def test_a_new_password_ends_sessions_links_and_the_chat(chat: World) -> None:
    web, elsewhere = await web_of(chat, cast.NURSE), await web_of(chat, cast.NURSE)
    sign_in = await make_link(chat.desk, cast.NURSE.actor, LinkPurpose.SIGN_IN)
    code = await elsewhere.code()
    form = {"old": cast.PASSWORD, "new": NEW, "again": NEW, "chat": "1"}
    assert (await web.browser.post("/settings/password", form)).status_code == 303
    assert (await elsewhere.browser.get("/")).status_code == 303
    assert (await elsewhere.browser.get(f"/sign-in/{sign_in}")).status_code == 410
    await chat.nurse.hears("您的密码已修改")
    assert "请先绑定账号" in await chat.nurse.says("/status")
    assert "已经用过或已过期" in await chat.nurse.brings(code)


async def test_a_chat_that_has_agreed_is_not_linked_after_a_new_password(chat: World) -> None:
    web = await web_of(chat, cast.NURSE)
    await chat.stranger.brings(await web.code())
    await chat.stranger.presses("是我的账号")
    form = {"old": cast.PASSWORD, "new": NEW, "again": NEW}
    assert (await web.browser.post("/settings/password", form)).status_code == 303
    assert await web.answers(chat.stranger.id, is_own=True) == 410


async def test_the_chat_stays_where_its_person_unticks_it(chat: World) -> None:
    web = await web_of(chat, cast.NURSE)
    assert 'name="chat" value="1" checked' in await web.page("/settings")
    form = {"old": cast.PASSWORD, "new": NEW, "again": NEW}
    assert (await web.browser.post("/settings/password", form)).status_code == 303
    assert "闻旦" in await chat.nurse.says("/status")


async def test_a_name_made_to_mislead_is_shown_plainly(on_telegram: World) -> None:
    told = on_telegram.telegram.chats[on_telegram.stranger.id]
    told.person = Person(on_telegram.stranger.id, "<b>闻旦</b>\u202e 的聊天" + "长" * 300)
    web = await web_of(on_telegram, cast.NURSE)
    await on_telegram.stranger.brings(await web.code())
    await on_telegram.stranger.presses("是我的账号")
    page = await web.page()
    assert "&lt;b&gt;闻旦" in page
    assert "\u202e" not in page


async def test_in_a_group_a_code_is_not_read(on_telegram: World) -> None:
    web = await web_of(on_telegram, cast.NURSE)
    code = await web.code()
    message = on_telegram.stranger.phone.says("hello")
    await on_telegram.settled()
    group = {"id": -56, "type": "group", "title": "护理"}
    for number, text in enumerate((f"/start {code}", code, "/status"), 1):
        said = {**message, "chat": group, "message_id": number, "text": text}
        on_telegram.telegram.updates.add("message", said)
    await on_telegram.settled()
    assert [call for call in on_telegram.telegram.calls if call == ("sendMessage", -56)] == [
        ("sendMessage", -56)
    ]
    assert "闻" in await on_telegram.stranger.brings(code)
