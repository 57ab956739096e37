"""Published projects of units, and who runs which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.domain.credits.credit import Credit
from core.domain.lists import Slice, Window
from core.domain.projects.application import ApplicationStage
from core.domain.projects.claims import listed_number
from core.domain.projects.project import ListChanged, Project, ProjectLevel, number_key
from core.domain.subjects import SubjectKind
from core.records.area import Area
from core.records.projects import ProjectFilter
from storage.models import ApplicationRow, ProjectRow
from storage.queries.lists import counted, sliced
from storage.queries.projects.applications import in_area
from storage.queries.rows import by_id, by_ids, found, read_before, unless_taken
from storage.queries.search import put_terms, terms_of_project, with_every_word
from storage.queries.units import own_rows

ORDER = ("-year", "number_key", "id")
MOST_OURS = 1000
AT_ONCE = 500
LISTED = ("number", "name", "level", "organiser", "place", "starts_on", "ends_on", "points")


class ProjectQueries:
    async def get(self, project_id: str) -> Project:
        return _project(await by_id(ProjectRow, project_id))

    async def hold(self, project_id: str) -> Project:
        row = await ProjectRow.filter(id=project_id).select_for_update().first()
        return _project(found(row))

    async def page(self, unit_id: str, wanted: ProjectFilter, window: Window) -> Slice[Project]:
        rows = await _listed(unit_id, wanted)
        return (await sliced(rows, ORDER, window)).of(_project)

    async def counts(self, unit_id: str, wanted: Sequence[ProjectFilter]) -> list[int]:
        return await counted(*[await _listed(unit_id, one) for one in wanted])

    async def of_years(
        self, unit_id: str, years: Collection[int], *, hold: bool = False
    ) -> list[Project]:
        rows = ProjectRow.filter(unit_id=unit_id, year__in=set(years)).order_by("id")
        return [_project(row) async for row in (rows.select_for_update() if hold else rows)]

    async def numbered(self, unit_id: str, year: int, number: str) -> Project | None:
        row = await ProjectRow.get_or_none(
            unit_id=unit_id, year=year, number_key=number_key(number)
        )
        return _project(row) if row else None

    async def some(self, project_ids: Collection[str]) -> dict[str, Project]:
        rows = await by_ids(ProjectRow, project_ids)
        return {row_id: _project(row) for row_id, row in rows.items()}

    async def put(self, new: Sequence[Project], changed: Sequence[Project]) -> None:
        async with unless_taken(ListChanged()):
            await ProjectRow.bulk_create(map(_row, new), batch_size=AT_ONCE)
        if changed:
            rows = list(map(_row, changed))
            await ProjectRow.bulk_update(rows, LISTED, batch_size=AT_ONCE)
        for some in (changed[at : at + AT_ONCE] for at in range(0, len(changed), AT_ONCE)):
            await put_terms((), instead_of=[one.id for one in some])
        await put_terms([row for one in (*new, *changed) for row in terms_of_project(one)])

    async def search(self, unit_id: str, text: str, *, limit: int) -> list[Project]:
        area = Area(unit_id=unit_id)
        ids = await with_every_word(SubjectKind.PROJECT, area, text, limit)
        rows = await by_ids(ProjectRow, ids)
        return [_project(rows[one]) for one in ids if one in rows]

    async def unlisted(self, credits: Sequence[Credit]) -> set[str]:
        named = {
            one.id: (one.unit_id, one.year, number_key(number))
            for one in credits
            if (number := listed_number(one.claim))
        }
        units = await own_rows({unit_id for unit_id, *_ in named.values()})
        listing = {unit_id for unit_id, row in units.items() if row.lists is None or row.lists}
        asked = {key for key in named.values() if key[0] in listing}
        years = {key[:2] for key in asked}
        places = [*sorted(years), *sorted(asked)]
        there = read_before(ProjectRow, "listed")
        missing = [one for one in places if one not in there]
        numbers = await counted(*(ProjectRow.filter(**_place(one)) for one in missing))
        there |= {one: number > 0 for one, number in zip(missing, numbers, strict=True)}
        return {credit_id for credit_id, key in named.items() if _lacks(there, key)}


def _lacks(there: Mapping[tuple[Any, ...], bool], key: tuple[Any, ...]) -> bool:
    """Return whether there is a list of the year, without the number."""
    return there.get(key[:2], False) and not there[key]


def _place(key: tuple[Any, ...]) -> dict[str, Any]:
    """Return the condition of standing on a unit's list of a year, perhaps under a number."""
    return dict(zip(("unit_id", "year", "number_key"), key, strict=False))


async def _listed(unit_id: str, wanted: ProjectFilter) -> QuerySet[ProjectRow]:
    rows = ProjectRow.filter(unit_id=unit_id)
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.words:
        words, key = wanted.words, number_key(wanted.words)
        rows = rows.filter(
            Q(name__icontains=words) | Q(organiser__icontains=words) | Q(number_key__contains=key)
        )
    if wanted.ours is not None:
        rows = rows.filter(number_key__in=await _established(wanted.ours) or [""])
    return rows


async def _established(area: Area) -> list[str]:
    """Return the numbers under which an area's applications were established."""
    stage = ApplicationStage.ESTABLISHED.value
    rows = ApplicationRow.filter(in_area(area), stage=stage).order_by("-created_at")
    keys = await rows.limit(MOST_OURS).values_list("number_key", flat=True)
    return [str(key) for key in keys]


def _project(row: ProjectRow) -> Project:
    columns = {name: getattr(row, name) for name in ("id", "unit_id", "year", *LISTED)}
    return Project(**{**columns, "level": ProjectLevel(row.level)})


def _row(project: Project) -> ProjectRow:
    columns = asdict(project) | {"level": project.level.value}
    return ProjectRow(**columns, number_key=project.number_key)
