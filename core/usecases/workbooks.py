"""Workbooks that somebody hands in: first what they would do, then all of it or nothing.

Handing in is each subject's own. What was handed in, and what came of it, is kept for a day.
"""

from collections.abc import Mapping
from typing import Any

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.exports import Document
from core.jobs import ask
from core.permissions import authorize
from core.ports import Desk
from core.records.jobs import Job
from core.usecases.credits.imports import CLAIMS, CREDITS
from core.usecases.projects.imports import PROJECT_LIST
from core.usecases.register.imports import PEOPLE
from core.usecases.trainings.rolls import ROLL
from core.workbook_checks import (
    Check,
    Workbook,
    check_enterable,
    check_of,
    check_so_far,
    judged_rows,
)

WORKBOOKS: Mapping[str, Workbook[Any]] = {
    book.check: book for book in (PEOPLE, PROJECT_LIST, ROLL, CREDITS, CLAIMS)
}


async def read_check(desk: Desk, who: Actor, job_id: str) -> Check[Any]:
    """Return what a workbook would do, as far as that is known. Raises NotFound, UploadGone."""
    book, job = await _asked(desk, who, job_id)
    return await check_so_far(desk, job, book.check, book.fates)


async def judged_workbook(desk: Desk, who: Actor, job_id: str) -> Document:
    """Return the rows as they were handed in, with what was found in front of each.

    Raises NotFound, UploadGone.
    """
    book, job = await _asked(desk, who, job_id)
    return await judged_rows(desk, book, await check_of(desk, job, book.check, book.fates))


async def ask_to_enter(desk: Desk, who: Actor, job_id: str) -> Job:
    """Let all that was shown be entered: one job, however often it is pressed.

    Raises NotFound, UploadGone, ImportHasFaults, NothingToImport, TooManyJobs.
    """
    book, job = await _asked(desk, who, job_id)
    check = await check_of(desk, job, book.check, book.fates)
    check_enterable(check)
    repeated = {name: job.arguments[name] for name in book.repeats}
    arguments = {**repeated, "check": job_id, book.counted: check.entering, "via": who.via}
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, book.entry, arguments, job_id)


async def _asked(desk: Desk, who: Actor, job_id: str) -> tuple[Workbook[Any], Job]:
    """Return a check that somebody has asked for and may still ask for, and of what."""
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        if (book := WORKBOOKS.get(job.kind)) is None:
            raise NotFound
        authorize(who, book.permission, await book.about(tx, job))
    return book, job
