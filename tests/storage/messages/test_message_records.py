"""Chats, notices to people, and updates from their chats."""

import asyncio
import json
from datetime import datetime, timedelta

from core.domain.lists import Window
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.records.messages import Channel, Chat, ChatId, DeliveryState, Received
from storage.models import UpdateRow

SOON = timedelta(seconds=10)


def telegram(number: int) -> ChatId:
    return ChatId(Channel.TELEGRAM, str(number))


async def link(desk: Desk, number: int, who: Actor) -> None:
    async with desk.store.transaction() as tx:
        await tx.chats.link(telegram(number), who.account_id)


async def tell(desk: Desk, who: Actor, *keys: str, wait: timedelta = timedelta()) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        for key in keys:
            await tx.notices.add([who.account_id], key, now=now, due_at=now + wait)


async def due(desk: Desk, now: datetime, limit: int = 50) -> list[tuple[int, str]]:
    async with desk.store.transaction() as tx:
        outgoing = await tx.deliveries.due(now, limit)
    return [(int(one.chat.id.address), one.notice.key) for one in outgoing]


async def test_a_chat_belongs_to_one_person_and_a_person_has_one_chat(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    await link(desk, 1, nurse)
    await link(desk, 2, colleague)
    await link(desk, 2, nurse)
    async with desk.store.transaction() as tx:
        assert await tx.chats.of(nurse.account_id) == [Chat(telegram(2), nurse.account_id)]
        assert await tx.chats.get(telegram(1)) is None
        assert await tx.chats.of(colleague.account_id) == []
        await tx.chats.unlink(telegram(2))
        assert await tx.chats.get(telegram(2)) is None


async def test_a_chat_remembers_what_it_asks(desk: Desk, nurse: Actor) -> None:
    group_chat = telegram(-1_001_234_567_890)
    await link(desk, -1_001_234_567_890, nurse)
    async with desk.store.transaction() as tx:
        await tx.chats.set(group_chat, draft_id="draft", asking="quantity")
        await tx.chats.set_blocked(group_chat, is_blocked=True)
        chat = await tx.chats.get(group_chat)
    assert chat == Chat(group_chat, nurse.account_id, "draft", "quantity", is_blocked=True)


async def test_a_notice_reads_back_as_written(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.notices.add(
            [nurse.account_id, nurse.account_id],
            "took-effect",
            now=now,
            subject=Subject(SubjectKind.CREDIT, "credit"),
            details={"points": 200, "why": "齐全"},
        )
        await tx.notices.add([], "nobody", now=now)
        (notice,) = (await tx.notices.inbox(nurse.account_id, now)).rows
    assert (notice.key, notice.credit_id) == ("took-effect", "credit")
    assert notice.details == {"points": 200, "why": "齐全"}
    assert (notice.created_at, notice.due_at) == (now, now)
    assert notice.read_at is None


async def test_the_inbox_shows_what_is_due_newest_first(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    await tell(desk, nurse, "one", "two")
    await tell(desk, nurse, "later", wait=SOON)
    async with desk.store.transaction() as tx:
        assert [notice.key for notice in (await tx.notices.inbox(nurse.account_id, now)).rows] == [
            "two",
            "one",
        ]
        assert (await tx.notices.counts(nurse.account_id, now))[1] == 2
        assert (await tx.notices.counts(nurse.account_id, now + SOON))[1] == 3
        page = await tx.notices.inbox(nurse.account_id, now + SOON, Window(size=1))
        (newest,) = page.rows
    assert newest.key == "later"


async def test_one_marks_ones_own_notices_as_read(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now = desk.clock.now()
    for who in (nurse, colleague):
        await tell(desk, who, "one", "two")
    async with desk.store.transaction() as tx:
        (two, one) = (await tx.notices.inbox(nurse.account_id, now)).rows
        await tx.notices.mark_read(colleague.account_id, [one.id, two.id], now)
        assert (await tx.notices.counts(nurse.account_id, now))[1] == 2
        await tx.notices.mark_read(nurse.account_id, [one.id], now)
        assert (await tx.notices.counts(nurse.account_id, now))[1] == 1
        await tx.notices.mark_read(nurse.account_id, None, now + SOON)
        read = [notice.read_at for notice in (await tx.notices.inbox(nurse.account_id, now)).rows]
        assert (await tx.notices.counts(colleague.account_id, now))[1] == 2
    assert read == [now + SOON, now]


async def test_notices_go_to_linked_chats_in_the_order_they_were_written(
    desk: Desk, nurse: Actor, colleague: Actor, head_nurse: Actor
) -> None:
    now = desk.clock.now()
    await link(desk, 1, nurse)
    await link(desk, 2, colleague)
    await tell(desk, nurse, "one", "two")
    await tell(desk, head_nurse, "in the inbox only")
    await tell(desk, colleague, "three")
    await tell(desk, nurse, "later", wait=SOON)
    assert await due(desk, now) == [(1, "one"), (1, "two"), (2, "three")]
    assert await due(desk, now, limit=2) == [(1, "one"), (1, "two")]
    assert (1, "later") in await due(desk, now + SOON)


async def test_what_was_sent_or_given_up_is_not_sent_again(desk: Desk, nurse: Actor) -> None:
    now = desk.clock.now()
    await link(desk, 1, nurse)
    await tell(desk, nurse, "one", "two")
    async with desk.store.transaction() as tx:
        one, two = await tx.deliveries.due(now, 50)
        await tx.deliveries.sent(one, now)
        await tx.deliveries.give_up(two, "chat not found", now)
        assert await tx.deliveries.next_due() is None
        inbox = (await tx.notices.inbox(nurse.account_id, now)).rows
        became = [one for notice in inbox for one in await tx.deliveries.of(notice.id)]
    assert await due(desk, now) == []
    assert [(one.state, one.address, one.why) for one in became] == [
        (DeliveryState.GIVEN_UP, "1", "chat not found"),
        (DeliveryState.SENT, "1", ""),
    ]
    assert [one.settled_at for one in became] == [now, now]


async def test_while_one_notice_waits_for_its_retry_the_next_ones_wait_behind_it(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now = desk.clock.now()
    await link(desk, 1, nurse)
    await link(desk, 2, colleague)
    await tell(desk, nurse, "one", "two")
    await tell(desk, colleague, "three")
    async with desk.store.transaction() as tx:
        one, *_ = await tx.deliveries.due(now, 50)
        await tx.deliveries.retry(one, now + SOON)
        assert (await tx.notices.counts(nurse.account_id, now))[1] == 2
    assert await due(desk, now) == [(2, "three")]
    assert await due(desk, now + SOON) == [(1, "one"), (1, "two"), (2, "three")]
    async with desk.store.transaction() as tx:
        again, *_ = await tx.deliveries.due(now + SOON, 50)
    assert again.attempts == 1


async def test_the_outbox_knows_when_it_has_something_to_do(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now = desk.clock.now()
    await link(desk, 1, nurse)
    await tell(desk, colleague, "without a chat")
    async with desk.store.transaction() as tx:
        assert await tx.deliveries.next_due() is None
    await tell(desk, nurse, "later", wait=2 * SOON)
    await tell(desk, nurse, "one", "two")
    async with desk.store.transaction() as tx:
        assert await tx.deliveries.next_due() == now
        one, *_ = await tx.deliveries.due(now, 50)
        await tx.deliveries.retry(one, now + SOON)
        assert await tx.deliveries.next_due() == now + SOON
        await tx.chats.set_blocked(telegram(1), is_blocked=True)
        assert await tx.deliveries.next_due() is None
    assert await due(desk, now + SOON) == []


async def test_who_links_a_chat_is_not_sent_what_was_written_before(
    desk: Desk, nurse: Actor
) -> None:
    await tell(desk, nurse, "old")
    await link(desk, 1, nurse)
    await tell(desk, nurse, "new")
    assert await due(desk, desk.clock.now()) == [(1, "new")]


async def test_an_undone_decision_takes_its_own_notices_back(desk: Desk, nurse: Actor) -> None:
    earlier, decided_at = desk.clock.now(), desk.clock.now() + SOON / 2
    await link(desk, 1, nurse)
    async with desk.store.transaction() as tx:
        for key, credit_id, written_at, wait in (
            ("earlier decision", "credit", earlier, SOON),
            ("this decision", "credit", decided_at, SOON),
            ("said at once", "credit", decided_at, timedelta()),
            ("other credit", "another", decided_at, SOON),
        ):
            await tx.notices.add(
                [nurse.account_id],
                key,
                now=written_at,
                due_at=written_at + wait,
                subject=Subject(SubjectKind.CREDIT, credit_id),
            )
        await tx.notices.cancel("credit", decided_at)
    left = [key for _, key in await due(desk, decided_at + SOON)]
    assert left == ["earlier decision", "said at once", "other credit"]


async def test_an_update_is_kept_once_and_open_until_done(desk: Desk) -> None:
    now = desk.clock.now()
    second = Received(
        12,
        telegram(5),
        {"message": {"text": "昨天\u0000\ud83d", "chat": {"id": 5}}},
    )
    first = Received(11, telegram(2**40), {"message": {"text": "6学时"}})
    async with desk.store.transaction() as tx:
        assert await tx.updates.add(second, now)
        assert await tx.updates.add(first, now)
        assert not await tx.updates.add(second, now)
        assert await tx.updates.open() == [first, second]
        await tx.updates.done(11)
        assert await tx.updates.open() == [second]
        assert not await tx.updates.add(first, now)


async def test_an_update_that_arrives_many_times_at_once_is_kept_once(desk: Desk) -> None:
    async def keep() -> bool:
        async with desk.store.transaction() as tx:
            kept = await tx.updates.add(Received(1, telegram(1), {}), desk.clock.now())
        return kept is not None

    assert sorted(await asyncio.gather(*(keep() for _ in range(8)))) == [False] * 7 + [True]


async def test_an_update_that_cannot_be_read_is_kept_as_it_came(desk: Desk) -> None:
    now = desk.clock.now()
    received = Received(11, telegram(5), {"message": {"text": "昨天"}})
    async with desk.store.transaction() as tx:
        await tx.updates.add(received, now)
        await tx.updates.set_aside(11, now)
        await tx.updates.done(11)
        assert await tx.updates.open() == []
        assert not await tx.updates.add(received, now)
        assert await tx.updates.count_set_aside(now) == 1
        assert await tx.updates.count_set_aside(now + SOON) == 0
        assert json.loads((await UpdateRow.get(update_id=11)).body) == received.body


async def test_a_notice_that_no_chat_takes_lies_in_the_inbox_without_a_delivery(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now = desk.clock.now()
    await link(desk, 1, nurse)
    await tell(desk, nurse, "by chat")
    await tell(desk, colleague, "inbox only")
    async with desk.store.transaction() as tx:
        (by_chat,) = (await tx.notices.inbox(nurse.account_id, now)).rows
        (inbox_only,) = (await tx.notices.inbox(colleague.account_id, now)).rows
        (delivery,) = await tx.deliveries.of(by_chat.id)
        assert (delivery.channel, delivery.state) == (Channel.TELEGRAM, DeliveryState.OPEN)
        assert await tx.deliveries.of(inbox_only.id) == []


async def test_what_waits_goes_to_the_chat_that_its_person_has_by_then(
    desk: Desk, nurse: Actor
) -> None:
    now = desk.clock.now()
    await link(desk, 1, nurse)
    await tell(desk, nurse, "waits", wait=SOON)
    await link(desk, 2, nurse)
    async with desk.store.transaction() as tx:
        await tx.notices.add([nurse.account_id], "left", now=now, chat_id=telegram(1))
    assert await due(desk, now + SOON) == [(2, "waits"), (1, "left")]


async def test_what_was_settled_is_sent_after_all_when_it_is_reopened(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    now = desk.clock.now()
    both = [nurse.account_id, colleague.account_id]
    await link(desk, 1, nurse)
    await link(desk, 2, colleague)
    async with desk.store.transaction() as tx:
        await tx.notices.add(both, "to do", now=now, subject=Subject(SubjectKind.CREDIT, "credit"))
        await tx.notices.settle("credit", "to do", now)
        assert (await tx.notices.counts(nurse.account_id, now))[1] == 0
    assert await due(desk, now) == []
    async with desk.store.transaction() as tx:
        await tx.chats.unlink(telegram(2))
        await tx.notices.reopen("credit", "to do", now)
        assert (await tx.notices.counts(colleague.account_id, now))[1] == 1
    await link(desk, 2, colleague)
    assert await due(desk, now) == [(1, "to do")]
