"""What a workbook would do, as a job found out: kept for a day, shown, and then done or not."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, Generic, NamedTuple, TypeVar

from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.evidence.formats import clean_name
from core.exports import XLSX, Document
from core.forms.judged_workbook import JudgedRow, fill_judged
from core.jobs import ask, read_rows
from core.permission_names import Permission
from core.ports import Desk
from core.records.jobs import Job, JobState
from core.records.transaction import Transaction
from core.texts import language
from core.workbooks.columns import HandedSheet, as_written, written

K = TypeVar("K", bound=StrEnum)


class UploadGone(Refusal):
    """What was handed in, and what came of it, has been thrown away after a day."""

    code = "upload-gone"
    status = 410


class ImportHasFaults(Refusal):
    """Rows are wrong: all are entered, or none. Blank: `count`."""

    code = "import-has-faults"
    status = 409


class NothingToImport(Refusal):
    """All of it is here already."""

    code = "nothing-to-import"
    status = 409


class Original(NamedTuple):
    """A workbook as somebody named it and handed it in."""

    name: str
    content: bytes


@dataclass(frozen=True)
class CheckedRow(Generic[K]):
    """What would become of a row, in words. `notes` are sentences about it, one a line."""

    number: int
    kind: K
    name: str
    staff_number: str
    seen: str
    faults: Sequence[tuple[str, str]]
    turns: Sequence[tuple[str, str, str]]
    wrong: Sequence[int]
    notes: Sequence[str] = ()
    goes: Sequence[object] | None = None


@dataclass(frozen=True)
class Check(Generic[K]):
    """What a workbook would do; without rows as long as its job is not done.

    `unknown` are the headings that were passed over, `more` what else was found out.
    """

    job: Job
    counts: Mapping[K, int]
    rows: Sequence[CheckedRow[K]] = ()
    unknown: Sequence[str] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def entering(self) -> int:
        """Return how many rows would be entered."""
        return sum(count for kind, count in self.counts.items() if kind in {"new", "changed"})

    @property
    def has_faults(self) -> bool:
        return any(count for kind, count in self.counts.items() if kind == "wrong")

    @property
    def may_be_entered(self) -> bool:
        return not self.has_faults and bool(self.entering)


async def about_nothing(_: Transaction, __: Job) -> None:
    """What is about no record: whoever has the permission may."""


@dataclass(frozen=True)
class Workbook(Generic[K]):
    """One kind of workbook: the jobs that check and enter it, who may, and what is said of it.

    `permission` is asked about the record that `about` finds. `titles` are those of the sheet and
    of the file with what was found in front of each row, given the day; `verdict` is what stands
    there. The entry's job says how many rows it has under `counted`, and repeats arguments.
    """

    check: str
    entry: str
    fates: type[K]
    permission: Permission
    titles: Callable[[str], tuple[str, str]]
    verdict: Callable[[CheckedRow[K]], str]
    about: Callable[[Transaction, Job], Awaitable[Any]] = about_nothing
    counted: str = "rows"
    repeats: Sequence[str] = ()


def original_key(job: Job) -> str:
    """Return the key of the workbook as it was handed in for a check, beside its rows."""
    return f"{job.input_key.rpartition('-')[0]}-1"


async def hand_in(
    desk: Desk,
    who: Actor,
    kind: str,
    handed: HandedSheet,
    key: str,
    *,
    original: Original | None = None,
    **more: Any,
) -> Job:
    """Keep the rows of a workbook for a day and ask for the check of that kind.

    `original` is kept beside them where the file itself is evidence; `key` makes a second press
    the same job, `more` is what the check has to know besides. Raises TooManyJobs.
    """
    job = Job(desk.ids.new(), kind, who.account_id, desk.clock.now())
    await desk.files.put(job.input_key, written(handed))
    arguments = {"language": language(), "rows": len(handed.rows), **more}
    if original is not None:
        await desk.files.put(original_key(job), original.content)
        arguments |= {
            "file_name": clean_name(original.name, ".xlsx"),
            "size_bytes": len(original.content),
            "sha256": sha256(original.content).hexdigest(),
        }
    async with desk.store.transaction() as tx:
        return await ask(desk, tx, who, kind, arguments, key, job.id)


async def kept_of(desk: Desk, key: str) -> bytes:
    """Return what was kept under a key. Raises UploadGone."""
    try:
        return await desk.files.get(key)
    except NotFound:
        raise UploadGone from None


async def check_of(desk: Desk, job: Job, asked: str, fates: type[K]) -> Check[K]:
    """Return what a check that is done has found. Raises NotFound, UploadGone."""
    if job.kind != asked:
        raise NotFound
    if job.state(desk.clock.now()) is not JobState.DONE:
        raise UploadGone
    kept = await read_rows(desk, job, UploadGone())
    rows = [CheckedRow[K](**{**row, "kind": fates(row["kind"])}) for row in kept.pop("rows")]
    counts = Counter(row.kind for row in rows)
    return Check[K](job, counts, rows, kept.pop("unknown", ()), kept)


async def check_so_far(desk: Desk, job: Job, asked: str, fates: type[K]) -> Check[K]:
    """Return the check, without rows as long as it is not done. Raises NotFound, UploadGone."""
    if job.kind == asked and job.state(desk.clock.now()) is not JobState.DONE:
        return Check[K](job, Counter())
    return await check_of(desk, job, asked, fates)


def check_enterable(check: Check[Any]) -> None:
    """Raises ImportHasFaults, NothingToImport."""
    if check.has_faults:
        raise ImportHasFaults(count=sum(row.kind == "wrong" for row in check.rows))
    if not check.may_be_entered:
        raise NothingToImport


async def judged_rows(desk: Desk, book: Workbook[K], check: Check[K]) -> Document:
    """Return the rows as they were handed in, with what was found in front of each.

    Raises UploadGone.
    """
    handed = as_written(await kept_of(desk, check.job.input_key))
    rows = [
        JudgedRow(cells, book.verdict(row), frozenset(row.wrong))
        for row, cells in zip(check.rows, handed.cells, strict=True)
    ]
    sheet, name = book.titles(str(desk.today()))
    content = await desk.workers.in_process(fill_judged, sheet, handed.headings, rows)
    return Document(content, XLSX, f"{name}.xlsx", ())
