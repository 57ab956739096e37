"""What was held, activity by activity, by month and in total (manual 4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.activities import activities_of, place_of, read_counted
from core.departments import DepartmentFilter, department_filter
from core.domain.dates import day_of
from core.domain.lists import (
    EVERYTHING,
    MOST_COUNTED,
    Card,
    Choices,
    Column,
    Filter,
    Kind,
    ListQuery,
    Page,
    Pill,
    Value,
)
from core.domain.points import show
from core.domain.register import Actor, Department
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.statistics import (
    CLOSINGS,
    MONTHS,
    PLANS,
    Activity,
    Month,
    Tally,
    by_month,
    by_progress,
    grouped,
    held_of,
    total_of,
)
from core.domain.trainings.training import TAKES_PLACE, Progress, Training, TrainingStage
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.trainings import TrainingFilter, TrainingOrder
from core.texts import say
from core.usecases.trainings.lists import rule_choices, year_choices
from core.wording.credits import rule_name
from core.wording.trainings import TONES

CLOSING_STAGES = tuple(stage for stage in TrainingStage if stage in TAKES_PLACE)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One training that was held, with what came of it."""

    activity: Activity
    department: Department
    book: Rulebook

    @property
    def training(self) -> Training:
        return self.activity.training

    @property
    def tally(self) -> Tally:
        return self.activity.tally


@dataclass(frozen=True, slots=True)
class TrainingStatistics:
    """Totals of what was held; how plans and closings stand, and what is still to come.

    `shows_drafts` is False for a unit, whose departments keep their drafts to themselves.
    """

    total: Tally
    months: Sequence[Month]
    plans: Mapping[str, int]
    closings: Mapping[str, int]
    progress: Mapping[Progress, int]
    place: str
    is_unit: bool
    shows_drafts: bool

    @property
    def is_anything_planned(self) -> bool:
        return any(self.plans.values())


@dataclass(frozen=True, kw_only=True)
class ActivityPage(Page[ActivityLine]):
    """A page of what was held, and what all of it comes to."""

    statistics: TrainingStatistics


async def list_activities(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> ActivityPage:
    """List what was held, the latest first, with the totals of one's department or unit.

    A past year is counted by the departments of that year's records.
    """
    area = area_of(who)
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        of_place = await department_filter(tx, who, query.text("department"))
        wanted = statistics_filter(desk, query, of_place)
        latest = replace(wanted, progress=Progress.HELD, order=TrainingOrder.LATEST_HELD)
        found = await tx.trainings.page(area, latest, query.window)
        stages = await tx.trainings.stages(area, replace(wanted, stages=()))
        past = past_year(desk, wanted.year)
        counted, others = await read_counted(tx, area, wanted, found.rows, past)
        departments = await tx.people.some_departments({it.department_id for it in found.rows})
        books = await tx.rulebooks.books(who.unit_id or "")
        place = await place_of(tx, who)
    activities = [one for some in others for one in activities_of(some)]
    tallies = {**counted.trainings, **{one.training.id: one.tally for one in activities}}
    return ActivityPage(
        found.of(
            lambda it: ActivityLine(
                Activity(it, tallies[it.id]), departments[it.department_id], books.of(it.year)
            )
        ),
        total=min(held_of(stages, wanted.stages or TAKES_PLACE), MOST_COUNTED + 1),
        choices=_choices(desk, books.of(query.year() or desk.today().year), of_place),
        searched=of_place.searched_by_name,
        statistics=TrainingStatistics(
            total=total_of((*counted.months.values(), *(one.tally for one in activities))),
            months=by_month(activities, counted.months),
            plans=grouped(stages, PLANS),
            closings=grouped(stages, CLOSINGS),
            progress=by_progress(stages),
            place=place,
            is_unit=area.unit_id is not None,
            shows_drafts=area.department_id is not None,
        ),
    )


def _choices(desk: Desk, book: Rulebook, place: DepartmentFilter) -> Mapping[str, Choices]:
    return {
        "year": year_choices(desk)[1:],
        "month": [(str(one), say("statistics-month", month=one)) for one in MONTHS],
        "department": place.choices,
        "rule": rule_choices(book),
        "stage": [(one.value, say(f"statistics-stage-{one}")) for one in CLOSING_STAGES],
    }


def statistics_filter(desk: Desk, query: ListQuery, place: DepartmentFilter) -> TrainingFilter:
    stage, month = query.text("stage"), query.text("month")
    return TrainingFilter(
        now=desk.clock.now(),
        stages=(TrainingStage(stage),) if stage in set(CLOSING_STAGES) else (),
        year=query.year() or desk.today().year,
        month=int(month) if month in set(map(str, MONTHS)) else None,
        rule=query.text("rule"),
        department_id=place.id,
        starts_from=query.day("from"),
        starts_to=query.day("to"),
    )


def past_year(desk: Desk, year: int | None) -> int | None:
    """Return the year where it is over: departments are those of its records."""
    return year if year is not None and year < desk.today().year else None


def _starts_on(line: ActivityLine) -> Value:
    return day_of(line.training.starts_at) if line.training.starts_at else None


def _stage(line: ActivityLine) -> tuple[Pill]:
    stage = line.training.stage
    return (Pill(say(f"statistics-stage-{stage}"), TONES.get(stage, "")),)


def _came(line: ActivityLine) -> str:
    """Return who came and what it gave, as a card says it."""
    tally = line.tally
    came = say("statistics-present-open", present=tally.present)
    if tally.expected:
        came = say("statistics-present-of", present=tally.present, expected=tally.expected)
    gave = say("statistics-points-of", points=show(tally.points)) if tally.credits else ""
    return say("word-dot").join(filter(None, (came, gave)))


def _number(name: str, kind: Kind, width: float) -> Column[ActivityLine]:
    def of(line: ActivityLine) -> Value:
        number: Value = getattr(line.tally, name)
        return number

    card: Card = "side" if name == "rate" else "none"
    return Column(f"statistics-column-{name}", of, kind, card, width, name != "speakers")


NUMBERS: Mapping[str, tuple[Kind, float]] = {
    "cycles": ("whole", 14),
    "expected": ("whole", 16),
    "present": ("whole", 15),
    "rate": ("rate", 15),
    "speakers": ("whole", 16),
    "credits": ("whole", 16),
    "points": ("points", 16),
}
STATISTICS = Listing[ActivityLine](
    "statistics",
    "statistics-title",
    (
        Column("statistics-column-starts-on", _starts_on, "day", width=20),
        Column("statistics-column-name", lambda it: it.training.plan.name, card="title", width=58),
        Column("statistics-column-department", lambda it: it.department.name),
        Column(
            "statistics-column-rule",
            lambda it: rule_name(it.book.rule(it.training.plan.rule)),
            card="none",
            width=30,
            is_on_desk=False,
        ),
        Column("statistics-column-present", _came, width=0, is_on_desk=False),
        *(_number(name, *how) for name, how in NUMBERS.items()),
        Column("statistics-column-stage", _stage, "pills", "pills", 28),
    ),
    list_activities,
    filters=(
        Filter("year", "statistics-year", "year", is_required=True),
        Filter("month", "statistics-choose-month", "month"),
        Filter("department", "statistics-department", "choice"),
        Filter("rule", "statistics-rule", "choice"),
        Filter("stage", "statistics-closing", "choice"),
        Filter("from", "statistics-from", "day"),
        Filter("to", "statistics-to", "day"),
    ),
)
