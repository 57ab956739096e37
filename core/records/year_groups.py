"""Many people's stored years, summed by what the people were."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from core.domain.lists import Slice, Window
from core.records.area import Area


class Dimension(StrEnum):
    """By what completion is counted (manual 6.3): 职称级别, 职称, 科室, 是否在编."""

    LEVEL = "level"
    TITLE = "title"
    DEPARTMENT = "department"
    POST = "post"


class YearGroup(NamedTuple):
    """The people of one level, title, department or kind of post; `key` is None for none.

    `points` are all their credits in hundredths; `empty` is how many have none. Of those who do
    not meet the standard some are `on_the_way`.
    """

    key: str | None
    people: int = 0
    met: int = 0
    not_met: int = 0
    on_the_way: int = 0
    empty: int = 0
    points: int = 0

    @property
    def required(self) -> int:
        return self.met + self.not_met


def joined(groups: Sequence[YearGroup], key: str | None = None) -> YearGroup:
    """Return the people of several groups as one."""
    numbers = zip(*(one[1:] for one in groups), strict=True)
    return YearGroup(key, *map(sum, numbers))


class Departments(NamedTuple):
    """A page of departments, each with its people as a group; all of them as one, and how many."""

    page: Slice[YearGroup]
    everybody: YearGroup
    number: int


class YearGroups(Protocol):
    """A department's year has its groups stored, or is uncounted: who changes a year says so."""

    async def of(self, area: Area, year: int, by: Dimension) -> list[YearGroup]:
        """Return the people of the area summed, in one statement."""

    async def departments(self, area: Area, year: int, window: Window) -> Departments:
        """Return a page of the departments that have people in a year, by their codes."""

    async def forget(self) -> None:
        """Let all departments' years be counted again."""

    async def count(self, limit: int) -> int:
        """Store the groups of some uncounted departments anew; return how many marks were seen."""
