"""Who attended the cycles of trainings, worked out from the scans that were kept."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from core.domain.attendance.presence import stays_of
from core.domain.attendance.signals import Surroundings, signals
from core.domain.errors import NotFound
from core.domain.register import Staff
from core.domain.trainings.awards import Attended, attended_by
from core.domain.trainings.training import Cycle, Training
from core.records.transaction import Transaction
from core.texts import say


async def cycle_at(tx: Transaction, training_id: str, cycle_id: str) -> tuple[Training, Cycle]:
    """Return a training and its cycle, as an address names them.

    Raises NotFound where the cycle is another training's, whoever asks.
    """
    cycle = await tx.cycles.get(cycle_id)
    if cycle.training_id != training_id:
        raise NotFound
    return await tx.trainings.get(training_id), cycle


async def attended(
    tx: Transaction, training: Training, cycles: Sequence[Cycle], *, in_order: bool = True
) -> list[Attended]:
    """Return each cycle's presences, signals and expected people, in the register's order."""
    scans = await tx.attendance.scans([cycle.id for cycle in cycles])
    expected = await tx.cycles.expected_at(cycles, in_order=in_order)
    here = attended_by(cycles, stays_of(scans), expected)
    settings = await tx.trainings.settings(training.unit_id)
    found = []
    for cycle in cycles:
        theirs = [scan for scan in scans if scan.cycle_id == cycle.id]
        around = Surroundings(
            step_seconds=cycle.policy.step_seconds,
            capacity=cycle.capacity,
            networks=settings.networks,
            elsewhere=await tx.attendance.elsewhere(cycle),
            expected=None if cycle.expected.is_open else frozenset(here[cycle.id].expected),
        )
        found.append(replace(here[cycle.id], signals=signals(theirs, around)))
    return found


async def attended_at(
    tx: Transaction, cycles: Collection[Cycle], year: int | None = None
) -> dict[str, Attended]:
    """Return the presences and expected people of many cycles, by cycle, in a few statements.

    With a year, departments are those of that year's records. Signals are left out.
    """
    stays = await tx.attendance.stays([cycle.id for cycle in cycles])
    return attended_by(cycles, stays, await tx.cycles.expected_at(cycles, year))


async def workplaces(
    tx: Transaction, training: Training, people: Collection[Staff]
) -> dict[str, str]:
    """Return by its id what the department of each of these people is called.

    Whoever was there may have moved to another unit since: where to is not told.
    """
    places = await tx.people.some_departments({one.department_id for one in people})
    return {
        key: one.name if one.unit_id == training.unit_id else say("attendance-moved-away")
        for key, one in places.items()
    }


async def staff_of_unit(tx: Transaction, training: Training, staff_id: str) -> Staff:
    """Return somebody of the training's unit. Raises NotFound."""
    staff = await tx.people.get(staff_id)
    if staff.unit_id != training.unit_id:
        raise NotFound
    return staff
