"""Signing in and out with a code: judged when it is opened, recorded when somebody says so."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.addresses import network_of
from core.domain.attendance.check_in import (
    GRACE,
    KEPT_FOR,
    Admitted,
    CheckedIn,
    CheckInPoint,
    CheckInRequest,
    CodeNotOurs,
    NoOwnAttendance,
    ScanMethod,
    Stamp,
    TypedCodeWrong,
    check_code,
)
from core.domain.attendance.schedules import Phase, step_at
from core.domain.errors import NotFound, SignInNeeded
from core.domain.limits import TYPED_BY_GUESTS, TYPED_CODE
from core.domain.register import Actor
from core.domain.trainings.training import OPEN_FOR_ATTENDANCE, Cycle, Training
from core.limiting import Pair, check_tries, count_failure
from core.permissions import Permission, authorize
from core.ports import Desk
from core.sessions import hashed
from core.tokens import TYPED, Note, is_note, note_of, read_code, read_note, typed_code

IN_CHAT = "chat"


@dataclass(frozen=True, slots=True)
class ScannedEntry:
    """What somebody sends to sign in or out: a code of 22 letters, a note of one, or six typed.

    `account_id` is whose the phone thought it was, "" if it did not know; `sealed_for` is what a
    note was made for where that is not the device itself: any chat opens a note for the chat.
    """

    text: str
    key: str
    way: ScanMethod
    device: str
    account_id: str = ""
    device_at: datetime | None = None
    kept: bool = False
    sealed_for: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a code would record, with the note that keeps it for ten minutes on this device."""

    point: CheckInPoint
    phase: Phase
    at: datetime
    note: str
    chat_note: str


async def judge_code(
    desk: Desk, text: str, device: str, *, ip: str = "", account_id: str = ""
) -> Judged:
    """Say what a code, a note or six typed letters would record; nothing is written.

    Whoever holds the code may ask: it tells no more than the board does. Wrong letters count for
    the account, a guest's for their network. Raises CodeNotOurs,
    CodeExpired, CodeFromFuture, NotOpenYet, WindowOver, AttendanceClosed, TooManyFailures.
    """
    now, secret = desk.clock.now(), desk.settings.secret
    if is_note(text):
        note = read_note(secret, text, device, now)
    elif len(text) == TYPED:
        guest = Pair(TYPED_BY_GUESTS, "", network_of(ip))
        pair = Pair(TYPED_CODE, "", account_id) if account_id else guest
        note = Note(await _typed(desk, text, pair), now)
    else:
        note = Note(read_code(secret, text), now)
    async with desk.store.reading() as tx:
        try:
            cycle = await tx.cycles.at_point(note.stamp.point)
        except NotFound:
            raise CodeNotOurs from None
        training = await tx.trainings.get(cycle.training_id)
    point = point_of(training, cycle)
    check_code(
        point, CheckInRequest(note.stamp, None, "", now, note.judged_at, ScanMethod.LINK, "")
    )
    return Judged(
        point=point,
        phase=note.stamp.phase,
        at=note.stamp.at,
        note=note_of(secret, note, device),
        chat_note=note_of(secret, note, IN_CHAT),
    )


def point_of(training: Training, cycle: Cycle) -> CheckInPoint:
    return CheckInPoint(
        cycle_id=cycle.id,
        training_id=training.id,
        name=training.plan.name,
        place=cycle.place,
        unit_id=training.unit_id,
        is_open=cycle.expected.is_open,
        schedule=cycle.schedule,
        is_taking=training.stage in OPEN_FOR_ATTENDANCE,
    )


async def check_in(desk: Desk, who: Actor, entry: ScannedEntry) -> CheckedIn:
    """Record that somebody is there. The moment is that of the code's time step.

    The same person and phase again is answered with what is on record. Raises NoOwnAttendance,
    OtherAccount, TooManyFailures, and what `judge_code` does, NotExpected besides.
    """
    authorize(who, Permission.ATTENDANCE_CHECK_IN)
    if who.staff_id is None:
        raise NoOwnAttendance
    note = await _note(desk, entry, who.account_id)
    request = _arrival(desk, entry, note, who.via)
    request = replace(request, staff_id=who.staff_id, account_id=who.account_id)
    return CheckedIn(await desk.check_ins.admit(request), note.stamp.phase)


async def enter(desk: Desk, token: str, entry: ScannedEntry, *, ip: str) -> CheckedIn:
    """Record that whoever the session belongs to is there, as `check_in` does.

    Hundreds come through the same door in a minute, so the person is found in the transaction
    that records them. Raises SignInNeeded where the token opens no session.
    """
    note = await _note(desk, entry, await _typist(desk, token, entry))
    request = _arrival(desk, entry, note, ip, token_hash=hashed(token))
    return CheckedIn(await desk.check_ins.admit(request), note.stamp.phase)


async def _typist(desk: Desk, token: str, entry: ScannedEntry) -> str:
    """Return whose wrong letters are counted. Raises SignInNeeded for a made-up session."""
    if len(entry.text) != TYPED:
        return ""
    found = await desk.check_ins.visitor(hashed(token), desk.clock.now())
    if found is None:
        raise SignInNeeded
    return found[0].id


def _arrival(
    desk: Desk, entry: ScannedEntry, note: Note, ip: str, *, token_hash: str = ""
) -> CheckInRequest:
    return CheckInRequest(
        stamp=note.stamp,
        staff_id=None,
        account_id=entry.account_id,
        received_at=desk.clock.now(),
        judged_at=note.judged_at,
        way=entry.way,
        key=entry.key,
        device=entry.device,
        ip=ip,
        device_at=entry.device_at,
        kept=entry.kept,
        token_hash=token_hash,
    )


async def read_own(desk: Desk, who: Actor, cycle_id: str, phase: Phase) -> CheckedIn:
    """Return one's own record in a cycle. Raises NotFound where there is none."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ATTENDANCE_CHECK_IN)
        cycle = await tx.cycles.get(cycle_id)
        training = await tx.trainings.get(cycle.training_id)
        scans = await tx.attendance.scans([cycle_id])
    mine = [scan.at for scan in scans if (scan.staff_id, scan.phase) == (who.staff_id, phase)]
    if not mine:
        raise NotFound
    return CheckedIn(Admitted(point_of(training, cycle), mine[0], is_first=True), phase)


async def _note(desk: Desk, entry: ScannedEntry, account_id: str) -> Note:
    now, secret = desk.clock.now(), desk.settings.secret
    if is_note(entry.text):
        return read_note(secret, entry.text, entry.sealed_for or entry.device, now)
    if len(entry.text) == TYPED:
        since = now - KEPT_FOR if entry.kept else None
        return Note(await _typed(desk, entry.text, Pair(TYPED_CODE, "", account_id), since), now)
    return Note(read_code(secret, entry.text), now)


async def _typed(desk: Desk, text: str, pair: Pair, since: datetime | None = None) -> Stamp:
    """Find which running cycle shows these six letters; wrong ones count for the pair.

    What was typed without a network is looked for in all that was shown `since`.
    """
    now = desk.clock.now()
    async with desk.store.reading() as tx:
        await check_tries(tx, pair, now)
        cycles = await tx.cycles.open_between(now - KEPT_FOR, now + KEPT_FOR)
    stamp = _stamp_with(desk.settings.secret, text, cycles, now, since)
    if stamp is None:
        async with desk.store.transaction() as tx:
            await count_failure(tx, pair, now)
        raise TypedCodeWrong
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
                if typed_code(secret, Stamp(cycle.point, phase, at)) == text:
                    return Stamp(cycle.point, phase, at)
                at -= step
    return None
