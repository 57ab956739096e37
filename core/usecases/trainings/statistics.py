"""已举办院内活动查看统计: reviewed, held and attended, to read, to print and to count on (4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.lists import EVERYTHING, ListQuery, Value
from core.domain.register import Actor
from core.domain.trainings.statistics import (
    CLOSINGS,
    PLANS,
    Month,
    Tally,
    by_month,
    counted,
    total_of,
)
from core.domain.trainings.training import Progress
from core.exports import Document, Ending, chosen, handed_out
from core.forms.list_sheet import list_sheet
from core.lists import every_row
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.texts import say
from core.usecases.trainings.activities import (
    NUMBERS,
    STATISTICS,
    ActivityLine,
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
    return (await _read(desk, who, query))[0]


async def _read(
    desk: Desk, who: Actor, query: ListQuery
) -> tuple[TrainingStatistics, list[ActivityLine]]:
    area, wanted = area_of(who), statistics_filter(desk, query)
    every = replace(wanted, progress=Progress.ALL, stages=())
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        stages = await tx.trainings.stages(area, every)
        progress = await tx.trainings.counts_by_progress(area, every)
        departments = await tx.people.departments(who.unit_id or "")
        unit = await tx.people.unit(who.unit_id or "")
    lines = [line async for line in every_row(desk, who, STATISTICS, query, AT_ONCE)]
    activities = [line.activity for line in lines]
    is_unit = area.unit_id is not None
    own = {one.id: one for one in departments}.get(who.department_id or "")
    found = TrainingStatistics(
        total=total_of(one.tally for one in activities),
        months=by_month(activities),
        plans=counted(stages, PLANS),
        closings=counted(stages, CLOSINGS),
        progress=progress,
        place=unit.name if is_unit or own is None else f"{unit.name} {own.name}",
        is_unit=is_unit,
        shows_drafts=area.department_id is not None,
    )
    return found, lines


async def training_statistics(desk: Desk, who: Actor, query: ListQuery, ending: Ending) -> Document:
    """Return the table with its totals, to print or as a workbook, the earliest first."""
    found, lines = await _read(desk, who, query)
    page = await STATISTICS.read(desk, who, query)
    year = str(query.year() or desk.today().year)
    sheet = list_sheet(
        say("statistics-sheet-title", year=year),
        STATISTICS.columns,
        list(reversed(lines)),
        about=" · ".join([found.place, *chosen(STATISTICS, query, page)]),
        file_name=say("statistics-file-name", year=year),
        made_at=desk.clock.now(),
        notes=(say("statistics-hint"),),
        total=_total(found.total),
    )
    return await handed_out(desk, sheet, ending)


def _total(total: Tally) -> tuple[Value, ...]:
    words = say("statistics-total", count=total.activities)
    numbers = (getattr(total, name) for name in NUMBERS)
    return (None, words, None, None, *numbers, None)
