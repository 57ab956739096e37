"""The cycles of a training (第 N 期) and their courses: planned, and moved after the approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.attendance.schedules import Policy
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.life import check_seen, still_planned
from core.domain.trainings.planning import check_cycle, moved, spanning
from core.domain.trainings.plans import (
    read_capacity,
    read_each,
    read_moment,
    read_place,
    read_policy,
)
from core.domain.trainings.training import (
    PLANNING,
    Cycle,
    Expected,
    Training,
    TrainingNotEditable,
    TrainingStage,
)
from core.messages import tell_people
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CycleRevision:
    """A cycle as it was saved, or nothing saved and what was refused, by field."""

    cycle: Cycle | None
    refused: Mapping[str, Refusal] = field(default_factory=dict)


async def save_cycle(
    desk: Desk,
    who: Actor,
    training_id: str,
    cycle_id: str | None,
    texts: Mapping[str, str],
    expected: Expected,
    *,
    seen: int | None = None,
) -> CycleRevision:
    """Plan a cycle, or change one; after the approval only its place and times, with notice.

    `texts` are the fields starts_at, ends_at, place, capacity and those of the policy. Raises
    TrainingNotEditable, TrainingChanged; what a field refuses is told by field.
    """
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        check_seen(training, seen)
        cycles = await tx.cycles.of(training_id)
        before = cycle_in(cycles, cycle_id) if cycle_id else None
        still_movable(training, before, desk.clock.now())
        policy = (await tx.trainings.settings(training.unit_id)).policy
        blank = before or _new_cycle(desk, training, cycles, policy)
        if training.stage is TrainingStage.APPROVED:
            texts = _only_place_and_times(texts, blank)
        draft, refused = _read_cycle(blank, texts)
        if training.stage in PLANNING:
            policy, more = read_policy(texts, draft.policy)
            draft, refused = replace(draft, policy=policy, expected=expected), refused | more
            await _check_expected(tx, training, expected)
        if refused := refused | _misfit(draft, training, refused):
            return CycleRevision(None, refused)
        cycle = await _keep_cycle(tx, who, training, before, draft)
        if training.stage is TrainingStage.APPROVED and before:
            await _tell_of_change(desk, tx, training, before, cycle)
    return CycleRevision(cycle)


def _misfit(cycle: Cycle, training: Training, refused: Mapping[str, Refusal]) -> dict[str, Refusal]:
    """Return what keeps the cycle as a whole from standing in its plan, unless it is told."""
    try:
        check_cycle(cycle, training.plan)
    except Refusal as refusal:
        return {} if "" in refused else {"": refusal}
    return {}


def cycle_in(cycles: Sequence[Cycle], cycle_id: str) -> Cycle:
    """Return one of a training's cycles. Raises NotFound."""
    for cycle in cycles:
        if cycle.id == cycle_id:
            return cycle
    raise NotFound


def still_movable(training: Training, cycle: Cycle | None, now: datetime) -> None:
    """Plans are changed freely, approved cycles moved until they begin; nothing else is."""
    if training.stage in PLANNING:
        return
    is_ahead = cycle is not None and cycle.starts_at > now
    if training.stage is not TrainingStage.APPROVED or not is_ahead:
        raise TrainingNotEditable(training_stage=training.stage)


def _only_place_and_times(texts: Mapping[str, str], before: Cycle) -> Mapping[str, str]:
    return {**texts, "capacity": str(before.capacity or "")}


def _new_cycle(desk: Desk, training: Training, cycles: Sequence[Cycle], policy: Policy) -> Cycle:
    now = desk.clock.now()
    return Cycle(
        id=desk.ids.new(),
        training_id=training.id,
        number=max((cycle.number for cycle in cycles), default=0) + 1,
        starts_at=now,
        ends_at=now,
        place="",
        capacity=None,
        expected=Expected(),
        policy=policy,
    )


def _read_cycle(cycle: Cycle, texts: Mapping[str, str]) -> tuple[Cycle, dict[str, Refusal]]:
    """Return the cycle with place, times and capacity; its courses move with it."""
    read, refused = read_each(
        texts,
        {
            "starts_at": read_moment,
            "ends_at": read_moment,
            "place": read_place,
            "capacity": read_capacity,
        },
    )
    if refused:
        return cycle, refused
    draft = moved(cycle, read["starts_at"], read["ends_at"])
    return replace(draft, place=read["place"], capacity=read["capacity"]), refused


async def _check_expected(tx: Transaction, training: Training, expected: Expected) -> None:
    """Whoever is named belongs to the unit. Raises NotFound."""
    departments = {one.id for one in await tx.people.departments(training.unit_id)}
    people = await tx.people.some(expected.people)
    known = {staff.id for staff in people if staff.unit_id == training.unit_id}
    if not (expected.departments <= departments and expected.people <= known):
        raise NotFound


async def _keep_cycle(
    tx: Transaction, who: Actor, training: Training, before: Cycle | None, cycle: Cycle
) -> Cycle:
    if before is None:
        cycle = await tx.cycles.add(cycle)
    else:
        await tx.cycles.save(cycle)
    await tx.trainings.save(spanning(training, await tx.cycles.of(training.id)))
    tx.journal.add(
        who,
        "cycle-planned" if before is None else "cycle-changed",
        Subject(SubjectKind.TRAINING, training.id),
        before=_times(before) if before else None,
        after=_times(cycle),
    )
    return cycle


def _times(cycle: Cycle) -> dict[str, object]:
    return {
        "number": cycle.number,
        "starts_at": cycle.starts_at,
        "ends_at": cycle.ends_at,
        "place": cycle.place,
    }


async def _tell_of_change(
    desk: Desk, tx: Transaction, training: Training, before: Cycle, cycle: Cycle
) -> None:
    told = ("starts_at", "ends_at", "place")
    if all(getattr(before, name) == getattr(cycle, name) for name in told):
        return
    people = await tx.cycles.expected(cycle, training.unit_id)
    await tell_people(
        tx,
        training,
        [staff.id for staff in people],
        "training-moved",
        desk.clock.now(),
        starts_at=cycle.starts_at.isoformat(),
        place=cycle.place,
    )


async def remove_cycle(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, *, seen: int | None = None
) -> None:
    """Take a cycle out of a plan; the later ones move up. Raises TrainingNotEditable."""
    async with desk.store.transaction() as tx:
        training = await tx.trainings.hold(training_id)
        authorize(who, Permission.TRAINING_PLAN, training)
        cycles = await tx.cycles.of(training_id)
        cycle = cycle_in(cycles, cycle_id)
        still_planned(training, seen)
        await tx.cycles.remove(cycle.id)
        left = [cycle for cycle in cycles if cycle.id != cycle_id]
        for number, cycle in enumerate(left, 1):
            if cycle.number != number:
                await tx.cycles.save(replace(cycle, number=number))
        await tx.trainings.save(spanning(training, left))
        tx.journal.add(who, "cycle-removed", Subject(SubjectKind.TRAINING, training.id))
