"""Chats and whose they are."""

from tortoise.expressions import Q

from core.records.messages import Channel, Chat, ChatId
from storage.models import ChatAddressRow, ConversationRow


class ChatQueries:
    async def get(self, chat_id: ChatId) -> Chat | None:
        row = await ConversationRow.get_or_none(_is(chat_id)).select_related("chat")
        return chat_of(row) if row else None

    async def of(self, account_id: str) -> list[Chat]:
        rows = ConversationRow.filter(chat__account_id=account_id).select_related("chat")
        return [chat_of(row) for row in await rows.order_by("chat__channel")]

    async def link(self, chat_id: ChatId, account_id: str) -> None:
        """Give the chat to the account; both let go of what they were linked to on its channel."""
        channel, address = chat_id.channel.value, chat_id.address
        either = Q(Q(address=address), Q(account_id=account_id), join_type=Q.OR)
        await ChatAddressRow.filter(either, channel=channel).delete()
        row = await ChatAddressRow.create(channel=channel, address=address, account_id=account_id)
        await ConversationRow.create(chat_id=row.id, asking="")

    async def unlink(self, chat_id: ChatId) -> None:
        rows = ChatAddressRow.filter(channel=chat_id.channel.value, address=chat_id.address)
        await rows.delete()

    async def set(self, chat_id: ChatId, *, draft_id: str | None, asking: str) -> None:
        await _change(chat_id, draft_id=draft_id, asking=asking)

    async def set_blocked(self, chat_id: ChatId, *, is_blocked: bool) -> None:
        await _change(chat_id, is_blocked=is_blocked)


def _is(chat_id: ChatId) -> Q:
    return Q(chat__channel=chat_id.channel.value, chat__address=chat_id.address)


async def _change(chat_id: ChatId, **columns: object) -> None:
    row = await ChatAddressRow.get_or_none(channel=chat_id.channel.value, address=chat_id.address)
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
    )
