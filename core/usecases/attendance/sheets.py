"""The sheet that is signed on paper, beside the codes or instead of them."""

from collections.abc import Sequence

from core.domain.attendance.check_in import ScanMethod
from core.domain.attendance.presence import ABSENT, Scan
from core.domain.dates import hour
from core.domain.points import show, show_quantity
from core.domain.register import Actor
from core.domain.trainings.awards import Attended
from core.domain.trainings.excuses import excuse_of
from core.domain.trainings.training import Cycle, Training
from core.exports import Document
from core.forms.attendance import AttendanceSheet, SheetLine
from core.forms.attendance_pages import draw_sheet
from core.forms.document import Drawn
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import attended, cycle_at, workplaces
from core.records.transaction import Transaction
from core.texts import say
from core.wording.moments import span
from core.wording.names import named
from core.wording.trainings import cycle_name


async def attendance_sheet_pdf(desk: Desk, who: Actor, training_id: str, cycle_id: str) -> Document:
    """Return a cycle's list to be signed: who is expected or was seen, and what is on record."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        sheet = await _sheet(desk, tx, training, cycle)
    drawn: Drawn = await desk.workers.in_process(draw_sheet, sheet)
    named = {"name": training.plan.name, "number": str(cycle.number)}
    name = say("attendance-sheet-file", **named)
    return Document(drawn.pdf, "application/pdf", f"{name}.pdf", drawn.missing)


async def _sheet(desk: Desk, tx: Transaction, training: Training, cycle: Cycle) -> AttendanceSheet:
    (here,) = await attended(tx, training, [cycle])
    marks = {scan.staff_id for scan in await tx.attendance.scans([cycle.id]) if _is_mark(scan)}
    people = await tx.people.some({*here.expected, *here.presences})
    departments = await workplaces(tx, training, people)
    unit = await tx.people.unit(training.unit_id)
    book = await tx.rulebooks.of(training.unit_id, training.year)
    return AttendanceSheet(
        unit=unit.name,
        name=training.plan.name,
        facts=_facts(training, cycle),
        lines=[
            SheetLine(
                number=staff.staff_number,
                name=staff.name,
                department=departments[staff.department_id],
                title=named(book.title(staff.title).names),
                record=_record(here, staff.id, staff.id in marks),
            )
            for staff in people
        ],
        expected=None if cycle.expected.is_open else len(here.awaited),
        arrived=sum(one.signed_in_at is not None for one in here.presences.values()),
        left=sum(one.signed_out_at is not None for one in here.presences.values()),
        printed_at=desk.clock.now(),
    )


def _is_mark(scan: Scan) -> bool:
    return scan.way is ScanMethod.HAND


def _facts(training: Training, cycle: Cycle) -> Sequence[tuple[str, str]]:
    teachers = dict.fromkeys(course.teacher for course in cycle.courses)
    credit = say(
        "attendance-sheet-points",
        points=show(training.points),
        hours=show_quantity(training.plan.hours),
    )
    texts = {
        "activity": training.plan.name,
        "cycle": cycle_name(cycle),
        "held": span(cycle.starts_at, cycle.ends_at),
        "place": cycle.place,
        "credit": credit,
        "teachers": say("word-and-so").join(teachers),
    }
    return [(say(f"attendance-sheet-{key}"), text) for key, text in texts.items()]


def _record(here: Attended, staff_id: str, is_by_hand: bool) -> str:
    presence = here.presences.get(staff_id, ABSENT)
    moments = (presence.signed_in_at, presence.signed_out_at)
    if not any(moments):
        excuse = excuse_of(here.cycle, staff_id)
        return say("attendance-sheet-excused", reason=excuse.reason) if excuse else ""
    nothing = say("attendance-sheet-none")
    times = " / ".join(hour(at) if at else nothing for at in moments)
    mark = say("attendance-sheet-by-hand")
    return f"{times} {mark}" if is_by_hand else times
