"""Applications for projects, their files, and when a unit takes them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.domain.lists import Slice, Window
from core.domain.projects.application import (
    ENDED,
    Application,
    ApplicationChanged,
    ApplicationStage,
    ApplicationWindow,
    Lecture,
)
from core.domain.projects.project import number_key
from core.domain.subjects import SubjectKind
from core.records.applications import ApplicationFile, ApplicationFilter
from core.records.area import Area
from storage.models import ApplicationFileRow, ApplicationRow, ApplicationWindowRow
from storage.queries.files import FileQueries
from storage.queries.lists import counted, sliced
from storage.queries.rows import by_id, found
from storage.queries.search import (
    MOST_LOOKED_AT,
    put_terms,
    terms_of_application,
    with_every_word,
)

NEWEST, LONGEST_WAITING = ("-created_at", "-id"), ("submitted_at", "id")
FOUND_BY = ("name", "number", "department_id")
KEPT = (
    *("unit_id", "department_id", "entered_by", "year", "leader_id", "created_at"),
    *("submitted_at", "decided_at", "decided_by", "reason", "number"),
)


class ApplicationQueries:
    """Writing is guarded by the version: of two who read the same, the first one wins."""

    def __init__(self, files: FileQueries) -> None:
        self._files = files

    async def get(self, application_id: str) -> Application:
        return _application(await by_id(ApplicationRow, application_id))

    async def hold(self, application_id: str) -> Application:
        row = await ApplicationRow.filter(id=application_id).select_for_update().first()
        return _application(found(row))

    async def add(self, application: Application) -> None:
        columns = _columns(application)
        await ApplicationRow.create(id=application.id, version=application.version, **columns)
        await put_terms(terms_of_application(application))

    async def save(self, application: Application) -> Application:
        """Write the application. Raises ApplicationChanged when somebody has written it since."""
        saved = replace(application, version=application.version + 1)
        columns = _columns(application)
        was = await ApplicationRow.filter(id=application.id).values_list(*FOUND_BY)
        if was != [tuple(columns[name] for name in FOUND_BY)]:
            await put_terms(terms_of_application(application), instead_of=[application.id])
        rows = ApplicationRow.filter(id=application.id, version=application.version)
        if not await rows.update(**columns, version=saved.version):
            raise ApplicationChanged(application_stage=(await self.get(application.id)).stage)
        return saved

    async def remove(self, application: Application) -> None:
        await self.save(application)
        files = ApplicationFileRow.filter(application_id=application.id)
        contents = [row.sha256 for row in await files]
        await files.delete()
        await self._files.let_go_of(contents)
        await ApplicationRow.filter(id=application.id).delete()
        await put_terms((), instead_of=[application.id])

    async def page(
        self, area: Area, wanted: ApplicationFilter, window: Window
    ) -> Slice[Application]:
        order = LONGEST_WAITING if wanted.longest_waiting_first else NEWEST
        return (await sliced(listed_applications(area, wanted), order, window)).of(_application)

    async def counts(self, area: Area, wanted: Sequence[ApplicationFilter]) -> list[int]:
        return await counted(*(listed_applications(area, each) for each in wanted))

    async def search(self, area: Area, text: str, *, limit: int) -> list[Application]:
        ids = await with_every_word(SubjectKind.APPLICATION, area, text, MOST_LOOKED_AT)
        rows = ApplicationRow.filter(in_area(area), id__in=ids).order_by(*NEWEST).limit(limit)
        return [_application(row) for row in await rows]

    async def unfinished(self, department_id: str) -> list[Application]:
        rows = ApplicationRow.filter(
            department_id=department_id, stage__not_in=[stage.value for stage in ENDED]
        )
        return [_application(row) for row in await rows.order_by("id")]

    async def files(self, application_id: str) -> list[ApplicationFile]:
        rows = ApplicationFileRow.filter(application_id=application_id)
        return [_file(row) async for row in rows.order_by("uploaded_at", "id")]

    async def file(self, file_id: str) -> ApplicationFile:
        return _file(found(await ApplicationFileRow.get_or_none(id=file_id)))

    async def add_file(self, file: ApplicationFile) -> None:
        await ApplicationFileRow.create(**asdict(file))
        await self._files.name(file.sha256)

    async def remove_file(self, file_id: str) -> None:
        row = found(await ApplicationFileRow.get_or_none(id=file_id))
        await row.delete()
        await self._files.let_go_of([row.sha256])

    async def windows(self, unit_id: str) -> list[ApplicationWindow]:
        rows = ApplicationWindowRow.filter(unit_id=unit_id).order_by("-year")
        return [_window(row) async for row in rows]

    async def window(self, unit_id: str, year: int) -> ApplicationWindow | None:
        row = await ApplicationWindowRow.get_or_none(unit_id=unit_id, year=year)
        return _window(row) if row else None

    async def set_window(self, window: ApplicationWindow) -> None:
        await ApplicationWindowRow.bulk_create(
            [ApplicationWindowRow(**asdict(window))],
            on_conflict=("unit_id", "year"),
            update_fields=("opens_on", "closes_on"),
        )


def listed_applications(area: Area, wanted: ApplicationFilter) -> QuerySet[ApplicationRow]:
    """Return the applications of an area that pass a filter."""
    rows = ApplicationRow.filter(in_area(area))
    if wanted.stages:
        rows = rows.filter(stage__in=[stage.value for stage in wanted.stages])
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.name:
        rows = rows.filter(name__icontains=wanted.name)
    if wanted.not_entered_by is not None:
        rows = rows.filter(entered_by__not=wanted.not_entered_by)
    return rows


def in_area(area: Area) -> Q:
    """Return the condition of lying in the area; drafts show in their department."""
    parts = []
    if area.department_id is not None:
        parts.append(Q(department_id=area.department_id))
    if area.unit_id is not None:
        parts.append(~Q(stage=ApplicationStage.DRAFT.value) & Q(unit_id=area.unit_id))
    return Q(*parts, join_type=Q.OR) if parts else Q(id__in=[])


def _columns(application: Application) -> dict[str, Any]:
    return {
        **{name: getattr(application, name) for name in KEPT},
        "name": application.name,
        "level": application.level,
        "number_key": number_key(application.number),
        "answers": dict(application.answers),
        "courses": [asdict(course) for course in application.courses],
        "stage": application.stage.value,
        "decided_from": application.decided_from and application.decided_from.value,
    }


def _application(row: ApplicationRow) -> Application:
    return Application(
        id=row.id,
        version=row.version,
        stage=ApplicationStage(row.stage),
        decided_from=ApplicationStage(row.decided_from) if row.decided_from else None,
        answers=row.answers,
        courses=tuple(Lecture(**course) for course in row.courses),
        **{name: getattr(row, name) for name in KEPT},
    )


def _file(row: ApplicationFileRow) -> ApplicationFile:
    return ApplicationFile(**{name: getattr(row, name) for name in ApplicationFile.__slots__})


def _window(row: ApplicationWindowRow) -> ApplicationWindow:
    return ApplicationWindow(row.unit_id, row.year, row.opens_on, row.closes_on)
