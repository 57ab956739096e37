"""A list that was kept elsewhere, handed in: first what it would do, then all of it or nothing."""

from core.domain.register import Actor
from core.domain.trainings.rolls import FIELDS, Roll, RollFate
from core.domain.trainings.training import Training
from core.exports import XLSX, Document
from core.forms.people_workbook import ColumnToFill, fill_template
from core.jobs import ask
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at
from core.records.jobs import Job
from core.records.transaction import Transaction
from core.texts import say
from core.usecases.trainings.roll_jobs import CHECK, ENTER, MAY
from core.usecases.trainings.roll_sheet import attendance_of_sheet, results_of_sheet
from core.wording.rolls import roll_field, roll_verdict
from core.workbook_checks import (
    Check,
    Original,
    check_enterable,
    check_of,
    check_so_far,
    hand_in,
    judged_rows,
)
from core.workbooks import read_workbook

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


async def read_roll_check(desk: Desk, who: Actor, job_id: str) -> tuple[Training, Check[RollFate]]:
    """Return what a list would do, as far as that is known. Raises NotFound, UploadGone."""
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        training = await tx.trainings.get(job.arguments.get("training", ""))
        authorize(who, Permission.ATTENDANCE_RUN, training)
    return training, await check_so_far(desk, job, CHECK, RollFate)


async def judged_roll(desk: Desk, who: Actor, job_id: str) -> Document:
    """Return the rows as they were handed in, with what was found in front of each.

    Raises NotFound, UploadGone.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        training = await tx.trainings.get(job.arguments.get("training", ""))
        authorize(who, Permission.ATTENDANCE_RUN, training)
    check = await check_of(desk, job, CHECK, RollFate)
    titles = say("roll-sheet"), say("roll-judged-name", day=str(desk.today()))
    return await judged_rows(
        desk, check, lambda row: roll_verdict(row.kind, row.faults, row.notes), titles
    )


async def ask_to_enter_roll(desk: Desk, who: Actor, job_id: str) -> Job:
    """Let all that was shown be entered: one job, however often it is pressed.

    Raises NotFound, UploadGone, ImportHasFaults, NothingToImport, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        training = await tx.trainings.get(job.arguments.get("training", ""))
        authorize(who, Permission.ATTENDANCE_RUN, training)
    check = await check_of(desk, job, CHECK, RollFate)
    check_enterable(check)
    names = {name: job.arguments[name] for name in ("roll", "training", "cycle")}
    arguments = {**names, "check": job_id, "rows": check.entering, "via": who.via}
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, ENTER, arguments, job_id)


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
