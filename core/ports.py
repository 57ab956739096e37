"""The desk: all that a use case may reach beside its arguments."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from core.domain.attendance.check_in import Admitted, CheckInRequest, Headcount
from core.domain.credits.seen import Seen
from core.domain.dates import day_of
from core.domain.register import Account, Session
from core.records.rulebook import Rulebooks
from core.records.transaction import Transaction
from core.settings import Settings

SHELVES = 256  # among which evidence is spread evenly

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")
Kept_co = TypeVar("Kept_co", covariant=True)


class Store(Protocol):
    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Leaving normally commits, any exception takes everything back."""

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """Look at what has been committed, and write nothing: nobody who writes is waited for."""

    def remembering(self) -> AbstractContextManager[None]:
        """What this task reads meanwhile is asked once, until it writes: for one page."""


class Files(Protocol):
    """Evidence by key, under its SHA-256, and for a day what jobs made: `job-<id>-<n>-<part>`."""

    async def put(self, key: str, content: bytes) -> None: ...
    async def get(self, key: str) -> bytes: ...
    async def remove(self, key: str) -> None:
        """Throw away what a job made, if it is still there."""

    async def made(self) -> list[str]:
        """Return the keys of everything that jobs made."""

    async def lying(self, shelf: int) -> dict[str, timedelta]:
        """Return the names of what lies on one of the SHELVES, and how long ago it was written."""

    async def discard(self, name: str) -> None:
        """Throw away what lies under a name that belongs to no file (any more)."""

    async def clear_unfinished(self, longer_than: timedelta) -> int:
        """Throw away what was begun longer ago and never finished; return how much."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""


class Ids(Protocol):
    def new(self) -> str:
        """Return a new random id: 16 characters of base32."""

    def token(self) -> str:
        """Return a new secret of 256 bits, fit for a URL."""


class Held(Protocol[Kept_co]):
    """Does work on what a child of its own holds, one piece after the other."""

    async def __call__(
        self, work: Callable[Concatenate[Kept_co, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T: ...


class Workers(Protocol):
    """Where heavy work goes, off the event loop."""

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...
    async def in_process(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...
    async def in_bounded_process(
        self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T: ...
    def holding(self, make: Callable[[], K]) -> AbstractAsyncContextManager[Held[K]]:
        """Let a child make something and hold it; with the child goes what it took of memory."""


class Passwords(Protocol):
    """argon2id, off the loop, a few at a time."""

    async def hash(self, password: str) -> str: ...
    async def fits(self, password: str, password_hash: str | None) -> bool:
        """Compare; with no hash to compare with it takes just as long and is False."""


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """A short message to a phone; sent twice under the same id it is one.

    `template` and `blanks` say the same as `text`, for gateways that send registered texts only.
    """

    id: str
    mobile: str = field(repr=False)
    text: str = field(repr=False)
    template: str
    blanks: Mapping[str, str] = field(repr=False)


class MessageNotSent(Exception):
    """Nobody took the message, though it was tried again; says why, not to whom nor what."""


class MessageSender(Protocol):
    """What sends short messages to phones, if the hospital has something that does."""

    @property
    def is_there(self) -> bool: ...
    async def send(self, message: PhoneMessage) -> None:
        """Send it, trying again for a while. Raises MessageNotSent."""


class Reader(Protocol):
    """Reads what stands on pictures, if the installation has something that does."""

    @property
    def is_there(self) -> bool: ...
    async def read(self, page: bytes) -> Seen:
        """Read a page of a view. Raises BrokenFile for what ends the reader or has no end,
        PicturesBusy when the machine is to blame.
        """


class CheckIns(Protocol):
    """The way in, made for many at once: plain statements, and one commit for those who wait.

    Every answer comes after the commit.
    """

    async def visitor(self, token_hash: str, now: datetime) -> tuple[Account, Session] | None:
        """Return whose session a token opens, None if it opens none (any more)."""

    async def admit(self, request: CheckInRequest) -> Admitted:
        """Record a scan, or find it recorded. Raises what `core.domain.attendance.admit` does."""

    async def headcount(self, cycle_id: str) -> Headcount:
        """Return how full the room is."""

    async def lull(self, patience_seconds: float = 1.0) -> None:
        """Wait for a moment in which nobody comes in; a busy door is waited for so long."""


class Publisher(Protocol):
    """Tells after a commit whose inbox or queue changed."""

    def publish(self, account_ids: Collection[str]) -> None: ...
    def subscribe(self, account_id: str) -> AsyncIterator[None]: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Assembled once a process by `storage.desk.open_desk`, passed to every use case.

    `rulebooks` is for looking at rules; who counts by them asks the transaction it counts in.
    """

    settings: Settings
    store: Store
    rulebooks: Rulebooks
    files: Files
    clock: Clock
    ids: Ids
    workers: Workers
    passwords: Passwords
    publisher: Publisher
    check_ins: CheckIns
    sender: MessageSender
    reader: Reader

    def today(self) -> date:
        """Return the day that it is in Shanghai."""
        return day_of(self.clock.now())
