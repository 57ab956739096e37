"""Many people's stored years: pages and counts of rows, nobody judged anew."""

from collections.abc import Iterator, Mapping
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
"""Up to so many who are found are gathered for a page; of more, some are soon met on the way."""
OWN = '"result"."staff_id"'
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
        if not wanted.text and not wanted.stages:
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


class Way(NamedTuple):
    """How people are found otherwise than by their years: all at once, or each year asked."""

    found: QuerySet[Any]
    gathered: Q
    asked: Q


async def listed_years(area: Area, wanted: YearFilter, most: int = MANY) -> Listed:
    """Return the years of an area that pass a filter.

    Whoever is looked for by words or credits is gathered, and where their years lie is looked at
    afterwards; or each year of the area is asked about them: whichever are fewer. Where all are
    many, some are soon met.
    """
    rows, there = _fitting(wanted), of_place(area)
    if wanted.text and not sought_person(wanted.text):
        return Listed(ResultRow.filter(id__in=[]))
    ways = [*_by_words(wanted), *_by_credits(area, wanted)]
    if not ways:
        return Listed(rows.filter(there))
    of_department = {"department_id": wanted.department_id} if wanted.department_id else {}
    years = ResultRow.filter(there, year=wanted.year, **of_department)
    by_place, *by_way = await counted(years, *(way.found for way in ways), most=most)
    if min(by_way) > min(by_place, most):
        return Listed(rows.filter(there, *(way.asked for way in ways)), by_place)
    best = ways[by_way.index(min(by_way))]
    conditions = [way.gathered if way is best else way.asked for way in ways]
    found = rows.annotate(lies_there=Case(When(there, then=YES), default=NO))
    return Listed(found.filter(*conditions, lies_there=True), min(by_way))


def _by_words(wanted: YearFilter) -> Iterator[Way]:
    """Find people by their own terms, wherever they work by now."""
    if term := sought_person(wanted.text):
        named = anywhere(SubjectKind.STAFF, term)
        own = of_each(SubjectKind.STAFF, OWN, term)
        yield Way(named, _whose(named, "subject_id"), _whose(own, "subject_id"))


def _by_credits(area: Area, wanted: YearFilter) -> Iterator[Way]:
    """Find people by where their credits of the year stand, those that lie in the area."""
    if wanted.stages:
        stands = fits(CreditFilter(year=wanted.year, stages=wanted.stages))
        there = CreditRow.filter(stands, of_place(area))
        lies_there = Case(When(of_place(area), then=YES), default=NO)
        each: Any = RawSQL(OWN)
        own = CreditRow.annotate(lies_there=lies_there)
        own = own.filter(stands, staff_id=each, lies_there=True)
        yield Way(there, _whose(there, "staff_id"), _whose(own, "staff_id"))


def _whose(rows: QuerySet[Any], column: str) -> Q:
    return Q(staff_id__in=Subquery(rows.values(column)))


def _fitting(wanted: YearFilter) -> QuerySet[ResultRow]:
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
    return rows


def _of_result(result: Result) -> Q:
    outcome, hoped = result
    is_so = Q(outcome=outcome.value)
    return is_so if hoped is None else is_so & Q(hoped=hoped.value)
