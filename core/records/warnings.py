"""Who has been told of what is behind: of each day once."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol

from core.domain.register import Department, Staff
from core.domain.subjects import Subject
from core.records.waiting import Listed


class Warnings(Protocol):
    async def next_department(self, day: date) -> Department | None:
        """Return an open department that is not done with as of a day."""

    async def candidates(
        self, department_id: str, year: int, after: str, limit: int
    ) -> list[Staff]:
        """Return the next people who work there and may lack something in a year, by their ids.

        What is stored of their year does not say that it is met, or that nothing is required.
        """

    async def note(self, subjects: Collection[Subject], day: date) -> set[Subject]:
        """Note that these are told of a day, and return those of them who had not been."""

    async def last_told(self, subjects: Collection[Subject]) -> dict[Subject, date]:
        """Return of which day each was told last, of those who ever were."""

    async def waiting_since(self, wanted: Listed) -> list[datetime]:
        """Return since when the thousand claims of a list wait that were submitted first.

        One waits for a reviewer from its submission or the decision that brought it to them.
        """
