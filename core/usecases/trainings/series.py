"""A series makes a plan's cycles in one step: its days are shown first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.life import still_planned
from core.domain.trainings.planning import check_cycle, spanning
from core.domain.trainings.series import SeriesDay, repeated, series_days
from core.domain.trainings.training import Cycle, Training
from core.permissions import Permission, authorize
from core.ports import Desk
from core.usecases.trainings.cycles import cycle_in


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a cycle is held again, and until which day."""

    every_weeks: int
    until: date


@dataclass(frozen=True, slots=True)
class Series:
    """A cycle, and the days on which it would be held again; none without a rhythm."""

    training: Training
    cycle: Cycle
    days: Sequence[SeriesDay] = ()


async def preview_series(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, rhythm: Rhythm | None
) -> Series:
    """Return on which days a cycle would be held again; nothing is written.

    Raises TrainingNotEditable, CycleOutsideYear, SeriesTooLong, NoDayLeft.
    """
    async with desk.store.reading() as tx:
        training = await tx.trainings.get(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        cycles = await tx.cycles.of(training_id)
        cycle = cycle_in(cycles, cycle_id)
        still_planned(training, None)
    return Series(training, cycle, _days(training, cycle, rhythm, cycles) if rhythm else ())


async def save_series(
    desk: Desk,
    who: Actor,
    training_id: str,
    cycle_id: str,
    rhythm: Rhythm,
    chosen: Collection[date],
    *,
    seen: int | None = None,
) -> int:
    """Plan a cycle again on the chosen days of a series; return how many there are.

    Days on which the plan has it already are passed over. Raises TrainingNotEditable,
    TrainingChanged, what `check_cycle` does, and what `preview_series` does.
    """
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        still_planned(training, seen)
        cycles = await tx.cycles.of(training_id)
        cycle = cycle_in(cycles, cycle_id)
        days = _days(training, cycle, rhythm, cycles)
        left = [one for one in days if one.day in chosen and not one.is_there]
        last_number = max(one.number for one in cycles)
        made = repeated(cycle, left, last_number, desk.ids.new)
        for one in made:
            check_cycle(one, training.plan)
            await tx.cycles.add(one)
        await tx.trainings.save(spanning(training, [*cycles, *made]))
        about = Subject(SubjectKind.TRAINING, training_id)
        tx.journal.add(who, "series-planned", about, after={"number": len(made)})
    return len(made)


def _days(
    training: Training, cycle: Cycle, rhythm: Rhythm, cycles: Sequence[Cycle]
) -> list[SeriesDay]:
    return series_days(cycle, training.plan, rhythm.every_weeks, rhythm.until, cycles)
