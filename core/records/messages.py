"""Notices, the chats they go to, and the updates that come from there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Chat:
    """A Telegram chat and the person it belongs to.

    `asking` says what the next message in words answers; `draft_id` is the draft it works on.
    """

    id: int
    account_id: str
    draft_id: str | None = None
    asking: str = ""
    is_blocked: bool = False


class Chats(Protocol):
    async def get(self, chat_id: int) -> Chat | None: ...
    async def of(self, account_id: str) -> Chat | None: ...
    async def link(self, chat_id: int, account_id: str) -> None: ...
    async def unlink(self, chat_id: int) -> None: ...
    async def set(self, chat_id: int, *, draft_id: str | None, asking: str) -> None: ...
    async def set_blocked(self, chat_id: int, *, is_blocked: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to a person: in the inbox always, in their chat when they have linked one."""

    id: int
    account_id: str
    key: str
    details: Mapping[str, Any]
    credit_id: str | None
    created_at: datetime
    due_at: datetime
    training_id: str | None = None
    read_at: datetime | None = None
    sent_at: datetime | None = None
    attempts: int = 0


class Notices(Protocol):
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
        """Write to people; `chat_id` names a chat other than their own, one they have left."""

    async def cancel(self, subject_id: str, since: datetime) -> None:
        """Take back what has not become due yet about a credit or training (it was undone)."""

    async def settle(self, subject_id: str, key: str, now: datetime) -> None:
        """What `key` asked people to do about a credit or training is done: read, not sent."""

    async def reopen(self, subject_id: str, key: str, settled_at: datetime) -> None:
        """What was settled at this moment is to be done after all: unread, and sent if not yet."""

    async def due(self, now: datetime, limit: int) -> list[tuple[Notice, Chat]]:
        """Return what is to be sent now, for each chat in the order it was written."""

    async def sent(self, notice_id: int, now: datetime) -> None: ...
    async def retry(self, notice_id: int, at: datetime) -> None: ...
    async def give_up(self, notice_id: int, why: str, now: datetime) -> None: ...
    async def next_due(self) -> datetime | None: ...
    async def inbox(self, account_id: str, now: datetime, limit: int = 50) -> list[Notice]: ...
    async def unread(self, account_id: str, now: datetime) -> int: ...
    async def mark_read(
        self, account_id: str, notice_ids: Collection[int] | None, now: datetime
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Received:
    """An update of the chat service, kept until it has been acted on."""

    update_id: int
    chat_id: int
    body: Mapping[str, Any]


class Updates(Protocol):
    async def add(self, received: Received, now: datetime) -> bool:
        """Keep an update; False when it was kept before."""

    async def open(self) -> list[Received]: ...
    async def done(self, update_id: int) -> None: ...
    async def set_aside(self, update_id: int, now: datetime) -> None:
        """Keep an update that cannot be read as it came; it holds nothing up any more."""

    async def count_set_aside(self, since: datetime) -> int: ...
