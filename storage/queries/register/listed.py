"""Which people a list shows: whose (the area), which of them (the filter), in which order.

Those of a filter stand by staff number; those who are looked for as they are found, along the
index, so that a page takes the same however many are called so.
"""

from typing import Any

from tortoise.expressions import RawSQL, Subquery
from tortoise.queryset import QuerySet

from core.domain.lists import MOST_COUNTED_AMONG, Slice, Window
from core.domain.search_terms import sought_person
from core.domain.subjects import SubjectKind
from core.records.area import Area
from core.records.register import StaffFilter
from storage.models import SearchTermRow, StaffRow
from storage.queries.lists import counted, sliced
from storage.queries.register.areas import is_in
from storage.queries.rows import by_ids
from storage.queries.search import (
    AS_FOUND,
    beginning,
    counted_subjects,
    first_of_each,
    place_of,
)

FEW = 1000
BY_NUMBER = ("staff_number", "id")
EXACT = ("title", "status", "specialty", "post_type")


async def page_of_people(area: Area, wanted: StaffFilter, window: Window) -> Slice[StaffRow]:
    """Return a page of those of an area who pass a filter."""
    if not wanted.text:
        return await sliced(_listed(area, wanted), BY_NUMBER, window)
    terms = first_of_each(await _terms(area, wanted), sought_person(wanted.text))
    found = await sliced(terms, AS_FOUND, window)
    people = await by_ids(StaffRow, [term.subject_id for term in found.rows])
    rows = [people[term.subject_id] for term in found.rows if term.subject_id in people]
    return Slice(rows, found.number, found.previous, found.following)


async def count_people(area: Area, wanted: StaffFilter) -> int | None:
    """Return how many they are, MOST_COUNTED + 1 at most.

    None where they would have to be looked for among more than MOST_COUNTED_AMONG.
    """
    if not wanted.text:
        return (await counted(_listed(area, wanted)))[0]
    if not _is_named_only(wanted):
        (among,) = await counted(_named(area, wanted), most=MOST_COUNTED_AMONG)
        if among > MOST_COUNTED_AMONG:
            return None
    return await counted_subjects(await _terms(area, wanted))


def _listed(area: Area, wanted: StaffFilter) -> QuerySet[StaffRow]:
    rows = _fitting(wanted).filter(is_in(area))
    return rows.filter(department_id=wanted.department_id) if wanted.department_id else rows


async def _terms(area: Area, wanted: StaffFilter) -> QuerySet[SearchTermRow]:
    """Return what those of an area who pass a filter are found by.

    Whether one fits is asked of each by itself; newcomers have an index of their own, and are
    gathered where they are few.
    """
    terms = _named(area, wanted)
    if _is_named_only(wanted):
        return terms
    fitting = _fitting(wanted).filter(is_in(area))
    if not wanted.is_newcomer or (await counted(fitting, most=FEW))[0] > FEW:
        themselves: Any = RawSQL('"search_term"."subject_id"')
        fitting = _fitting(wanted).filter(id=themselves)
    return terms.filter(subject_id__in=Subquery(fitting.values("id")))


def _is_named_only(wanted: StaffFilter) -> bool:
    return wanted == StaffFilter(text=wanted.text, department_id=wanted.department_id)


def _named(area: Area, wanted: StaffFilter) -> QuerySet[SearchTermRow]:
    """Return what begins as a word does, in an area; of a department, along its own index."""
    term = sought_person(wanted.text)
    if not term:
        return SearchTermRow.filter(id__in=[])
    if not wanted.department_id:
        return beginning(SubjectKind.STAFF, area, term)
    there = Area(department_id=wanted.department_id)
    return beginning(SubjectKind.STAFF, there, term).filter(**place_of(area))


def _fitting(wanted: StaffFilter) -> QuerySet[StaffRow]:
    columns = {
        **{name: getattr(wanted, name) for name in EXACT},
        "staff_number__istartswith": wanted.staff_number,
        "name__icontains": wanted.name,
    }
    rows = StaffRow.filter(**{column: value for column, value in columns.items() if value})
    if wanted.titles is not None:
        rows = rows.filter(title__in=set(wanted.titles))
    return rows.filter(is_newcomer=True) if wanted.is_newcomer else rows
