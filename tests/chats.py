"""What tests ask of people's chats."""

from core.domain.register import Actor
from core.ports import Desk
from core.records.messages import Chat
from core.usecases.messages.chats import list_chats


async def one_chat(desk: Desk, who: Actor) -> Chat | None:
    """Return the chat of somebody who has one at most."""
    linked = await list_chats(desk, who)
    assert len(linked) < 2
    return linked[0] if linked else None
