"""In-house trainings, what is decided about their awards, their files, a unit's settings."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet, ValuesListQuery

from core.domain.lists import Slice, Window
from core.domain.subjects import SubjectKind
from core.domain.trainings.statistics import AtStage
from core.domain.trainings.training import (
    OVER,
    TAKES_PLACE,
    AwardRole,
    Choice,
    Progress,
    Training,
    TrainingChanged,
    TrainingFile,
    TrainingSettings,
    TrainingStage,
)
from core.records.area import Area
from core.records.trainings import TrainingFilter, TrainingOrder
from storage.models import (
    AssessmentRow,
    ChoiceRow,
    CourseRow,
    CycleRow,
    ExpectedRow,
    TrainingFileRow,
    TrainingRow,
    TrainingSettingsRow,
)
from storage.queries.absences import let_go_of_people
from storage.queries.files import FileQueries
from storage.queries.lists import counted_fitting, sliced
from storage.queries.rows import by_id, by_ids, found, note
from storage.queries.search import (
    MOST_LOOKED_AT,
    put_terms,
    terms_of_training,
    with_every_word,
)
from storage.queries.trainings.filters import in_area, listed_trainings, sought_trainings
from storage.queries.trainings.rows import columns_of, policy_of, training_of
from storage.queries.uncounted import mark_trainings
from storage.queries.unions import all_of
from storage.queries.units import own_rows

LATEST = ("-created_at", "-id")
ORDERS = {
    TrainingOrder.LATEST_ENTERED: LATEST,
    TrainingOrder.LATEST_HELD: ("-starts_at", "-id"),
    TrainingOrder.LONGEST_WAITING: ("waits_since", "id"),
}

FOUND_BY = ("name", "other_number", "department_id")


class TrainingQueries:
    """Writing is guarded by the version: of two who read the same, the first one wins."""

    def __init__(self, files: FileQueries) -> None:
        self._files = files

    async def get(self, training_id: str) -> Training:
        return training_of(await by_id(TrainingRow, training_id))

    async def some(self, training_ids: Collection[str]) -> dict[str, Training]:
        rows = await by_ids(TrainingRow, {one for one in training_ids if one})
        return {row_id: training_of(row) for row_id, row in rows.items()}

    async def hold(self, training_id: str) -> Training:
        """Return the training with its row locked; SQLite has locked everything already."""
        row = await TrainingRow.filter(id=training_id).select_for_update().first()
        return training_of(found(row))

    async def add(self, training: Training) -> None:
        await TrainingRow.create(id=training.id, version=training.version, **columns_of(training))
        await _count_again(training)
        await put_terms(terms_of_training(training))

    async def save(self, training: Training) -> Training:
        """Write the training. Raises TrainingChanged when somebody has written it since."""
        saved = replace(training, version=training.version + 1)
        columns = columns_of(training) | {"version": saved.version}
        was = await TrainingRow.filter(id=training.id).values_list(*FOUND_BY)
        if was != [tuple(columns[name] for name in FOUND_BY)]:
            await put_terms(terms_of_training(training), instead_of=[training.id])
        if not await _as_read(training).update(**columns):
            raise TrainingChanged(training_stage=(await self.get(training.id)).stage)
        await _count_again(training)
        return saved

    async def remove(self, training: Training) -> None:
        """Delete a plan with its cycles. Raises TrainingChanged as `save` does."""
        await self.save(training)
        cycles = [row.id for row in await CycleRow.filter(training_id=training.id)]
        await CourseRow.filter(cycle_id__in=cycles).delete()
        await ExpectedRow.filter(cycle_id__in=cycles).delete()
        await let_go_of_people(cycles)
        await AssessmentRow.filter(training_id=training.id).delete()
        await CycleRow.filter(training_id=training.id).delete()
        await self._remove_files(Q(training_id=training.id))
        await TrainingRow.filter(id=training.id).delete()
        await put_terms((), instead_of=[training.id])

    async def unfinished(self, department_id: str) -> list[Training]:
        stages = [stage.value for stage in TrainingStage if stage not in OVER]
        rows = TrainingRow.filter(department_id=department_id, stage__in=stages)
        return [training_of(row) for row in await rows.order_by("id")]

    async def page(self, area: Area, wanted: TrainingFilter, window: Window) -> Slice[Training]:
        rows, named, _ = sought_trainings(area, wanted)
        if wanted.progress is Progress.HELD and wanted.order is TrainingOrder.LATEST_HELD:
            # said for an index: what lies ahead is passed over
            rows = rows.filter(starts_at__lte=wanted.now)
        found = await sliced(rows, ORDERS[wanted.order], window, fits=named)
        for row in found.rows:
            note(row)
        return found.of(training_of)

    async def search(self, area: Area, text: str, *, limit: int) -> list[Training]:
        """Find trainings of the area that have every word, or a number that begins so."""
        ids = await with_every_word(SubjectKind.TRAINING, area, text, MOST_LOOKED_AT)
        rows = TrainingRow.filter(in_area(area), id__in=ids).order_by(*LATEST).limit(limit)
        return [training_of(row) for row in await rows]

    async def counts(self, area: Area, wanted: Sequence[TrainingFilter]) -> list[int | None]:
        return await counted_fitting(*(sought_trainings(area, each) for each in wanted))

    async def stages(self, area: Area, wanted: TrainingFilter) -> dict[TrainingStage, AtStage]:
        """Count by stage; a unit's drafts stay with their departments."""
        every = listed_trainings(area, wanted)
        places = every.filter(stage__in=[stage.value for stage in TAKES_PLACE])
        ahead = places.filter(ends_at__gt=wanted.now)
        undated = places.filter(ends_at__isnull=True)
        found = await all_of(*map(_by_stage, (every, ahead, undated)))
        numbers, *not_held = ({TrainingStage(one): count for one, count in rows} for rows in found)
        return {
            stage: AtStage(number, _held(stage, number, *(one.get(stage, 0) for one in not_held)))
            for stage, number in numbers.items()
        }

    async def choices(self, training_id: str) -> list[Choice]:
        rows = await ChoiceRow.filter(training_id=training_id).order_by("id")
        return [
            Choice(row.staff_id, AwardRole(row.role), row.is_included, row.reason) for row in rows
        ]

    async def choose(self, training_id: str, choice: Choice) -> None:
        """Keep a choice in the place of an earlier one about the same person and role."""
        await self.forget_choice(training_id, choice)
        await ChoiceRow.create(
            training_id=training_id,
            staff_id=choice.staff_id,
            role=choice.role.value,
            is_included=choice.is_included,
            reason=choice.reason,
        )

    async def forget_choice(self, training_id: str, choice: Choice) -> None:
        rows = ChoiceRow.filter(training_id=training_id, staff_id=choice.staff_id)
        await rows.filter(role=choice.role.value).delete()

    async def files(self, training_id: str) -> list[TrainingFile]:
        rows = await TrainingFileRow.filter(training_id=training_id).order_by("uploaded_at", "id")
        return [_file(row) for row in rows]

    async def file(self, file_id: str) -> TrainingFile:
        return _file(found(await TrainingFileRow.get_or_none(id=file_id)))

    async def add_file(self, file: TrainingFile) -> None:
        await TrainingFileRow.create(**asdict(file))
        await self._files.name(file.sha256)

    async def remove_file(self, file_id: str) -> None:
        await self._remove_files(Q(id=file_id))

    async def _remove_files(self, which: Q) -> None:
        rows = TrainingFileRow.filter(which)
        gone = {row.sha256 for row in await rows}
        await rows.delete()
        await self._files.let_go_of(gone)

    async def settings(self, unit_id: str) -> TrainingSettings:
        """Return the unit's settings; as usual where it has set none."""
        unit = (await own_rows([unit_id])).get(unit_id)
        row = unit and unit.training_settings
        if row is None:
            return TrainingSettings()
        return TrainingSettings(policy_of(row.policy), row.speaker_factor, tuple(row.networks))

    async def set_settings(self, unit_id: str, settings: TrainingSettings) -> None:
        await TrainingSettingsRow.update_or_create(
            unit_id=unit_id,
            defaults={
                "policy": asdict(settings.policy),
                "speaker_factor": settings.speaker_factor,
                "networks": list(settings.networks),
            },
        )


async def _count_again(training: Training) -> None:
    """Mark what takes place: held it stays so, unless its approval is undone.

    Cycles are written with their training.
    """
    if training.stage in TAKES_PLACE | {TrainingStage.UNIT_REVIEW}:
        await mark_trainings([training.id], training.ends_at)


def _as_read(training: Training) -> QuerySet[TrainingRow]:
    return TrainingRow.filter(id=training.id, version=training.version)


def _by_stage(rows: QuerySet[TrainingRow]) -> ValuesListQuery[Any]:
    return rows.annotate(number=Count("stage")).group_by("stage").values_list("stage", "number")


def _held(stage: TrainingStage, number: int, *not_held: int) -> int:
    return number - sum(not_held) if stage in TAKES_PLACE else 0


def _file(row: TrainingFileRow) -> TrainingFile:
    return TrainingFile(
        id=row.id,
        training_id=row.training_id,
        kind=row.kind,
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        pages=row.pages,
        has_view=row.has_view,
        uploaded_at=row.uploaded_at,
    )
