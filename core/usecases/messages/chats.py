"""Chats and the people they belong to."""

from core.domain.register import (
    Actor,
    actor_of,
)
from core.domain.subjects import Subject, SubjectKind
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.messages import Channel, Chat, ChatId


async def recognise_chat(
    desk: Desk, chat_id: ChatId, *, language: str
) -> tuple[Actor, Chat] | None:
    """Return whose chat this is, None for a stranger.

    Whoever speaks in one of several chats is told what there is to tell in that one from now on.
    """
    async with desk.store.reading() as tx:
        chat = await tx.chats.get(chat_id)
        if chat is None:
            return None
        account = await tx.accounts.get(chat.account_id)
    if chat.is_blocked:
        async with desk.store.transaction() as tx:
            await tx.chats.set_blocked(chat_id, is_blocked=False)
            await tx.deliveries.gather(chat, desk.clock.now())
    if not chat.is_main:
        async with desk.store.transaction() as tx:
            await tx.chats.set_main(chat_id)
    return actor_of(account, via=f"chat {chat_id.address}", language=language), chat


async def unlink_chat(desk: Desk, who: Actor, channel: Channel | None = None) -> None:
    """Take the chat on one service, or every chat, away; the inbox in the web app stays."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        for chat in await tx.chats.of(who.account_id):
            if channel in {None, chat.id.channel}:
                await tx.chats.unlink(chat.id)
                tx.journal.add(who, "chat-unlinked", Subject(SubjectKind.ACCOUNT, who.account_id))


async def list_chats(desk: Desk, who: Actor) -> list[Chat]:
    """Return the chats one has linked, one a service."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.chats.of(who.account_id)


async def chats_on_draft(desk: Desk, who: Actor, account_id: str, credit_id: str) -> list[Chat]:
    """Return the open chats of an account that work on a draft: where it is told what was read."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        chats = await tx.chats.of(account_id)
    return [chat for chat in chats if chat.draft_id == credit_id and not chat.is_blocked]


async def choose_chat(desk: Desk, who: Actor, channel: Channel) -> None:
    """Let notices come to the chat on this service, until one speaks in another."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        for chat in await tx.chats.of(who.account_id):
            if chat.id.channel is channel:
                await tx.chats.set_main(chat.id)


async def remember(
    desk: Desk,
    who: Actor,
    channel: Channel,
    *,
    draft_id: str | None = None,
    asking: str = "",
    taken: str | None = None,
) -> None:
    """Keep which draft one's chat works on and what the next words will answer.

    `taken` are the answers that came by messages which may yet be changed; they stay unless given.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        for chat in await tx.chats.of(who.account_id):
            if chat.id.channel is channel:
                await tx.chats.set(chat.id, draft_id=draft_id, asking=asking, taken=taken)
