"""Long work that somebody asked for, taken under a lease: a dead worker holds up nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, for whom, how far it is, and what came of it.

    `result_key` names the file that it made; `error` is the code of the sentence that says why
    there is none.
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


class Jobs(Protocol):
    async def add(self, job: Job) -> None: ...
    async def get(self, job_id: str) -> Job:
        """Raises NotFound."""

    async def of(self, account_id: str, limit: int = 20) -> list[Job]:
        """Return what somebody asked for, the newest first."""

    async def take(
        self, kinds: Collection[str], holder: str, now: datetime, until: datetime
    ) -> Job | None:
        """Lease the oldest unfinished job that nobody works on; of many who try, one gets it."""

    async def progress(self, job_id: str, holder: str, percent: int, until: datetime) -> bool:
        """Say how far it is and keep it longer; False when it has gone to another worker."""

    async def finish(
        self,
        job_id: str,
        holder: str,
        now: datetime,
        *,
        result_key: str | None = None,
        error: str | None = None,
    ) -> bool:
        """Say what came of it; False when it has gone to another worker, whose answer counts."""
