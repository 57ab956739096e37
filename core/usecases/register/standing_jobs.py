"""The work behind a change of all that a filter finds: looking at everybody, then changing them.

A hundred people are one transaction. Whoever is as wanted already is left as they are, so that
work which broke off goes on where it was.
"""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import date
from typing import Any

from core.domain.changes import PreviewChanged
from core.domain.errors import Refusal
from core.domain.lists import ListQuery, Window
from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.domain.standing import Standing
from core.forms.packing import Parts
from core.jobs import asker, read_rows
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.records.transaction import Transaction
from core.results import SLICE
from core.standing_batch import PersonChange, change_each, look_at_each
from core.texts import speaking
from core.usecases.register.lists import STANDING
from core.wording.changes import changes_told, felt_told
from core.wording.refusals import explain

CHECK, CHANGE = "standing-check", "standing-change"
REFUSED, FELT, CHANGED, SAME = "refused", "felt", "changed", "unchanged"
Row = dict[str, Any]


class BatchGone(Refusal):
    """What was found out about everybody has been thrown away after a day."""

    code = "batch-gone"
    status = 410


def standing_in(arguments: Mapping[str, Any]) -> Standing:
    """Return what a job's people are to become."""
    day = arguments["awarded_on"]
    awarded_on = date.fromisoformat(day) if day else None
    return Standing(arguments["year"], arguments["title"], arguments["status"], awarded_on)


async def check_all(desk: Desk, job: Job) -> Slices:
    """Say of everybody whom the filter finds what the change would do. Raises NotAllowed."""
    wanted, rows = standing_in(job.arguments), list[Row]()
    async for staff_ids, total in _found(desk, job):
        async with desk.store.reading() as tx:
            who = await _asker(tx, job)
            people = await look_at_each(desk, tx, who, staff_ids, wanted)
        book = await desk.rulebooks.of(who.unit_id or "", wanted.year)
        with speaking(job.arguments["language"]):
            rows += [_told(one, book) for one in people]
        yield Progress(len(rows), max(total, len(rows) + SLICE))
    yield await _kept(desk, job, rows)


async def change_all(desk: Desk, job: Job) -> Slices:
    """Change everybody for whom it still does what was shown.

    Raises BatchGone, NotAllowed.
    """
    async with desk.store.reading() as tx:
        checked = await tx.jobs.asked(job.arguments["check"], job.asked_by)
    rows: list[Row] = await read_rows(desk, checked, BatchGone())
    seen = {row["id"]: row["digest"] for row in rows if row["kind"] in {FELT, CHANGED}}
    refused, waiting, done = dict[str, str](), sorted(seen), 0
    while waiting:
        some, waiting = waiting[:SLICE], waiting[SLICE:]
        theirs = {one: seen[one] for one in some}
        async with desk.store.transaction() as tx:
            who = await _asker(tx, job)
            wanted = standing_in(job.arguments)
            people = await change_each(desk, tx, who, wanted, theirs)
        with speaking(job.arguments["language"]):
            refused |= {
                one.staff_id: explain(one.refusal)
                for one in people
                if one.refusal and not _is_as_wanted(one)
            }
        done += len(some)
        yield Progress(done, len(seen) + SLICE)
    after = [
        {**row, "kind": REFUSED, "fault": refused[row["id"]]} if row["id"] in refused else row
        for row in rows
    ]
    yield await _kept(desk, job, after)


def _is_as_wanted(one: PersonChange) -> bool:
    """Whether somebody was changed by an attempt before this one."""
    is_overtaken = isinstance(one.refusal, PreviewChanged)
    return is_overtaken and one.preview is not None and not one.preview.changes


async def _asker(tx: Transaction, job: Job) -> Actor:
    """Return who asked, as they are by now."""
    who = await asker(tx, job)
    authorize(who, Permission.STAFF_LIST)
    return who


async def _found(desk: Desk, job: Job) -> AsyncIterator[tuple[list[str], int]]:
    """Yield everybody whom the filter finds, a hundred at a time, and how many there may be."""
    window: Window | None = Window(size=SLICE)
    while window is not None:
        async with desk.store.reading() as tx:
            who = await _asker(tx, job)
        query = ListQuery(filters=job.arguments["filters"], window=window)
        page = await STANDING.read(desk, who, query)
        yield [line.staff.id for line in page.rows], page.total or 0
        window = Window(page.slice.following, SLICE) if page.slice.following else None


def _told(one: PersonChange, book: Rulebook) -> Row:
    preview = one.preview
    kind = REFUSED if one.refusal else SAME
    if one.is_changed and preview:
        kind = FELT if preview.felt else CHANGED
    return {
        "id": one.staff_id,
        "kind": kind,
        "name": one.staff.name if one.staff else "",
        "staff_number": one.staff.staff_number if one.staff else "",
        "fault": explain(one.refusal) if one.refusal else "",
        "turns": [turn[:3] for turn in changes_told(preview, book)] if preview else [],
        "results": [turn[:3] for turn in felt_told(preview)] if preview else [],
        "digest": preview.digest if preview else "",
    }


async def _kept(desk: Desk, job: Job, rows: list[Row]) -> Made:
    await Parts(desk.files, job.files_key).put(json.dumps(rows, ensure_ascii=False).encode())
    kinds = [row["kind"] for row in rows]
    counts = {kind: kinds.count(kind) for kind in (REFUSED, FELT, CHANGED, SAME)}
    return Made("", "", 0, 0, counts=counts)
