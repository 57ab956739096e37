"""Published projects, and who runs which."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.domain.credits.credit import Credit
from core.domain.lists import Slice, Window
from core.domain.projects.delegation import Delegation
from core.domain.projects.project import Project
from core.records.area import Area


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """The filters of manual 3.2. Empty values do not filter.

    `words` are of a number, a name or an organiser; `ours` are the applications of that area
    that were established.
    """

    year: int | None = None
    level: str = ""
    words: str = ""
    ours: Area | None = None


class Projects(Protocol):
    async def get(self, project_id: str) -> Project: ...
    async def hold(self, project_id: str) -> Project:
        """Read a project that nobody else may delegate until the transaction ends."""

    async def page(self, unit_id: str, wanted: ProjectFilter, window: Window) -> Slice[Project]: ...
    async def counts(self, unit_id: str, wanted: Sequence[ProjectFilter]) -> list[int]: ...
    async def of_years(
        self, unit_id: str, years: Collection[int], *, hold: bool = False
    ) -> list[Project]:
        """Return all that a unit's list says of these years.

        What is held nobody else corrects until the transaction ends.
        """

    async def numbered(self, unit_id: str, year: int, number: str) -> Project | None:
        """Return the project of this number, however it was typed."""

    async def some(self, project_ids: Collection[str]) -> dict[str, Project]: ...
    async def put(self, new: Sequence[Project], changed: Sequence[Project]) -> None:
        """Enter projects into a list, and correct those that are there."""

    async def search(self, unit_id: str, text: str, *, limit: int) -> list[Project]:
        """Find projects of a unit's lists that have every word, or a number that begins so."""

    async def unlisted(self, credits: Sequence[Credit]) -> set[str]:
        """Return the ids of credits whose project number the list of their year does not have.

        Where a unit has no list of a year, nothing is missing in it.
        """


class Delegations(Protocol):
    async def hold(self, delegation_id: str) -> Delegation: ...
    async def of_project(self, project_id: str) -> list[Delegation]:
        """Return who was ever let run a project, the latest first."""

    async def of_training(self, training_id: str) -> Delegation | None: ...
    async def page(self, area: Area, window: Window) -> Slice[Delegation]: ...
    async def count(self, area: Area) -> int: ...
    async def go_along(self, department_id: str, into_id: str) -> None:
        """Let what a department may still run be run by the one that it is merged into."""

    async def add(self, delegation: Delegation) -> None: ...
    async def save(self, delegation: Delegation) -> None: ...
