"""What long work found out about many rows, as a page shows it: those of one kind at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from core.records.jobs import Job, JobState
from pwa.frame.fields import query
from pwa.frame.session import desk

ROWS = 50


class Checked(Protocol):
    """What was found out, and of which kind each row is."""

    @property
    def job(self) -> Job: ...
    @property
    def counts(self) -> Mapping[Any, int]: ...
    @property
    def rows(self) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One page of what was found out: the rows of one kind."""

    check: Checked
    kinds: Sequence[StrEnum]
    kind: StrEnum
    page: int
    address: str

    @property
    def pages(self) -> int:
        return max(1, -(-self.check.counts[self.kind] // ROWS))

    @property
    def rows(self) -> list[Any]:
        rows = [row for row in self.check.rows if row.kind is self.kind]
        return rows[(self.page - 1) * ROWS : self.page * ROWS]

    def href(self, kind: StrEnum, page: int = 1) -> str:
        """Return where the rows of a kind stand."""
        return f"{self.address}?tab={kind}&page={page}"

    @property
    def is_done(self) -> bool:
        return self.check.job.state(desk().clock.now()) is JobState.DONE


def check_page(check: Checked, kinds: Sequence[StrEnum], address: str) -> CheckPage:
    """Return the page that the request asks for; the first kind of which there are rows is
    the usual one.

    Raises FieldUnreadable.
    """
    asked = query()
    usual = next((kind for kind in kinds if check.counts[kind]), kinds[0])
    kind = asked.choice("tab", type(usual), usual)
    return CheckPage(check, kinds, kind, max(1, asked.number("page", 1)), address)
