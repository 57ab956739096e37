"""What a workbook would do, as a page shows it: the rows of one kind."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from core.records.jobs import JobState
from core.workbook_checks import Check, CheckedRow
from pwa.frame.session import desk

K = TypeVar("K", bound=StrEnum)
ROWS = 50


@dataclass(frozen=True)
class CheckPage(Generic[K]):
    """One page of what a workbook would do: the rows of one kind, of the `kinds` in order."""

    check: Check[K]
    kind: K
    page: int
    kinds: tuple[K, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.check.counts[self.kind] // ROWS))

    @property
    def rows(self) -> list[CheckedRow[K]]:
        rows = [row for row in self.check.rows if row.kind is self.kind]
        return rows[(self.page - 1) * ROWS : self.page * ROWS]

    @property
    def is_done(self) -> bool:
        return self.check.job.state(desk().clock.now()) is JobState.DONE
