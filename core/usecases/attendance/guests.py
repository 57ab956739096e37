"""Who came from outside, as the organisers noted it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.attendance.guests import (
    LONGEST_NAME,
    LONGEST_WORKPLACE,
    MOST_GUESTS,
    Guest,
    TooManyGuests,
)
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.trainings.training import Cycle, Training
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at


@dataclass(frozen=True, slots=True)
class GuestList:
    training: Training
    cycle: Cycle
    guests: Sequence[Guest]


async def read_guests(desk: Desk, who: Actor, training_id: str, cycle_id: str) -> GuestList:
    """Return the guests of a cycle to those who run it."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        return GuestList(training, cycle, await tx.guests.of(cycle_id))


async def add_guest(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, name: str, workplace: str
) -> Guest:
    """Note somebody from outside who is there. Raises TextNeeded, TextTooLong, TooManyGuests."""
    async with desk.store.transaction() as tx:
        training, _ = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        guest = Guest(
            id=desk.ids.new(),
            cycle_id=cycle_id,
            name=typed(name, LONGEST_NAME),
            workplace=typed(workplace, LONGEST_WORKPLACE) if workplace.strip() else "",
            noted_at=desk.clock.now(),
        )
        if len(await tx.guests.of(cycle_id)) >= MOST_GUESTS:
            raise TooManyGuests(most=MOST_GUESTS)
        await tx.guests.add(guest)
        tx.journal.add(who, "guest-added", training.subject, after={"name": guest.name})
    return guest


async def remove_guest(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, guest_id: str
) -> None:
    """Take a guest off again: a certificate issued to them agrees no more. Raises NotFound."""
    async with desk.store.transaction() as tx:
        training, _ = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        guest = await tx.guests.get(guest_id)
        if guest.cycle_id != cycle_id:
            raise NotFound
        await tx.guests.remove(guest_id)
        tx.journal.add(who, "guest-removed", training.subject, before={"name": guest.name})
