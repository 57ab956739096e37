"""The statistics of the in-house trainings that were held: to read, to print, to count on (4.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from quart import Blueprint, Response, render_template, url_for
from quart.typing import ResponseReturnValue

from core.domain.credits.answers import FIRST_YEAR
from core.domain.trainings.plans import TRAINING_CATEGORY
from core.domain.trainings.statistics import MONTHS, show_rate
from core.domain.trainings.training import TAKES_PLACE, TrainingStage
from core.records.trainings import TrainingFilter
from core.usecases.rulebook import read_rulebook
from core.usecases.trainings import statistics
from pwa.frame.downloads import handed
from pwa.frame.fields import Fields, FieldUnreadable, query
from pwa.frame.session import desk, who

pages = Blueprint("training_statistics", __name__)

ROWS = 20
CLOSING_STAGES = tuple(stage for stage in TrainingStage if stage in TAKES_PLACE)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The statistics as an address asks for them."""

    year: int
    month: int
    department: str
    rule: str
    stage: str
    first: date | None
    last: date | None
    page: int

    @property
    def more(self) -> dict[str, Any]:
        """Return the filters that are set beside year and month, as they stand in the address."""
        asked = {
            "department": self.department,
            "rule": self.rule,
            "stage": self.stage,
            "from": self.first,
            "to": self.last,
        }
        return {name: value for name, value in asked.items() if value}

    def href(self, endpoint: str = "page", **other: object) -> str:
        """Return the address of these statistics with something chosen otherwise."""
        month = {"month": self.month} if self.month else {}
        chosen: dict[str, Any] = {"year": self.year, **month, **self.more, **other}
        asked = {name: value for name, value in chosen.items() if value is not None}
        return url_for(f"training_statistics.{endpoint}", **asked)

    def filter(self) -> TrainingFilter:
        """Return what to count."""
        return TrainingFilter(
            now=desk().clock.now(),
            stages=(TrainingStage(self.stage),) if self.stage else (),
            year=self.year,
            month=self.month or None,
            rule=self.rule,
            department_id=self.department,
            starts_from=self.first,
            starts_to=self.last,
        )


def years() -> range:
    return range(desk().today().year, FIRST_YEAR - 1, -1)


async def _wanted(asked: Fields) -> ListQuery:
    """Read which statistics an address asks for. Raises FieldUnreadable, NotFound."""
    year = asked.year("year", desk().today().year)
    book = await read_rulebook(desk(), who(), year)
    rules = [rule.code for rule in book.rules_of(TRAINING_CATEGORY)]
    return ListQuery(
        year=year,
        month=_month(asked),
        department=asked.id("department") if asked.text("department") else "",
        rule=_one_of(asked, "rule", rules),
        stage=_one_of(asked, "stage", [stage.value for stage in CLOSING_STAGES]),
        first=asked.day("from"),
        last=asked.day("to"),
        page=max(1, asked.number("page", 1)),
    )


def _month(asked: Fields) -> int:
    month = asked.number("month", 0)
    if month and month not in MONTHS:
        raise FieldUnreadable(field="month")
    return month


def _one_of(asked: Fields, name: str, codes: list[str]) -> str:
    text = asked.text(name, longest=60)
    if text and text not in codes:
        raise FieldUnreadable(field=name)
    return text


@pages.get("/trainings/statistics")
async def page() -> ResponseReturnValue:
    """Show what was held in a year: totals, months, reviews and each activity."""
    wanted = await _wanted(query())
    found = await statistics.read_training_statistics(desk(), who(), wanted.filter())
    first = ROWS * (wanted.page - 1)
    return await render_template(
        "trainings/statistics/page.html",
        wanted=wanted,
        statistics=found,
        activities=found.activities[first : first + ROWS],
        last_page=max(1, -(-len(found.activities) // ROWS)),
        years=years(),
        months=MONTHS,
        book=found.books.of(wanted.year),
        rules=found.books.of(wanted.year).rules_of(TRAINING_CATEGORY),
        stages=CLOSING_STAGES,
        show_rate=show_rate,
    )


@pages.get("/trainings/statistics.pdf")
async def pdf() -> Response:
    """Hand out the table to print."""
    wanted = (await _wanted(query())).filter()
    document = await statistics.training_statistics_pdf(desk(), who(), wanted)
    return handed(document, "inline", plain="training-statistics")


@pages.get("/trainings/statistics.xlsx")
async def xlsx() -> Response:
    """Hand out the table as a workbook."""
    wanted = (await _wanted(query())).filter()
    document = await statistics.training_statistics_xlsx(desk(), who(), wanted)
    return handed(document, "attachment", plain="training-statistics")
