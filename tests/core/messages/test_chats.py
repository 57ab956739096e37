"""One person, several chats: where they are told things, and what ends them."""

from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Channel, ChatId, DeliveryState, Message
from core.sessions import end_ways_in
from core.usecases.messages.chats import choose_chat, list_chats, recognise_chat, unlink_chat
from core.usecases.messages.notices import Delivery, due_deliveries, note_blocked, note_sent
from tests import cast

DING, WECOM = ChatId(Channel.DINGTALK, "ding"), ChatId(Channel.WECOM, "wecom")
NURSE = cast.NURSE.actor


async def link_both(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        for chat_id in (DING, WECOM):
            await tx.chats.link(chat_id, NURSE.account_id)


async def told(desk: Desk) -> dict[Channel, DeliveryState]:
    """Write to the nurse; return on which channels that goes out, and how it begins."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.notices.add([NURSE.account_id], "took-effect", now=now)
        [notice, *_] = (await tx.notices.inbox(NURSE.account_id, now)).rows
        return {one.channel: one.state for one in await tx.deliveries.of(notice.id)}


async def main_chats(desk: Desk, who: Actor = NURSE) -> list[Channel]:
    return [chat.id.channel for chat in await list_chats(desk, who) if chat.is_main]


async def test_people_are_told_where_they_spoke_last_or_chose(desk: Desk) -> None:
    await link_both(desk)
    assert await told(desk) == {Channel.WECOM: DeliveryState.OPEN}
    found = await recognise_chat(desk, DING, language="zh-CN")
    assert found
    assert await told(desk) == {Channel.DINGTALK: DeliveryState.OPEN}
    await choose_chat(desk, NURSE, Channel.WECOM)
    assert await told(desk) == {Channel.WECOM: DeliveryState.OPEN}


async def test_where_the_chat_is_blocked_another_is_told(desk: Desk) -> None:
    await link_both(desk)
    async with desk.store.transaction() as tx:
        await tx.chats.set_blocked(WECOM, is_blocked=True)
    assert await told(desk) == {Channel.DINGTALK: DeliveryState.OPEN}
    async with desk.store.transaction() as tx:
        await tx.chats.set_blocked(DING, is_blocked=True)
    assert await told(desk) == {Channel.WECOM: DeliveryState.HELD}


async def test_who_leaves_the_chat_they_are_told_in_is_told_in_the_other(desk: Desk) -> None:
    await link_both(desk)
    await unlink_chat(desk, NURSE, Channel.WECOM)
    assert await main_chats(desk) == [Channel.DINGTALK]
    await unlink_chat(desk, NURSE)
    assert await list_chats(desk, NURSE) == []


async def test_what_ends_the_ways_in_ends_every_chat_and_tells_each(desk: Desk) -> None:
    await link_both(desk)
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await end_ways_in(tx, NURSE.account_id, now)
        due = await tx.deliveries.due(now, 10)
    assert {one.chat.id for one in due} == {DING, WECOM}
    assert {one.notice.key for one in due} == {"chat-ended"}
    assert await list_chats(desk, NURSE) == []


async def due(desk: Desk) -> list[Delivery]:
    return list(await due_deliveries(desk, Actor.system()))


async def comes_back(desk: Desk) -> list[Delivery]:
    """Say something, and return what is told then."""
    assert await recognise_chat(desk, WECOM, language="zh-CN")
    return await due(desk)


async def test_a_thousand_decisions_to_a_blocked_chat_come_as_one_also_when_it_is_blocked_again(
    desk: Desk,
) -> None:
    await link_both(desk)
    await told(desk)
    await note_blocked(desk, Actor.system(), (await due(desk))[0], "blocked")
    async with desk.store.transaction() as tx:
        await tx.chats.set_blocked(DING, is_blocked=True)
        many = [Message(NURSE.account_id, "took-effect") for _ in range(999)]
        await tx.notices.add_many(many, desk.clock.now())
    assert await due(desk) == []
    for _ in range(2):  # blocked again while the summary goes out
        gathered = await comes_back(desk)
        assert (len(gathered), {one.outgoing.is_gathered for one in gathered}) == (1_000, {True})
        await note_blocked(desk, Actor.system(), gathered[0], "blocked")
        assert await due(desk) == []
    await note_sent(desk, Actor.system(), await comes_back(desk))
    assert await due(desk) == []
    async with desk.store.transaction() as tx:
        await tx.chats.set_blocked(WECOM, is_blocked=True)
    assert await comes_back(desk) == []  # nothing was decided meanwhile
