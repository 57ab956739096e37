"""Many people's stored years: listed, counted, and summed by what the people were."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from core.domain.credits.compliance import Outcome
from core.domain.credits.credit import PENDING, Stage
from core.domain.credits.outlook import OUTCOMES, Outlook
from core.domain.lists import Slice, Window
from core.records.area import Area
from core.records.credits import StoredResult

Result = tuple[Outcome, Outcome | None]
"""An outcome, and what it will be once all that waits is approved; None where it matters not."""
STAGES: Mapping[str, frozenset[Stage]] = {
    "waiting": PENDING,
    "returned": frozenset({Stage.RETURNED}),
    "approved": frozenset({Stage.APPROVED}),
    "rejected": frozenset({Stage.REJECTED}),
}
RESULTS: Mapping[str, Sequence[Result]] = {
    "required": [(Outcome.MET, None), (Outcome.NOT_MET, None)],
    Outcome.MET: [(Outcome.MET, None)],
    Outcome.NOT_MET: [(Outcome.NOT_MET, None)],
    Outlook.ON_THE_WAY: [OUTCOMES[Outlook.ON_THE_WAY]],
    Outlook.BEHIND: [OUTCOMES[Outlook.BEHIND]],
    Outcome.NOT_REQUIRED: [(Outcome.NOT_REQUIRED, None)],
}


@dataclass(frozen=True, slots=True)
class YearFilter:
    """Which years a list shows; title, level, status and place are those of the year's record.

    `text` is part of a name or the beginning of a staff number; any of several `statuses` or
    `results` fits. `stages`: with a credit of the year there. `has_nothing`: without a single one.
    """

    year: int
    outlook: Outlook | None = None
    text: str = ""
    department_id: str = ""
    title: str = ""
    level: str = ""
    statuses: Collection[str] = ()
    post_type: str = ""
    specialty: str = ""
    stages: Collection[Stage] = ()
    results: Collection[Result] = ()
    has_nothing: bool = False


class Dimension(StrEnum):
    """By what completion is counted (manual 6.3): 职称级别, 职称, 科室, 是否在编."""

    LEVEL = "level"
    TITLE = "title"
    DEPARTMENT = "department"
    POST = "post"


class YearGroup(NamedTuple):
    """The people of one level, title, department or kind of post; `key` is None for none.

    `points` are all their credits in hundredths; `empty` is how many have none.
    """

    key: str | None
    people: int
    met: int
    not_met: int
    empty: int
    points: int

    @property
    def required(self) -> int:
        return self.met + self.not_met


class YearLists(Protocol):
    async def page(self, area: Area, wanted: YearFilter, window: Window) -> Slice[StoredResult]:
        """Return a page of years, the fewest counting credits first within an outlook."""

    async def counts(self, area: Area, lists: Sequence[YearFilter]) -> list[int]:
        """Return how many years each list has, MOST_COUNTED + 1 at most."""

    async def outlooks(self, area: Area, year: int) -> Mapping[Outlook, int]:
        """Return how many people of the area stand how, to the end."""

    async def groups(self, area: Area, year: int, by: Dimension) -> list[YearGroup]:
        """Return the people of the area summed, in one statement."""
