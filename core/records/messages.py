"""Notices, the chats they go to, and the updates that come from there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from core.domain.lists import FIRST_PAGE, Slice, Window
from core.domain.subjects import Subject, SubjectKind


class Channel(StrEnum):
    """A chat service; a person may have one chat on each."""

    TELEGRAM = "telegram"
    DINGTALK = "dingtalk"
    WECOM = "wecom"


class ChatId(NamedTuple):
    """A chat: the service, and what the service calls the chat, as text."""

    channel: Channel
    address: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat and the person it belongs to.

    `asking` says what the next message in words answers; `draft_id` is the draft it works on.
    `offered` are the choices whose numbers can be answered with, `taken` the answers it has given
    by which message, as they are kept. Of several chats of one person notices go to the one that
    `is_main`.
    """

    id: ChatId
    account_id: str
    draft_id: str | None = None
    asking: str = ""
    is_blocked: bool = False
    is_main: bool = True
    offered: str = ""
    taken: str = ""


@dataclass(frozen=True, slots=True)
class ServiceState:
    """How a chat service is doing; `connected_at` is None while the line to it is down."""

    channel: Channel
    connected_at: datetime | None = None
    last_in_at: datetime | None = None
    last_out_at: datetime | None = None


class ServiceStates(Protocol):
    async def services(self) -> list[ServiceState]: ...
    async def put_service(self, state: ServiceState) -> None: ...


class Chats(ServiceStates, Protocol):
    async def get(self, chat_id: ChatId) -> Chat | None: ...
    async def of(self, account_id: str) -> list[Chat]:
        """Return the account's chats, one a channel."""

    async def link(self, chat_id: ChatId, account_id: str) -> None: ...
    async def unlink(self, chat_id: ChatId) -> None: ...
    async def set(
        self, chat_id: ChatId, *, draft_id: str | None, asking: str, taken: str | None = None
    ) -> None:
        """Note what a chat works on and was asked; what it has `taken` stays unless given."""

    async def set_blocked(self, chat_id: ChatId, *, is_blocked: bool) -> None: ...
    async def set_main(self, chat_id: ChatId) -> None:
        """Let notices go to this one of its person's chats from now on."""

    async def hold(self, chat_id: ChatId) -> Chat | None:
        """Return a chat that nobody else changes until the transaction ends."""

    async def offer(self, chat_id: ChatId, offered: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to a person; it lies in their inbox, whatever chats they have linked."""

    id: int
    account_id: str
    key: str
    details: Mapping[str, Any]
    subject: Subject | None
    created_at: datetime
    due_at: datetime
    read_at: datetime | None = None

    @property
    def credit_id(self) -> str | None:
        return self._about(SubjectKind.CREDIT)

    @property
    def training_id(self) -> str | None:
        return self._about(SubjectKind.TRAINING)

    @property
    def job_id(self) -> str | None:
        return self._about(SubjectKind.JOB)

    def _about(self, kind: str) -> str | None:
        return self.subject.id if self.subject and self.subject.kind == kind else None


class Message(NamedTuple):
    """What is to be written to one person."""

    account_id: str
    key: str
    subject: Subject | None = None
    details: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A notice on its way to one chat, and how often sending it has failed.

    What `is_gathered` goes out with the others of its chat, as one message.
    """

    id: int
    notice: Notice
    chat: Chat
    attempts: int = 0
    is_gathered: bool = False


class DeliveryState(StrEnum):
    """Where a delivery stands; one that is `settled` is needed no more and was never sent.

    One that is `held` waits for a chat that is blocked; `gathered`, it waits for one message that
    says all of what was held.
    """

    OPEN = "open"
    HELD = "held"
    GATHERED = "gathered"
    SENT = "sent"
    SETTLED = "settled"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a notice on one channel; `address` is where it went or is to go, if told."""

    channel: Channel
    address: str | None
    state: DeliveryState
    attempts: int
    settled_at: datetime | None
    why: str


class Notices(Protocol):
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
        """Write to people; `chat_id` names a chat other than their own, one they have left."""

    async def add_many(
        self, messages: Sequence[Message], now: datetime, due_at: datetime | None = None
    ) -> None:
        """Write to many people, to each something else, in as many statements as to one."""

    async def told(self, account_ids: Collection[str], key: str, since: datetime) -> set[str]:
        """Return which accounts have been written to with this key since then."""

    async def cancel(self, subject_id: str, since: datetime) -> None:
        """Take back what has not become due yet about a subject (it was undone)."""

    async def settle(self, subject_id: str, key: str, now: datetime) -> None:
        """What `key` asked people to do about a subject is done: read, not sent."""

    async def reopen(self, subject_id: str, key: str, settled_at: datetime) -> None:
        """What was settled at this moment is to be done after all: unread, and sent if not yet."""

    async def inbox(
        self, account_id: str, now: datetime, window: Window = FIRST_PAGE, *, unread: bool = False
    ) -> Slice[Notice]:
        """Return a page of what has become due, the newest first; of what is unread only."""

    async def counts(self, account_id: str, now: datetime) -> tuple[int, int]:
        """Return how many there are and how many are unread, MOST_COUNTED + 1 at most."""

    async def mark_read(
        self, account_id: str, notice_ids: Collection[int] | None, now: datetime
    ) -> None: ...


class Deliveries(Protocol):
    """Notices on their way to chats."""

    async def due(self, now: datetime, limit: int) -> list[Outgoing]:
        """Return what is to be sent now, for each chat in the order it was written."""

    async def next_due(self) -> datetime | None: ...
    async def sent(self, outgoing: Outgoing, now: datetime) -> None: ...
    async def retry(self, outgoing: Outgoing, at: datetime) -> None: ...
    async def give_up(self, outgoing: Outgoing, why: str, now: datetime) -> None: ...
    async def hold(self, chat: Chat) -> None:
        """Keep back what is still to be sent to a chat."""

    async def gather(self, chat: Chat, now: datetime) -> None:
        """Let what was held go: one by itself, several as one; what was read meanwhile does not."""

    async def of(self, notice_id: int) -> list[Delivery]:
        """Return what became of a notice on each channel; nothing where there was no chat."""


@dataclass(frozen=True, slots=True)
class Received:
    """What came from a chat service, kept until it has been acted on.

    `number` is the service's own, or 0 until it is kept; a service that numbers nothing gives a
    `key`, the same whenever the same comes again.
    """

    number: int
    chat_id: ChatId
    body: Mapping[str, Any]
    key: str = ""


class Updates(Protocol):
    async def add(self, received: Received, now: datetime) -> Received | None:
        """Keep what came and return it with its number; None when it was kept before."""

    async def newest(self) -> int:
        """Return the greatest number so far."""

    async def open(self) -> list[Received]: ...
    async def was_heard(self, chat_id: ChatId) -> bool:
        """Return whether something of this chat was acted on and is not forgotten yet."""

    async def done(self, number: int) -> None: ...
    async def set_aside(self, number: int, now: datetime) -> None:
        """Keep an update that cannot be read as it came; it holds nothing up any more."""

    async def count_set_aside(self, since: datetime) -> int: ...
    async def sweep(self, before: datetime) -> int:
        """Forget what came before then and was acted on."""
