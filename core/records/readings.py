"""What was read of files, as use cases read and write it."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, Protocol

from core.domain.credits.credit import Evidence
from core.domain.credits.readings import Reading


class Taken(NamedTuple):
    """A file that is being read now, for the `attempts`-th time."""

    file: Evidence
    attempts: int


class Arrived(NamedTuple):
    """What was read of a file, for whoever entered the claim."""

    evidence_id: str
    credit_id: str
    account_id: str


class Readings(Protocol):
    async def ask(self, evidence_id: str, account_id: str, at: datetime) -> None:
        """Note that a file is to be read for somebody."""

    async def is_waiting(self) -> bool:
        """Return whether anything is to be read."""

    async def take(self) -> Taken | None:
        """Return the file that has waited longest, and count the attempt."""

    async def of_content(self, sha256: str) -> Reading | None:
        """Return what was read of the same content before."""

    async def save(self, reading: Reading, at: datetime) -> None:
        """Keep what was read, if the file is still there; who entered the claim is told.

        What the file looks like is to be found out again.
        """

    async def news(self, account_id: str) -> datetime | None:
        """Return when something was last read for somebody; what is read later is always later."""

    async def untold(self, limit: int) -> list[Arrived]:
        """Return what was read and not told in a chat yet, the earliest first."""

    async def set_told(self, evidence_ids: Collection[str]) -> None: ...
