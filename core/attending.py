"""Who attended the cycles of a training, worked out from the scans that were kept."""

from collections.abc import Sequence

from core.domain.attendance import Scan, Surroundings, by_person, presence, signals
from core.domain.awards import Attended
from core.domain.trainings import Cycle, Training
from core.records import Transaction


async def attended(tx: Transaction, training: Training, cycles: Sequence[Cycle]) -> list[Attended]:
    """Return each cycle's presences, signals and expected people."""
    scans = await tx.attendance.scans([cycle.id for cycle in cycles])
    settings = await tx.trainings.settings(training.unit_id)
    found = []
    for cycle in cycles:
        theirs = [scan for scan in scans if scan.cycle_id == cycle.id]
        expected = {staff.id for staff in await tx.cycles.expected(cycle)}
        around = Surroundings(
            step_seconds=cycle.policy.step_seconds,
            capacity=cycle.capacity,
            networks=settings.networks,
            elsewhere=await tx.attendance.elsewhere(cycle),
            expected=None if cycle.expected.is_open else expected,
        )
        found.append(_attended(cycle, theirs, around, expected))
    return found


def _attended(
    cycle: Cycle, scans: Sequence[Scan], around: Surroundings, expected: set[str]
) -> Attended:
    presences = {
        staff_id: presence(theirs, cycle.schedule) for staff_id, theirs in by_person(scans).items()
    }
    return Attended(cycle, presences, signals(scans, around), expected)
