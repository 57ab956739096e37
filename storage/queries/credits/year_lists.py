"""Many people's stored years: pages and counts of rows, nobody judged anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from tortoise.expressions import Q, Subquery
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
from storage.queries.search import is_found_by

WORST_FIRST = ("counting_points", "id")
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
        found = await sliced(_listed(area, wanted), (*by, *WORST_FIRST), window)
        return found.of(stored_result)

    async def counts(self, area: Area, lists: Sequence[YearFilter]) -> list[int]:
        return await counted(*(_listed(area, wanted) for wanted in lists))


def _listed(area: Area, wanted: YearFilter) -> QuerySet[ResultRow]:
    rows = ResultRow.filter(of_place(area), year=wanted.year)
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
    if text := wanted.text:
        # who has left since is found by what stands in the register only
        here = is_found_by(SubjectKind.STAFF, area, sought_person(text), column="staff_id")
        named = Q(staff__name__icontains=text) | Q(staff__staff_number__istartswith=text)
        rows = rows.filter(here | named)
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
