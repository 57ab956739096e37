"""Work beside the requests, taken under a lease: a dead worker holds up nothing."""

from collections.abc import AsyncGenerator, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from core.domain.subjects import Subject, SubjectKind

CANCELLED = "job-cancelled"
RESULTS_KEPT = timedelta(days=1)


class JobState(StrEnum):
    """What one may expect of a job; what is `gone` was made and thrown away after a day."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    GONE = "gone"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, for whom, how far it is, and what came of it.

    `result_key` names the files that it made, `outcome` says the rest about them; `error` is the
    code of the sentence that says why there are none, and `outcome` its blanks. `attempts` counts
    how often it was taken; each attempt has its own files. An unfinished job has an `outcome`
    where what it was to change has been changed already: see `Jobs.settle`.
    """

    id: str
    kind: str
    asked_by: str
    created_at: datetime
    arguments: Mapping[str, Any] = field(default_factory=dict)
    progress_percent: int = 0
    finished_at: datetime | None = None
    result_key: str | None = None
    error: str | None = None
    outcome: Mapping[str, Any] | None = None
    due_at: datetime | None = None
    attempts: int = 0

    @property
    def files_key(self) -> str:
        """How the names of the files begin that this attempt makes."""
        return f"job-{self.id}-{self.attempts}"

    @property
    def input_key(self) -> str:
        """Return the key of the file that was handed in for it; kept as long as what it made."""
        return input_key(self.id)

    @property
    def rows_key(self) -> str:
        """Return the key of what it says of each row that it went through."""
        return f"{self.result_key or self.files_key}-0"

    def state(self, now: datetime) -> JobState:
        """Return where it stands for whoever asked for it."""
        if self.finished_at is None:
            return JobState.WORKING if self.progress_percent else JobState.WAITING
        if self.error is not None:
            return JobState.CANCELLED if self.error == CANCELLED else JobState.FAILED
        until = self.kept_until
        return JobState.DONE if until is not None and now < until else JobState.GONE

    @property
    def kept_until(self) -> datetime | None:
        """Return until when what it made can be had, None where it made nothing."""
        if self.finished_at is None or self.result_key is None:
            return None
        return self.finished_at + RESULTS_KEPT

    @property
    def facts(self) -> Mapping[str, str | int]:
        """Return the arguments that sentences speak of."""
        told = self.arguments.items()
        return {name: value for name, value in told if isinstance(value, str | int)}

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.JOB, self.id)


def input_key(job_id: str) -> str:
    """Return the key of what is handed in for a job: before its first attempt."""
    return f"job-{job_id}-0-0"


def job_of(files_key: str) -> str:
    """Return which job made a file, from the file's key."""
    return files_key.split("-")[1]


class JobNews(NamedTuple):
    """How far a job is, for pages that show it."""

    id: str
    progress_percent: int
    is_finished: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A slice is done: so many pieces by now, of so many; 0 where nobody knows how many."""

    done: int
    of: int = 0

    @property
    def percent(self) -> int:
        """Return how far it is; the whole is only reached by what is finished."""
        return min(100 * self.done // self.of, 99) if self.of else 0


@dataclass(frozen=True, slots=True)
class Made:
    """The last slice: what was made lies in so many files, to be handed out as one.

    `counts` says how much of what there is in it, or what was done where nothing was made.
    """

    name: str
    media_type: str
    parts: int
    size_bytes: int
    missing: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


Slices = AsyncGenerator[Progress | Made, None]


class Jobs(Protocol):
    async def add(self, job: Job, key: str | None = None) -> Job:
        """Keep what is asked for and return it, or what was asked for under the key before."""

    async def get(self, job_id: str) -> Job:
        """Raises NotFound."""

    async def asked(self, job_id: str, account_id: str) -> Job:
        """Return what this very account asked for. Raises NotFound."""

    async def of(self, account_id: str, limit: int = 20) -> list[Job]:
        """Return what somebody asked for, the newest first."""

    async def news(self, account_id: str, limit: int = 5) -> list[JobNews]:
        """Return how far the account's newest jobs are, and nothing else about them."""

    async def unfinished(self, account_id: str) -> int:
        """Hold the account's jobs until the transaction ends, and count what is not done."""

    async def stand(self, kind: str, now: datetime) -> None:
        """Let the one job of a kind that comes again and again be due now."""

    async def is_due(self, kinds: Collection[str], now: datetime) -> bool:
        """Say whether there is something to take, without taking it."""

    async def take(
        self, kinds: Collection[str], holder: str, now: datetime, until: datetime
    ) -> Job | None:
        """Lease the oldest unfinished job that nobody works on; of many who try, one gets it."""

    async def progress(self, job_id: str, holder: str, percent: int, until: datetime) -> bool:
        """Say how far it is and keep it longer; False when it was cancelled or is another's."""

    async def rest(self, job_id: str, holder: str, due_at: datetime, *, is_well: bool) -> bool:
        """Let it go until it is due again; False when it was cancelled or is another's.

        What `is_well` has its attempts counted anew.
        """

    async def finish(
        self,
        job_id: str,
        holder: str,
        now: datetime,
        *,
        result_key: str | None = None,
        error: str | None = None,
        outcome: Mapping[str, Any] | None = None,
    ) -> bool:
        """Say what came of it; False when it has gone to another worker, whose answer counts."""

    async def settle(self, job_id: str, outcome: Mapping[str, Any]) -> bool:
        """Say, in the transaction that changes something, that it is done, and hold the job.

        False where it has been done, or was cancelled: then nothing may be changed.
        """

    async def cancel(self, job_id: str, account_id: str, now: datetime) -> bool:
        """End what this account asked for; False when it had ended or changed something before."""

    async def begin_again(self, job_id: str, account_id: str) -> bool:
        """Let what ended without a result be worked once more; False when it did not end so."""

    async def forget_results(self, before: datetime) -> int:
        """Let go of what was made before then; its files may be removed."""

    async def forget(self, before: datetime) -> int:
        """Forget what was asked for and ended before then."""

    async def file_keys(self, job_ids: Collection[str]) -> set[str]:
        """Return how the names of those files of these jobs begin that are still needed."""
