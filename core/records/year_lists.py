"""Many people's stored years: listed and counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

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


class YearLists(Protocol):
    async def page(self, area: Area, wanted: YearFilter, window: Window) -> Slice[StoredResult]:
        """Return a page of years, the fewest counting credits first within an outlook."""

    async def outlooks(self, area: Area, wanted: YearFilter) -> Mapping[Outlook, int] | None:
        """Return how many years stand how, whichever a filter asks for; MOST_COUNTED + 1 at most.

        None where more than that are found by its words or stages, among more than that.
        """
