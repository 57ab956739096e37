"""The work behind a published list that comes as a workbook: what it would do, then all of it.

The second job holds the rows against the list again, and writes only if every row would still do
what was shown.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace

from core.domain.handed_rows import HandedRow
from core.domain.people_import import RowKind
from core.domain.projects.project import Project
from core.domain.projects.rows import ListedRow, held_against, read_rows
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.entering import overtaken
from core.forms.packing import Parts
from core.jobs import asker
from core.jobs import read_rows as read_kept
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.records.transaction import Transaction
from core.texts import speaking
from core.wording.projects import row_told
from core.workbook_checks import UploadGone, kept_of
from core.workbooks.columns import as_written

CHECK, IMPORT = "projects-check", "projects-import"


async def check_projects(desk: Desk, job: Job) -> Slices:
    """Say of each row what it would do to the list. Raises UploadGone, NotAllowed."""
    handed = as_written(await kept_of(desk, job.input_key))
    yield Progress(0, len(handed.rows))
    async with desk.store.reading() as tx:
        rows = await _rows(desk, tx, await _asker(tx, job), handed.rows)
    with speaking(job.arguments["language"]):
        told = {"unknown": handed.unknown, "rows": [row_told(row, handed.places) for row in rows]}
    await Parts(desk.files, job.files_key).put(json.dumps(told, ensure_ascii=False).encode())
    yield Made("", "", 0, 0, counts=_counts(rows))


async def import_projects(desk: Desk, job: Job) -> Slices:
    """Enter all rows in one transaction, once however often it is begun.

    Raises ImportOvertaken where a row would no longer do what was shown, ListChanged, UploadGone,
    NotAllowed.
    """
    if job.outcome is not None:
        yield Made(**job.outcome)
        return
    async with desk.store.reading() as tx:
        checked = await tx.jobs.asked(job.arguments["check"], job.asked_by)
    handed = as_written(await kept_of(desk, checked.input_key))
    kept = await read_kept(desk, checked, UploadGone())
    shown = {row["number"]: row["seen"] for row in kept["rows"]}
    yield Progress(0, len(handed.rows))
    async with desk.store.transaction() as tx:
        who = await _asker(tx, job)
        rows = await _rows(desk, tx, who, handed.rows, hold=True)
        if unlike := [row for row in rows if row.seen != shown.get(row.number)]:
            raise overtaken([row.texts.get("number", "") for row in unlike])
        made = Made("", "", 0, 0, counts=_counts(rows))
        if await tx.jobs.settle(job.id, asdict(made)):
            await tx.projects.put(_of(desk, rows, RowKind.NEW), _of(desk, rows, RowKind.CHANGED))
            unit = Subject(SubjectKind.UNIT, who.unit_id or "")
            tx.journal.add(who, "projects-imported", unit, after=made.counts)
    yield made


async def _asker(tx: Transaction, job: Job) -> Actor:
    """Return who asked, as they are by now."""
    who = await asker(tx, job)
    authorize(who, Permission.PROJECT_PUBLISH)
    return who


async def _rows(
    desk: Desk, tx: Transaction, who: Actor, handed: Sequence[HandedRow], *, hold: bool = False
) -> list[ListedRow]:
    unit_id = who.unit_id or ""
    read = read_rows(handed, unit_id, desk.today().year)
    years: Collection[int] = {row.after.year for row in read if row.after}
    return held_against(read, await tx.projects.of_years(unit_id, years, hold=hold))


def _of(desk: Desk, rows: Iterable[ListedRow], kind: RowKind) -> list[Project]:
    found = [row.after for row in rows if row.kind is kind and row.after]
    return [one if one.id else replace(one, id=desk.ids.new()) for one in found]


def _counts(rows: Iterable[ListedRow]) -> dict[str, int]:
    kinds = Counter(row.kind for row in rows)
    return {kind.value: kinds[kind] for kind in RowKind}
