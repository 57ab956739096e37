"""What people and trainings are found by, kept with them in the same transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.queryset import QuerySet

from core.domain.register import Staff
from core.domain.search_terms import LAST_SIGN, person_terms, text_terms
from core.domain.subjects import SubjectKind
from core.domain.trainings.training import Training
from core.records.area import Area
from storage.models import SearchTermRow, StaffRow
from storage.queries.rows import Row
from storage.queries.sets import Statement, to_insert

TERMS_A_HIT = 3
"""So many terms are read for each of the hits that are wanted: one may be found by several."""
MOST_TERMS = 1000
MANY_TERMS = 20_000
AT_ONCE = 500


def terms_of_person(staff: Staff) -> list[dict[str, Any]]:
    """Return the rows that somebody is found by."""
    return _rows(SubjectKind.STAFF, staff, person_terms(staff.name, staff.staff_number))


def terms_of_training(training: Training) -> list[dict[str, Any]]:
    """Return the rows that a training is found by: words of its name, its number."""
    terms = text_terms(training.plan.name, training.plan.other_number)
    return _rows(SubjectKind.TRAINING, training, terms)


def _rows(kind: SubjectKind, subject: Staff | Training, terms: set[str]) -> list[dict[str, Any]]:
    place = {"unit_id": subject.unit_id, "department_id": subject.department_id}
    fixed = {"kind": kind.value, **place, "subject_id": subject.id}
    return [{**fixed, "term": term} for term in sorted(terms)]


async def put_terms(rows: Sequence[Mapping[str, Any]], instead_of: Collection[str] = ()) -> None:
    """Write what subjects are found by, in the place of what some of them were found by."""
    if instead_of:
        await SearchTermRow.filter(subject_id__in=set(instead_of)).delete()
    await to_insert(SearchTermRow, rows).write()


async def move_terms(subject_ids: Collection[str], place: Mapping[str, str]) -> None:
    """Let subjects be found elsewhere."""
    await SearchTermRow.filter(subject_id__in=set(subject_ids)).update(**place)


@dataclass(frozen=True, slots=True)
class Renamed:
    """New terms of those people who are called otherwise than they were, or have another number.

    To be written before their rows are.
    """

    people: Sequence[Staff]

    async def write(self) -> None:
        for at in range(0, len(self.people), AT_ONCE):
            some = self.people[at : at + AT_ONCE]
            names = StaffRow.filter(id__in={one.id for one in some})
            was: Any = await names.values_list("id", "name", "staff_number")
            changed = [one for one in some if (one.id, one.name, one.staff_number) not in set(was)]
            rows = [row for one in changed for row in terms_of_person(one)]
            await put_terms(rows, instead_of=[one.id for one in changed])


def laid_terms(people: Sequence[Staff]) -> Statement:
    """Lay out what new people are found by."""
    return to_insert(SearchTermRow, [row for one in people for row in terms_of_person(one)])


async def nearest(kind: SubjectKind, area: Area, term: str, limit: int) -> list[str]:
    """Return the ids of the first few that a term begins, those first of whom it says most.

    However many there are, no more of the index is read than is asked for.
    """
    if not term:
        return []
    rows = _beginning(kind, area, term).order_by("term", "subject_id").limit(limit * TERMS_A_HIT)
    found: list[Any] = await rows.values_list("subject_id", flat=True)
    return list(dict.fromkeys(found))[:limit]


def is_found_by(
    kind: SubjectKind, area: Area, term: str, *, column: str = "id", most: int | None = None
) -> Q:
    """Return the condition that a term begins one of a subject's, of `most` terms at most."""
    rows = _beginning(kind, area, term)
    rows = rows.order_by("term").limit(most) if most else rows
    among: dict[str, Any] = {f"{column}__in": Subquery(rows.values("subject_id")) if term else []}
    return Q(**among)


async def found_by(rows: QuerySet[Row], kind: SubjectKind, area: Area, term: str) -> QuerySet[Row]:
    """Return those of an area's subjects that a term begins one of.

    Where it begins most of them, each is asked by itself, so that a page ends with its last.
    """
    many = _beginning(kind, area, term).offset(MANY_TERMS).limit(1).values_list("subject_id")
    if not term or not await many:
        return rows.filter(is_found_by(kind, area, term))
    own = RawSQL(f'"{rows.model._meta.db_table}"."id"')  # noqa: SLF001
    its = SearchTermRow.filter(kind=kind.value, subject_id=own, **_within(term))
    return rows.filter(id__in=Subquery(its.values("subject_id")))


def _beginning(kind: SubjectKind, area: Area, term: str) -> QuerySet[SearchTermRow]:
    """Return the terms of an area that begin so: its unit's, else its department's, else one's."""
    place: Mapping[str, Any] = {"subject_id": area.staff_id or ""}
    if area.unit_id is not None:
        place = {"unit_id": area.unit_id}
    elif area.department_id is not None:
        place = {"department_id": area.department_id}
    return SearchTermRow.filter(kind=kind.value, **place, **_within(term))


def _within(term: str) -> dict[str, Any]:
    return {"term__gte": term, "term__lt": term + LAST_SIGN}
