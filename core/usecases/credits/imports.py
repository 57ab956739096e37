"""Credits by workbook: handing it in, and checking it once more with doubles that are entered.

Claims of many people (manual 5.2), each with its usual review, and credits recognised elsewhere;
`sort` says which.
"""

from collections.abc import Collection

from core.domain.credits.taken_over import CreditImport, RowFate
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.typed import typed
from core.import_sorts import CLAIMING, SORTS, TAKING_OVER, Sort, imports_of
from core.jobs import ask
from core.permissions import authorize
from core.ports import Desk
from core.records.jobs import Job, input_key
from core.usecases.credits.credit_sheet import OF_SHEET
from core.wording.credit_rows import workbook_says
from core.wording.taken_over import fate_told
from core.workbook_checks import (
    Original,
    Workbook,
    check_of,
    hand_in,
    kept_of,
    original_key,
)
from core.workbooks import read_workbook

LONGEST_SOURCE = 100


def _workbook(sort: Sort) -> Workbook[RowFate]:
    return Workbook(
        sort.check,
        sort.entry,
        RowFate,
        sort.begins,
        titles=lambda day: (
            workbook_says(sort.kind, "sheet"),
            workbook_says(sort.kind, "judged-name", day=day),
        ),
        verdict=lambda row: fate_told(sort.kind, row.kind, row.faults, row.notes),
    )


CREDITS, CLAIMS = _workbook(TAKING_OVER), _workbook(CLAIMING)


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


async def check_again(desk: Desk, who: Actor, job_id: str, chosen: Collection[int]) -> Job:
    """Ask for the same check, with these doubles (by their rows' numbers) entered after all.

    Raises NotFound, UploadGone, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        sort = _sort_of(job)
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


async def imported_before(desk: Desk, who: Actor, job_id: str) -> CreditImport | None:
    """Return an earlier import of the file of a check. Raises NotFound."""
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        sort = _sort_of(job)
        authorize(who, sort.begins)
        file = job.arguments.get("sha256", "")
        return await tx.credit_imports.with_file(imports_of(who, sort.kind), file)


def _sort_of(check: Job) -> Sort:
    if check.kind not in SORTS:
        raise NotFound
    return SORTS[check.kind]
