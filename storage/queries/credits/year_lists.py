"""Many people's stored years: pages and counts of rows, nobody judged anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from tortoise.expressions import Case, Q, RawSQL, Subquery, When
from tortoise.queryset import QuerySet

from core.domain.credits.outlook import OUTCOMES
from core.domain.lists import Slice, Window
from core.domain.search_terms import sought_person
from core.domain.subjects import SubjectKind
from core.records.area import Area
from core.records.credits import CreditFilter, StoredResult
from core.records.year_lists import Result, YearFilter
from storage.models import CreditRow, ResultRow
from storage.queries.credits.filters import fits, of_place
from storage.queries.credits.results import stored_result
from storage.queries.lists import counted, sliced
from storage.queries.search import anywhere, are_many, of_each

WORST_FIRST = ("counting_points", "id")
MANY_TO_SORT, MANY_TO_COUNT = 3000, 20_000
"""Of so many who are found by a word not all are gathered for a page, nor for a count."""
YES: Any = RawSQL("TRUE")
NO: Any = RawSQL("FALSE")
COLUMNS: Mapping[str, str] = {
    "department_id": "department_id",
    "title": "title",
    "level": "level",
    "post_type": "post_type",
    "specialty": "staff__specialty",
}


class YearListQueries:
    async def page(self, area: Area, wanted: YearFilter, window: Window) -> Slice[StoredResult]:
        by = () if wanted.outlook else ("outcome", "hoped")
        rows = await listed_years(area, wanted, MANY_TO_SORT)
        return (await sliced(rows, (*by, *WORST_FIRST), window)).of(stored_result)

    async def counts(self, area: Area, lists: Sequence[YearFilter]) -> list[int]:
        return await counted(*[await listed_years(area, wanted, MANY_TO_COUNT) for wanted in lists])


async def listed_years(area: Area, wanted: YearFilter, many: int) -> QuerySet[ResultRow]:
    """Return the years of an area that pass a filter.

    Whoever is looked for is found by their own terms, wherever they work by now. Of a large unit a
    few are gathered, and where their years lie is looked at afterwards; many are met soon.
    """
    term = sought_person(wanted.text)
    if not wanted.text:
        return _fitting(area, wanted).filter(of_place(area))
    if not term:
        return ResultRow.filter(id__in=[])
    named = anywhere(SubjectKind.STAFF, term)
    is_small = area.unit_id is None or wanted.department_id
    if is_small or await are_many(named, many):
        own = of_each(SubjectKind.STAFF, '"result"."staff_id"', term)
        rows = _fitting(area, wanted).filter(of_place(area))
        return rows.filter(staff_id__in=Subquery(own.values("subject_id")))
    lies_there = Case(When(of_place(area), then=YES), default=NO)
    rows = _fitting(area, wanted).annotate(lies_there=lies_there).filter(lies_there=True)
    return rows.filter(staff_id__in=Subquery(named.values("subject_id")))


def _fitting(area: Area, wanted: YearFilter) -> QuerySet[ResultRow]:
    rows = ResultRow.filter(year=wanted.year)
    if wanted.outlook is not None:
        outcome, hoped = OUTCOMES[wanted.outlook]
        rows = rows.filter(outcome=outcome.value, hoped=hoped.value)
    columns = {column: getattr(wanted, name) for name, column in COLUMNS.items()}
    rows = rows.filter(**{column: value for column, value in columns.items() if value})
    if wanted.statuses:
        rows = rows.filter(status__in=set(wanted.statuses))
    if wanted.results:
        rows = rows.filter(Q(*map(_of_result, wanted.results), join_type=Q.OR))
    if wanted.has_nothing:
        rows = rows.filter(points=0)
    if wanted.stages:
        there = CreditFilter(year=wanted.year, stages=wanted.stages)
        credits = CreditRow.filter(fits(there), **_place(area)).values("staff_id")
        rows = rows.filter(staff_id__in=Subquery(credits))
    return rows


def _of_result(result: Result) -> Q:
    outcome, hoped = result
    is_so = Q(outcome=outcome.value)
    return is_so if hoped is None else is_so & Q(hoped=hoped.value)


def _place(area: Area) -> dict[str, Any]:
    """Return where the credits of the area lie: whoever has left it is asked about there."""
    if area.unit_id is not None:
        return {"unit_id": area.unit_id}
    return {"department_id": area.department_id}
