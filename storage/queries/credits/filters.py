"""Which credits a list shows: whose (the area), and which of them (the filter)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tortoise.expressions import Case, Q, RawSQL, Subquery, When
from tortoise.queryset import QuerySet

from core.domain.credits.credit import Stage
from core.domain.search_terms import sought_person
from core.domain.subjects import SubjectKind
from core.records.area import Area
from core.records.credits import CreditFilter
from storage.models import CreditRow
from storage.queries.lists import ALL, Sought
from storage.queries.rows import read_before
from storage.queries.search import anywhere, beginning, of_each
from storage.queries.unions import all_of

ANY = CreditFilter()
UNORDERED = (
    *("name", "staff_number", "rule", "subtype"),
    *("activity", "project_part", "held_from", "held_to"),
)
FEW = 100
"""So many people have few enough credits for all of them to be put in order."""
WHOSE = '"credit"."staff_id"'
NOBODYS = Q(staff_id="")
"""Said beside people who are found by words, so that PostgreSQL asks of each credit by itself: it
would join everybody who is called so to them."""
SUBMITTED = ~Q(stage=Stage.DRAFT.value)
IS_BEFORE, WAS_BEFORE = (
    Q(**{column: Stage.AUTHORITY_REVIEW.value}) for column in ("stage", "decided_from")
)
# Nothing comes before the authority that was not meant for it; said for its index.
BEFORE_AUTHORITY = Q(to_authority=True) & Q(IS_BEFORE, WAS_BEFORE, join_type=Q.OR)


async def sought_credits(area: Area, wanted: CreditFilter, *, is_counted: bool = False) -> Sought:
    """Return what a list of an area looks for, and among which credits.

    Of a few people, or of a project, it is all there is of them; otherwise what no index has
    together with the order of the list is looked for on the way.
    """
    people = await _few(area, wanted)
    if people is not None:
        return Sought(lying(area).filter(fits(wanted), staff_id__in=people, lies_there=True))
    if wanted.staff_id or wanted.training_id or wanted.project_number:
        return Sought(listed_credits(area, wanted))
    without = {name: getattr(ANY, name) for name in _unordered(area, wanted, is_counted=is_counted)}
    rest = CreditFilter(**{name: getattr(wanted, name) for name in without})
    among = listed_credits(area, replace(wanted, **without))
    entered = CreditRow.filter(entered_by=wanted.entered_by) if wanted.entered_by else None
    return Sought(among, None if rest == ANY else fits(rest), entered)


def _unordered(area: Area, wanted: CreditFilter, *, is_counted: bool) -> Sequence[str]:
    """Return the filters whose credits no index has in their order.

    A year is not told apart where several stages are small, nor of what somebody has entered. What
    is approved is most of what there is: a page that looks for something else looks for it and
    for its origin, too.
    """
    is_large = not wanted.stages or Stage.APPROVED in wanted.stages
    is_small = not is_large or wanted.upcoming is not None
    if (is_small and len(wanted.stages) > 1) or wanted.entered_by is not None:
        return (*UNORDERED, "year")
    is_looking = any(getattr(wanted, name) != getattr(ANY, name) for name in UNORDERED)
    if is_small or is_counted or area.is_authority or not is_looking:
        return UNORDERED
    return (*UNORDERED, "stages", "origins")


async def _few(area: Area, wanted: CreditFilter) -> set[str] | None:
    """Return whom a name and a number may mean, None where they are not few."""
    there: dict[tuple[Area, str], list[Sequence[str]]] = read_before(CreditRow, "people")
    asked = [sought_person(words) for words in (wanted.name, wanted.staff_number) if words]
    if missing := [term for term in dict.fromkeys(asked) if term and (area, term) not in there]:
        lists = await all_of(*(_meant(area, term) for term in missing))
        there.update(((area, term), ids) for term, ids in zip(missing, lists, strict=True))
    people = [{it for (it,) in there.get((area, term), ())} for term in asked]
    few = [some for some in people if len(some) <= FEW]
    return set.intersection(*few) if few else None


def _meant(area: Area, term: str) -> Any:
    """Return the query for whom a term may mean, for one more than are few at most."""
    is_place = area.unit_id is not None or area.department_id is not None
    staff = SubjectKind.STAFF
    terms = beginning(staff, area, term) if is_place else anywhere(staff, term)
    return terms.distinct().limit(FEW + 1).values_list("subject_id")


def listed_credits(area: Area, wanted: CreditFilter) -> QuerySet[CreditRow]:
    """Return the credits of an area that pass a filter.

    Of somebody's area without their own, theirs are not asked for, nor who entered what is no
    draft; of others' drafts they see what they entered: said so, an index is used. What they
    entered is found by that.
    """
    if wanted.entered_by is not None:
        return lying(area).filter(fits(wanted), lies_there=True)
    if wanted.not_of == area.staff_id:
        area = replace(area, staff_id=None)
        if set(wanted.stages) == {Stage.DRAFT}:
            wanted = replace(wanted, entered_by=area.account_id)
    if wanted.stages and Stage.DRAFT not in wanted.stages:
        area = replace(area, account_id=None)
    return CreditRow.filter(in_area(area) & fits(wanted, is_apart=area.is_authority))


def lying(area: Area, passing: Q = ALL) -> QuerySet[CreditRow]:
    """Return credits of which it is said whether they lie in an area, and pass a filter.

    It is looked at afterwards: it says nothing to a database that takes it for independent.
    """
    yes: Any = RawSQL("TRUE")
    no: Any = RawSQL("FALSE")
    return CreditRow.annotate(lies_there=Case(When(in_area(area) & passing, then=yes), default=no))


def of_place(area: Area) -> Q:
    """Return the condition that what repeats a unit and a department lies in an area."""
    named = {"unit_id": area.unit_id, "department_id": area.department_id}
    parts = [Q(**{column: value}) for column, value in named.items() if value is not None]
    return Q(*parts, join_type=Q.OR) if parts else Q(id__in=[])


def in_area(area: Area) -> Q:
    """Return the condition that a credit lies in the area; of nothing named it is never true."""
    parts, shown = [], SUBMITTED
    if area.account_id is not None:
        shown = Q(SUBMITTED, Q(entered_by=area.account_id), join_type=Q.OR)
    if area.staff_id is not None:
        parts.append(Q(staff_id=area.staff_id))
    if area.unit_id is not None:
        parts.append(shown & Q(unit_id=area.unit_id))
    if area.department_id is not None:
        parts.append(shown & Q(department_id=area.department_id))
    if area.is_authority:
        parts.append(SUBMITTED & BEFORE_AUTHORITY)
    return Q(*parts, join_type=Q.OR) if parts else Q(id__in=[])


def fits(wanted: CreditFilter, *, is_apart: bool = False) -> Q:
    """Return the condition that a credit passes the filter.

    What is told apart by an index of its own, as what is before the authority, and one person's,
    is not said to be uncounted.
    """
    among = _among(wanted, is_apart=is_apart or wanted.staff_id is not None)
    return Q(*_equal(wanted), *among, *_like(wanted), *_held(wanted))


def _equal(wanted: CreditFilter) -> list[Q]:
    columns: dict[str, Any] = {
        "year": wanted.year,
        "staff_id": wanted.staff_id,
        "rule": wanted.rule or None,
        "subtype": wanted.subtype or None,
        "project_number": wanted.project_number or None,
        "training_id": wanted.training_id,
        "entered_by": wanted.entered_by,
        "decided_by": wanted.decided_by,
    }
    return [Q(**{column: value}) for column, value in columns.items() if value is not None]


def _among(wanted: CreditFilter, *, is_apart: bool) -> list[Q]:
    parts = []
    if wanted.stages:
        parts.append(_at(wanted.stages, is_apart=is_apart))
    if wanted.origins:
        parts.append(Q(origin__in=[origin.value for origin in wanted.origins]))
    if wanted.not_of is not None:
        parts.append(Q(staff_id__not=wanted.not_of))
    if wanted.upcoming is not None:
        parts.append(_upcoming(wanted.upcoming))
    if wanted.in_effect is not None:
        parts.append(_in_effect(wanted.in_effect))
    return parts


def _in_effect(day: date) -> Q:
    stands = Q(reversed_on__isnull=True) | Q(reversed_on__gt=day)
    return Q(stage=Stage.APPROVED.value, effective_on__lte=day) & stands


def _upcoming(today: date) -> Q:
    waits, lies_ahead = Q(stage__not=Stage.APPROVED.value), Q(effective_on__gt=today)
    return Q(counted=False) & Q(waits, lies_ahead, join_type=Q.OR)


def _at(stages: Collection[Stage], *, is_apart: bool) -> Q:
    """Return the condition of standing at one of the stages.

    Only what is approved counts: said of the others, so that their small indexes are used. Of one
    person it is not said: PostgreSQL would read those of everybody beside the person's few.
    """
    first, *others = (stage.value for stage in stages)
    here = Q(stage__in=[first, *others]) if others else Q(stage=first)
    return here if is_apart or Stage.APPROVED in stages else here & Q(counted=False)


def _like(wanted: CreditFilter) -> list[Q]:
    parts = []
    for text in filter(None, (wanted.name, wanted.staff_number)):
        term = sought_person(text)
        theirs = of_each(SubjectKind.STAFF, WHOSE, term).values("subject_id")
        parts.append(Q(staff_id__in=Subquery(theirs)) | NOBODYS if term else Q(staff_id__in=[]))
    if wanted.activity:
        number = Q(project_number=wanted.activity)
        parts.append(Q(activity__icontains=wanted.activity) | number)
    if wanted.project_part:
        parts.append(Q(project_number__icontains=wanted.project_part))
    return parts


def _held(wanted: CreditFilter) -> list[Q]:
    """Held at least in part between the two days."""
    parts = []
    if wanted.held_from is not None:
        parts.append(Q(held_to__gte=wanted.held_from))
    if wanted.held_to is not None:
        parts.append(Q(held_from__lte=wanted.held_to))
    return parts
