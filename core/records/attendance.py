"""Scans and marks of a cycle."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.attendance.presence import Scan, Stay
from core.domain.attendance.schedules import Phase
from core.domain.trainings.training import (
    Cycle,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What an organiser notes by hand: somebody came or left at a moment, and why it is known."""

    cycle_id: str
    staff_id: str
    phase: Phase
    at: datetime
    by: str
    reason: str


class Attendance(Protocol):
    """Scans as they were kept. They come in through `Desk.point`; here they are read and marked."""

    async def scans(
        self, cycle_ids: Collection[str], staff_id: str | None = None
    ) -> list[Scan]: ...
    async def stays(self, cycle_ids: Collection[str]) -> list[Stay]:
        """Return one line a person and cycle, in the order they came."""

    async def mark(self, mark: Mark, now: datetime) -> bool:
        """Note by hand what was not scanned; False when there is a scan of that phase already."""

    async def mark_many(self, marks: Collection[Mark], now: datetime) -> None:
        """Note by hand what was not scanned of many; a scan of the same phase stays beside it."""

    async def unmark(self, cycle_id: str, staff_id: str, phase: Phase) -> bool:
        """Take a mark by hand back; False when there is none (scans are never taken back)."""

    async def elsewhere(self, cycle: Cycle) -> set[str]:
        """Return who signed in at another cycle held at the same time."""
