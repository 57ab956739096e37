"""Messages to people: in the inbox always, and to the chats that they have linked."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from core.domain.lists import FIRST_PAGE, Slice, Window
from core.domain.subjects import Subject
from core.records.messages import ChatId, DeliveryState, Message, Notice
from storage.models import ChatAddressRow, DeliveryRow, NoticeRow
from storage.queries.lists import counted, sliced

OPEN, SENT, SETTLED = (
    state.value for state in (DeliveryState.OPEN, DeliveryState.SENT, DeliveryState.SETTLED)
)
HELD, GATHERED = DeliveryState.HELD.value, DeliveryState.GATHERED.value


class NoticeQueries:
    """`changed` are the accounts whose inbox has changed; the store publishes them on commit."""

    def __init__(self) -> None:
        self.changed: set[str] = set()

    async def add(
        self,
        account_ids: Collection[str],
        key: str,
        *,
        now: datetime,
        due_at: datetime | None = None,
        subject: Subject | None = None,
        details: Mapping[str, Any] | None = None,
        chat_id: ChatId | None = None,
    ) -> None:
        """Write to people. Who has no chat at this moment reads it in the inbox only."""
        to = sorted(set(account_ids))
        same = [Message(account_id, key, subject, details or {}) for account_id in to]
        await self._write(same, now, due_at or now, chat_id)

    async def add_many(
        self, messages: Sequence[Message], now: datetime, due_at: datetime | None = None
    ) -> None:
        await self._write(messages, now, due_at or now)

    async def _write(
        self,
        messages: Sequence[Message],
        now: datetime,
        due_at: datetime,
        chat_id: ChatId | None = None,
    ) -> None:
        if not messages:
            return
        to, keys = ({getattr(it, name) for it in messages} for name in ("account_id", "key"))
        before = await _newest()
        await NoticeRow.bulk_create(_row(one, now, due_at) for one in messages)
        written = NoticeRow.filter(id__gt=before, account_id__in=to, key__in=keys, created_at=now)
        await _dispatch(await written.values_list("account_id", "id"), chat_id)
        self.changed.update(to)

    async def told(self, account_ids: Collection[str], key: str, since: datetime) -> set[str]:
        rows = NoticeRow.filter(account_id__in=set(account_ids), due_at__gte=since, key=key)
        found: Any = await rows.values_list("account_id", flat=True)
        return set(found)

    async def cancel(self, subject_id: str, since: datetime) -> None:
        """Take back what was written since then about it, held back, and not sent yet.

        A notice is held back for as long as the decision that it tells of can be undone.
        """
        held_back = NoticeRow.filter(
            subject_id=subject_id, created_at__gte=since, due_at__gt=F("created_at")
        )
        ids = await _ids(held_back)
        out = DeliveryRow.filter(notice_id__in=ids, state=SENT).values_list("notice_id", flat=True)
        gone = ids - set(await out)
        await DeliveryRow.filter(notice_id__in=gone).delete()
        await NoticeRow.filter(id__in=gone).delete()

    async def settle(self, subject_id: str, key: str, now: datetime) -> None:
        """Mark as read what asked people to act on it; keep back what is not sent yet."""
        rows = NoticeRow.filter(subject_id=subject_id, key=key, read_at__isnull=True)
        ids = await _ids(rows)
        self.changed.update(row.account_id for row in await rows)
        waiting = DeliveryRow.filter(notice_id__in=ids, state__in=(OPEN, HELD, GATHERED))
        await waiting.update(state=SETTLED, settled_at=now)
        await rows.update(read_at=now)

    async def reopen(self, subject_id: str, key: str, settled_at: datetime) -> None:
        """Take back what `settle` did at that moment; who left their chat meanwhile reads it."""
        rows = NoticeRow.filter(subject_id=subject_id, key=key, read_at=settled_at)
        to = {row.id: row.account_id for row in await rows}
        linked = await _channels(set(to.values()))
        settled = DeliveryRow.filter(notice_id__in=to, state=SETTLED, settled_at=settled_at)
        for one in await settled:
            if state := linked[to[one.notice_id]].get(one.channel):
                await DeliveryRow.filter(id=one.id).update(state=state, settled_at=None)
        await rows.update(read_at=None)
        self.changed.update(to.values())

    async def inbox(
        self, account_id: str, now: datetime, window: Window = FIRST_PAGE, *, unread: bool = False
    ) -> Slice[Notice]:
        """Return a page of what has become due, the newest first; of what is unread only."""
        rows = _inbox(account_id, now)
        listed = rows.filter(read_at__isnull=True) if unread else rows
        return (await sliced(listed, ("-due_at", "-id"), window)).of(notice_of)

    async def counts(self, account_id: str, now: datetime) -> tuple[int, int]:
        rows = _inbox(account_id, now)
        every, new = await counted(rows, unread(account_id, now))
        return every, new

    async def mark_read(
        self, account_id: str, notice_ids: Collection[int] | None, now: datetime
    ) -> None:
        """Mark these as read, or with None all that have become due."""
        rows = _inbox(account_id, now).filter(read_at__isnull=True)
        if notice_ids is not None:
            rows = rows.filter(id__in=set(notice_ids))
        await rows.update(read_at=now)


def _row(message: Message, now: datetime, due_at: datetime) -> NoticeRow:
    subject = message.subject
    return NoticeRow(
        account_id=message.account_id,
        key=message.key,
        details=dict(message.details),
        subject_kind=subject and subject.kind,
        subject_id=subject and subject.id,
        created_at=now,
        due_at=due_at,
    )


async def _newest() -> int:
    row = await NoticeRow.all().order_by("-id").first()
    return row.id if row else 0


async def _dispatch(written: Collection[tuple[str, int]], chat_id: ChatId | None) -> None:
    """Send notices, of whom and which, on their way: to a chat by name, or to people's own."""
    if chat_id is not None:
        named = {"channel": chat_id.channel.value, "address": chat_id.address}
        rows = [DeliveryRow(notice_id=one, state=OPEN, **named) for _, one in written]
    else:
        linked = await _channels({account_id for account_id, _ in written})
        rows = [
            DeliveryRow(notice_id=notice_id, channel=channel, state=state)
            for account_id, notice_id in written
            for channel, state in sorted(linked[account_id].items())
        ]
    await DeliveryRow.bulk_create(rows)


async def _channels(account_ids: Collection[str]) -> Mapping[str, dict[str, str]]:
    """Return on which channel people are written to, and how a delivery there begins.

    Of several chats it is the main one, unless that one is blocked and another is not.
    """
    rows = ChatAddressRow.filter(account_id__in=account_ids)
    linked = defaultdict[str, list[tuple[bool, bool, str]]](list)
    columns = ("account_id", "channel", "conversation__is_blocked", "conversation__is_main")
    for account_id, channel, is_blocked, is_main in await rows.values_list(*columns):
        linked[account_id].append((bool(is_blocked), not is_main, channel))
    first = {account_id: min(chats) for account_id, chats in linked.items()}
    return defaultdict(
        dict,
        {
            account_id: {channel: HELD if is_blocked else OPEN}
            for account_id, (is_blocked, _, channel) in first.items()
        },
    )


async def _ids(rows: QuerySet[NoticeRow]) -> set[int]:
    return set(await rows.values_list("id", flat=True))  # type: ignore[arg-type]


def _inbox(account_id: str, now: datetime) -> QuerySet[NoticeRow]:
    return NoticeRow.filter(account_id=account_id, due_at__lte=now)


def unread(account_id: str, now: datetime) -> QuerySet[NoticeRow]:
    """Return what has become due and was not read."""
    return _inbox(account_id, now).filter(read_at__isnull=True)


def notice_of(row: NoticeRow) -> Notice:
    """Return the notice that the row holds."""
    is_about = row.subject_kind is not None and row.subject_id is not None
    return Notice(
        id=row.id,
        account_id=row.account_id,
        key=row.key,
        details=row.details,
        subject=Subject(str(row.subject_kind), str(row.subject_id)) if is_about else None,
        created_at=row.created_at,
        due_at=row.due_at,
        read_at=row.read_at,
    )
