"""已举办院内活动查看统计: reviewed, held and attended, to read, to print and to count on (4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.attendance.presence import Stay
from core.domain.register import Actor, Department
from core.domain.rulebook import Books
from core.domain.trainings.awards import attended_by
from core.domain.trainings.statistics import (
    CLOSINGS,
    PLANS,
    Activity,
    Awarded,
    Month,
    Tally,
    by_month,
    counted,
    tally_of,
    total_of,
)
from core.domain.trainings.training import Cycle, Progress, Training
from core.forms.statistics import StatisticsSheet, statistics_sheet
from core.forms.statistics_paper import draw_statistics
from core.forms.statistics_workbook import fill_workbook
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.trainings import TrainingFilter
from core.records.transaction import Transaction
from core.usecases.forms import Document

MOST = 5000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class TrainingStatistics:
    """What was held, with its totals; how plans and closings stand, and what is still to come.

    `shows_drafts` is False for a unit, whose departments keep their drafts to themselves.
    """

    activities: Sequence[Activity]
    total: Tally
    months: Sequence[Month]
    plans: Mapping[str, int]
    closings: Mapping[str, int]
    progress: Mapping[Progress, int]
    departments: Mapping[str, Department]
    books: Books
    place: str
    is_unit: bool
    shows_drafts: bool

    @property
    def is_anything_planned(self) -> bool:
        return any(self.plans.values())


async def read_training_statistics(
    desk: Desk, who: Actor, wanted: TrainingFilter
) -> TrainingStatistics:
    """Return the statistics of one's department or unit, in one year, under these filters.

    A past year is counted by the departments of that year's records.
    """
    return await _read(desk, who, wanted)


async def training_statistics_pdf(desk: Desk, who: Actor, wanted: TrainingFilter) -> Document:
    """Return the table with its totals to print, on A4 turned on its side."""
    sheet = _sheet(desk, who, wanted, await _read(desk, who, wanted))
    drawn = await desk.workers.in_process(draw_statistics, sheet)
    return Document(drawn.pdf, "application/pdf", f"{sheet.file_name}.pdf", drawn.missing)


async def training_statistics_xlsx(desk: Desk, who: Actor, wanted: TrainingFilter) -> Document:
    """Return the table as a workbook whose numbers are numbers."""
    sheet = _sheet(desk, who, wanted, await _read(desk, who, wanted))
    content = await desk.workers.in_process(fill_workbook, sheet)
    return Document(content, XLSX, f"{sheet.file_name}.xlsx", ())


def _sheet(
    desk: Desk, who: Actor, wanted: TrainingFilter, found: TrainingStatistics
) -> StatisticsSheet:
    return statistics_sheet(
        found.activities,
        found.total,
        wanted,
        found.departments,
        found.books,
        place=found.place,
        made_at=desk.clock.now(),
    )


async def _read(desk: Desk, who: Actor, wanted: TrainingFilter) -> TrainingStatistics:
    area = area_of(who)
    held = replace(wanted, progress=Progress.HELD, limit=MOST, offset=0)
    every = replace(wanted, progress=Progress.ALL, stages=())
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        trainings = await tx.trainings.find(area, held)
        records = await _records(tx, trainings, _past(desk, wanted.year))
        stages = await tx.trainings.stages(area, every)
        progress = {
            one: await tx.trainings.count(area, replace(every, progress=one)) for one in Progress
        }
        departments = await tx.people.departments(who.unit_id or "")
        unit = await tx.people.unit(who.unit_id or "")
        books = await tx.rulebooks.books(unit.id)
    activities = _activities(records)
    names = {one.id: one for one in departments}
    is_unit = area.unit_id is not None
    own = names.get(who.department_id or "")
    return TrainingStatistics(
        activities=activities,
        total=total_of(one.tally for one in activities),
        months=by_month(activities),
        plans=counted(stages, PLANS),
        closings=counted(stages, CLOSINGS),
        progress=progress,
        departments=names,
        books=books,
        place=unit.name if is_unit or own is None else f"{unit.name} {own.name}",
        is_unit=is_unit,
        shows_drafts=area.department_id is not None,
    )


def _past(desk: Desk, year: int | None) -> int | None:
    return year if year is not None and year < desk.today().year else None


@dataclass(frozen=True, slots=True)
class _Records:
    """What the database knows of the trainings that were held, not worked out yet."""

    trainings: Sequence[Training]
    cycles: Mapping[str, Sequence[Cycle]]
    stays: Sequence[Stay]
    expected: Mapping[str, Sequence[str]]
    awarded: Mapping[str, Awarded]


async def _records(
    tx: Transaction, trainings: Sequence[Training], past_year: int | None
) -> _Records:
    ids = [training.id for training in trainings]
    cycles = await tx.cycles.of_many(ids)
    every = [cycle for theirs in cycles.values() for cycle in theirs]
    return _Records(
        trainings=trainings,
        cycles=cycles,
        stays=await tx.attendance.stays([cycle.id for cycle in every]),
        expected=await tx.cycles.expected_at(every, past_year),
        awarded=await tx.credits.awarded(ids),
    )


def _activities(records: _Records) -> list[Activity]:
    """Count each training, the latest first: done when the database is free again."""
    every = [cycle for theirs in records.cycles.values() for cycle in theirs]
    here = attended_by(every, records.stays, records.expected)
    found = [
        Activity(
            training,
            tally_of(
                [here[cycle.id] for cycle in records.cycles.get(training.id, ())],
                records.awarded.get(training.id, Awarded()),
            ),
        )
        for training in records.trainings
    ]
    return sorted(found, key=lambda one: (one.training.starts_at, one.training.id), reverse=True)
