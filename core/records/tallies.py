"""What came of trainings that were held, counted once and again whenever that has changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.trainings.statistics import Activity, Tally
from core.domain.trainings.training import Training
from core.records.area import Area
from core.records.trainings import TrainingFilter


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Some trainings to be counted; `marks` are what said so until now."""

    trainings: Sequence[Training]
    marks: Sequence[int]


@dataclass(frozen=True, slots=True)
class Counted:
    """Tallies: the sums of those that hold by the month in which their training began, and those
    of single trainings, of which some may be uncounted again.
    """

    months: Mapping[int | None, Tally]
    trainings: Mapping[str, Tally]


class Tallies(Protocol):
    """A training has a tally that holds, or is uncounted: who writes what it is made of says so.

    `by_records`: the departments are those of the year's records, as for past years.
    """

    async def counted(
        self, area: Area, wanted: TrainingFilter, shown: Collection[str], *, by_records: bool
    ) -> Counted:
        """Return the tallies that hold, and those there are of the trainings that are shown."""

    async def uncounted(
        self, area: Area, wanted: TrainingFilter, *, by_records: bool
    ) -> list[Training]:
        """Return the trainings that were held and are to be counted one by one."""

    async def spread(self, this_year: int, limit: int) -> int:
        """Mark the trainings of changed departments, and of a year that is over, one by one.

        Returns how much was found to be spread.
        """

    async def drop(self, now: datetime, limit: int) -> int:
        """Take away marks and tallies of what was not held when its day came: never approved,
        cancelled, deleted. Approving it marks it again. Returns of how many trainings.
        """

    async def some(self, now: datetime, limit: int) -> Uncounted:
        """Return some of all that were held and are uncounted."""

    async def keep(
        self, activities: Sequence[Activity], marks: Sequence[int], this_year: int
    ) -> None:
        """Store tallies in the place of earlier ones and take the marks away.

        What somebody else has counted meanwhile is counted again.
        """
