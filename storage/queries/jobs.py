"""Work beside the requests, leased to one worker at a time."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.domain.register import Actor
from core.records.jobs import CANCELLED, Job, JobNews
from storage.models import AccountRow, JobRow
from storage.queries.rows import found

NOBODY = Actor.system().account_id


class JobQueries:
    """`changed` are the accounts whose jobs have changed; the store publishes them on commit."""

    def __init__(self) -> None:
        self.changed: set[str] = set()

    async def add(self, job: Job, key: str | None = None) -> Job:
        """Of two that come under one key at once, the unique key lets one in."""
        row = JobRow(
            id=job.id,
            kind=job.kind,
            arguments=dict(job.arguments),
            asked_by=job.asked_by,
            created_at=job.created_at,
            key=key,
        )
        await JobRow.bulk_create([row], ignore_conflicts=True)
        self.changed.add(job.asked_by)
        ours = Q(asked_by=job.asked_by, key=key) if key else Q(id=job.id)
        return _job(found(await JobRow.filter(ours).first()))

    async def get(self, job_id: str) -> Job:
        return _job(found(await JobRow.get_or_none(id=job_id)))

    async def asked(self, job_id: str, account_id: str) -> Job:
        return _job(found(await JobRow.get_or_none(id=job_id, asked_by=account_id)))

    async def of(self, account_id: str, limit: int = 20) -> list[Job]:
        rows = JobRow.filter(asked_by=account_id).order_by("-created_at", "-id").limit(limit)
        return [_job(row) for row in await rows]

    async def news(self, account_id: str, limit: int = 5) -> list[JobNews]:
        rows = JobRow.filter(asked_by=account_id).order_by("-created_at", "-id").limit(limit)
        columns = rows.values_list("id", "progress_percent", "finished_at")
        return [JobNews(id_, percent, at is not None) for id_, percent, at in await columns]

    async def unfinished(self, account_id: str) -> int:
        """Who asks twice at once waits on the account's row; SQLite lets one in at a time."""
        await AccountRow.filter(id=account_id).select_for_update(no_key=True)
        return await JobRow.filter(asked_by=account_id, finished_at__isnull=True).count()

    async def stand(self, kind: str, now: datetime) -> None:
        row = JobRow(id=kind, kind=kind, arguments={}, asked_by=NOBODY, created_at=now)
        await JobRow.bulk_create([row], ignore_conflicts=True)
        anew: dict[str, Any] = {"leased_by": None, "leased_until": None, "due_at": now}
        await JobRow.filter(id=kind).update(**anew, attempts=0)

    async def is_due(self, kinds: Collection[str], now: datetime) -> bool:
        return await _due(kinds, now).exists()

    async def take(
        self, kinds: Collection[str], holder: str, now: datetime, until: datetime
    ) -> Job | None:
        """Pass over what another transaction is just taking; SQLite lets one in at a time."""
        waiting = _due(kinds, now).order_by("created_at", "id")
        if (row := await waiting.select_for_update(skip_locked=True).first()) is None:
            return None
        row.attempts += 1
        taken = {"leased_by": holder, "leased_until": until, "attempts": row.attempts}
        await JobRow.filter(id=row.id).update(**taken)
        return _job(row)

    async def progress(self, job_id: str, holder: str, percent: int, until: datetime) -> bool:
        return await self._change(job_id, holder, progress_percent=percent, leased_until=until)

    async def rest(self, job_id: str, holder: str, due_at: datetime, *, is_well: bool) -> bool:
        anew: dict[str, Any] = {"attempts": 0} if is_well else {}
        let_go: dict[str, Any] = {"due_at": due_at, "leased_by": None, "leased_until": None}
        return await self._change(job_id, holder, **let_go, **anew)

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
        done: dict[str, Any] = {"finished_at": now, "result_key": result_key, "error": error}
        if error is None:
            done["progress_percent"] = 100
        told = dict(outcome) if outcome is not None else None
        return await self._change(job_id, holder, **done, outcome=told)

    async def _change(self, job_id: str, holder: str, **columns: Any) -> bool:
        held = JobRow.filter(id=job_id, leased_by=holder, finished_at__isnull=True)
        if not await held.update(**columns):
            return False
        self.changed |= set(await _accounts(JobRow.filter(id=job_id)))
        return True

    async def settle(self, job_id: str, outcome: Mapping[str, Any]) -> bool:
        open_ = JobRow.filter(id=job_id, finished_at__isnull=True, outcome__isnull=True)
        return await open_.update(outcome=dict(outcome)) == 1

    async def cancel(self, job_id: str, account_id: str, now: datetime) -> bool:
        self.changed.add(account_id)
        open_ = JobRow.filter(id=job_id, finished_at__isnull=True, outcome__isnull=True)
        ours = open_.filter(asked_by=account_id)
        return await ours.update(finished_at=now, error=CANCELLED) == 1

    async def begin_again(self, job_id: str, account_id: str) -> bool:
        self.changed.add(account_id)
        ended = JobRow.filter(id=job_id, asked_by=account_id, finished_at__isnull=False)
        anew: dict[str, Any] = {"finished_at": None, "error": None, "outcome": None}
        anew |= {"leased_by": None, "leased_until": None, "due_at": None}
        anew |= {"progress_percent": 0, "attempts": 0}
        return await ended.filter(result_key__isnull=True).update(**anew) == 1

    async def forget_results(self, before: datetime) -> int:
        old = JobRow.filter(finished_at__lt=before, result_key__isnull=False)
        self.changed |= set(await _accounts(old))
        return await old.update(result_key=None, outcome=None)

    async def forget(self, before: datetime) -> int:
        return await JobRow.filter(finished_at__lt=before, result_key__isnull=True).delete()

    async def file_keys(self, job_ids: Collection[str]) -> set[str]:
        rows = await JobRow.filter(id__in=set(job_ids))
        needed = [_job(row) for row in rows if _needs_files(row)]
        made = {job.result_key or job.files_key for job in needed}
        return made | {job.input_key.rpartition("-")[0] for job in needed}


def _needs_files(row: JobRow) -> bool:
    return row.result_key is not None or row.finished_at is None


def _due(kinds: Collection[str], now: datetime) -> QuerySet[JobRow]:
    free = Q(Q(leased_until__isnull=True), Q(leased_until__lte=now), join_type=Q.OR)
    due = Q(Q(due_at__isnull=True), Q(due_at__lte=now), join_type=Q.OR)
    return JobRow.filter(free, due, finished_at__isnull=True, kind__in=set(kinds))


async def _accounts(rows: QuerySet[JobRow]) -> list[str]:
    return list(await rows.values_list("asked_by", flat=True))  # type: ignore[arg-type]


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
        outcome=row.outcome,
        due_at=row.due_at,
        attempts=row.attempts,
    )
