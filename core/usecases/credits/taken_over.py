"""Imports of credits that a unit has made: the list, each with its file, and taking one back."""

from core.domain.credits.taken_over import CreditImport, ImportKind, RowFate, TakenBack
from core.domain.lists import EVERYTHING, Column, ListQuery, Page, Pill
from core.domain.register import Actor
from core.domain.typed import LONGEST_REASON, typed
from core.exports import Document
from core.import_sorts import imports_of
from core.jobs import ask
from core.lists import Listing
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job
from core.records.transaction import Transaction
from core.texts import language, say
from core.usecases.credits.import_jobs import BACK_CHECK, TAKE_BACK
from core.workbook_checks import Check, check_of, check_so_far

AS_HANDED_IN = "application/octet-stream"
"""Of whatever kind the workbook is."""


async def list_imports(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[CreditImport]:
    """List what the unit has taken over, the latest first."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.CREDIT_TAKE_OVER)
        wanted = imports_of(who, ImportKind.TAKEN_OVER)
        found = await tx.credit_imports.page(wanted, query.window)
        return Page(found, await tx.credit_imports.count(wanted))


async def read_import(desk: Desk, who: Actor, import_id: str) -> CreditImport:
    """Return one import. Raises NotFound outside the unit."""
    async with desk.store.reading() as tx:
        made = await tx.credit_imports.get(import_id, ImportKind.TAKEN_OVER)
        authorize(who, Permission.CREDIT_TAKE_OVER, made)
        return made


async def imported_file(desk: Desk, who: Actor, import_id: str) -> Document:
    """Return the workbook as it was handed in. Raises NotFound."""
    async with desk.store.reading() as tx:
        made = await tx.credit_imports.get(import_id, ImportKind.TAKEN_OVER)
        authorize(who, Permission.CREDIT_TAKE_OVER, made)
    return Document(await desk.files.get(made.sha256), AS_HANDED_IN, made.file_name, ())


async def ask_to_preview_taking_back(desk: Desk, who: Actor, import_id: str, key: str = "") -> Job:
    """Ask how everybody's years would come out without an import.

    Raises NotFound, TakenBack, TooManyJobs.
    """
    async with desk.store.transaction() as tx:
        made = await tx.credit_imports.get(import_id, ImportKind.TAKEN_OVER)
        authorize(who, Permission.CREDIT_TAKE_OVER, made)
        if made.taken_back_at is not None:
            raise TakenBack
        arguments = {"import": import_id, "language": language(), "rows": made.credits}
        return await ask(desk, tx, who, BACK_CHECK, arguments, key)


async def read_taking_back(
    desk: Desk, who: Actor, job_id: str
) -> tuple[CreditImport, Check[RowFate]]:
    """Return what taking an import back would do, as far as that is known.

    Raises NotFound, UploadGone.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        made = await _import_of(tx, job)
        authorize(who, Permission.CREDIT_TAKE_OVER, made)
    return made, await check_so_far(desk, job, BACK_CHECK, RowFate)


async def ask_to_take_back(desk: Desk, who: Actor, job_id: str, reason: str) -> Job:
    """Let an import be taken back whole, as it was shown, for a reason.

    Raises NotFound, UploadGone, TextNeeded, TextTooLong, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        made = await _import_of(tx, job)
        authorize(who, Permission.CREDIT_TAKE_OVER, made)
    await check_of(desk, job, BACK_CHECK, RowFate)
    arguments = {
        "import": made.id,
        "rows": made.credits,
        "reason": typed(reason, LONGEST_REASON),
        "via": who.via,
    }
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, TAKE_BACK, arguments, job_id)


async def _import_of(tx: Transaction, job: Job) -> CreditImport:
    return await tx.credit_imports.get(job.arguments.get("import", ""), ImportKind.TAKEN_OVER)


def _years(made: CreditImport) -> str:
    if made.first_year == made.last_year:
        return str(made.first_year)
    return say("taken-over-years", first=made.first_year, last=made.last_year)


def _state(made: CreditImport) -> tuple[Pill]:
    if made.taken_back_at is not None:
        return (Pill(say("taken-over-taken-back"), "warn"),)
    return (Pill(say("taken-over-counts"), "good"),)


CREDIT_IMPORTS = Listing[CreditImport](
    "credit-imports",
    "taken-over-title",
    (
        Column("taken-over-source", lambda it: it.source, card="title", width=40),
        Column("taken-over-at", lambda it: it.taken_over_at, "moment", width=34),
        Column("taken-over-by", lambda it: it.taken_over_by, width=34),
        Column("taken-over-file", lambda it: it.file_name, card="none", width=44),
        Column("taken-over-of-years", _years, width=24),
        Column("taken-over-people", lambda it: it.people, "whole", width=16),
        Column("taken-over-credits", lambda it: it.credits, "whole", "side", 16),
        Column("taken-over-state", _state, "pills", "pills", 24),
    ),
    list_imports,
)
