"""What came of trainings that were held: read in a transaction, worked out behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.attendance.presence import Stay
from core.domain.trainings.awards import attended_by
from core.domain.trainings.statistics import Activity, Awarded, tally_of
from core.domain.trainings.training import Cycle, Training
from core.records.transaction import Transaction


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
