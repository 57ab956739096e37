"""What is coming for somebody, and the reminders of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.attendance.presence import Scan, presence
from core.domain.dates import day_of
from core.domain.register import Actor, Staff
from core.domain.trainings.excuses import is_excusable, to_be_told
from core.domain.trainings.training import Cycle, Training
from core.domain.transfer import is_free
from core.messages import tell_people
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Coming:
    """A cycle that somebody is expected at, and what they have scanned in it so far."""

    training: Training
    cycle: Cycle
    signed_in_at: datetime | None = None
    signed_out_at: datetime | None = None
    is_excused: bool = False

    def may_be_excused(self, now: datetime) -> bool:
        """Return whether the person may still say that they cannot come."""
        has_come = self.is_excused or self.signed_in_at is not None
        return not has_come and is_excusable(self.training, self.cycle, now)


COMING_WITHIN, PAST_WITHIN = timedelta(days=60), timedelta(days=365)
MOST_PAST = 20


async def coming_trainings(desk: Desk, who: Actor) -> list[Coming]:
    """Return what is coming for oneself, the earliest first; what has just ended as well."""
    now = desk.clock.now()
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if who.staff_id is None:
            return []
        staff = await tx.people.get(who.staff_id)
        if is_free(staff):
            return []
        found = await tx.cycles.coming(staff, now - HOUR, now + COMING_WITHIN)
        return await _mine(tx, staff, found)


async def past_trainings(desk: Desk, who: Actor) -> list[Coming]:
    """Return the cycles of a year that are over and at which one was oneself, the latest first."""
    now = desk.clock.now()
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if who.staff_id is None:
            return []
        staff = await tx.people.get(who.staff_id)
        found = await tx.cycles.been_at(staff.id, now - PAST_WITHIN, now, limit=MOST_PAST)
        return await _mine(tx, staff, found)


async def _mine(
    tx: Transaction, staff: Staff, found: Sequence[tuple[Training, Cycle]]
) -> list[Coming]:
    mine = await tx.attendance.scans([cycle.id for _, cycle in found], staff.id)
    return [
        _coming(training, cycle, mine, is_excused=staff.id in cycle.excused)
        for training, cycle in found
    ]


def _coming(training: Training, cycle: Cycle, scans: Sequence[Scan], *, is_excused: bool) -> Coming:
    here = presence((scan for scan in scans if scan.cycle_id == cycle.id), cycle.schedule)
    return Coming(training, cycle, here.signed_in_at, here.signed_out_at, is_excused)


HOUR = timedelta(hours=1)
REMINDERS = ((timedelta(days=1), False, "training-tomorrow"), (HOUR, True, "training-soon"))


async def send_reminders(desk: Desk, who: Actor) -> int:
    """Remind those expected a day and an hour before a cycle; return how many cycles there were.

    A job: run every minute it reminds of each cycle once.
    """
    now, reminded = desk.clock.now(), 0
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        for ahead, is_hour, key in REMINDERS:
            for training, cycle in await tx.cycles.to_remind(now + ahead, now, is_hour=is_hour):
                await tx.cycles.set_reminded(cycle.id, is_hour=is_hour)
                if not is_hour and cycle.starts_at - now <= HOUR:
                    continue
                await _remind(tx, training, cycle, key, now)
                reminded += 1
    return reminded


async def _remind(
    tx: Transaction, training: Training, cycle: Cycle, key: str, now: datetime
) -> None:
    """Tell those expected; what was planned at short notice may be reminded of on its own day."""
    is_today = key == "training-tomorrow" and day_of(cycle.starts_at) == day_of(now)
    await tell_people(
        tx,
        training,
        to_be_told(cycle, await tx.cycles.expected(cycle)),
        "training-today" if is_today else key,
        now,
        starts_at=cycle.starts_at.isoformat(),
        place=cycle.place,
    )
