"""Whole departments' years summed by what the people were: counted once, and again when changed.

A department's year has its groups stored, or is uncounted and summed while one looks.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from tortoise.expressions import RawSQL, Subquery
from tortoise.functions import Sum
from tortoise.queryset import QuerySet

from core.domain.credits.compliance import Outcome
from core.records.area import Area
from core.records.year_groups import Dimension, YearGroup, joined
from storage.models import ResultRow, UncountedYearRow, YearGroupRow
from storage.queries.credits.filters import of_place
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
LOOKED_AT = {name: RawSQL(one) for name, one in SUMS.items()}


class YearGroupQueries:
    async def of(self, area: Area, year: int, by: Dimension) -> list[YearGroup]:
        of_area = of_place(area)
        marked: Any = UncountedYearRow.filter(of_area, year=year).values("department_id")
        stored = YearGroupRow.filter(of_area, year=year, by=by.value)
        counted = stored.filter(department_id__not_in=Subquery(marked))
        rest = ResultRow.filter(year=year, department_id__in=Subquery(marked))
        found = dict[str | None, YearGroup]()
        stored_and_looked_at = await all_of(
            _grouped(counted, {name: Sum(name) for name in SUMS}, "key"),
            _grouped(rest, LOOKED_AT, DIMENSIONS[by]),
        )
        for key, *numbers in chain(*stored_and_looked_at):
            one = YearGroup(key or None, *map(int, numbers))
            found[one.key] = joined((found[one.key], one), one.key) if one.key in found else one
        return list(found.values())

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


def _grouped(rows: QuerySet[Any], sums: Mapping[str, Any], *columns: str) -> Any:
    named = {f"sum_{name}": one for name, one in sums.items()}
    return rows.annotate(**named).group_by(*columns).values_list(*columns, *named)
