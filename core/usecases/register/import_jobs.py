"""The work behind an import: holding a workbook against the register, and entering all of it.

The second holds it against the register again, and writes only if every row would still do what
was shown. By what newcomers are found is written after that, so many at a time, and then whoever
changes the department or leaves goes.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from core.domain.handed_rows import HandedRow
from core.domain.people_import import (
    Against,
    Known,
    PlannedRow,
    RowKind,
    each_once,
    known_person,
    login_taken,
    plan_rows,
)
from core.domain.reading_particulars import Lists
from core.domain.register import Actor, Role, Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject, SubjectKind
from core.entering import Corrected, Entering, enter_people, overtaken
from core.forms.packing import Parts
from core.going import GO_TOGETHER, Going, go, going, staying
from core.jobs import asker, read_rows
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.records.transaction import Transaction
from core.sessions import LastAdministrator
from core.texts import speaking
from core.wording.imports import faults_told, turns_told
from core.workbook_checks import UploadGone, kept_of
from core.workbooks.columns import HandedSheet, as_written

CHECK, IMPORT = "import-check", "import"
SLICE = 100
FOUND_TOGETHER = 50


async def check_import(desk: Desk, job: Job) -> Slices:
    """Say of each row what it would do. Raises UploadGone, NotAllowed, FilesUnavailable."""
    handed, planned = as_written(await kept_of(desk, job.input_key)), list[PlannedRow]()
    async for done in _planned(desk, job, handed.rows):
        planned += done.rows
        yield Progress(len(planned), len(handed.rows) + SLICE)
    planned, parts = each_once(planned), Parts(desk.files, job.files_key)
    book = await desk.rulebooks.of(done.who.unit_id or "", desk.today().year)
    with speaking(job.arguments["language"]):
        rows = {"unknown": handed.unknown, "rows": [_told(row, book, handed) for row in planned]}
    await parts.put(json.dumps(rows, ensure_ascii=False).encode())
    yield Made("", "", 0, 0, counts=_counts(planned))


async def run_import(desk: Desk, job: Job) -> Slices:
    """Enter all rows in one transaction, once however often it is begun; then let people go.

    Raises ImportOvertaken where a row would no longer do what was shown, UploadGone, NotAllowed.
    """
    async with desk.store.reading() as tx:
        checked = await tx.jobs.asked(job.arguments["check"], job.asked_by)
    kept = await read_rows(desk, checked, UploadGone())
    gone = [Going(*row["goes"]) for row in kept["rows"] if row["goes"]]
    made = Made(**job.outcome) if job.outcome is not None else None
    if made is None:
        handed, planned = as_written(await kept_of(desk, checked.input_key)), list[PlannedRow]()
        entering = Entering()
        async for done in _planned(desk, job, handed.rows):
            planned += done.rows
            await _lay_out(desk, entering, done.rows)
            yield Progress(len(planned), len(handed.rows) + len(gone) + SLICE)
        if unlike := _unlike(kept, each_once(planned)):
            raise overtaken(unlike)
        made = Made("", "", 0, 0, counts=_counts(planned))
        await _enter(desk, job, done.who, entering, made)
    left_out, of = 0, len(kept["rows"]) + len(gone) + SLICE
    last: str | None = ""
    while last is not None:
        yield Progress(len(kept["rows"]), of)
        last = await _make_found(desk, last)
    for at in range(0, len(gone), GO_TOGETHER):
        yield Progress(len(kept["rows"]) + at, of)
        left_out += await _go(desk, job, gone[at : at + GO_TOGETHER])
    yield replace(made, left_out=left_out)


async def _enter(desk: Desk, job: Job, who: Actor, entering: Entering, made: Made) -> None:
    async with desk.store.transaction() as tx:
        if await tx.jobs.settle(job.id, asdict(made)):
            await enter_people(desk, tx, who, entering)
            unit = Subject(SubjectKind.UNIT, who.unit_id or "")
            tx.journal.add(who, "people-imported", unit, after=made.counts)


async def _make_found(desk: Desk, after: str) -> str | None:
    """Let newcomers be found, some at a time; an import that was cut off goes on with the rest."""
    async with desk.store.transaction() as tx:
        return await tx.people_sets.make_found(after, FOUND_TOGETHER)


async def _go(desk: Desk, job: Job, some: Sequence[Going]) -> int:
    """Let people go together, or each by themselves where one of them may not."""
    try:
        async with desk.store.transaction() as tx:
            return await go(desk, tx, await _asker(tx, job), some)
    except LastAdministrator:
        if len(some) == 1:
            return 1
        return sum([await _go(desk, job, [one]) for one in some])


class Planned(NamedTuple):
    """Some of the rows, and who may have them entered."""

    who: Actor
    rows: list[PlannedRow]


async def _planned(desk: Desk, job: Job, rows: Sequence[HandedRow]) -> AsyncIterator[Planned]:
    """Plan slice by slice, for whoever asked as far as they look after people by now."""
    for at in range(0, len(rows), SLICE):
        some = rows[at : at + SLICE]
        async with desk.store.reading() as tx:
            who = await _asker(tx, job)
            against = await _against(desk, tx, who, some)
        planned = await desk.workers.in_process(plan_rows, some, against)
        async with desk.store.reading() as tx:
            new = {row.after.document.number for row in planned if row.after and not row.staff}
            taken = await tx.people_sets.logins_taken(new) if new else set()
        yield Planned(who, [login_taken(row, taken) for row in planned])


async def _asker(tx: Transaction, job: Job) -> Actor:
    """Return who asked, as they are by now."""
    who = await asker(tx, job)
    authorize(who, Permission.STAFF_LIST)
    return who


async def _against(desk: Desk, tx: Transaction, who: Actor, rows: Iterable[HandedRow]) -> Against:
    by_number = await tx.people.with_numbers({it.staff_number for it in rows} - {""})
    by_document = await tx.people.with_documents({it.document for it in rows} - {""})
    found = {one.id: one for one in (*by_number.values(), *by_document.values())}
    own = {key for key, one in found.items() if may(who, Permission.STAFF_CHANGE, one)}
    departments = await tx.people.departments(who.unit_id or "")
    book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
    lists = Lists(book, departments, desk.today())
    documents, mobiles = await tx.people.documents(own), await tx.people.mobiles(own)
    places = {one.id: one for one in departments}

    def known(staff: Staff) -> Known:
        if staff.id not in own:
            return Known(staff)
        place = places[staff.department_id]
        return known_person(staff, documents[staff.id], mobiles[staff.id], place, lists)

    return Against(
        {number: known(staff) for number, staff in by_number.items()},
        {number: known(staff) for number, staff in by_document.items()},
        lists,
        None if Role.UNIT_ADMINISTRATOR in who.roles else who.department_id,
    )


async def _lay_out(desk: Desk, entering: Entering, rows: Sequence[PlannedRow]) -> None:
    new = [row.after for row in rows if row.kind is RowKind.NEW and row.after]
    changed = [staying(one) for row in rows if (one := _corrected(row))]
    numbers = iter(await _numbers(desk, sum(not one.staff_number for one in new)))
    numbered = [
        one if one.staff_number else replace(one, staff_number=next(numbers)) for one in new
    ]
    async with desk.store.reading() as tx:
        entering.lay_out(desk, tx, numbered, [one for one in changed if one.changes])


def _corrected(row: PlannedRow) -> Corrected | None:
    if row.kind is not RowKind.CHANGED or not (row.staff and row.before and row.after):
        return None
    return Corrected(row.staff, row.before, row.after)


async def _numbers(desk: Desk, count: int) -> Sequence[str]:
    if not count:
        return ()
    async with desk.store.transaction() as tx:
        return await tx.people.allocate_numbers(count)


def _unlike(kept: Mapping[str, Any], planned: Sequence[PlannedRow]) -> list[str]:
    """Return the names of those whose row would do something else than was shown."""
    shown = {row["number"]: row["seen"] for row in kept["rows"]}
    return [row.name for row in planned if row.seen != shown.get(row.number)]


def _told(row: PlannedRow, book: Rulebook, handed: HandedSheet) -> dict[str, Any]:
    corrected = _corrected(row)
    return {
        "number": row.number,
        "kind": row.kind,
        "name": row.name,
        "staff_number": row.staff.staff_number if row.staff else row.texts.get("staff_number", ""),
        "seen": row.seen,
        "faults": faults_told(row),
        "turns": turns_told(row, book),
        "goes": going(corrected) if corrected else None,
        "wrong": [handed.places[name] for name in row.faults if name in handed.places],
    }


def _counts(planned: Iterable[PlannedRow]) -> dict[str, int]:
    kinds = Counter(row.kind for row in planned)
    return {kind.value: kinds[kind] for kind in RowKind}
