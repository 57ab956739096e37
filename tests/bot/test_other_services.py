"""DingTalk and WeCom on bad days: lines break, things come twice, files do not open."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.chat.markup import Screen, split
from bot.chat.rendering import bytes_of
from bot.running import ChatBot
from core.domain.credits.credit import Stage
from core.ports import Desk
from core.records.messages import Channel, ChatId
from core.usecases.credits.entry import submit_credit
from core.usecases.credits.lists import list_own_credits
from core.usecases.credits.sheets import CreditSheet, read_credit
from core.usecases.messages.chats import choose_chat, list_chats
from storage.system import MovableClock
from tests import cast
from tests.bot.alone import begun, killed
from tests.bot.dingtalk import DingTalkPlace
from tests.bot.elsewhere import NumberPlayer, OtherWorld, other_world
from tests.bot.wecom import WeComPlace
from tests.bot.world import complete_draft, links, photo, submitted, words_of

Place = DingTalkPlace | WeComPlace
PLACES = {"dingtalk": DingTalkPlace, "wecom": WeComPlace}


@pytest.fixture(params=PLACES)
async def there(
    request: pytest.FixtureRequest, sqlite_desk: Desk, clock: MovableClock
) -> AsyncIterator[OtherWorld]:
    async with other_world(sqlite_desk, PLACES[request.param](), clock) as world:
        yield world


@pytest.fixture
async def wecom(sqlite_desk: Desk, clock: MovableClock) -> AsyncIterator[OtherWorld]:
    async with other_world(sqlite_desk, WeComPlace(), clock) as world:
        yield world


def place_of(world: OtherWorld) -> Any:
    return world.place


async def the_draft(world: OtherWorld) -> CreditSheet:
    [line] = (await list_own_credits(world.desk, cast.NURSE.actor)).rows
    return await read_credit(world.desk, cast.NURSE.actor, line.credit.id)


async def test_what_comes_twice_is_done_once(there: OtherWorld) -> None:
    for _ in range(2):
        if isinstance(there.place, DingTalkPlace):
            there.nurse.phone.says("/help", msgId="the same")
        else:
            there.nurse.phone.brings(
                {"msgtype": "text", "text": {"content": "/help"}, "msgid": "1"}
            )
        await there.settled()
    assert "登记表" in await there.nurse.says("/help")
    assert len(there.nurse.phone.heard) == 2


async def test_killed_between_receipt_and_answer_it_answers_afterwards(there: OtherWorld) -> None:
    place = place_of(there)
    is_ding = isinstance(place, DingTalkPlace)
    fault = ("batchSend", ({}, 500)) if is_ding else ("aibot_send_msg", -1)
    place.faults.extend([fault] * 50)
    before = len(place.faults)
    there.nurse.phone.says("/new")
    await there.until(lambda: len(place.faults) < before)
    await there.kill()
    place.faults.clear()
    await there.start()
    await there.nurse.hears("哪一年度")
    assert (await the_draft(there)).credit.stage is Stage.DRAFT


async def test_killed_for_good_it_answers_afterwards_and_what_comes_again_is_done_once(
    there: OtherWorld,
) -> None:
    place, nurse = place_of(there), there.nurse
    is_ding = isinstance(place, DingTalkPlace)
    same = {"msgId": "the same"} if is_ding else {"msgid": "the same"}
    fault = ("batchSend", ({}, 500)) if is_ding else ("aibot_send_msg", -1)
    await there.stop()
    place.faults.extend([fault] * 500)
    process = await begun(there.desk.settings)
    try:
        nurse.phone.says("/new", **same)
        await there.until(lambda: len(place.faults) < 500)
        await killed(process)
        place.faults.clear()
        process = await begun(there.desk.settings)
        await nurse.hears("哪一年度")
        nurse.phone.says("/new", **same)
        nurse.phone.says("/help")
        await nurse.hears("登记表")
    finally:
        await killed(process)
    assert (await the_draft(there)).credit.stage is Stage.DRAFT
    assert len(nurse.phone.heard) == 2


async def test_a_limit_is_waited_for(there: OtherWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.wecom.connection", "bot.dingtalk.service"):
        monkeypatch.setattr(f"{module}.SLOW_SECONDS", 0.01)
    place = place_of(there)
    if isinstance(place, DingTalkPlace):
        place.faults.append(("batchSend", ({"code": "Throttling"}, 429)))
        place.faults.append(("batchSend", ({"flowControlledStaffIdList": ["1001"]}, 200)))
    else:
        place.faults.append(("aibot_send_msg", 45009))
    assert "登记表" in await there.nurse.says("/help")
    assert not place.faults


async def test_who_does_not_want_to_hear_holds_up_nobody(
    wecom: OtherWorld,
) -> None:
    wecom.place.faults.append(("aibot_send_msg", 60111))  # type: ignore[attr-defined]
    wecom.nurse.phone.says("/help")
    await wecom.settled()
    assert "登记表" in await wecom.physician.says("/help")
    assert wecom.nurse.phone.heard == []


async def test_a_line_that_breaks_is_dialled_again_and_nothing_is_lost(there: OtherWorld) -> None:
    place = place_of(there)
    for _ in range(2):
        await there.until(lambda: place.lines)
        broken = set(place.lines)
        for connection in broken:
            await connection.close()
        await there.until(lambda broken=broken: set(place.lines) - broken)
    there.nurse.phone.says("/help")
    assert await there.nurse.hears("登记表")


async def test_a_service_that_stays_silent_is_hung_up_on(
    sqlite_desk: Desk, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wecom.connection.ANSWER_SECONDS", 0.05)
    place = WeComPlace()
    place.is_silent = True
    async with other_world(sqlite_desk, place, clock) as world:
        await world.until(lambda: place.dialled > 1)
        place.is_silent = False
        world.nurse.phone.says("/help")
        assert await world.nurse.hears("登记表")


async def test_a_gateway_that_does_not_pick_up_is_dialled_again(
    sqlite_desk: Desk, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = DingTalkPlace()
    place.is_silent = True
    with monkeypatch.context() as patience:
        patience.setattr("bot.chat.dialling.SILENCE_SECONDS", 0.05)
        async with other_world(sqlite_desk, place, clock) as world:
            await world.until(lambda: place.dialled > 1)
            patience.undo()
            place.is_silent = False
            world.nurse.phone.says("/help")
            assert await world.nurse.hears("登记表")


async def test_garbage_is_passed_over(there: OtherWorld) -> None:
    place = place_of(there)
    frames = [
        "not json", "[]", "null", '"text"', '{"headers": 5}', '{"cmd": "aibot_msg_callback"}',
        '{"cmd": "aibot_event_callback", "body": {"msgtype": "event", "from": {"userid": 7}}}',
        json.dumps({"headers": {"topic": "/v1.0/im/bot/messages/get"}, "data": "{{"}),
        json.dumps({"headers": {"topic": "/v1.0/card/instances/callback"}, "data": "{}"}),
    ]  # fmt: skip
    await there.until(lambda: place.lines)
    for raw in frames:
        place.say_raw(raw)
    for odd in ({"msgtype": "audio"}, {"msgtype": 5}, {"msgtype": "picture", "content": []}):
        there.nurse.phone.brings(odd)
    assert "登记表" in await there.nurse.says("/help")
    assert "看不懂" in str(there.nurse.phone.heard)


async def test_a_file_of_20_mb_is_fetched_and_a_larger_one_says_so(there: OtherWorld) -> None:
    await there.nurse.sends_file("大.bin", bytes(20 * 2**20 - 64))
    assert "不支持" in there.nurse.text or "⚠️" in there.nurse.text
    assert "20" not in there.nurse.text.split("\n")[0]
    said = await there.nurse.sends_file("更大.jpg", bytes(20 * 2**20 + 64))
    assert "20 MB" in said
    assert (await the_draft(there)).evidence == []


async def test_a_file_whose_key_is_wrong_is_not_taken(wecom: OtherWorld) -> None:
    place, phone = place_of(wecom), wecom.nurse.phone
    right, other = place.keep_file(photo(1)), place.keep_file(photo(2))
    for key in (other["aeskey"], "nonsense", "====", ""):
        phone.brings({"msgtype": "image", "image": {**right, "aeskey": key}})
        await wecom.settled()
        assert "⚠️" in wecom.nurse.text
    phone.brings({"msgtype": "image", "image": right})
    await wecom.settled()
    assert len((await the_draft(wecom)).evidence) == 1


async def test_a_file_that_is_handed_out_no_longer_is_asked_for_again(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    place = DingTalkPlace()
    async with other_world(sqlite_desk, place, clock) as world:
        unknown = {"msgtype": "picture", "content": {"downloadCode": "no such code"}}
        world.nurse.phone.brings(unknown)
        await world.settled()
        assert "重新发一次" in world.nurse.text
        place.faults.append(("/files/code0", ({}, 403)))
        assert "重新发一次" in await world.nurse.sends(photo(1))
        assert "1 份" in await world.nurse.sends(photo(1))


async def test_a_card_arrives_though_its_pictures_are_refused(there: OtherWorld) -> None:
    is_ding = isinstance(there.place, DingTalkPlace)
    fault = ("upload", ({"errcode": 40004}, 200)) if is_ding else ("aibot_upload_media_init", 40058)
    place_of(there).faults.append(fault)
    await submitted(there)
    assert "没能发到聊天里" in str(there.head_nurse.phone.heard)


async def test_a_press_is_thanked_for_at_once_and_the_card_loses_its_buttons(
    wecom: OtherWorld,
) -> None:
    place = place_of(wecom)
    await submitted(wecom)
    found = await wecom.head_nurse.found("通过")
    place.faults.extend([("aibot_send_msg", -1)] * 3)
    wecom.head_nurse.phone.presses(*found)
    await wecom.until(lambda: place.thanked)
    card = place.thanked[0]["body"]["template_card"]
    assert card["task_id"] == wecom.head_nurse.phone.heard[found[0]]["card"]
    assert "button_list" not in card


async def test_photos_sent_apart_are_one_claim(there: OtherWorld) -> None:
    await there.nurse.sends(photo(1), photo(2), photo(3))
    assert len((await the_draft(there)).evidence) == 3
    assert "3 份" in there.nurse.text


async def test_a_group_hears_one_sentence(there: OtherWorld) -> None:
    phone = there.nurse.phone
    in_group = (
        {"conversationType": "2", "conversationId": "G1"}
        if isinstance(there.place, DingTalkPlace)
        else {"chattype": "group", "chatid": "G1"}
    )
    for text in ("/status", "我达标了吗"):
        phone.says(text, **in_group)
        await there.settled()
        await there.restart()
    assert [words_of(one) for one in there.place.phone("G1").heard] == [
        "学分涉及个人信息，请与我单独聊天。"
    ]
    assert phone.heard == []


async def test_a_chat_is_linked_by_a_code_that_is_typed(there: OtherWorld) -> None:
    asked = await links(there.stranger, cast.COLLEAGUE)
    assert "绑定" in asked
    assert "您好" in await there.stranger.says("/help") or "登记表" in there.stranger.text


async def test_a_token_that_is_refused_is_renewed(sqlite_desk: Desk, clock: MovableClock) -> None:
    place = DingTalkPlace()
    async with other_world(sqlite_desk, place, clock) as world:
        await world.nurse.says("/help")
        place.tokens = 7
        assert "登记表" in await world.nurse.says("/help")
        assert place.tokens == 8
        place.tokens = 17
        service = world.bot.services[Channel.DINGTALK]
        await asyncio.gather(*(service.say("1001", Screen(f"第 {n} 条")) for n in range(8)))
        assert place.tokens == 18  # renewed once for all who wait


async def test_a_reason_of_ones_own_on_both_databases(desk: Desk, clock: MovableClock) -> None:
    async with other_world(desk, DingTalkPlace(cards=True), clock) as world:
        await submitted(world)
        await world.head_nurse.presses("退回")
        await world.head_nurse.presses("自己写原因")
        await world.head_nurse.says("日期看不清")
        assert (await the_draft(world)).credit.stage is Stage.RETURNED


async def test_numbers_survive_a_restart(there: OtherWorld) -> None:
    await there.nurse.sends(photo(1))
    await there.restart()
    assert "哪一类" in await there.nurse.presses("2026")


async def test_words_of_people_mark_nothing_up(there: OtherWorld) -> None:
    name = "[点这里](https://evil.example) **通过** <@all> # 标题"
    draft = await complete_draft(there, name)
    await submit_credit(there.desk, cast.NURSE.actor, draft.id, seen=draft.version)
    there.bot.deliveries.poke()
    await there.head_nurse.hears("有新的学分等待您审核")
    told = str(there.head_nurse.phone.heard)
    assert "［点这里］(https://evil.example) ＊＊通过＊＊ ＜@all＞ ＃ 标题" in told


async def test_two_bots_with_the_same_keys_do_not_push_each_other_out_without_end(
    wecom: OtherWorld, caplog: pytest.LogCaptureFixture
) -> None:
    place = place_of(wecom)
    event = {"msgtype": "event", "event": {"eventtype": "disconnected_event"}}
    await wecom.until(lambda: place.lines)
    place.say_raw(json.dumps({"cmd": "aibot_event_callback", "headers": {}, "body": event}))
    await wecom.until(lambda: "somebody else" in caplog.text)
    assert "登记表" in await wecom.nurse.says("/help")


def test_a_long_text_is_split_by_its_bytes() -> None:
    parts = split(("长" * 300 + "\n") * 20, 2000, bytes_of)
    assert max(map(bytes_of, parts)) <= 2000
    assert "".join(parts).replace("\n", "") == "长" * 6000


async def test_numbers_answer_the_question_they_were_shown_with(there: OtherWorld) -> None:
    """Two quick answers: the second was typed before the next question was there."""
    await there.nurse.sends(photo(1))
    there.nurse.phone.says("1")
    there.nurse.phone.says("1")
    await there.settled()
    claim = (await the_draft(there)).credit.claim
    assert (claim.category, claim.rule) == ("out-of-province", None)


async def test_of_two_chats_of_one_person_the_one_they_spoke_in_last_is_told(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    ding, wecom = DingTalkPlace(), WeComPlace()
    async with wecom.opened() as found, other_world(sqlite_desk, ding, clock) as world:
        await world.stop()
        async with world.desk.store.transaction() as tx:
            await tx.chats.link(ChatId(Channel.WECOM, "nurse"), cast.NURSE.account.id)
        desk = replace(world.desk, settings=replace(world.desk.settings, **found))
        world.bot, world._stop = ChatBot(desk), asyncio.Event()
        world._running = asyncio.create_task(world.bot.run(world._stop))
        await world.bot.is_ready.wait()
        phone = wecom.phone("nurse")

        async def told(key: str) -> None:
            async with desk.store.transaction() as tx:
                details = {"about": key, "reason": key}
                to = [cast.NURSE.account.id]
                await tx.notices.add(to, "decision-rejected", now=clock.now(), details=details)
            world.bot.deliveries.poke()

        await world.nurse.says("/new")
        phone.says("/new")
        await world.until(lambda: phone.heard and world.bot.receiver.is_idle)
        assert len((await list_own_credits(desk, cast.NURSE.actor)).rows) == 2
        await told("在企业微信")
        await world.until(lambda: "在企业微信" in str(phone.heard))
        await world.nurse.says("/help")
        await told("在钉钉")
        await world.nurse.hears("在钉钉")
        await choose_chat(desk, cast.NURSE.actor, Channel.WECOM)
        await told("选了企业微信")
        await world.until(lambda: "选了企业微信" in str(phone.heard))
        assert "在企业微信" not in str(world.nurse.phone.heard)
        assert "在钉钉" not in str(phone.heard)
        phone.says("/unlink")
        await world.until(lambda: "解除" in str(phone.heard[-1].get("buttons")))
        phone.presses(*NumberPlayer.find(_Holder(phone), "解除绑定"))  # type: ignore[arg-type]
        await world.until(lambda: world.bot.receiver.is_idle and "已解除" in str(phone.heard))
        left = await list_chats(desk, cast.NURSE.actor)
        assert [(one.id.channel, one.is_main) for one in left] == [(Channel.DINGTALK, True)]


class _Holder:
    """Somebody who holds a phone."""

    def __init__(self, phone: Any) -> None:
        self.phone = phone
