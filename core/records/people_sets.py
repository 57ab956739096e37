"""Many people of the register at once: laid out beside the requests, written in a moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.domain.register import Account, Staff, YearRecord


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody new with their protected numbers, record of the year, and account.

    The login of the account is the document's number.
    """

    staff: Staff
    document: str
    mobile: str
    record: YearRecord
    account: Account


@dataclass(frozen=True, slots=True)
class Correction:
    """What the register is to say of somebody, in the version that was read."""

    staff: Staff
    document: str
    mobile: str


class Laid(Protocol):
    """Rows as the database takes them, sealed where they are protected."""

    async def write(self) -> None: ...


class PeopleSets(Protocol):
    def newcomers(self, people: Sequence[Newcomer]) -> Sequence[Laid]:
        """Lay new people out, all but what they are found by."""

    def terms(self, people: Sequence[Staff]) -> Laid:
        """Lay out what new people are found by."""

    def corrections(self, people: Sequence[Correction]) -> Sequence[Laid]:
        """Lay out what is to be said of people whose versions are held and known."""

    async def write(self, laid: Sequence[Laid]) -> None:
        """Write what was laid out. Raises NumberTaken, DocumentTaken where somebody was quicker."""

    async def make_found(self, after: str, limit: int) -> str | None:
        """Let the next few be found who cannot be yet, by id; return the last, None after all."""

    async def logins_taken(self, logins: Collection[str]) -> set[str]:
        """Return which of these names open an account already."""
