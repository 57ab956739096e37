"""Long work, leased to one worker at a time."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.records.jobs import Job
from storage.models import JobRow
from storage.queries.rows import found


class JobQueries:
    async def add(self, job: Job) -> None:
        await JobRow.create(
            id=job.id,
            kind=job.kind,
            arguments=dict(job.arguments),
            asked_by=job.asked_by,
            created_at=job.created_at,
        )

    async def get(self, job_id: str) -> Job:
        return _job(found(await JobRow.get_or_none(id=job_id)))

    async def of(self, account_id: str, limit: int = 20) -> list[Job]:
        rows = JobRow.filter(asked_by=account_id).order_by("-created_at", "-id").limit(limit)
        return [_job(row) for row in await rows]

    async def take(
        self, kinds: Collection[str], holder: str, now: datetime, until: datetime
    ) -> Job | None:
        """Pass over what another transaction is just taking; SQLite lets one in at a time."""
        free = Q(Q(leased_until__isnull=True), Q(leased_until__lte=now), join_type=Q.OR)
        waiting = JobRow.filter(free, finished_at__isnull=True, kind__in=set(kinds))
        first = waiting.order_by("created_at", "id").select_for_update(skip_locked=True).first()
        if (row := await first) is None:
            return None
        await JobRow.filter(id=row.id).update(leased_by=holder, leased_until=until)
        return _job(row)

    async def progress(self, job_id: str, holder: str, percent: int, until: datetime) -> bool:
        held = _held(job_id, holder)
        return await held.update(progress_percent=percent, leased_until=until) == 1

    async def finish(
        self,
        job_id: str,
        holder: str,
        now: datetime,
        *,
        result_key: str | None = None,
        error: str | None = None,
    ) -> bool:
        done: dict[str, Any] = {"finished_at": now, "result_key": result_key, "error": error}
        if error is None:
            done["progress_percent"] = 100
        return await _held(job_id, holder).update(**done) == 1


def _held(job_id: str, holder: str) -> QuerySet[JobRow]:
    return JobRow.filter(id=job_id, leased_by=holder, finished_at__isnull=True)


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        asked_by=row.asked_by,
        created_at=row.created_at,
        arguments=row.arguments,
        progress_percent=row.progress_percent,
        finished_at=row.finished_at,
        result_key=row.result_key,
        error=row.error,
    )
