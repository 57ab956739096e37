"""What people, trainings and projects are found by, kept with them in the same transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypika_tortoise.functions import Count
from tortoise.expressions import RawSQL, Subquery
from tortoise.queryset import QuerySet

from core.domain.lists import MOST_COUNTED
from core.domain.projects.application import Application
from core.domain.projects.project import Project
from core.domain.register import Staff
from core.domain.search_terms import LAST_SIGN, person_terms, sought_words, text_terms
from core.domain.subjects import SubjectKind
from core.domain.trainings.training import Training
from core.records.area import Area
from storage.models import SearchTermRow, StaffRow, UnitRow
from storage.queries.lists import counted
from storage.queries.sets import Statement, to_insert

TERMS_A_HIT = 3
"""So many terms are read for each of the hits that are wanted: one may be found by several."""
MOST_LOOKED_AT = 300
"""Of what only some may see, so many are looked at, for the latest of them."""
TERMS_OF_ONE = 5
"""Hardly anybody is found by more terms that begin alike."""
AS_FOUND = ("term", "subject_id")
"""The order of the index, in which those come first of whom a term says most."""
AT_ONCE = 500
WITH_EVERY_WORD = """SELECT t.subject_id FROM search_term t
    WHERE t.{place} = {0} AND t.kind = {1} AND t.term >= {2} AND t.term < {3} {words}
    ORDER BY t.term, t.subject_id LIMIT {limit}"""
AND_A_WORD = """AND EXISTS (SELECT 1 FROM search_term o WHERE o.subject_id = t.subject_id
    AND o.kind = t.kind AND o.term >= {0} AND o.term < {1})"""

FIRST_OF_ITS = """NOT EXISTS (SELECT 1 FROM search_term o
    WHERE o.subject_id = search_term.subject_id AND o.kind = search_term.kind
    AND o.term < search_term.term
    AND substr(o.term, 1, {length}) = substr(search_term.term, 1, {length}))"""


def terms_of_person(staff: Staff) -> list[dict[str, Any]]:
    """Return the rows that somebody is found by."""
    return _rows(SubjectKind.STAFF, staff, person_terms(staff.name, staff.staff_number))


def terms_of_training(training: Training) -> list[dict[str, Any]]:
    """Return the rows that a training is found by: words of its name, its number."""
    terms = text_terms(training.plan.name, training.plan.other_number)
    return _rows(SubjectKind.TRAINING, training, terms)


def terms_of_application(application: Application) -> list[dict[str, Any]]:
    """Return the rows that an application is found by: words of its name, its project's number."""
    terms = text_terms(application.name, application.number)
    return _rows(SubjectKind.APPLICATION, application, terms)


def terms_of_project(project: Project) -> list[dict[str, Any]]:
    """Return the rows that a published project is found by, which is no department's."""
    return _rows(SubjectKind.PROJECT, project, text_terms(project.name, project.number))


def _rows(
    kind: SubjectKind, subject: Staff | Training | Application | Project, terms: set[str]
) -> list[dict[str, Any]]:
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


def without_terms() -> QuerySet[StaffRow]:
    """Return the people who cannot be found, since they came in a crowd."""
    own = RawSQL('"staff"."id"')
    terms = SearchTermRow.filter(kind=SubjectKind.STAFF.value, subject_id=own)
    return StaffRow.exclude(id__in=Subquery(terms.values("subject_id")))


async def nearest(kind: SubjectKind, area: Area, term: str, limit: int) -> list[str]:
    """Return the ids of the first few that a term begins, those first of whom it says most.

    However many there are, no more of the index is read than is asked for.
    """
    if not term:
        return []
    rows = beginning(kind, area, term).order_by("term", "subject_id").limit(limit * TERMS_A_HIT)
    found: list[Any] = await rows.values_list("subject_id", flat=True)
    return list(dict.fromkeys(found))[:limit]


async def with_every_word(kind: SubjectKind, area: Area, text: str, limit: int) -> list[str]:
    """Return the ids of the first few that have every word, whatever else is found by one of them.

    The index is read along the rarest word, until there are enough.
    """
    words = sought_words(text)
    if len(words) > 1:
        counts = await counted(*(beginning(kind, area, word) for word in words))
        words = [word for _, word in sorted(zip(counts, words, strict=True))]
    if not words:
        return []
    ((column, place),) = place_of(area).items()
    values = [place, kind.value, *(end for word in words for end in (word, word + LAST_SIGN))]
    database = SearchTermRow._meta.db  # noqa: SLF001 - where Tortoise keeps the transaction
    is_postgres = database.capabilities.dialect == "postgres"
    blanks = [f"${at}" if is_postgres else "?" for at, _ in enumerate(values, 1)]
    others = [AND_A_WORD.format(*blanks[at : at + 2]) for at in range(4, len(values), 2)]
    asked = WITH_EVERY_WORD.format(
        *blanks, place=column, words=" ".join(others), limit=limit * TERMS_A_HIT
    )
    _, found = await database.execute_query(asked, values)
    return list(dict.fromkeys(row[0] for row in found))[:limit]


def first_of_each(terms: QuerySet[SearchTermRow], term: str) -> QuerySet[SearchTermRow]:
    """Return of each subject the first of its terms that begin so.

    Walked along the index, a page of them ends with its last, however many there are.
    """
    is_first: Any = RawSQL(FIRST_OF_ITS.format(length=len(term)))
    return terms.annotate(is_first=is_first).filter(is_first=True)


async def counted_subjects(terms: QuerySet[SearchTermRow]) -> int:
    """Return whose terms they are, MOST_COUNTED + 1 at most, by no more terms than that takes."""
    query = SearchTermRow._meta.db.query_class  # noqa: SLF001
    some = terms.limit(TERMS_OF_ONE * (MOST_COUNTED + 1)).values_list("subject_id")
    some._make_query()  # noqa: SLF001 - as lists are counted
    theirs = query.from_(some.query.as_("terms")).select("0").distinct().limit(MOST_COUNTED + 1)
    statement = query.from_(theirs.as_("found")).select(Count("*")).get_parameterized_sql()
    _, (row,) = await SearchTermRow._meta.db.execute_query(*statement)  # noqa: SLF001
    return int(row[0])


def beginning(kind: SubjectKind, area: Area, term: str) -> QuerySet[SearchTermRow]:
    """Return the terms of an area that begin so."""
    return SearchTermRow.filter(kind=kind.value, **place_of(area), **_within(term))


def anywhere(kind: SubjectKind, term: str) -> QuerySet[SearchTermRow]:
    """Return the terms of all units that begin so."""
    units = Subquery(UnitRow.all().values("id"))
    return SearchTermRow.filter(kind=kind.value, unit_id__in=units, **_within(term))


def of_each(kind: SubjectKind, subject: str, term: str) -> QuerySet[SearchTermRow]:
    """Return the terms that begin so of a subject whose id is a column of the rows around."""
    its: Any = RawSQL(subject)
    return SearchTermRow.filter(kind=kind.value, subject_id=its, **_within(term))


def _within(term: str) -> dict[str, str]:
    return {"term__gte": term, "term__lt": term + LAST_SIGN}


def place_of(area: Area) -> Mapping[str, str]:
    """Return where to look: in the area's unit, else its department, else at one person."""
    if area.unit_id is not None:
        return {"unit_id": area.unit_id}
    if area.department_id is not None:
        return {"department_id": area.department_id}
    return {"subject_id": area.staff_id or ""}
