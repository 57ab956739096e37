"""The journal: what happened, by whom, from where."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from core.domain.lists import Slice, Window
from core.domain.register import Actor
from core.domain.subjects import Subject


@dataclass(frozen=True, slots=True)
class Event:
    """A journal entry as it is read back."""

    at: datetime
    account_id: str
    who: str
    via: str
    verb: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    seq: int = 0
    subject: str = ""
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events a page of changes shows. Empty values do not filter.

    `before` is the number of the last event of the page before. `kinds` are kinds of subjects, of
    which one is `subject`; `department_id` leaves the changes of people who work there now; `who`
    is a part of what the journal calls an account.
    """

    unit_id: str | None = None
    account_id: str | None = None
    verbs: Collection[str] = ()
    before: int | None = None
    limit: int = 50
    subject: str = ""
    kinds: Collection[str] = ()
    department_id: str | None = None
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None


class Journal(Protocol):
    def add(
        self,
        who: Actor,
        verb: str,
        subject: Subject,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Note a change; it is written, chained to the entry before it, as the transaction ends."""

    async def of(self, subject: Subject) -> list[Event]: ...
    async def since(self, verb: str, moment: datetime) -> list[Event]:
        """Return what was noted under a verb since a moment."""

    async def find(self, wanted: EventFilter) -> list[Event]:
        """Return a page of events, the newest first."""

    async def page(self, wanted: EventFilter, window: Window) -> Slice[Event]:
        """Return a page of a list of events, the newest first."""

    async def count(self, wanted: EventFilter) -> int:
        """Return how many events a list has, MOST_COUNTED + 1 at most."""

    async def broken_at(self) -> int | None:
        """Return the number of the first entry that does not fit the chain, None if all fit."""
