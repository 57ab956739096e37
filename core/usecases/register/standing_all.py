"""人员状态/职称批量变更 of all that a filter finds (manual 2.2): looked at first, then made.

Both are jobs, see `standing_jobs`. What they say of each person is kept for a day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.errors import NotFound
from core.domain.lists import Column, ListQuery
from core.domain.register import Actor
from core.domain.standing import Standing, check_chosen, check_standing
from core.exports import Document, Ending, handed_out, whose
from core.forms.list_sheet import list_sheet
from core.jobs import ask, read_rows
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job, JobState
from core.texts import language, say
from core.usecases.register import standing_jobs as work
from core.wording.changes import turn_in_words


class BatchKind(StrEnum):
    """What a change does to a person; `FELT`: a year of theirs comes out otherwise."""

    REFUSED = work.REFUSED
    FELT = work.FELT
    CHANGED = work.CHANGED
    SAME = work.SAME


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What a change does to one person, in words: name, value before, value after."""

    id: str
    kind: BatchKind
    name: str
    staff_number: str
    fault: str
    turns: Sequence[tuple[str, str, str]]
    results: Sequence[tuple[str, str, str]]
    digest: str

    @property
    def words(self) -> str:
        return say("word-and-so").join(map(turn_in_words, (*self.turns, *self.results)))


@dataclass(frozen=True, slots=True)
class Batch:
    """What a change does to everybody; without rows as long as its job is not done."""

    job: Job
    wanted: Standing
    rows: Sequence[BatchRow] = ()

    @property
    def is_made(self) -> bool:
        return self.job.kind == work.CHANGE

    @property
    def counts(self) -> Mapping[BatchKind, int]:
        return Counter(row.kind for row in self.rows)

    @property
    def changed(self) -> int:
        return self.counts[BatchKind.FELT] + self.counts[BatchKind.CHANGED]

    @property
    def results(self) -> Sequence[tuple[tuple[str, str, str], int]]:
        """Return from what to what years come out, and for how many; the most first."""
        turns = (
            (name, before, after)
            for row in self.rows
            if row.kind is BatchKind.FELT
            for name, before, after in row.results
        )
        return Counter(turns).most_common()


async def ask_for_check(
    desk: Desk, who: Actor, query: ListQuery, wanted: Standing, key: str = ""
) -> Job:
    """Ask what a change would do to everybody whom the query finds.

    Raises NothingChosen, AwardDayNeeded, YearNotOpen, AwardDayAhead, TooManyJobs.
    """
    check_chosen(wanted)
    check_standing(wanted, desk.today())
    arguments = {
        "year": wanted.year,
        "title": wanted.title,
        "status": wanted.status,
        "awarded_on": str(wanted.title_awarded_on or ""),
        "filters": {name: str(value) for name, value in query.filters.items() if value},
        "language": language(),
        "via": who.via,
    }
    async with desk.store.transaction() as tx:
        authorize(who, Permission.STAFF_LIST)
        return await ask(desk, tx, who, work.CHECK, arguments, key)


async def read_batch(desk: Desk, who: Actor, job_id: str) -> Batch:
    """Return what a change does to everybody, as far as that is known.

    Raises NotFound, BatchGone.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    return await _batch(desk, job)


async def _batch(desk: Desk, job: Job) -> Batch:
    if job.kind not in {work.CHECK, work.CHANGE}:
        raise NotFound
    wanted = work.standing_in(job.arguments)
    if job.state(desk.clock.now()) is not JobState.DONE:
        return Batch(job, wanted)
    rows = await read_rows(desk, job, work.BatchGone())
    return Batch(job, wanted, [BatchRow(**{**row, "kind": BatchKind(row["kind"])}) for row in rows])


async def ask_for_change(desk: Desk, who: Actor, job_id: str) -> Job:
    """Let everybody be changed as was shown: one job, however often it is pressed.

    Raises NotFound, BatchGone, TooManyJobs.
    """
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    batch = await _batch(desk, job)
    if batch.is_made or job.state(desk.clock.now()) is not JobState.DONE:
        raise work.BatchGone
    arguments = {**job.arguments, "check": job_id, "people": batch.changed, "via": who.via}
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, work.CHANGE, arguments, job_id)


async def batch_workbook(desk: Desk, who: Actor, job_id: str) -> Document:
    """Return everybody with what becomes of them. Raises NotFound, BatchGone."""
    async with desk.store.reading() as tx:
        job = await tx.jobs.asked(job_id, who.account_id)
        authorize(who, Permission.STAFF_LIST)
    batch = await _batch(desk, job)
    if not batch.rows:
        raise work.BatchGone
    title = say("standing-made" if batch.is_made else "standing-preview")
    sheet = list_sheet(
        title,
        COLUMNS,
        batch.rows,
        about=whose(who),
        file_name=say("list-file-name", title=say("standing-title"), day=str(desk.today())),
        made_at=desk.clock.now(),
    )
    return await handed_out(desk, sheet, Ending.XLSX)


COLUMNS = (
    Column[BatchRow]("people-column-name", lambda it: it.name, width=26),
    Column[BatchRow]("people-column-number", lambda it: it.staff_number, width=28),
    Column[BatchRow]("standing-column-kind", lambda it: say(f"standing-kind-{it.kind}"), width=26),
    Column[BatchRow]("standing-column-words", lambda it: it.fault or it.words, width=120),
)
