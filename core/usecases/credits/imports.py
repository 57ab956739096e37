"""Credits by workbook: first what it would do, then all of it or nothing.

Claims of many people (manual 5.2), each with its usual review, and credits recognised elsewhere;
`sort` says which.
"""

from collections.abc import Collection
from dataclasses import dataclass

from core.domain.credits.taken_over import CreditImport, RowFate
from core.domain.register import Actor
from core.domain.typed import typed
from core.exports import Document
from core.import_sorts import TAKING_OVER, Sort, imports_of
from core.jobs import ask
from core.permissions import authorize
from core.ports import Desk
from core.records.jobs import Job, input_key
from core.usecases.credits.credit_sheet import OF_SHEET
from core.wording.credit_rows import workbook_says
from core.wording.taken_over import fate_told
from core.workbook_checks import (
    Check,
    Original,
    check_enterable,
    check_of,
    check_so_far,
    hand_in,
    judged_rows,
    kept_of,
    original_key,
)
from core.workbooks import read_workbook

LONGEST_SOURCE = 100


async def ask_for_check(
    desk: Desk,
    who: Actor,
    name: str,
    content: bytes,
    source: str = "",
    key: str = "",
    sort: Sort = TAKING_OVER,
) -> Job:
    """Hand in a workbook of credits, to be told what it would do.

    Those that are taken over name the `source` that has recognised them. Raises the refusals of
    `core.workbooks`, EnteringNotGranted, TextNeeded, TextTooLong, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        authorize(who, sort.begins)
        await sort.granted(tx, who)
    where = typed(source, LONGEST_SOURCE) if sort.names_source else ""
    handed = await read_workbook(desk.workers, content, OF_SHEET[sort.kind])
    original = Original(name, content)
    more = {"source": where, "chosen": []}
    return await hand_in(desk, who, sort.check, handed, key, original=original, **more)


async def check_again(
    desk: Desk, who: Actor, job_id: str, chosen: Collection[int], sort: Sort = TAKING_OVER
) -> Job:
    """Ask for the same check, with these doubles (by their rows' numbers) entered after all.

    Raises NotFound, UploadGone, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, sort.begins)
    check = await check_of(desk, job, sort.check, RowFate)
    doubles = {row.number for row in check.rows if row.kind is RowFate.DOUBLE} & set(chosen)
    numbers = sorted({*job.arguments["chosen"], *doubles})
    new_id = desk.ids.new()
    new = Job(new_id, sort.check, who.account_id, desk.clock.now())
    await desk.files.put(input_key(new_id), await kept_of(desk, job.input_key))
    await desk.files.put(original_key(new), await kept_of(desk, original_key(job)))
    async with desk.store.transaction() as tx:
        arguments = {**job.arguments, "chosen": numbers}
        return await ask(desk, tx, who, sort.check, arguments, job_id, new_id)


@dataclass(frozen=True)
class CreditCheck:
    """What a workbook of credits would do; `before` is an import of this very file."""

    check: Check[RowFate]
    before: CreditImport | None = None


async def read_check(desk: Desk, who: Actor, job_id: str, sort: Sort = TAKING_OVER) -> CreditCheck:
    """Return what a workbook would do, as far as that is known. Raises NotFound, UploadGone."""
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, sort.begins)
        before = await tx.credit_imports.with_file(
            imports_of(who, sort.kind), job.arguments.get("sha256", "")
        )
    return CreditCheck(await check_so_far(desk, job, sort.check, RowFate), before)


async def judged_credits(desk: Desk, who: Actor, job_id: str, sort: Sort = TAKING_OVER) -> Document:
    """Return the rows as they were handed in, with what was found in front of each.

    Raises NotFound, UploadGone.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, sort.begins)
    check = await check_of(desk, job, sort.check, RowFate)
    titles = (
        workbook_says(sort.kind, "sheet"),
        workbook_says(sort.kind, "judged-name", day=str(desk.today())),
    )
    return await judged_rows(
        desk, check, lambda row: fate_told(sort.kind, row.kind, row.faults, row.notes), titles
    )


async def ask_to_enter(desk: Desk, who: Actor, job_id: str, sort: Sort = TAKING_OVER) -> Job:
    """Let all that was shown be entered: one job, however often it is pressed.

    Raises NotFound, UploadGone, ImportHasFaults, NothingToImport, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, sort.begins)
    check = await check_of(desk, job, sort.check, RowFate)
    check_enterable(check)
    arguments = {"check": job_id, "rows": check.entering, "via": who.via}
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, sort.entry, arguments, job_id)
