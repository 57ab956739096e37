"""已举办院内活动查看统计: reviewed, held and attended, to read, to print and to count on (4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.activities import activities_of, held_records
from core.departments import department_filter
from core.domain.lists import EVERYTHING, ListQuery, Value
from core.domain.register import Actor
from core.domain.trainings.statistics import (
    CLOSINGS,
    PLANS,
    Month,
    Tally,
    by_month,
    by_progress,
    counted,
    total_of,
)
from core.domain.trainings.training import Progress
from core.exports import Document, Ending, chosen, handed_out
from core.forms.list_sheet import list_sheet
from core.lists import every_row
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.texts import say
from core.usecases.trainings.activities import (
    NUMBERS,
    STATISTICS,
    past_year,
    statistics_filter,
)

AT_ONCE = 1000
"""So many trainings are counted in one go; all of them are, however many there are."""


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


async def read_training_statistics(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> TrainingStatistics:
    """Return the totals of one's department or unit, in one year, under these filters.

    A past year is counted by the departments of that year's records.
    """
    area = area_of(who)
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        of_place = await department_filter(tx, who, query.text("department"))
        wanted = statistics_filter(desk, query, of_place)
        past = past_year(desk, wanted.year)
        stages = await tx.trainings.stages(area, replace(wanted, stages=()))
        place = await _place(tx, who)
        tallies = await tx.tallies.by_month(area, wanted, by_records=past is not None)
        rest = await tx.tallies.uncounted(area, wanted, by_records=past is not None)
        records = [
            await held_records(tx, rest[at : at + AT_ONCE], past)
            for at in range(0, len(rest), AT_ONCE)
        ]
    activities = [one for some in records for one in activities_of(some)]
    return TrainingStatistics(
        total=total_of((*tallies.values(), *(one.tally for one in activities))),
        months=by_month(activities, tallies),
        plans=counted(stages, PLANS),
        closings=counted(stages, CLOSINGS),
        progress=by_progress(stages),
        place=place,
        is_unit=area.unit_id is not None,
        shows_drafts=area.department_id is not None,
    )


async def _place(tx: Transaction, who: Actor) -> str:
    """Return what is counted: a unit, or a department of it."""
    unit = await tx.people.unit(who.unit_id or "")
    if area_of(who).unit_id is not None or who.department_id is None:
        return unit.name
    return f"{unit.name} {(await tx.people.department(who.department_id)).name}"


async def training_statistics(desk: Desk, who: Actor, query: ListQuery, ending: Ending) -> Document:
    """Return the table with its totals, to print or as a workbook, the earliest first."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        place = await _place(tx, who)
    lines = [line async for line in every_row(desk, who, STATISTICS, query, AT_ONCE)]
    page = await STATISTICS.read(desk, who, query)
    year = str(query.year() or desk.today().year)
    sheet = list_sheet(
        say("statistics-sheet-title", year=year),
        STATISTICS.columns,
        list(reversed(lines)),
        about=" · ".join([place, *chosen(STATISTICS, query, page)]),
        file_name=say("statistics-file-name", year=year),
        made_at=desk.clock.now(),
        notes=(say("statistics-hint"),),
        total=_total(total_of(line.tally for line in lines)),
    )
    return await handed_out(desk, sheet, ending)


def _total(total: Tally) -> tuple[Value, ...]:
    words = say("statistics-total", count=total.activities)
    numbers = (getattr(total, name) for name in NUMBERS)
    return (None, words, None, None, *numbers, None)
