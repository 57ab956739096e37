"""What a workbook of people would do, as a page shows it: the rows of one kind."""

from dataclasses import dataclass

from core.domain.people_import import RowKind
from core.records.jobs import JobState
from core.usecases.register.imports import Check, CheckedRow
from pwa.frame.session import desk

ROWS = 50
IN_ORDER = (RowKind.WRONG, RowKind.NEW, RowKind.CHANGED, RowKind.SAME)


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One page of what a workbook would do: the rows of one kind."""

    check: Check
    kind: RowKind
    page: int
    kinds: tuple[RowKind, ...] = IN_ORDER

    @property
    def pages(self) -> int:
        return max(1, -(-self.check.counts[self.kind] // ROWS))

    @property
    def rows(self) -> list[CheckedRow]:
        rows = [row for row in self.check.rows if row.kind is self.kind]
        return rows[(self.page - 1) * ROWS : self.page * ROWS]

    @property
    def is_done(self) -> bool:
        return self.check.job.state(desk().clock.now()) is JobState.DONE
