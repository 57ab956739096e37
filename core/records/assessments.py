"""What people's assessments at the end of a training came to."""

from collections.abc import Collection
from typing import Protocol

from core.domain.trainings.assessment import Result


class Assessments(Protocol):
    async def of(self, training_id: str) -> dict[str, Result]:
        """Return the results by person."""

    async def set(self, training_id: str, results: Collection[Result]) -> None:
        """Keep results in the place of earlier ones."""

    async def remove(self, training_id: str, staff_ids: Collection[str]) -> None: ...
