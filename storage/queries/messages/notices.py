"""Messages to people: in the inbox always, and to the chat that they have linked."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from core.records.messages import Chat, Notice
from storage.models import ChatRow, NoticeRow
from storage.queries.messages.chats import chat_of

TO_BE_SENT = Q(is_open=True) & (Q(account__chat__is_blocked=False) | Q(chat_id__isnull=False))


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
        credit_id: str | None = None,
        training_id: str | None = None,
        details: Mapping[str, Any] | None = None,
        chat_id: int | None = None,
    ) -> None:
        """Write to people. Who has no chat at this moment reads it in the inbox only."""
        to = sorted(set(account_ids))
        with_chat = await _with_chat(to)
        await NoticeRow.bulk_create(
            NoticeRow(
                account_id=account_id,
                key=key,
                details=dict(details or {}),
                credit_id=credit_id,
                training_id=training_id,
                created_at=now,
                due_at=due_at or now,
                is_open=chat_id is not None or account_id in with_chat,
                chat_id=chat_id,
            )
            for account_id in to
        )
        self.changed.update(to)

    async def cancel(self, subject_id: str, since: datetime) -> None:
        """Take back what was written since then about it, held back, and not sent yet.

        A notice is held back for as long as the decision that it tells of can be undone.
        """
        held_back = NoticeRow.filter(
            _about(subject_id),
            created_at__gte=since,
            due_at__gt=F("created_at"),
            sent_at__isnull=True,
        )
        await held_back.delete()

    async def settle(self, subject_id: str, key: str, now: datetime) -> None:
        """Mark as read what asked people to act on it; keep back what is not sent yet."""
        rows = NoticeRow.filter(_about(subject_id), key=key, read_at__isnull=True)
        self.changed.update(row.account_id for row in await rows)
        await rows.update(read_at=now, is_open=False)

    async def reopen(self, subject_id: str, key: str, settled_at: datetime) -> None:
        """Take back what `settle` did at that moment; who left their chat meanwhile reads it."""
        rows = NoticeRow.filter(_about(subject_id), key=key, read_at=settled_at)
        to = {row.account_id for row in await rows}
        unsent = rows.filter(sent_at__isnull=True, given_up_at__isnull=True)
        await unsent.filter(account_id__in=await _with_chat(to)).update(is_open=True)
        await rows.update(read_at=None)
        self.changed.update(to)

    async def due(self, now: datetime, limit: int) -> list[tuple[Notice, Chat]]:
        """Return what is to be sent now, for each chat in the order it was written.

        While the first notice of a chat waits for another attempt, the later ones wait with it.
        """
        queue = await _queue()
        held_up = {one.account_id for one in queue if one.retry_at and one.retry_at > now}
        due = [one.id for one in queue if one.due_at <= now and one.account_id not in held_up]
        rows = await NoticeRow.filter(id__in=due[:limit]).order_by("id")
        chats = {
            row.account_id: chat_of(row)
            for row in await ChatRow.filter(account_id__in={row.account_id for row in rows})
        }
        to = [(_notice(row), _left(row) or chats.get(row.account_id)) for row in rows]
        return [(notice, chat) for notice, chat in to if chat is not None]

    async def sent(self, notice_id: int, now: datetime) -> None:
        await NoticeRow.filter(id=notice_id).update(sent_at=now, is_open=False)

    async def retry(self, notice_id: int, at: datetime) -> None:
        await NoticeRow.filter(id=notice_id).update(retry_at=at, attempts=F("attempts") + 1)

    async def give_up(self, notice_id: int, why: str, now: datetime) -> None:
        await NoticeRow.filter(id=notice_id).update(
            given_up_at=now, given_up_why=why, is_open=False
        )

    async def next_due(self) -> datetime | None:
        """Return when there is something to be sent; the past if it waits already."""
        first: dict[str, datetime] = {}
        retry: dict[str, datetime] = {}
        for one in await _queue():
            first[one.account_id] = min(one.due_at, first.get(one.account_id, one.due_at))
            if one.retry_at is not None:
                retry[one.account_id] = one.retry_at
        moments = (max(moment, retry.get(who, moment)) for who, moment in first.items())
        return min(moments, default=None)

    async def inbox(self, account_id: str, now: datetime, limit: int = 50) -> list[Notice]:
        """Return what has become due, the newest first."""
        rows = await _inbox(account_id, now).order_by("-due_at", "-id").limit(limit)
        return [_notice(row) for row in rows]

    async def unread(self, account_id: str, now: datetime) -> int:
        return await _inbox(account_id, now).filter(read_at__isnull=True).count()

    async def mark_read(
        self, account_id: str, notice_ids: Collection[int] | None, now: datetime
    ) -> None:
        """Mark these as read, or with None all that have become due."""
        rows = _inbox(account_id, now).filter(read_at__isnull=True)
        if notice_ids is not None:
            rows = rows.filter(id__in=set(notice_ids))
        await rows.update(read_at=now)


class _Waiting(NamedTuple):
    """What decides when an open notice goes out."""

    id: int
    account_id: str
    due_at: datetime
    retry_at: datetime | None


async def _queue() -> list[_Waiting]:
    """Return what is still to be sent, as it was written.

    Sorted here: asked to sort, SQLite would rather read every notice there ever was.
    """
    rows = NoticeRow.filter(TO_BE_SENT).values_list("id", "account_id", "due_at", "retry_at")
    return sorted(_Waiting(*row) for row in await rows)


async def _with_chat(account_ids: Collection[str]) -> set[str]:
    rows = ChatRow.filter(account_id__in=account_ids, is_blocked=False)
    return {row.account_id for row in await rows}


def _left(row: NoticeRow) -> Chat | None:
    """Return the chat that the notice names, one its person has left."""
    return Chat(row.chat_id, row.account_id) if row.chat_id is not None else None


def _about(subject_id: str) -> Q:
    """Return the condition that a notice is about this credit or training."""
    return Q(credit_id=subject_id) | Q(training_id=subject_id)


def _inbox(account_id: str, now: datetime) -> QuerySet[NoticeRow]:
    return NoticeRow.filter(account_id=account_id, due_at__lte=now)


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        id=row.id,
        account_id=row.account_id,
        key=row.key,
        details=row.details,
        credit_id=row.credit_id,
        training_id=row.training_id,
        created_at=row.created_at,
        due_at=row.due_at,
        read_at=row.read_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
    )
