"""A list of a training's people that was kept elsewhere: the one to fill in, and handing it in."""

from core.domain.register import Actor
from core.domain.trainings.rolls import FIELDS, Roll, RollFate
from core.domain.trainings.training import Training
from core.exports import XLSX, Document
from core.forms.people_workbook import ColumnToFill, fill_template
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at
from core.records.jobs import Job
from core.records.transaction import Transaction
from core.texts import say
from core.usecases.trainings.roll_jobs import CHECK, ENTER, MAY
from core.usecases.trainings.roll_sheet import attendance_of_sheet, results_of_sheet
from core.wording.rolls import roll_field, roll_verdict
from core.workbook_checks import Original, Workbook, hand_in
from core.workbooks import read_workbook


async def _of_roll(tx: Transaction, job: Job) -> Training:
    return await tx.trainings.get(job.arguments["training"])


ROLL = Workbook(
    CHECK,
    ENTER,
    RollFate,
    Permission.ATTENDANCE_RUN,
    titles=lambda day: (say("roll-sheet"), say("roll-judged-name", day=day)),
    verdict=lambda row: roll_verdict(row.kind, row.faults, row.notes),
    about=_of_roll,
    repeats=("roll", "training", "cycle"),
)
OF_SHEET = {Roll.ATTENDANCE: attendance_of_sheet, Roll.RESULTS: results_of_sheet}


async def ask_for_roll_check(
    desk: Desk,
    who: Actor,
    roll: Roll,
    where: tuple[str, str],
    name: str,
    content: bytes,
    key: str = "",
) -> Job:
    """Hand in a list, to be told what it would do; `where` is a training and its cycle, or "".

    Raises the refusals of `core.workbooks`, NotFound, TooManyJobs.
    """
    training_id, cycle_id = where
    async with desk.store.reading() as tx:
        authorize(who, MAY[roll], await _training(tx, training_id, cycle_id))
    handed = await read_workbook(desk.workers, content, OF_SHEET[roll])
    more = {"roll": roll.value, "training": training_id, "cycle": cycle_id}
    return await hand_in(desk, who, CHECK, handed, key, original=Original(name, content), **more)


async def _training(tx: Transaction, training_id: str, cycle_id: str) -> Training:
    if cycle_id:
        return (await cycle_at(tx, training_id, cycle_id))[0]
    return await tx.trainings.get(training_id)


async def roll_template(desk: Desk, who: Actor, roll: Roll) -> Document:
    """Return the workbook to fill in."""
    async with desk.store.reading():
        authorize(who, Permission.TRAINING_LIST)
    columns = [
        ColumnToFill(
            roll_field(name),
            say(f"roll-hint-{name.replace('_', '-')}"),
            (say("assessment-passed"), say("assessment-failed")) if name == "outcome" else (),
            is_needed=name in {"staff_number", "outcome"},
        )
        for name in FIELDS[roll]
    ]
    hints = [say("roll-rule-all"), say(f"roll-rule-{roll}")]
    content = await desk.workers.in_process(fill_template, say("roll-sheet"), columns, hints)
    return Document(content, XLSX, f"{say(f'roll-template-{roll}')}.xlsx", ())
