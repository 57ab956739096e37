"""Telegram chats and the people they belong to."""

from datetime import datetime

from core.domain.people import Actor, actor_of
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records import Chat, Link, LinkPurpose, Received, Transaction
from core.usecases.accounts import LINK_LASTS, LinkUsed, hashed


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


async def link_chat(desk: Desk, chat_id: int, token: str, *, language: str) -> Actor:
    """Give a chat to the person who made the link in the web app; return who it is.

    Raises LinkUsed.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        link = await tx.links.get(LinkPurpose.CHAT, hashed(token), now)
        if link is None or link.account_id is None or not await tx.links.take(hashed(token), now):
            raise LinkUsed
        account = await tx.accounts.get(link.account_id)
        who = actor_of(account, via=f"chat {chat_id}", language=language)
        await _hand_over(tx, who, chat_id, now)
    return who


async def offer_chat(desk: Desk, who: Actor, chat_id: int) -> str:
    """Return the token of a link by which a stranger's chat finds its person, good once.

    The person opens it in a browser, signs in and takes the chat.
    """
    token = desk.ids.token()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        until = desk.clock.now() + LINK_LASTS
        await tx.links.add(Link(LinkPurpose.CHAT_OFFER, None, str(chat_id), until), hashed(token))
    return token


async def read_offer(desk: Desk, who: Actor, token: str) -> None:
    """Look whether the offer still stands, without taking it. Raises LinkUsed."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if await tx.links.get(LinkPurpose.CHAT_OFFER, hashed(token), desk.clock.now()) is None:
            raise LinkUsed


async def take_chat(desk: Desk, who: Actor, token: str) -> None:
    """Take the chat that offered itself; it is told. Raises LinkUsed."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        link = await tx.links.get(LinkPurpose.CHAT_OFFER, hashed(token), now)
        if link is None or not await tx.links.take(hashed(token), now):
            raise LinkUsed
        await _hand_over(tx, who, int(link.goes_to), now)
        await tx.notices.add([who.account_id], "chat-linked", now=now)


async def _hand_over(tx: Transaction, who: Actor, chat_id: int, now: datetime) -> None:
    """Link the chat; the chat that the person had before is told, and whoever had this one."""
    left = await tx.chats.of(who.account_id)
    taken = await tx.chats.get(chat_id)
    if left is not None and left.id != chat_id:
        await tx.notices.add([who.account_id], "chat-moved", now=now, chat_id=left.id)
    if taken is not None and taken.account_id != who.account_id:
        await tx.notices.add([taken.account_id], "chat-taken", now=now)
    await tx.chats.link(chat_id, who.account_id)
    tx.journal.add(who, "chat-linked", f"account:{who.account_id}")


async def unlink_chat(desk: Desk, who: Actor) -> None:
    """Take the chat away from the person; the inbox in the web app stays."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if chat := await tx.chats.of(who.account_id):
            await tx.chats.unlink(chat.id)
            tx.journal.add(who, "chat-unlinked", f"account:{who.account_id}")


async def read_chat(desk: Desk, who: Actor) -> Chat | None:
    """Return the chat one has linked, if any."""
    async with desk.store.reading() as tx:
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


async def set_update_aside(desk: Desk, who: Actor, update_id: int) -> None:
    """Keep an update that cannot be read, for whoever mends the reading; chats go on without."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.updates.set_aside(update_id, desk.clock.now())
