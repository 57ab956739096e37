"""The work behind workbooks of credits, and behind taking one import back whole.

What is shown is worked out first, as a job; the second job works it out again and writes only if
every row would still do what was shown: all of it in one transaction, or nothing. The years are
counted again afterwards, a few at a time, and are dirty until then.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from core.credit_imports import SLICE, fates, recounted, turned
from core.domain.credits.credit import Credit, Stage
from core.domain.credits.taken_over import (
    CreditImport,
    FatedRow,
    RowFate,
    TakenBack,
)
from core.domain.credits.twins import Twins
from core.domain.handed_rows import HandedRow
from core.domain.register import Actor
from core.entering import overtaken
from core.forms.packing import Parts
from core.import_sorts import CLAIMING, SORTS, place_of
from core.jobs import asker, read_rows
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.jobs import Job, Made, Progress, Slices
from core.records.transaction import Transaction
from core.results import hold
from core.texts import speaking
from core.wording.taken_over import row_told
from core.wording.years_told import YearTold
from core.workbook_checks import UploadGone, kept_of, original_key
from core.workbooks.columns import as_written

BACK_CHECK, TAKE_BACK = "credits-back-check", "credits-take-back"


async def check_credits(desk: Desk, job: Job) -> Slices:
    """Say of each row what it would do, and how everybody's years would come out.

    Raises UploadGone, NotAllowed, FilesUnavailable.
    """
    handed, rows = as_written(await kept_of(desk, job.input_key)), list[FatedRow]()
    async for done in _fated(desk, job, handed.rows, job.arguments["chosen"]):
        rows += done.rows
        yield Progress(len(rows), 2 * len(handed.rows))
    credits = _credits(desk, job, rows, _draft(desk, job, done.who, rows), done.who)
    are_claims = SORTS[job.kind] is CLAIMING
    if are_claims:
        credits = [replace(one, stage=Stage.UNIT_REVIEW) for one in credits]
    years = list[YearTold]()
    with speaking(job.arguments["language"]):
        async for some in turned(desk, credits, hoped=are_claims):
            years += some
        told = [row_told(row, handed.places) for row in rows]
    await _keep(desk, job, {"unknown": handed.unknown, "rows": told}, years)
    yield Made("", "", 0, 0, counts=_counts(rows))


async def enter_credits(desk: Desk, job: Job) -> Slices:
    """Enter all rows in one transaction, once however often it is begun.

    Raises ImportOvertaken where a row would no longer do what was shown, UploadGone, NotAllowed.
    """
    if job.outcome is not None:
        yield Made(**job.outcome)
        return
    async with desk.store.reading() as tx:
        checked = await tx.jobs.asked(job.arguments["check"], job.asked_by)
    handed, rows = as_written(await kept_of(desk, checked.input_key)), list[FatedRow]()
    async for done in _fated(desk, job, handed.rows, checked.arguments["chosen"]):
        rows += done.rows
        yield Progress(len(rows), 2 * len(handed.rows))
    if unlike := await _unlike(desk, checked, rows):
        raise overtaken(unlike)
    made = replace(_draft(desk, checked, done.who, rows), id=desk.ids.new())
    await desk.files.put(made.sha256, await kept_of(desk, original_key(checked)))
    credits = _credits(desk, job, rows, made, done.who)
    result = Made("", "", 0, 0, counts={**_counts(rows), "people": made.people})
    years = {(one.staff_id, one.year) for one in credits}
    async with desk.store.transaction() as tx:
        if await tx.jobs.settle(job.id, asdict(result)):
            await hold(tx, years)
            who = await _allowed(tx, job, {one.staff_id for one in credits})
            await SORTS[job.kind].write(desk, tx, who, made, credits)
    async for progress in recounted(desk, years):
        yield progress
    yield result


async def check_taking_back(desk: Desk, job: Job) -> Slices:
    """Say how everybody's years would come out without an import. Raises NotFound, TakenBack."""
    async with desk.store.reading() as tx:
        made = await _there(tx, await asker(tx, job), job)
        credits = await tx.credit_imports.credits(made.id)
    years = list[YearTold]()
    with speaking(job.arguments["language"]):
        async for some in turned(desk, [replace(one, subtype="") for one in credits]):
            years += some
            yield Progress(len(years), len(credits) + 1)
    await _keep(desk, job, {"rows": []}, years)
    yield Made("", "", 0, 0, counts={"credits": made.credits, "people": made.people})


async def take_back_credits(desk: Desk, job: Job) -> Slices:
    """Take one import back whole, once however often it is begun. Raises NotFound, TakenBack."""
    if job.outcome is not None:
        yield Made(**job.outcome)
        return
    reason, now = job.arguments["reason"], desk.clock.now()
    async with desk.store.transaction() as tx:
        who = await asker(tx, job)
        credits = await tx.credit_imports.credits(job.arguments["import"])
        years = {(one.staff_id, one.year) for one in credits}
        await hold(tx, years)
        made = await _there(tx, who, job)
        result = Made("", "", 0, 0, counts={"credits": made.credits, "people": made.people})
        if await tx.jobs.settle(job.id, asdict(result)):
            await tx.credit_imports.take_back(made.id, who.label, reason, now)
            tx.journal.add(who, "credits-taken-back", made.subject, after={"reason": reason})
    async for progress in recounted(desk, years):
        yield progress
    yield result


class Fated(NamedTuple):
    """Some of the rows, and who enters them."""

    who: Actor
    rows: list[FatedRow]


async def _entitled(tx: Transaction, job: Job) -> Actor:
    """Return who asked for a job, if they may still enter such workbooks."""
    who, sort = await asker(tx, job), SORTS[job.kind]
    authorize(who, sort.begins)
    await sort.granted(tx, who)
    return who


async def _allowed(tx: Transaction, job: Job, staff_ids: Collection[str]) -> Actor:
    """Return who asked for a job, as far as they may still enter something for all of these.

    Rows are read before the transaction. Raises ImportOvertaken, NotAllowed, EnteringNotGranted.
    """
    who, people = await _entitled(tx, job), await tx.people.some(staff_ids)
    allowed = SORTS[job.kind].reading.allowed
    if gone := [one.name for one in people if not may(who, allowed, one)]:
        raise overtaken(gone)
    return who


async def _fated(
    desk: Desk, job: Job, rows: Sequence[HandedRow], chosen: Collection[int]
) -> AsyncIterator[Fated]:
    """Read rows slice by slice, for whoever asked as far as they may enter them by now."""
    twins, sort = Twins(), SORTS[job.kind]
    for at in range(0, len(rows), SLICE):
        async with desk.store.reading() as tx:
            who = await _entitled(tx, job)
            some = rows[at : at + SLICE]
            fated = await fates(tx, who, some, chosen, twins, desk.today(), sort.reading)
        yield Fated(who, fated)


async def _there(tx: Transaction, who: Actor, job: Job) -> CreditImport:
    """Return the import that a job is about, held. Raises NotFound, TakenBack."""
    made = await tx.credit_imports.hold(job.arguments["import"])
    authorize(who, Permission.CREDIT_TAKE_OVER, made)
    if made.taken_back_at is not None:
        raise TakenBack
    return made


def _draft(desk: Desk, checked: Job, who: Actor, rows: Iterable[FatedRow]) -> CreditImport:
    new = [row.credit for row in rows if row.fate is RowFate.NEW and row.credit]
    years = [one.year for one in new] or [desk.today().year]
    return CreditImport(
        id="",
        unit_id=who.unit_id or "",
        source=checked.arguments["source"],
        sha256=checked.arguments["sha256"],
        file_name=checked.arguments["file_name"],
        size_bytes=checked.arguments["size_bytes"],
        credits=len(new),
        people=len({one.staff.id for one in new}),
        first_year=min(years),
        last_year=max(years),
        taken_over_at=desk.clock.now(),
        taken_over_by=who.label,
        kind=SORTS[checked.kind].kind,
        department_id=place_of(who),
        entered_by=who.account_id,
    )


def _credits(
    desk: Desk, job: Job, rows: Iterable[FatedRow], made: CreditImport, who: Actor
) -> list[Credit]:
    new = (row for row in rows if row.fate is RowFate.NEW)
    return [SORTS[job.kind].credit(desk, who, made, row) for row in new]


async def _unlike(desk: Desk, checked: Job, rows: Iterable[FatedRow]) -> list[str]:
    """Return the names of those whose row would do something else than was shown."""
    kept = await read_rows(desk, checked, UploadGone())
    shown = {row["number"]: row["seen"] for row in kept["rows"]}
    return [row.name for row in rows if row.seen != shown.get(row.number)]


async def _keep(desk: Desk, job: Job, found: dict[str, Any], years: Sequence[YearTold]) -> None:
    """Keep what a check found; the years whose outcome turns stand first."""
    ordered = sorted(years, key=lambda it: (not it.turns, it.staff_number, it.year))
    told = {**found, "years": [one._asdict() for one in ordered]}
    await Parts(desk.files, job.files_key).put(json.dumps(told, ensure_ascii=False).encode())


def _counts(rows: Iterable[FatedRow]) -> dict[str, int]:
    fates = Counter(row.fate for row in rows)
    return {fate.value: fates[fate] for fate in RowFate}
