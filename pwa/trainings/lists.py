"""Which trainings the list shows: its tabs and the filters of manual 4.1."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from quart import url_for

from core.domain.trainings.training import Progress
from core.records.trainings import TrainingFilter
from pwa.frame.fields import Fields

ROWS = 20


class Reported(StrEnum):
    """执行情况反馈: there, not there, or either."""

    ANY = "any"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The list as it is asked for: tab, page and filters; `group` is a second-level discipline."""

    tab: Progress
    page: int
    year: int
    rule: str
    mode: str
    group: str
    discipline: str
    name: str
    first: date | None
    last: date | None
    reported: Reported

    @property
    def filters(self) -> dict[str, object]:
        """Return the filters that are set, as they stand in the address."""
        asked = {
            "year": self.year,
            "rule": self.rule,
            "mode": self.mode,
            "group": self.group,
            "discipline": self.discipline,
            "name": self.name,
            "from": self.first,
            "to": self.last,
            "reported": "" if self.reported is Reported.ANY else self.reported,
        }
        return {name: value for name, value in asked.items() if value}

    def href(self, **other: object) -> str:
        """Return the address of this list with something chosen otherwise."""
        tab = {"tab": self.tab} if self.tab is not Progress.ALL else {}
        page = {"page": self.page} if self.page > 1 else {}
        chosen: dict[str, Any] = {**tab, **page, **self.filters, **other}
        asked = {name: value for name, value in chosen.items() if value is not None}
        return url_for("trainings.index", **asked)

    def filter(self, now: datetime) -> TrainingFilter:
        """Return what to look for; a third-level discipline goes before its group."""
        reported = {Reported.YES: True, Reported.NO: False}
        return TrainingFilter(
            now=now,
            progress=self.tab,
            year=self.year or None,
            rule=self.rule,
            mode=self.mode,
            discipline=self.discipline or self.group,
            name=self.name,
            starts_from=self.first,
            starts_to=self.last,
            has_report=reported.get(self.reported),
            limit=ROWS,
            offset=ROWS * (self.page - 1),
        )


def wanted_from(asked: Fields) -> ListQuery:
    """Read the list that an address asks for. Raises FieldUnreadable."""
    return ListQuery(
        tab=asked.choice("tab", Progress, Progress.ALL),
        page=max(1, asked.number("page", 1)),
        year=asked.number("year", 0),
        rule=asked.text("rule", longest=60),
        mode=asked.text("mode", longest=60),
        group=asked.text("group", longest=20),
        discipline=asked.text("discipline", longest=20),
        name=asked.text("name", longest=120).strip(),
        first=asked.day("from"),
        last=asked.day("to"),
        reported=asked.choice("reported", Reported, Reported.ANY),
    )
