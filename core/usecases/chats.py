"""Telegram chats and the people they belong to."""

from dataclasses import dataclass

from core.domain.people import Actor, actor_of
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records import Chat, LinkPurpose, Received
from core.usecases.accounts import LinkUsed, hashed


@dataclass(frozen=True, slots=True)
class Linked:
    """A chat that now belongs to a person; `left` is the chat they had before."""

    who: Actor
    left: int | None


async def recognise_chat(desk: Desk, chat_id: int, *, language: str) -> tuple[Actor, Chat] | None:
    """Return whose chat this is, None for a stranger."""
    async with desk.store.transaction() as tx:
        chat = await tx.chats.get(chat_id)
        if chat is None:
            return None
        if chat.is_blocked:
            await tx.chats.set_blocked(chat_id, is_blocked=False)
        account = await tx.accounts.get(chat.account_id)
    return actor_of(account, via=f"chat {chat_id}", language=language), chat


async def link_chat(desk: Desk, chat_id: int, token: str, *, language: str) -> Linked:
    """Give a chat to the person who made the link; a chat they had before is told.

    Raises LinkUsed.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        link = await tx.links.get(LinkPurpose.CHAT, hashed(token), now)
        if link is None or not await tx.links.take(hashed(token), now):
            raise LinkUsed
        before = await tx.chats.of(link.account_id)
        await tx.chats.link(chat_id, link.account_id)
        account = await tx.accounts.get(link.account_id)
        who = actor_of(account, via=f"chat {chat_id}", language=language)
        tx.journal.add(who, "chat-linked", f"account:{account.id}")
    return Linked(who, before.id if before and before.id != chat_id else None)


async def unlink_chat(desk: Desk, who: Actor) -> None:
    """Take the chat away from the person; the inbox in the web app stays."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if chat := await tx.chats.of(who.account_id):
            await tx.chats.unlink(chat.id)
            tx.journal.add(who, "chat-unlinked", f"account:{who.account_id}")


async def read_chat(desk: Desk, who: Actor) -> Chat | None:
    """Return the chat one has linked, if any."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.chats.of(who.account_id)


async def remember(
    desk: Desk, who: Actor, *, draft_id: str | None = None, asking: str = ""
) -> None:
    """Keep which draft the chat works on and what the next words will answer."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if chat := await tx.chats.of(who.account_id):
            await tx.chats.set(chat.id, draft_id=draft_id, asking=asking)


async def keep_update(desk: Desk, who: Actor, received: Received) -> bool:
    """Keep an update before the service is told it arrived; False if it was kept before."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.updates.add(received, desk.clock.now())


async def open_updates(desk: Desk, who: Actor) -> list[Received]:
    """Return what was received and not yet acted on, in order: after a restart, say."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.updates.open()


async def finish_update(desk: Desk, who: Actor, update_id: int) -> None:
    """Note that an update was acted on; its words are forgotten."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.updates.done(update_id)
