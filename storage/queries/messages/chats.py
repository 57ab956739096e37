"""Chats and whose they are."""

from tortoise.expressions import Q

from core.records.messages import Chat
from storage.models import ChatRow


class ChatQueries:
    async def get(self, chat_id: int) -> Chat | None:
        row = await ChatRow.get_or_none(id=chat_id)
        return chat_of(row) if row else None

    async def of(self, account_id: str) -> Chat | None:
        row = await ChatRow.get_or_none(account_id=account_id)
        return chat_of(row) if row else None

    async def link(self, chat_id: int, account_id: str) -> None:
        """Give the chat to the account; both let go of what they were linked to before."""
        await ChatRow.filter(Q(id=chat_id) | Q(account_id=account_id)).delete()
        await ChatRow.create(id=chat_id, account_id=account_id, asking="")

    async def unlink(self, chat_id: int) -> None:
        await ChatRow.filter(id=chat_id).delete()

    async def set(self, chat_id: int, *, draft_id: str | None, asking: str) -> None:
        await ChatRow.filter(id=chat_id).update(draft_id=draft_id, asking=asking)

    async def set_blocked(self, chat_id: int, *, is_blocked: bool) -> None:
        await ChatRow.filter(id=chat_id).update(is_blocked=is_blocked)


def chat_of(row: ChatRow) -> Chat:
    """Return the chat that the row holds."""
    return Chat(
        id=row.id,
        account_id=row.account_id,
        draft_id=row.draft_id,
        asking=row.asking,
        is_blocked=row.is_blocked,
    )
