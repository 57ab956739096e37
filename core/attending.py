"""Who attended the cycles of trainings, worked out from the scans that were kept."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from core.domain.attendance import Presence, Surroundings, presence_between, signals
from core.domain.awards import Attended
from core.domain.trainings import Cycle, Training
from core.records import Transaction


async def attended(tx: Transaction, training: Training, cycles: Sequence[Cycle]) -> list[Attended]:
    """Return each cycle's presences, signals and expected people."""
    here = await attended_at(tx, cycles)
    scans = await tx.attendance.scans([cycle.id for cycle in cycles])
    settings = await tx.trainings.settings(training.unit_id)
    found = []
    for cycle in cycles:
        theirs = [scan for scan in scans if scan.cycle_id == cycle.id]
        around = Surroundings(
            step_seconds=cycle.policy.step_seconds,
            capacity=cycle.capacity,
            networks=settings.networks,
            elsewhere=await tx.attendance.elsewhere(cycle),
            expected=None if cycle.expected.is_open else here[cycle.id].expected,
        )
        found.append(replace(here[cycle.id], signals=signals(theirs, around)))
    return found


async def attended_at(
    tx: Transaction, cycles: Collection[Cycle], year: int | None = None
) -> dict[str, Attended]:
    """Return the presences and expected people of many cycles, by cycle, in a few statements.

    With a year, departments are those of that year's records. Signals are left out.
    """
    schedules = {cycle.id: cycle.schedule for cycle in cycles}
    presences: Mapping[str, dict[str, Presence]] = defaultdict(dict)
    for stay in await tx.attendance.stays(list(schedules)):
        presences[stay.cycle_id][stay.staff_id] = presence_between(
            stay.signed_in_at, stay.signed_out_at, schedules[stay.cycle_id]
        )
    expected = await tx.cycles.expected_at(cycles, year)
    return {
        cycle.id: Attended(cycle, presences[cycle.id], expected=expected[cycle.id])
        for cycle in cycles
    }
