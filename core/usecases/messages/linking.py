"""A chat becomes somebody's: a code, the chat's consent, and that of the account's person."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.masking import masked_name
from core.domain.register import Account, Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import TextNeeded, typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.messages import ChatId
from core.records.register import LinkPurpose
from core.records.transaction import Transaction
from core.sessions import hashed
from core.usecases.register.links import LinkUsed

LONGEST_CHAT_NAME = 100
LINKED = "chat-linked"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whose account a chat would belong to, as a chat that may be a stranger's is told.

    `now_of` is whose chat it is so far, "" if nobody's.
    """

    name: str
    place: str
    now_of: str


async def bring_code(desk: Desk, chat_id: ChatId, chat_name: str, code: str) -> Invitation:
    """Say whose account the code would link the chat to; nothing is linked yet.

    What the chat is called is kept with the code, for its answer may come without a name.
    Raises LinkUsed.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        link = await tx.links.get(LinkPurpose.CHAT, hashed(code), now)
        if link is None or link.chat_id is not None:
            raise LinkUsed
        await tx.links.bring(hashed(code), chat_id, _plain(chat_name), now)
        account = await tx.accounts.get(link.account_id)
        chat = await tx.chats.get(chat_id)
        holder = await tx.accounts.get(chat.account_id) if chat else None
        return Invitation(
            name=masked_name(account.name),
            place=await _place(tx, account),
            now_of=holder.name if holder and holder.id != account.id else "",
        )


async def _place(tx: Transaction, account: Account) -> str:
    if account.department_id:
        return (await tx.people.department(account.department_id)).name
    return (await tx.people.unit(account.unit_id)).name if account.unit_id else ""


async def agree_to_link(desk: Desk, chat_id: ChatId, chat_name: str, code: str) -> None:
    """Say for the chat that it belongs to the account; the account's person is asked in turn.

    Nothing is linked before they have said so in the web app. Raises LinkUsed, also where
    another chat has agreed before.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        link = await tx.links.get(LinkPurpose.CHAT, hashed(code), now)
        name = _plain(chat_name) or await tx.links.name_brought(hashed(code), chat_id, now)
        name = name or chat_id.address
        if link is None or not await tx.links.agree(hashed(code), chat_id, name, now):
            raise LinkUsed
        await tx.notices.add([link.account_id], "chat-asks", now=now, details={"chat": name})


def _plain(chat_name: str) -> str:
    """Return what a stranger calls themselves without what could mislead; "" if nothing is left."""
    try:
        return typed(chat_name[:LONGEST_CHAT_NAME], 4 * LONGEST_CHAT_NAME)
    except TextNeeded:
        return ""


async def refuse_link(desk: Desk, code: str) -> None:
    """Say for a chat that the account is not its person's; the code is void. Raises LinkUsed."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        link = await tx.links.get(LinkPurpose.CHAT, hashed(code), now)
        if link is None or link.chat_id is not None:
            raise LinkUsed
        await tx.links.end(link.account_id, now, LinkPurpose.CHAT)


@dataclass(frozen=True, slots=True)
class AskingChat:
    """A chat that says it is the person's own, and waits for them to say so."""

    id: ChatId
    name: str


async def asking_chat(desk: Desk, who: Actor) -> AskingChat | None:
    """Return the chat that waits to be linked to one's account, if any."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        link = await tx.links.agreed(who.account_id, desk.clock.now())
    return AskingChat(link.chat_id, link.chat_name) if link and link.chat_id else None


async def answer_chat(desk: Desk, who: Actor, address: str, *, is_own: bool) -> None:
    """Link the chat that waits, by its address, or send it away.

    Raises LinkUsed when it waits no longer.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        link = await tx.links.agreed(who.account_id, now)
        if link is None or link.chat_id is None or link.chat_id.address != address:
            raise LinkUsed
        await tx.links.end(who.account_id, now, LinkPurpose.CHAT)
        if is_own:
            await _hand_over(tx, who, link.chat_id, now)
            await tx.notices.add([who.account_id], LINKED, now=now)


async def _hand_over(tx: Transaction, who: Actor, chat_id: ChatId, now: datetime) -> None:
    """Link the chat; the chat that the person had before is told, and whoever had this one."""
    taken = await tx.chats.get(chat_id)
    for left in await tx.chats.of(who.account_id):
        if left.id.channel == chat_id.channel and left.id != chat_id:
            await tx.notices.add([who.account_id], "chat-moved", now=now, chat_id=left.id)
    if taken is not None and taken.account_id != who.account_id:
        await tx.notices.add([taken.account_id], "chat-taken", now=now)
    await tx.chats.link(chat_id, who.account_id)
    tx.journal.add(who, "chat-linked", Subject(SubjectKind.ACCOUNT, who.account_id))
