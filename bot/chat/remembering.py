"""What a chat remembers of itself, kept as far as anything can be kept now."""

from dataclasses import replace

from bot.chat.context import ChatContext, Owed
from core.outages import if_it_can_be_kept
from core.records.messages import Chat
from core.usecases.messages.chats import remember


async def keep(
    context: ChatContext, *, draft_id: str | None, asking: str = "", taken: str | None = None
) -> None:
    """Keep which draft the chat works on and what the next words will answer.

    Where nothing can be kept, this process knows it until it can: what was done before stands, and
    nobody is told that it was not.
    """
    context.state.owed = Owed(draft_id, asking, taken)
    with if_it_can_be_kept():
        await remember(
            context.desk,
            context.who,
            context.service.channel,
            draft_id=draft_id,
            asking=asking,
            taken=taken,
        )
        context.state.owed = None


def as_owed(chat: Chat, owed: Owed | None) -> Chat:
    """Return a chat as it would be, had all of it been kept."""
    if owed is None:
        return chat
    taken = chat.taken if owed.taken is None else owed.taken
    return replace(chat, draft_id=owed.draft_id, asking=owed.asking, taken=taken)
