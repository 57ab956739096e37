"""Many people's stored years: pages and counts of rows, nobody judged anew."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from tortoise.expressions import Case, Q, RawSQL, Subquery, When
from tortoise.queryset import QuerySet

from core.domain.credits.outlook import OUTCOMES, Outlook
from core.domain.lists import MOST_COUNTED, Slice, Window
from core.domain.search_terms import sought_person
from core.domain.subjects import SubjectKind
from core.records.area import Area
from core.records.credits import CreditFilter, StoredResult
from core.records.year_lists import Result, YearFilter
from storage.models import CreditRow, ResultRow
from storage.queries.credits.filters import fits, of_place
from storage.queries.credits.results import stored_result
from storage.queries.lists import counted, counted_by, sliced
from storage.queries.search import anywhere, of_each

WORST_FIRST = ("counting_points", "id")
MANY = 3000
"""Up to so many who are found by a word are gathered for a page; of more, some are met soon."""
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
        found = await listed_years(area, wanted)
        return (await sliced(found.rows, (*by, *WORST_FIRST), window)).of(stored_result)

    async def outlooks(self, area: Area, wanted: YearFilter) -> Mapping[Outlook, int] | None:
        if not wanted.text:
            each = [replace(wanted, outlook=one) for one in Outlook]
            numbers = await counted(*[(await listed_years(area, one)).rows for one in each])
            return dict(zip(Outlook, numbers, strict=True))
        found = await listed_years(area, replace(wanted, outlook=None))
        if found.among > MOST_COUNTED:
            return None
        people = await counted_by(found.rows, "outcome", "hoped")
        return {one: people.get(stands, 0) for one, stands in OUTCOMES.items()}


class Listed(NamedTuple):
    """The years of a list, and among how many they have to be looked for."""

    rows: QuerySet[ResultRow]
    among: int = 0


async def listed_years(area: Area, wanted: YearFilter, most: int = MANY) -> Listed:
    """Return the years of an area that pass a filter.

    Whoever is looked for is found by their own terms, wherever they work by now. Those found are
    gathered, and where their years lie is looked at afterwards; or each year of the area is asked
    whose it is: of the two, the fewer. Where both are many, some who are called so are met soon.
    """
    term = sought_person(wanted.text)
    there = _fitting(area, wanted).filter(of_place(area))
    if not wanted.text:
        return Listed(there)
    if not term:
        return Listed(ResultRow.filter(id__in=[]))
    named = anywhere(SubjectKind.STAFF, term)
    of_department = {"department_id": wanted.department_id} if wanted.department_id else {}
    years = ResultRow.filter(of_place(area), year=wanted.year, **of_department)
    by_name, by_place = await counted(named, years, most=most)
    if by_name > min(by_place, most):
        own = of_each(SubjectKind.STAFF, '"result"."staff_id"', term)
        return Listed(there.filter(staff_id__in=Subquery(own.values("subject_id"))), by_place)
    lies_there = Case(When(of_place(area), then=YES), default=NO)
    found = _fitting(area, wanted).annotate(lies_there=lies_there).filter(lies_there=True)
    return Listed(found.filter(staff_id__in=Subquery(named.values("subject_id"))), by_name)


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
