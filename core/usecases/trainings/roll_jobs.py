"""The work behind a list that was kept elsewhere: what it would do, and entering all of it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict

from core.domain.attendance.presence import Stay
from core.domain.credits.credit_rows import NobodyOfOurs, People, whose
from core.domain.errors import Refusal
from core.domain.handed_rows import HandedRow
from core.domain.register import Actor, Staff
from core.domain.trainings.assessment import Result, check_results_open
from core.domain.trainings.roll_rows import attended_row, result_row
from core.domain.trainings.rolls import NotOfUnit, Roll, RollFate, RollRow, rolled
from core.domain.trainings.training import Training, TrainingFile
from core.entering import overtaken
from core.forms.packing import Parts
from core.jobs import asker, read_rows
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at
from core.records.attendance import Mark
from core.records.jobs import Job, Made, Slices
from core.records.transaction import Transaction
from core.texts import say, speaking
from core.usecases.attendance.marks import still_taking
from core.usecases.credits.taken_over import AS_HANDED_IN
from core.wording.rolls import assessment_named, row_told
from core.workbook_checks import UploadGone, kept_of, original_key
from core.workbooks.columns import as_written

CHECK, ENTER = "roll-check", "roll-enter"
SLICE = 5000
MAY = {Roll.ATTENDANCE: Permission.ATTENDANCE_RUN, Roll.RESULTS: Permission.TRAINING_PLAN}


async def check_roll(desk: Desk, job: Job) -> Slices:
    """Say of each row what it would do. Raises UploadGone, NotAllowed, FilesUnavailable."""
    handed = as_written(await kept_of(desk, job.input_key))
    async with desk.store.reading() as tx:
        who = await asker(tx, job)
        training = await tx.trainings.get(job.arguments["training"])
        authorize(who, MAY[Roll(job.arguments["roll"])], training)
        rows = await _rolled(desk, tx, job, training, handed.rows)
    with speaking(job.arguments["language"]):
        told = [row_told(row, handed.places) for row in rows]
    kept = {"unknown": handed.unknown, "rows": told}
    await Parts(desk.files, job.files_key).put(json.dumps(kept, ensure_ascii=False).encode())
    yield Made("", "", 0, 0, counts=_counts(rows))


async def enter_roll(desk: Desk, job: Job) -> Slices:
    """Enter all rows in one transaction, once however often it is begun.

    Raises ImportOvertaken where a row would no longer do what was shown, UploadGone, NotAllowed,
    AttendanceClosed, ResultsClosed.
    """
    if job.outcome is not None:
        yield Made(**job.outcome)
        return
    async with desk.store.reading() as tx:
        checked = await tx.jobs.asked(job.arguments["check"], job.asked_by)
    handed = as_written(await kept_of(desk, checked.input_key))
    kept = await read_rows(desk, checked, UploadGone())
    shown = {row["number"]: row["seen"] for row in kept["rows"]}
    content, sha256 = await kept_of(desk, original_key(checked)), checked.arguments["sha256"]
    roll = Roll(checked.arguments["roll"])
    if roll is Roll.ATTENDANCE:
        await desk.files.put(sha256, content)
    async with desk.store.transaction() as tx:
        who = await asker(tx, job)
        training = await tx.trainings.hold(checked.arguments["training"])
        authorize(who, MAY[roll], training)
        rows = await _rolled(desk, tx, checked, training, handed.rows)
        if unlike := [row.name for row in rows if row.seen != shown.get(row.number)]:
            raise overtaken(unlike)
        result = Made("", "", 0, 0, counts=_counts(rows))
        if await tx.jobs.settle(job.id, asdict(result)):
            await ENTERING[roll](desk, tx, who, checked, training, rows)
    yield result


async def _rolled(
    desk: Desk, tx: Transaction, job: Job, training: Training, rows: Sequence[HandedRow]
) -> list[RollRow]:
    """Return what the rows of a list would do now."""
    numbers, found = sorted({row.staff_number for row in rows} - {""}), dict[str, Staff]()
    for at in range(0, len(numbers), SLICE):
        found |= await tx.people.with_numbers(numbers[at : at + SLICE])
    ours = {key: one for key, one in found.items() if one.unit_id == training.unit_id}
    people = People(ours, {})
    judging = _attendance if Roll(job.arguments["roll"]) is Roll.ATTENDANCE else _results
    judge = await judging(desk, tx, job, training)
    return rolled(rows, lambda row: _whose(row, people), judge)


def _whose(row: HandedRow, people: People) -> tuple[Staff | None, Mapping[str, Refusal]]:
    staff, faults = whose(row, people)
    return staff, {
        name: NotOfUnit() if isinstance(fault, NobodyOfOurs) else fault
        for name, fault in faults.items()
    }


async def _attendance(
    desk: Desk, tx: Transaction, job: Job, training: Training
) -> Callable[[HandedRow, Staff], RollRow]:
    still_taking(training)
    _, cycle = await cycle_at(tx, training.id, job.arguments["cycle"])
    stays = {one.staff_id: one for one in await tx.attendance.stays([cycle.id])}
    now = desk.clock.now()

    def judge(row: HandedRow, staff: Staff) -> RollRow:
        stay = stays.get(staff.id, Stay(cycle.id, staff.id, None, None))
        return attended_row(row, staff, stay, cycle.schedule, now)

    return judge


async def _results(
    _: Desk, tx: Transaction, __: Job, training: Training
) -> Callable[[HandedRow, Staff], RollRow]:
    check_results_open(training)
    cycles = await tx.cycles.of(training.id)
    there = {one.staff_id for one in await tx.attendance.stays([it.id for it in cycles])}
    before = await tx.assessments.of(training.id)
    return lambda row, staff: result_row(row, staff, there, before, assessment_named)


async def _mark_all(
    desk: Desk, tx: Transaction, who: Actor, job: Job, training: Training, rows: Iterable[RollRow]
) -> None:
    """Mark by hand whoever the list names; the file is kept among the training's."""
    now, name = desk.clock.now(), job.arguments["file_name"]
    with speaking(job.arguments["language"]):
        why = say("roll-mark-reason", file=name)
    marks = [
        Mark(job.arguments["cycle"], row.staff.id, phase, at, who.account_id, why)
        for row in rows
        if row.staff and row.does
        for phase, at in row.does.items()
    ]
    await tx.attendance.mark_many(marks, now)
    file = TrainingFile(
        id=desk.ids.new(),
        training_id=training.id,
        kind=Roll.ATTENDANCE.value,
        sha256=job.arguments["sha256"],
        name=name,
        media_type=AS_HANDED_IN,
        size_bytes=job.arguments["size_bytes"],
        pages=1,
        has_view=False,
        uploaded_at=now,
    )
    await tx.trainings.add_file(file)
    told = {"number": len({one.staff_id for one in marks}), "file": file.sha256}
    tx.journal.add(who, "roll-marked", training.subject, after=told)


async def _set_all(
    _: Desk, tx: Transaction, who: Actor, __: Job, training: Training, rows: Iterable[RollRow]
) -> None:
    results = [row.does for row in rows if isinstance(row.does, Result)]
    await tx.assessments.set(training.id, results)
    tx.journal.add(who, "results-entered", training.subject, after={"number": len(results)})


ENTERING = {Roll.ATTENDANCE: _mark_all, Roll.RESULTS: _set_all}


def _counts(rows: Iterable[RollRow]) -> dict[str, int]:
    fates = Counter(row.fate for row in rows)
    return {fate.value: fates[fate] for fate in RollFate}
