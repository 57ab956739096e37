"""The board for the projector: who holds its link sees the code of this very moment, never more."""

from datetime import datetime, timedelta

from core import qr
from core.domain.attendance.check_in import BoardLinkOver, CodeNotOurs, Stamp
from core.domain.attendance.schedules import Phase, step_at
from core.domain.boards import Board, Code
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.trainings.training import OPEN_FOR_ATTENDANCE, Cycle
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at
from core.tokens import board_link, code_of, read_board_link, typed_code

BOARD_LASTS = timedelta(hours=12)


async def read_board(desk: Desk, link: str, phase: Phase | None = None) -> Board:
    """Return the board as it is now; without a phase, signing in until signing out begins.

    The link is the permission: it is made by an organiser and can be renewed. Raises
    BoardLinkOver for a link that is void, forged, or half a day past its cycle.
    """
    now = desk.clock.now()
    try:
        point, renewed = read_board_link(desk.settings.secret, link)
    except CodeNotOurs:
        raise BoardLinkOver from None
    async with desk.store.reading() as tx:
        try:
            cycle = await tx.cycles.at_point(point)
        except NotFound:
            raise BoardLinkOver from None
        training = await tx.trainings.get(cycle.training_id)
        if cycle.board != renewed or now > cycle.ends_at + BOARD_LASTS:
            raise BoardLinkOver
        department = await tx.people.department(training.department_id)
        expected = len(await tx.cycles.expected(cycle))
    shown = phase or cycle.schedule.phase_at(now)
    opens, closes = cycle.schedule.window(shown)
    is_open = training.stage in OPEN_FOR_ATTENDANCE and opens <= now <= closes
    return Board(
        training=training,
        cycle=cycle,
        department=department.name,
        phase=shown,
        code=_code(desk, cycle, shown, now) if is_open else None,
        opens=opens,
        closes=closes,
        now=now,
        expected=expected,
        headcount=await desk.check_ins.headcount(cycle.id),
    )


def _code(desk: Desk, cycle: Cycle, phase: Phase, now: datetime) -> Code:
    at = step_at(now, cycle.policy.step_seconds)
    stamp, secret = Stamp(cycle.point, phase, at), desk.settings.secret
    link = f"{desk.settings.public_url}/a/{code_of(secret, stamp)}"
    until = at + timedelta(seconds=cycle.policy.step_seconds)
    return Code(qr.svg(link), typed_code(secret, stamp), until)


async def board_of(desk: Desk, who: Actor, training_id: str, cycle_id: str) -> str:
    """Return the secret part of a cycle's board link for an organiser to open or hand on."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
    return board_link(desk.settings.secret, cycle.point, cycle.board)


async def renew_board(desk: Desk, who: Actor, training_id: str, cycle_id: str) -> None:
    """Make the board links handed out so far void (one has come to a stranger)."""
    async with desk.store.transaction() as tx:
        training, _ = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        await tx.cycles.renew_board(cycle_id)
        tx.journal.add(who, "board-renewed", Subject(SubjectKind.TRAINING, training.id))
