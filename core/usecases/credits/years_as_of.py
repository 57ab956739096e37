"""The same people's years as of another day: judged anew, for a workbook only (manual 6.2)."""

from dataclasses import replace

from core.departments import department_filter
from core.domain.credits.compliance import YearResult
from core.domain.credits.outlook import hoped_outcome
from core.domain.lists import EVERYTHING, Filter, ListQuery, Page
from core.domain.register import Actor
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.credits import StoredResult
from core.results import years_of
from core.usecases.credits.year_lists import (
    ALL,
    WHOSE,
    YEAR,
    YEARS,
    YearLine,
    counted,
    year_filter,
)

PEOPLE_FILTERS = ("q", "department", "level", "title", "status", "post", "specialty")


async def list_as_of(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[YearLine]:
    """List one's people by how their year stood on the day that is asked for, today if on none."""
    as_of = query.day("as-of") or desk.today()
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        area, place = area_of(who), await department_filter(tx, who, query.text("department"))
        wanted = year_filter(desk, query, place)
        found = await tx.year_lists.page(area, wanted, query.window)
        stand = await tx.year_lists.outlooks(area, wanted)
        facts = await years_of(tx, [(one.staff_id, one.year) for one in found.rows])
        judged = found.of(lambda it: _judged(it, facts[it.staff_id, it.year].judged(as_of)))
        page = await YearLine.read(tx, desk, who, judged, wanted.year, place)
    return counted(page, {ALL: None}, ALL, stand)


def _judged(stored: StoredResult, result: YearResult) -> StoredResult:
    """Return a stored year with the engine's answer of another day in its place."""
    return replace(
        stored,
        outcome=result.outcome,
        hoped=hoped_outcome(result),
        points=result.credits.all,
        counting_points=result.credits.counting,
        hours=result.hours.all,
        counting_hours=result.hours.counting,
        shortfalls=[(one.check.value, one.has, one.needs) for one in result.shortfalls],
        is_dirty=False,
    )


AS_OF = replace(
    YEARS,
    name="years-as-of",
    title="years-as-of-title",
    read=list_as_of,
    tabs=(),
    filters=(
        YEAR,
        Filter("as-of", "yearsheet-as-of", "day"),
        *(one for one in WHOSE if one.name in PEOPLE_FILTERS),
    ),
)
