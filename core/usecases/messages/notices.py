"""Messages to people: the inbox, and the outbox that the chat is served from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.lists import EVERYTHING, Column, ListQuery, Page, Slice, Window
from core.domain.register import Actor, actor_of
from core.lists import Listing
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.records.messages import Chat, Notice, Outgoing
from core.records.transaction import Transaction
from core.texts import say
from core.wording.messages import notice_text

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)


ALL, UNREAD = "all", "unread"


async def read_inbox(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[Notice]:
    """Return one's messages, newest first; `counts` says how many have not been read.

    A message about a credit that has left one's scope no longer says whose it is.
    """
    now, tab = desk.clock.now(), query.tab or ALL
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        shown = await _shown(tx, who, now, query.window, unread=tab == UNREAD)
        every, unread = await tx.notices.counts(who.account_id, now)
    counts = {ALL: every, UNREAD: unread}
    return Page(shown, total=counts[tab], counts=counts)


async def latest_notices(desk: Desk, who: Actor, number: int) -> Sequence[Notice]:
    """Return one's latest messages, newest first, as `read_inbox` shows them."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return (await _shown(tx, who, desk.clock.now(), Window(size=number))).rows


async def _shown(
    tx: Transaction, who: Actor, now: datetime, window: Window, *, unread: bool = False
) -> Slice[Notice]:
    found = await tx.notices.inbox(who.account_id, now, window, unread=unread)
    credits = {notice.credit_id for notice in found.rows if notice.credit_id}
    gone = {one.id for one in await tx.credits.some(credits) if not sees(who, one)}
    return found.of(lambda one: _nameless(one) if one.credit_id in gone else one)


INBOX = Listing[Notice](
    "inbox",
    "inbox-title",
    (
        Column("inbox-column-text", notice_text, card="title", width=150),
        Column("inbox-column-at", lambda it: it.due_at, "moment", width=36),
    ),
    read_inbox,
    tabs=(ALL, UNREAD),
    tab_words=lambda tab: say(f"inbox-tab-{tab}"),
)


def _nameless(notice: Notice) -> Notice:
    kept = {name: value for name, value in notice.details.items() if name != "about"}
    return replace(notice, subject=None, details=kept)


async def mark_read(desk: Desk, who: Actor, notice_ids: Collection[int] | None = None) -> None:
    """Mark some of one's messages as read, or all."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        await tx.notices.mark_read(who.account_id, notice_ids, desk.clock.now())


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to be sent to a chat now, with the person it is for."""

    outgoing: Outgoing
    to: Actor

    @property
    def notice(self) -> Notice:
        return self.outgoing.notice

    @property
    def chat(self) -> Chat:
        return self.outgoing.chat


async def due_deliveries(desk: Desk, who: Actor, limit: int = 50) -> list[Delivery]:
    """Return what is to be sent now, for every chat in the order it was written.

    Each is noted as tried first; where nothing is due, nothing is written.
    """
    now = desk.clock.now()
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        first = await tx.deliveries.next_due()
    if first is None or first > now:
        return []
    async with desk.store.transaction() as tx:
        due = await tx.deliveries.due(now, limit)
        return [await _delivery(tx, one) for one in due]


async def _delivery(tx: Transaction, outgoing: Outgoing) -> Delivery:
    """Say whom it is for; what waited long may be about somebody who has left their scope."""
    chat, credit_id = outgoing.chat, outgoing.notice.credit_id
    to = actor_of(await tx.accounts.get(chat.account_id), via=f"chat {chat.id.address}")
    about = await tx.credits.some({credit_id}) if outgoing.is_gathered and credit_id else []
    if not all(sees(to, one) for one in about):
        outgoing = replace(outgoing, notice=_nameless(outgoing.notice))
    return Delivery(outgoing, to)


async def next_delivery_at(desk: Desk, who: Actor) -> datetime | None:
    """Return when the next message becomes due, None if none waits."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.deliveries.next_due()


async def note_sent(desk: Desk, who: Actor, deliveries: Collection[Delivery]) -> None:
    """Note that the chat service has taken the message that says all of these."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        for delivery in deliveries:
            await tx.deliveries.sent(delivery.outgoing, desk.clock.now())


async def note_failed(
    desk: Desk, who: Actor, delivery: Delivery, *, wait: timedelta | None = None
) -> None:
    """Try again later: after `wait` if the service named one, else ever more slowly."""
    patient = min(FIRST_RETRY * 2 ** min(delivery.outgoing.attempts, 10), LONGEST_RETRY)
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.deliveries.retry(delivery.outgoing, desk.clock.now() + (wait or patient))


async def note_blocked(desk: Desk, who: Actor, delivery: Delivery, why: str) -> None:
    """The person has blocked the bot, or the chat is gone.

    The inbox has what is told meanwhile; the chat is told of it, in one message, when they are
    back. A chat that is not theirs any more is told nothing.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        chat = await tx.chats.get(delivery.chat.id)
        await tx.chats.set_blocked(delivery.chat.id, is_blocked=True)
        if chat and chat.account_id == delivery.chat.account_id:
            await tx.deliveries.hold(chat)
        else:
            await tx.deliveries.give_up(delivery.outgoing, why, desk.clock.now())


async def note_refused(desk: Desk, who: Actor, delivery: Delivery, why: str) -> None:
    """The service will never take this message; the inbox has it."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.deliveries.give_up(delivery.outgoing, why, desk.clock.now())
