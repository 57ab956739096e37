"""Signing in and out with a code: judged when it is opened, recorded when somebody says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.attendance import (
    GRACE,
    KEPT_FOR,
    Arrival,
    CodeExpired,
    CodeNotOurs,
    Door,
    NoOwnAttendance,
    OtherAccount,
    Phase,
    Stamp,
    Way,
    admit,
    step_at,
)
from core.domain.errors import NotFound
from core.domain.people import Actor
from core.domain.trainings import OPEN_FOR_ATTENDANCE, Cycle, Training
from core.permissions import Permission, authorize
from core.ports import Admitted, Desk
from core.tokens import (
    TYPED,
    Note,
    is_note,
    note_of,
    read_code,
    read_note,
    typed_code,
)
from core.usecases.accounts import TooManyFailures

IN_CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody sends to sign in or out: a code of 22 letters, a note of one, or six typed.

    `account_id` is whose the phone thought it was, "" if it did not know; `sealed_for` is what a
    note was made for where that is not the device itself: any chat opens a note for the chat.
    """

    text: str
    key: str
    way: Way
    device: str
    account_id: str = ""
    device_at: datetime | None = None
    kept: bool = False
    sealed_for: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a code would record, with the note that keeps it for ten minutes on this device."""

    door: Door
    phase: Phase
    at: datetime
    note: str
    chat_note: str


async def judge_code(desk: Desk, text: str, device: str) -> Judged:
    """Say what a code or note would record; nothing is written.

    Whoever holds the code may ask: it tells no more than the board does. Raises CodeNotOurs,
    CodeExpired, CodeFromFuture, NotOpenYet, WindowOver, AttendanceClosed.
    """
    now, secret = desk.clock.now(), desk.settings.secret
    if is_note(text):
        note = read_note(secret, text, device, now)
    else:
        note = Note(read_code(secret, text), now)
    async with desk.store.transaction() as tx:
        try:
            cycle = await tx.cycles.at_door(note.stamp.door)
        except NotFound:
            raise CodeNotOurs from None
        training = await tx.trainings.get(cycle.training_id)
    door = door_of(training, cycle)
    arrival = Arrival(note.stamp, "", "", now, note.judged_at, Way.LINK, "")
    admit(door, arrival, is_expected=True, is_of_unit=True)
    return Judged(
        door=door,
        phase=note.stamp.phase,
        at=note.stamp.at,
        note=note_of(secret, note, device),
        chat_note=note_of(secret, note, IN_CHAT),
    )


def door_of(training: Training, cycle: Cycle) -> Door:
    return Door(
        cycle_id=cycle.id,
        training_id=training.id,
        name=training.plan.name,
        place=cycle.place,
        schedule=cycle.schedule,
        is_taking=training.stage in OPEN_FOR_ATTENDANCE,
    )


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What is on record now: an earlier scan's moment stays."""

    admitted: Admitted
    phase: Phase

    @property
    def is_late(self) -> bool:
        door = self.admitted.door
        return self.phase is Phase.SIGN_IN and door.schedule.is_late(self.admitted.at)


async def check_in(desk: Desk, who: Actor, entry: Entry) -> CheckedIn:
    """Record that somebody is there. The moment is that of the code's time step.

    The same person and phase again is answered with what is on record. Raises NoOwnAttendance,
    OtherAccount, TooManyFailures, and what `judge_code` does, NotExpected besides.
    """
    authorize(who, Permission.ATTENDANCE_CHECK_IN)
    if who.staff_id is None:
        raise NoOwnAttendance
    if entry.account_id and entry.account_id != who.account_id:
        raise OtherAccount
    note = await _note(desk, who, entry)
    arrival = Arrival(
        stamp=note.stamp,
        staff_id=who.staff_id,
        account_id=who.account_id,
        received_at=desk.clock.now(),
        judged_at=note.judged_at,
        way=entry.way,
        key=entry.key,
        device=entry.device,
        ip=who.via,
        device_at=entry.device_at,
        kept=entry.kept,
    )
    return CheckedIn(await desk.entrance.admit(arrival), note.stamp.phase)


async def _note(desk: Desk, who: Actor, entry: Entry) -> Note:
    now, secret = desk.clock.now(), desk.settings.secret
    if is_note(entry.text):
        return read_note(secret, entry.text, entry.sealed_for or entry.device, now)
    if len(entry.text) == TYPED:
        return Note(await _typed(desk, who, entry), now)
    return Note(read_code(secret, entry.text), now)


async def _typed(desk: Desk, who: Actor, entry: Entry) -> Stamp:
    """Find which running cycle shows these six letters; guessing is limited by account.

    One that was typed without a network is looked for in the whole day before.
    """
    tries = f"typed-code:{who.account_id}"
    if not await desk.limits.is_open(tries):
        raise TooManyFailures
    now = desk.clock.now()
    reach = KEPT_FOR if entry.kept else timedelta(hours=1)
    async with desk.store.transaction() as tx:
        cycles = await tx.cycles.open_between(who.unit_id or "", now - reach, now + KEPT_FOR)
    earliest = now - reach if entry.kept else None
    stamp = _stamp_with(desk.settings.secret, entry.text.upper(), cycles, now, earliest)
    if stamp is None:
        await desk.limits.count(tries)
        raise CodeExpired
    return stamp


def _stamp_with(
    secret: str, text: str, cycles: list[Cycle], now: datetime, earliest: datetime | None
) -> Stamp | None:
    for cycle in cycles:
        step = timedelta(seconds=cycle.policy.step_seconds)
        for phase in Phase:
            opens, closes = cycle.schedule.window(phase)
            first = max(earliest or now - step - GRACE, opens - step)
            at = step_at(min(now, closes), cycle.policy.step_seconds)
            while at > first - step:
                if typed_code(secret, Stamp(cycle.door, phase, at)) == text:
                    return Stamp(cycle.door, phase, at)
                at -= step
    return None
