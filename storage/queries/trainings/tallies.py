"""Tallies of trainings, and the marks of those whose tally no longer holds."""

from collections.abc import Collection, Sequence
from dataclasses import replace
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
from storage.models import CycleRow, ExpectedRow, TallyRow, TrainingRow, UncountedRow
from storage.queries.any_of import AnyOf
from storage.queries.trainings.filters import fits, in_area
from storage.queries.trainings.rows import training_of
from storage.queries.uncounted import mark_trainings
from storage.queries.unions import all_of

SUMMED = ("cycles", "expected", "present", "came", "speakers", "credits", "points")
REPEATED = ("unit_id", "department_id", "year", "starts_at")
WRITTEN = (*REPEATED, "rule", "stage", "month", "by_records", *SUMMED)


class TallyQueries:
    async def counted(
        self, area: Area, wanted: TrainingFilter, shown: Collection[str], *, by_records: bool
    ) -> Counted:
        every = replace(wanted, progress=Progress.ALL)
        # Negated, so that SQLite begins with the area and not with everybody's of the year.
        alike = ~Q(by_records=not by_records) & ~Q(training_id__in=AnyOf(*_marked_ids(wanted.now)))
        rows = TallyRow.filter(in_area(area) & fits(every) & alike)
        single = TallyRow.filter(training_id__in=shown, by_records=by_records)
        # In the order of their index: SQLite need not put them in another one before it sums.
        in_order = _summed(rows, "by_records", "month")
        months, trainings = await all_of(in_order, _summed(single, "training_id", "month"))
        return Counted(
            {month: Tally(*map(int, numbers)) for month, *numbers, _ in months},
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
        await TallyRow.filter(training_id__in=ended).delete()
        await UncountedRow.filter(id__in=[row.id for row in changed]).delete()
        return len(changed) + len(ended)

    async def drop(self, now: datetime, limit: int) -> int:
        due: Any = _due(now).limit(limit)
        marks = {row.id: row.training_id for row in await due}
        held: Any = TrainingRow.filter(_held(now), id__in=set(marks.values()))
        gone = set(marks.values()) - set(await held.values_list("id", flat=True))
        await TallyRow.filter(training_id__in=gone).delete()
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
        await TallyRow.bulk_create(
            [TallyRow(**_columns(one, this_year)) for one in activities],
            on_conflict=("training_id",),
            update_fields=WRITTEN,
        )


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
