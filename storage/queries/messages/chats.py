"""Chats and whose they are."""

from typing import Any

from tortoise.expressions import Q

from core.records.messages import Channel, Chat, ChatId
from storage.models import ChatAddressRow, ConversationRow
from storage.queries.messages.services import ServiceStateQueries


class ChatQueries(ServiceStateQueries):
    async def get(self, chat_id: ChatId) -> Chat | None:
        row = await ConversationRow.get_or_none(_is(chat_id)).select_related("chat")
        return chat_of(row) if row else None

    async def of(self, account_id: str) -> list[Chat]:
        rows = ConversationRow.filter(chat__account_id=account_id).select_related("chat")
        return [chat_of(row) for row in await rows.order_by("chat__channel")]

    async def link(self, chat_id: ChatId, account_id: str) -> None:
        """Give the chat to the account; both let go of what they were linked to on its channel."""
        channel, address = chat_id.channel.value, chat_id.address
        await _give_way(account_id)
        either = Q(Q(address=address), Q(account_id=account_id), join_type=Q.OR)
        await ChatAddressRow.filter(either, channel=channel).delete()
        row = await ChatAddressRow.create(channel=channel, address=address, account_id=account_id)
        await ConversationRow.create(chat_id=row.id, asking="")

    async def unlink(self, chat_id: ChatId) -> None:
        """Take the chat away; another of its person's, if they have one, becomes the main one."""
        rows = ChatAddressRow.filter(_named(chat_id))
        row = await rows.first()
        await rows.delete()
        others = await self.of(row.account_id) if row else []
        if others and not any(one.is_main for one in others):
            await self.set_main(others[0].id)

    async def set(
        self, chat_id: ChatId, *, draft_id: str | None, asking: str, taken: str | None = None
    ) -> None:
        known = {} if taken is None else {"taken": taken}
        await _change(chat_id, draft_id=draft_id, asking=asking, **known)

    async def set_blocked(self, chat_id: ChatId, *, is_blocked: bool) -> None:
        await _change(chat_id, is_blocked=is_blocked)

    async def set_main(self, chat_id: ChatId) -> None:
        row = await ChatAddressRow.get_or_none(_named(chat_id))
        if row is not None:
            await _give_way(row.account_id)
            await ConversationRow.filter(chat_id=row.id).update(is_main=True)

    async def hold(self, chat_id: ChatId) -> Chat | None:
        row = await ChatAddressRow.get_or_none(_named(chat_id))
        if row is None:
            return None
        await ConversationRow.filter(chat_id=row.id).select_for_update().only("chat_id").first()
        return await self.get(chat_id)

    async def offer(self, chat_id: ChatId, offered: str) -> None:
        await _change(chat_id, offered=offered)


def _is(chat_id: ChatId) -> Q:
    return Q(chat__channel=chat_id.channel.value, chat__address=chat_id.address)


def _named(chat_id: ChatId) -> Q:
    return Q(channel=chat_id.channel.value, address=chat_id.address)


async def _give_way(account_id: str) -> None:
    """None of the account's chats is the main one any more."""
    ids: Any = await ChatAddressRow.filter(account_id=account_id).values_list("id", flat=True)
    await ConversationRow.filter(chat_id__in=list(ids)).update(is_main=False)


async def _change(chat_id: ChatId, **columns: object) -> None:
    row = await ChatAddressRow.get_or_none(_named(chat_id))
    if row is not None:
        await ConversationRow.filter(chat_id=row.id).update(**columns)


def chat_of(row: ConversationRow) -> Chat:
    """Return the chat of a conversation that was read with its address (`select_related`)."""
    return Chat(
        id=ChatId(Channel(row.chat.channel), row.chat.address),
        account_id=row.chat.account_id,
        draft_id=row.draft_id,
        asking=row.asking,
        is_blocked=row.is_blocked,
        is_main=row.is_main,
        offered=row.offered,
        taken=row.taken,
    )
