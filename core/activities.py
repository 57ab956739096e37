"""What came of trainings that were held: read in a transaction, worked out behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.attendance.presence import Stay
from core.domain.register import Actor
from core.domain.trainings.awards import attended_by
from core.domain.trainings.statistics import Activity, Awarded, tally_of
from core.domain.trainings.training import Cycle, Training
from core.permissions import area_of
from core.records.area import Area
from core.records.tallies import Counted
from core.records.trainings import TrainingFilter
from core.records.transaction import Transaction

AT_ONCE = 1000
"""So many trainings are read in one go; all of them are, however many there are."""


@dataclass(frozen=True, slots=True)
class HeldRecords:
    """What the database knows of the trainings that were held, not worked out yet."""

    trainings: Sequence[Training]
    cycles: Mapping[str, Sequence[Cycle]]
    stays: Sequence[Stay]
    expected: Mapping[str, Sequence[str]]
    awarded: Mapping[str, Awarded]


async def held_records(
    tx: Transaction, trainings: Sequence[Training], past_year: int | None
) -> HeldRecords:
    """Return what trainings that were held are counted by; of a past year by its records."""
    ids = [training.id for training in trainings]
    cycles = await tx.cycles.of_many(ids)
    every = [cycle for theirs in cycles.values() for cycle in theirs]
    return HeldRecords(
        trainings=trainings,
        cycles=cycles,
        stays=await tx.attendance.stays([cycle.id for cycle in every]),
        expected=await tx.cycles.expected_at(every, past_year, in_order=False),
        awarded=await tx.credits.awarded(ids),
    )


async def read_counted(
    tx: Transaction,
    area: Area,
    wanted: TrainingFilter,
    shown: Sequence[Training],
    past_year: int | None,
) -> tuple[Counted, list[HeldRecords]]:
    """Return what is counted of the trainings that pass a filter, and the records of the others.

    One that is shown and is being counted just now is among the others: none is without numbers.
    """
    by_records = past_year is not None
    counted = await tx.tallies.counted(
        area, wanted, {one.id for one in shown}, by_records=by_records
    )
    others = await tx.tallies.uncounted(area, wanted, by_records=by_records)
    known = {*counted.trainings, *(one.id for one in others)}
    others += [one for one in shown if one.id not in known]
    return counted, [
        await held_records(tx, others[at : at + AT_ONCE], past_year)
        for at in range(0, len(others), AT_ONCE)
    ]


def activities_of(records: HeldRecords) -> list[Activity]:
    """Count each training: done when the database is free again."""
    every = [cycle for theirs in records.cycles.values() for cycle in theirs]
    here = attended_by(every, records.stays, records.expected)
    return [
        Activity(
            training,
            tally_of(
                [here[cycle.id] for cycle in records.cycles.get(training.id, ())],
                records.awarded.get(training.id, Awarded()),
            ),
        )
        for training in records.trainings
    ]


async def place_of(tx: Transaction, who: Actor) -> str:
    """Return what is counted: a unit, or a department of it."""
    unit = await tx.people.unit(who.unit_id or "")
    if area_of(who).unit_id is not None or who.department_id is None:
        return unit.name
    return f"{unit.name} {(await tx.people.department(who.department_id)).name}"
