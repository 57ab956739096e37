"""People by workbook: first what it would do, then all of it or nothing (manual 2.1).

Both are jobs, see `import_jobs`. What was handed in is kept for a day.
"""

from core.domain.people_import import RowKind
from core.domain.register import Actor
from core.exports import Document
from core.jobs import ask
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job
from core.texts import say
from core.usecases.register.import_jobs import CHECK, IMPORT
from core.usecases.register.import_sheet import handed_sheet
from core.wording.imports import verdict
from core.workbook_checks import (
    Check,
    check_enterable,
    check_of,
    check_so_far,
    hand_in,
    judged_rows,
)
from core.workbooks import read_workbook


async def ask_for_check(desk: Desk, who: Actor, content: bytes, key: str = "") -> Job:
    """Hand in a workbook of people, to be told what it would do.

    Raises the refusals of `core.workbooks` and of `handed_sheet`, TooManyJobs.
    """
    async with desk.store.reading():
        authorize(who, Permission.STAFF_LIST)
    handed = await read_workbook(desk.workers, content, handed_sheet)
    return await hand_in(desk, who, CHECK, handed, key)


async def read_check(desk: Desk, who: Actor, job_id: str) -> Check[RowKind]:
    """Return what a workbook would do, as far as that is known. Raises NotFound, UploadGone."""
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    return await check_so_far(desk, job, CHECK, RowKind)


async def judged_workbook(desk: Desk, who: Actor, job_id: str) -> Document:
    """Return the rows as they were handed in, with what was found in front of each.

    Raises NotFound, UploadGone.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    check = await check_of(desk, job, CHECK, RowKind)
    titles = say("import-sheet-people"), say("import-judged-name", day=str(desk.today()))
    return await judged_rows(
        desk, check, lambda row: verdict(row.kind, row.faults, row.turns), titles
    )


async def ask_for_import(desk: Desk, who: Actor, job_id: str) -> Job:
    """Let all that was shown be entered: one job, however often it is pressed.

    Raises NotFound, UploadGone, ImportHasFaults, NothingToImport, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    check = await check_of(desk, job, CHECK, RowKind)
    check_enterable(check)
    arguments = {"check": job_id, "people": check.entering, "via": who.via}
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, IMPORT, arguments, job_id)
