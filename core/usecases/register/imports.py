"""People by workbook: first what it would do, then all of it or nothing (manual 2.1).

Both are jobs, see `import_jobs`. What was handed in is kept for a day.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.errors import NotFound, Refusal
from core.domain.people_import import RowKind
from core.domain.register import Actor
from core.exports import XLSX, Document
from core.forms.judged_workbook import JudgedRow, fill_judged
from core.jobs import ask
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, JobState, input_key
from core.texts import language, say
from core.usecases.register.import_jobs import CHECK, IMPORT, UploadGone, rows_key
from core.usecases.register.import_sheet import handed_sheet
from core.wording.imports import verdict
from core.workbooks import read_workbook
from core.workbooks.columns import as_written, written


class ImportHasFaults(Refusal):
    """Rows are wrong: all are entered, or none."""

    code = "import-has-faults"
    status = 409


class NothingToImport(Refusal):
    """The register says all of it already."""

    code = "nothing-to-import"
    status = 409


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """What would become of a row, in words."""

    number: int
    kind: RowKind
    name: str
    staff_number: str
    seen: str
    faults: Sequence[tuple[str, str]]
    turns: Sequence[tuple[str, str, str]]
    wrong: Sequence[int]


@dataclass(frozen=True, slots=True)
class Check:
    """What a workbook would do; without rows as long as its job is not done.

    `unknown` are the headings that were passed over, `entering` the job that enters the rows.
    """

    job: Job
    counts: Mapping[RowKind, int]
    rows: Sequence[CheckedRow] = ()
    unknown: Sequence[str] = ()

    @property
    def may_be_entered(self) -> bool:
        entered = self.counts[RowKind.NEW] + self.counts[RowKind.CHANGED]
        return not self.counts[RowKind.WRONG] and bool(entered)


async def ask_for_check(desk: Desk, who: Actor, content: bytes, key: str = "") -> Job:
    """Hand in a workbook of people, to be told what it would do.

    Raises the refusals of `core.workbooks` and of `handed_sheet`, TooManyJobs.
    """
    async with desk.store.reading():
        authorize(who, Permission.STAFF_LIST)
    handed = await read_workbook(desk.workers, content, handed_sheet)
    job_id = desk.ids.new()
    await desk.files.put(input_key(job_id), written(handed))
    arguments = {"language": language(), "rows": len(handed.rows)}
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, CHECK, arguments, key, job_id)


async def read_check(desk: Desk, who: Actor, job_id: str) -> Check:
    """Return what a workbook would do, as far as that is known. Raises NotFound, UploadGone."""
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    if job.kind == CHECK and job.state(desk.clock.now()) is not JobState.DONE:
        return Check(job, Counter())
    return await _check(desk, job)


async def _check(desk: Desk, job: Job) -> Check:
    if job.kind != CHECK:
        raise NotFound
    if job.state(desk.clock.now()) is not JobState.DONE:
        raise UploadGone
    try:
        kept = json.loads(await desk.files.get(rows_key(job)))
    except NotFound:
        raise UploadGone from None
    rows = [CheckedRow(**{**row, "kind": RowKind(row["kind"])}) for row in kept["rows"]]
    return Check(job, Counter(row.kind for row in rows), rows, kept["unknown"])


async def judged_workbook(desk: Desk, who: Actor, job_id: str) -> Document:
    """Return the rows as they were handed in, with what was found in front of each.

    Raises NotFound, UploadGone.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    check = await _check(desk, job)
    try:
        handed = as_written(await desk.files.get(job.input_key))
    except NotFound:
        raise UploadGone from None
    rows = [
        JudgedRow(cells, verdict(row.kind, row.faults, row.turns), frozenset(row.wrong))
        for row, cells in zip(check.rows, handed.cells, strict=True)
    ]
    content = await desk.workers.in_process(fill_judged, handed.headings, rows)
    name = say("import-judged-name", day=str(desk.today()))
    return Document(content, XLSX, f"{name}.xlsx", ())


async def ask_for_import(desk: Desk, who: Actor, job_id: str) -> Job:
    """Let all that was shown be entered: one job, however often it is pressed.

    Raises NotFound, UploadGone, ImportHasFaults, NothingToImport, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    check = await _check(desk, job)
    if check.counts[RowKind.WRONG]:
        raise ImportHasFaults(count=check.counts[RowKind.WRONG])
    if not check.may_be_entered:
        raise NothingToImport
    people = check.counts[RowKind.NEW] + check.counts[RowKind.CHANGED]
    arguments = {"check": job_id, "people": people, "via": who.via}
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, IMPORT, arguments, job_id)
