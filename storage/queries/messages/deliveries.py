"""Notices on their way to chats: the queue of each chat, and what became of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from core.records.messages import (
    Channel,
    Chat,
    ChatId,
    Delivery,
    DeliveryState,
    Outgoing,
)
from storage.models import ConversationRow, DeliveryRow
from storage.queries.messages.chats import chat_of
from storage.queries.messages.notices import notice_of

OWN_CHATS = "notice__account__chats"
QUEUED_STATES = (DeliveryState.OPEN.value, DeliveryState.GATHERED.value)
QUEUED = (
    *("id", "state", "notice_id", "notice__account_id", "channel", "address"),
    *("notice__due_at", "retry_at"),
    *(f"{OWN_CHATS}__channel", f"{OWN_CHATS}__address", f"{OWN_CHATS}__conversation__is_blocked"),
)


class _Queued(NamedTuple):
    """What decides when an open delivery goes out, and to which chat."""

    notice_id: int
    id: int
    account_id: str
    chat_id: ChatId
    due_at: datetime
    retry_at: datetime | None
    is_gathered: bool


class DeliveryQueries:
    async def due(self, now: datetime, limit: int) -> list[Outgoing]:
        """Return what is to be sent now, for each chat in the order it was written.

        While the first notice of a chat waits for another attempt, the later ones wait with it.
        """
        queue = await _queue(notice__due_at__lte=now)
        held_up = {one.chat_id for one in queue if one.retry_at and one.retry_at > now}
        ready = [one for one in queue if one.chat_id not in held_up]
        gathered = [one for one in ready if one.is_gathered]
        due = sorted({*gathered, *[one for one in ready if not one.is_gathered][:limit]})
        rows = DeliveryRow.filter(id__in=[one.id for one in due])
        if due:  # where it could not be noted that something was sent, nothing is sent at all
            await rows.update(retry_at=now)
        by_id = {row.id: row for row in await rows.select_related("notice")}
        chats = await _chats({one.account_id for one in due})
        return [_outgoing(by_id[one.id], one, chats) for one in due]

    async def next_due(self) -> datetime | None:
        """Return when there is something to be sent; the past if it waits already."""
        first: dict[ChatId, datetime] = {}
        retry: dict[ChatId, datetime] = {}
        for one in await _queue():
            first[one.chat_id] = min(one.due_at, first.get(one.chat_id, one.due_at))
            if one.retry_at is not None:
                retry[one.chat_id] = max(one.retry_at, retry.get(one.chat_id, one.retry_at))
        moments = (max(moment, retry.get(chat, moment)) for chat, moment in first.items())
        return min(moments, default=None)

    async def sent(self, outgoing: Outgoing, now: datetime) -> None:
        await DeliveryRow.filter(id=outgoing.id).update(
            state=DeliveryState.SENT.value, settled_at=now, address=outgoing.chat.id.address
        )

    async def retry(self, outgoing: Outgoing, at: datetime) -> None:
        await DeliveryRow.filter(id=outgoing.id).update(retry_at=at, attempts=F("attempts") + 1)

    async def give_up(self, outgoing: Outgoing, why: str, now: datetime) -> None:
        await DeliveryRow.filter(id=outgoing.id).update(
            state=DeliveryState.GIVEN_UP.value,
            settled_at=now,
            address=outgoing.chat.id.address,
            why=why,
        )

    async def hold(self, chat: Chat) -> None:
        waiting = _of_chat(chat, state__in=QUEUED_STATES)
        await waiting.update(state=DeliveryState.HELD.value, retry_at=None, attempts=0)

    async def gather(self, chat: Chat, now: datetime) -> None:
        held = await _of_chat(chat, state=DeliveryState.HELD.value).select_related("notice")
        unread = [row for row in held if row.notice.read_at is None]
        due = [row.id for row in unread if row.notice.due_at <= now]
        gathered = set(due if len(due) > 1 else ())
        for state, ids in (
            (DeliveryState.SETTLED, {row.id for row in held} - {row.id for row in unread}),
            (DeliveryState.OPEN, {row.id for row in unread} - gathered),
            (DeliveryState.GATHERED, gathered),
        ):
            settled_at = now if state is DeliveryState.SETTLED else None
            rows = DeliveryRow.filter(id__in=ids)
            await rows.update(state=state.value, settled_at=settled_at)

    async def of(self, notice_id: int) -> list[Delivery]:
        rows = await DeliveryRow.filter(notice_id=notice_id).order_by("channel")
        return [_delivery(row) for row in rows]


async def _queue(**wanted: Any) -> list[_Queued]:
    """Return what is still to be sent, as it was written: all of it, or what is wanted.

    Sorted here: asked to sort, SQLite would rather read every notice there ever was.
    """
    queue = []
    waiting = DeliveryRow.filter(state__in=QUEUED_STATES, **wanted)
    for row in await waiting.values_list(*QUEUED):
        number, state, notice_id, account_id, channel, named, due_at, retry_at, *chat = row
        own, address, blocked = chat
        if named is not None:
            chat_id = ChatId(Channel(channel), named)
        elif own == channel and not blocked:
            chat_id = ChatId(Channel(channel), address)
        else:
            continue
        is_gathered = state == DeliveryState.GATHERED.value
        queue.append(_Queued(notice_id, number, account_id, chat_id, due_at, retry_at, is_gathered))
    return sorted(set(queue))


def _of_chat(chat: Chat, **states: object) -> QuerySet[DeliveryRow]:
    """Return the deliveries to whichever chat its person has on this channel, and to this one."""
    channel = chat.id.channel.value
    rows = DeliveryRow.filter(notice__account_id=chat.account_id, channel=channel, **states)
    return rows.filter(Q(Q(address__isnull=True), Q(address=chat.id.address), join_type=Q.OR))


async def _chats(account_ids: Collection[str]) -> dict[ChatId, Chat]:
    rows = ConversationRow.filter(chat__account_id__in=account_ids).select_related("chat")
    found = [chat_of(row) for row in await rows]
    return {chat.id: chat for chat in found}


def _outgoing(row: DeliveryRow, queued: _Queued, chats: dict[ChatId, Chat]) -> Outgoing:
    """A chat that was left has no conversation: it is told that it is nobody's any more."""
    account_id = row.notice.account_id
    chat = chats.get(queued.chat_id) or Chat(queued.chat_id, account_id)
    return Outgoing(row.id, notice_of(row.notice), chat, row.attempts, queued.is_gathered)


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        channel=Channel(row.channel),
        address=row.address,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        settled_at=row.settled_at,
        why=row.why,
    )
