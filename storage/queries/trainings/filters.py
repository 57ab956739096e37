"""Which trainings a list finds."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.domain.dates import SHANGHAI
from core.domain.trainings.training import (
    TAKES_PLACE,
    UNDER_UNIT_REVIEW,
    Progress,
    TrainingStage,
)
from core.records.area import Area
from core.records.trainings import TrainingFilter
from storage.models import TrainingRow
from storage.queries.lists import Sought

EARLIEST = datetime.fromtimestamp(0, UTC)


def listed_trainings(area: Area, wanted: TrainingFilter) -> QuerySet[TrainingRow]:
    """Return the trainings of an area that pass a filter."""
    has_drafts = not wanted.stages or TrainingStage.DRAFT in wanted.stages
    return TrainingRow.filter(in_area(area, has_drafts=has_drafts) & fits(wanted))


def sought_trainings(area: Area, wanted: TrainingFilter) -> Sought:
    """Return what a list of an area looks for: what is named so, among the others."""
    named = Q(name__icontains=wanted.name) if wanted.name else None
    return Sought(listed_trainings(area, replace(wanted, name="")), named)


def in_area(area: Area, *, has_drafts: bool = True) -> Q:
    """Return the condition that a training lies in the area; drafts show in their department.

    Where a filter leaves them out, they are not asked for again: no row is fetched for it.
    """
    submitted = ~Q(stage=TrainingStage.DRAFT.value) if has_drafts else Q()
    parts = []
    if area.department_id is not None:
        parts.append(Q(department_id=area.department_id))
    if area.unit_id is not None:
        parts.append(submitted & Q(unit_id=area.unit_id))
    return Q(*parts, join_type=Q.OR) if parts else Q(id__in=[])


def fits(wanted: TrainingFilter) -> Q:
    """Return the condition that a training passes a filter."""
    return Q(*_equal(wanted), *_progress(wanted), *_held(wanted), *_reported(wanted))


def _equal(wanted: TrainingFilter) -> list[Q]:
    columns: dict[str, Any] = {
        "year": wanted.year,
        "rule": wanted.rule or None,
        "mode": wanted.mode or None,
        "name__icontains": wanted.name or None,
        "department_id": wanted.department_id or None,
    }
    parts = [Q(**{column: value}) for column, value in columns.items() if value is not None]
    if wanted.discipline:  # a second-level discipline stands for those below it
        below = f"{wanted.discipline}-"
        parts.append(Q(discipline=wanted.discipline) | Q(discipline__startswith=below))
    if wanted.not_entered_by is not None:
        parts.append(Q(entered_by__not=wanted.not_entered_by))
    if wanted.stages:
        parts.append(_at(wanted.stages))
    return parts


def _at(stages: Collection[TrainingStage]) -> Q:
    """Return the condition of standing at one of the stages.

    Whatever waits is told by its moment, so that its index gives the order of all of it.
    """
    if set(stages) == UNDER_UNIT_REVIEW:
        return Q(waits_since__gte=EARLIEST)
    return Q(stage__in=[stage.value for stage in stages])


def _progress(wanted: TrainingFilter) -> list[Q]:
    over = Q(stage__in=[stage.value for stage in TAKES_PLACE]) & Q(ends_at__lte=wanted.now)
    match wanted.progress:
        case Progress.HELD:
            return [over]
        case Progress.PLANNED:
            return [~over | Q(ends_at__isnull=True)]
        case Progress.AWAITING_AWARD:
            return [over, Q(stage=TrainingStage.APPROVED.value)]
        case _:
            return []


def _held(wanted: TrainingFilter) -> list[Q]:
    parts = []
    if wanted.starts_from is not None:
        parts.append(Q(starts_at__gte=_midnight(wanted.starts_from)))
    if wanted.starts_to is not None:
        parts.append(Q(starts_at__lt=_midnight(wanted.starts_to + timedelta(days=1))))
    if wanted.month is not None and wanted.year is not None:
        first = date(wanted.year, wanted.month, 1)
        after = (first + timedelta(days=32)).replace(day=1)
        parts += [Q(starts_at__gte=_midnight(first)), Q(starts_at__lt=_midnight(after))]
    return parts


def _reported(wanted: TrainingFilter) -> list[Q]:
    if wanted.has_report is None:
        return []
    return [~Q(report="") if wanted.has_report else Q(report="")]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
