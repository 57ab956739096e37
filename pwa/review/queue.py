"""Which claims the review page lists: its tabs and the filters of manual 5.2 and 5.3."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from quart import url_for

from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.permissions import review_stages
from core.records.credits import CreditFilter
from pwa.frame.fields import Fields
from pwa.frame.session import who

ROWS = 20
IN_ORDER = (Stage.DEPARTMENT_REVIEW, Stage.UNIT_REVIEW, Stage.AUTHORITY_REVIEW, Stage.APPROVED)


class Tab(StrEnum):
    WAITING = "waiting"
    RETURNED = "returned"
    PASSED = "passed"
    REJECTED = "rejected"


def stages_of(tab: Tab, actor: Actor) -> frozenset[Stage]:
    """Return the stages that a tab lists; passed is whatever lies beyond one's own review."""
    match tab:
        case Tab.WAITING:
            return frozenset()
        case Tab.RETURNED:
            return frozenset({Stage.RETURNED})
        case Tab.REJECTED:
            return frozenset({Stage.REJECTED})
    own = max((IN_ORDER.index(stage) for stage in review_stages(actor)), default=0)
    return frozenset(IN_ORDER[own + 1 :])


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The queue as it is asked for: tab, page and the filters of manual 5.2 and 5.3.

    `undo` goes along from page to page: the decisions that can still be taken back.
    """

    tab: Tab
    page: int
    year: int
    name: str
    number: str
    rule: str
    first: date | None
    last: date | None
    selecting: bool = False
    undo: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, object]:
        """Return the filters that are set, as they stand in the address."""
        asked = {
            "year": self.year,
            "name": self.name,
            "number": self.number,
            "rule": self.rule,
            "from": self.first,
            "to": self.last,
        }
        return {name: value for name, value in asked.items() if value}

    def href(self, **other: object) -> str:
        """Return the address of this queue with something chosen otherwise."""
        tab = {"tab": self.tab} if self.tab is not Tab.WAITING else {}
        page = {"page": self.page} if self.page > 1 else {}
        select = {"select": 1} if self.selecting else {}
        undo = {"undo": self.undo} if self.undo else {}
        chosen: dict[str, Any] = {**tab, **page, **select, **undo, **self.filters, **other}
        asked = {name: value for name, value in chosen.items() if value is not None}
        return url_for("review.queue", **asked)

    def filter(self) -> CreditFilter:
        """Return what to look for."""
        return CreditFilter(
            stages=stages_of(self.tab, who()),
            year=self.year or None,
            name=self.name,
            staff_number=self.number,
            rule=self.rule,
            held_from=self.first,
            held_to=self.last,
            limit=ROWS,
            offset=ROWS * (self.page - 1),
        )


def wanted_from(asked: Fields) -> ListQuery:
    """Read the queue that an address asks for. Raises FieldUnreadable."""
    return ListQuery(
        tab=asked.choice("tab", Tab, Tab.WAITING),
        page=max(1, asked.number("page", 1)),
        year=asked.number("year", 0),
        name=asked.text("name", longest=50).strip(),
        number=asked.text("number", longest=20).strip(),
        rule=asked.text("rule", longest=60),
        first=asked.day("from"),
        last=asked.day("to"),
        selecting=asked.is_ticked("select"),
    )
