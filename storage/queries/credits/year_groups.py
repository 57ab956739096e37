"""Whole departments' years summed by what the people were: counted once, and again when changed.

A department's year has its groups stored, or is uncounted and summed while one looks.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from tortoise.expressions import RawSQL, Subquery
from tortoise.functions import Count, Sum
from tortoise.queryset import QuerySet

from core.domain.credits.compliance import Outcome
from core.domain.lists import Window
from core.records.area import Area
from core.records.year_groups import Departments, Dimension, YearGroup, joined
from storage.models import DepartmentRow, ResultRow, UncountedYearRow, YearGroupRow
from storage.queries.credits.filters import of_place
from storage.queries.lists import sliced
from storage.queries.sets import to_insert
from storage.queries.uncounted import mark_years
from storage.queries.unions import all_of

DIMENSIONS: Mapping[Dimension, str] = {
    Dimension.LEVEL: "level",
    Dimension.TITLE: "title",
    Dimension.DEPARTMENT: "department_id",
    Dimension.POST: "post_type",
}
# Written out, as what is told apart by parameters SQLite works out twice.
SUMS: Mapping[str, str] = {
    "people": "COUNT(*)",
    "met": f"COUNT(CASE outcome WHEN '{Outcome.MET}' THEN 1 END)",
    "not_met": f"COUNT(CASE outcome WHEN '{Outcome.NOT_MET}' THEN 1 END)",
    "on_the_way": (
        f"COUNT(CASE WHEN outcome = '{Outcome.NOT_MET}' AND hoped = '{Outcome.MET}' THEN 1 END)"
    ),
    "empty": "COUNT(CASE points WHEN 0 THEN 1 END)",
    "points": "SUM(points)",
}
PLACE = ("unit_id", "department_id")
LOOKED_AT: Mapping[str, Any] = {name: RawSQL(one) for name, one in SUMS.items()}
STORED: Mapping[str, Any] = {name: Sum(name) for name in SUMS}
NUMBERED = {"departments": Count("department_id", distinct=True)}
LOOKED_AT_NUMBERED, STORED_NUMBERED = {**LOOKED_AT, **NUMBERED}, {**STORED, **NUMBERED}


class YearGroupQueries:
    async def of(self, area: Area, year: int, by: Dimension) -> list[YearGroup]:
        counted, rest = _counted_and_rest(area, year, by)
        found = await all_of(
            _grouped(counted, STORED, "key"), _grouped(rest, LOOKED_AT, DIMENSIONS[by])
        )
        return list(_by_key(chain(*found)).values())

    async def departments(self, area: Area, year: int, window: Window) -> Departments:
        counted, rest = _counted_and_rest(area, year, Dimension.DEPARTMENT)
        here = {"unit_id": area.unit_id} if area.unit_id else {"id": area.department_id}
        own: Any = RawSQL('"department"."id"')
        theirs: Any = ResultRow.filter(department_id=own, year=year).values("department_id")
        rows = DepartmentRow.filter(**here, id__in=Subquery(theirs))
        found = await sliced(rows, ("code", "id"), window)
        shown = {"department_id__in": [row.id for row in found.rows]}
        *groups, stored, looked_at = await all_of(
            _grouped(counted.filter(**shown), STORED_NUMBERED, "key"),
            _grouped(rest.filter(**shown), LOOKED_AT_NUMBERED, "department_id"),
            _grouped(counted, STORED_NUMBERED, "unit_id"),
            _grouped(rest, LOOKED_AT_NUMBERED, "unit_id"),
        )
        by_key = _by_key(one[:-1] for one in chain(*groups))
        every = [YearGroup(None, *map(int, one[1:-1])) for one in (*stored, *looked_at)]
        return Departments(
            found.of(lambda row: by_key.get(row.id, YearGroup(row.id))),
            joined((YearGroup(None), *every)),
            sum(int(one[-1]) for one in (*stored, *looked_at)),
        )

    async def forget(self) -> None:
        placed: Any = ResultRow.filter(unit_id__isnull=False).distinct()
        await mark_years(await placed.values_list(*PLACE, "year"))

    async def count(self, limit: int) -> int:
        first = await UncountedYearRow.all().order_by("id").first()
        if first is None:
            return 0
        some = await UncountedYearRow.filter(year=first.year).order_by("id").limit(limit)
        theirs: Any = {"year": first.year, "department_id__in": {it.department_id for it in some}}
        await UncountedYearRow.filter(**theirs).delete()
        # Only now looked at: whoever changes something from here on leaves a mark that stays.
        await YearGroupRow.filter(**theirs).delete()
        rows = list[dict[str, Any]]()
        for by, column in DIMENSIONS.items():
            columns = tuple(dict.fromkeys((column, *PLACE)))
            (groups,) = await all_of(_grouped(ResultRow.filter(**theirs), LOOKED_AT, *columns))
            for one in groups:
                row = dict(zip((*columns, *SUMS), one, strict=True))
                of_group = {"year": first.year, "by": by.value, "key": row[column] or ""}
                rows.append({name: row[name] for name in (*PLACE, *SUMS)} | of_group)
        await to_insert(YearGroupRow, rows).write()
        return len(some)


def _counted_and_rest(
    area: Area, year: int, by: Dimension
) -> tuple[QuerySet[YearGroupRow], QuerySet[ResultRow]]:
    """Return the groups that are stored of an area, and the years of uncounted departments."""
    of_area = of_place(area)
    marked: Any = UncountedYearRow.filter(of_area, year=year).values("department_id")
    stored = YearGroupRow.filter(of_area, year=year, by=by.value)
    rest = ResultRow.filter(year=year, department_id__in=Subquery(marked))
    return stored.filter(department_id__not_in=Subquery(marked)), rest


def _by_key(rows: Iterable[Sequence[Any]]) -> dict[str | None, YearGroup]:
    found = dict[str | None, YearGroup]()
    for key, *numbers in rows:
        one = YearGroup(key or None, *map(int, numbers))
        found[one.key] = joined((found[one.key], one), one.key) if one.key in found else one
    return found


def _grouped(rows: QuerySet[Any], sums: Mapping[str, Any], *columns: str) -> Any:
    named = {f"sum_{name}": one for name, one in sums.items()}
    return rows.annotate(**named).group_by(*columns).values_list(*columns, *named)
