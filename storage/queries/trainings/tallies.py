"""Tallies of trainings, and the marks of those whose tally no longer holds."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count, Max, Sum
from tortoise.queryset import QuerySet, ValuesListQuery

from core.domain.trainings.statistics import Activity, Tally, month_of
from core.domain.trainings.training import Progress, Training
from core.records.area import Area
from core.records.tallies import Counted, Uncounted
from core.records.trainings import TrainingFilter
from storage.instants import ms_of
from storage.models import (
    CycleRow,
    ExpectedRow,
    TallyRow,
    TallySumRow,
    TrainingRow,
    UncountedRow,
)
from storage.queries.any_of import AnyOf
from storage.queries.sets import to_insert
from storage.queries.trainings.filters import fits, in_area
from storage.queries.trainings.rows import training_of
from storage.queries.uncounted import mark_trainings
from storage.queries.unions import all_of

SUMMED = ("cycles", "expected", "present", "came", "speakers", "credits", "points")
REPEATED = ("unit_id", "department_id", "year", "starts_at")
MONTH = ("unit_id", "year", "by_records", "month")
PLACES = range(1 + len(SUMMED))
ADDED = f"ON CONFLICT ({', '.join(MONTH)}) DO UPDATE SET " + ", ".join(
    f"{name} = tally_sum.{name} + excluded.{name}" for name in ("activities", *SUMMED)
)


class TallyQueries:
    async def counted(
        self, area: Area, wanted: TrainingFilter, shown: Collection[str], *, by_records: bool
    ) -> Counted:
        # Negated, so that SQLite begins with the trainings and not with half of all tallies.
        single = TallyRow.filter(~Q(by_records=not by_records), training_id__in=shown)
        kept, doubtful, trainings = await all_of(
            *_by_month(area, replace(wanted, progress=Progress.ALL), by_records=by_records),
            _summed(single, "training_id", "month"),
        )
        months = Counter[tuple[int | None, int]]()
        for sign, rows in ((1, kept), (-1, doubtful)):
            for month, *numbers, _ in rows:
                for place, number in enumerate(numbers):
                    months[month or None, place] += sign * int(number)
        return Counted(
            {month: Tally(*(months[month, place] for place in PLACES)) for month, _ in months},
            {str(one): Tally(*map(int, numbers)) for _, *numbers, one in trainings},
        )

    async def uncounted(
        self, area: Area, wanted: TrainingFilter, *, by_records: bool
    ) -> list[Training]:
        held = replace(wanted, progress=Progress.HELD)
        otherwise = TallyRow.filter(by_records=not by_records, year=wanted.year)
        doubtful = AnyOf(*_marked_ids(wanted.now), otherwise.values("training_id"))
        # Negated twice, so that SQLite begins with the few marks and not with all of an area.
        rows = TrainingRow.filter(Q(id__in=doubtful) & ~Q(~(in_area(area) & fits(held))))
        return [training_of(row) for row in await rows]

    async def spread(self, this_year: int, limit: int) -> int:
        changed: Any = await UncountedRow.filter(department_id__gt="").limit(limit)
        places = {row.department_id for row in changed}
        there = ExpectedRow.filter(department_id__in=places).values("cycle_id")
        cycles: Any = CycleRow.filter(id__in=Subquery(there)).distinct() if places else None
        expecting = await cycles.values_list("training_id", flat=True) if places else []
        over: Any = TallyRow.filter(by_records=False, year__lt=this_year).limit(limit)
        ended = await over.values_list("training_id", flat=True)
        await mark_trainings({*expecting, *ended})
        await _put([], instead_of=ended)
        await UncountedRow.filter(id__in=[row.id for row in changed]).delete()
        return len(changed) + len(ended)

    async def drop(self, now: datetime, limit: int) -> int:
        due: Any = _due(now).limit(limit)
        marks = {row.id: row.training_id for row in await due}
        held: Any = TrainingRow.filter(_held(now), id__in=set(marks.values()))
        gone = set(marks.values()) - set(await held.values_list("id", flat=True))
        await _put([], instead_of=gone)
        await UncountedRow.filter(id__in=[it for it, one in marks.items() if one in gone]).delete()
        return len(gone)

    async def some(self, now: datetime, limit: int) -> Uncounted:
        due = _among("id", _due(now).values("training_id"))
        rows = await TrainingRow.filter(due & ~Q(~_held(now))).limit(limit)
        marks: Any = UncountedRow.filter(training_id__in=[row.id for row in rows])
        return Uncounted(
            [training_of(row) for row in rows], await marks.values_list("id", flat=True)
        )

    async def keep(
        self, activities: Sequence[Activity], marks: Sequence[int], this_year: int
    ) -> None:
        if await UncountedRow.filter(id__in=marks).delete() != len(marks):
            await mark_trainings({one.training.id for one in activities})
        rows = [TallyRow(**_columns(one, this_year)) for one in activities]
        await _put(rows, instead_of={row.training_id for row in rows})


async def _put(rows: Sequence[TallyRow], *, instead_of: Collection[str]) -> None:
    """Write tallies in the place of others, and the difference into the sums of their months.

    Whoever counts the same training meanwhile waits: the difference is made once.
    """
    ids = set(instead_of)
    await TrainingRow.filter(id__in=ids).order_by("id").select_for_update(no_key=True)
    there = TallyRow.filter(training_id__in=ids)
    were = await there.order_by("training_id").select_for_update()
    await there.delete()
    await TallyRow.bulk_create(rows)
    changes: dict[tuple[Any, ...], Tally] = {}
    for sign, some in ((-1, were), (1, rows)):
        for row in some:
            month = (row.unit_id, row.year, row.by_records, row.month or 0)
            numbers = (sign * getattr(row, name) for name in SUMMED)
            changes[month] = changes.get(month, Tally()) + Tally(sign, *numbers)
    laid = to_insert(
        TallySumRow,
        [
            dict(zip(MONTH, month, strict=True)) | asdict(change)
            for month, change in sorted(changes.items())
            if change != Tally()
        ],
    )
    await replace(laid, statement=f"{laid.statement} {ADDED}", columns=()).write()


def _by_month(
    area: Area, wanted: TrainingFilter, *, by_records: bool
) -> tuple[ValuesListQuery[Any], ValuesListQuery[Any]]:
    """Return the queries for what months come to, and for how much of that is uncounted."""
    marked = Q(training_id__in=AnyOf(*_marked_ids(wanted.now)))
    fitting = in_area(area) & fits(wanted) & ~Q(by_records=not by_records)
    # Negated, so that SQLite begins with the few marks, or with the area and not with all years.
    doubtful = _summed(TallyRow.filter(marked & ~Q(~fitting)), "month")
    if area.unit_id is None or replace(wanted, now=None, year=None) != TrainingFilter():
        # In the order of their index: SQLite need not put them in another one before it sums.
        return _summed(TallyRow.filter(fitting), "by_records", "month"), doubtful
    sums = TallySumRow.filter(unit_id=area.unit_id, year=wanted.year, by_records=by_records)
    return sums.values_list("month", "activities", *SUMMED, "unit_id"), doubtful


def _summed(rows: QuerySet[TallyRow], *by: str) -> ValuesListQuery[Any]:
    """Return the query for the sums of tallies, with one of the trainings that are summed."""
    sums = {"activities": Count("training_id"), **{name: Sum(name) for name in SUMMED}}
    found = rows.annotate(**sums, one=Max("training_id")).group_by(*by)
    return found.values_list("month", *sums, "one")


def _held(now: datetime) -> Q:
    return fits(TrainingFilter(now=now, progress=Progress.HELD))


def _marked_ids(now: datetime | None) -> list[Any]:
    """Return the queries for the trainings that are uncounted."""
    places = UncountedRow.filter(department_id__gt="").values("department_id")
    there = ExpectedRow.filter(department_id__in=Subquery(places)).values("cycle_id")
    expecting = CycleRow.filter(id__in=Subquery(there)).values("training_id")
    return [_due(now).values("training_id"), expecting]


def _due(now: datetime | None) -> QuerySet[UncountedRow]:
    """Return the marks of trainings: compared, as no index answers who asks for NULL."""
    due_ms = ms_of(now) if now else 0
    return UncountedRow.filter(due_ms__lte=due_ms, training_id__gt="")


def _among(column: str, ids: Any) -> Q:
    chosen: dict[str, Any] = {f"{column}__in": Subquery(ids)}
    return Q(**chosen)


def _columns(activity: Activity, this_year: int) -> dict[str, Any]:
    training, tally = activity.training, activity.tally
    return {
        "training_id": training.id,
        **{name: getattr(training, name) for name in REPEATED},
        "rule": training.plan.rule,
        "stage": training.stage.value,
        "month": month_of(activity),
        "by_records": training.year < this_year,
        **{name: getattr(tally, name) for name in SUMMED},
    }
