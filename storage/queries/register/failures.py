"""What has failed, and how often; known by a keyed hash only."""

from datetime import datetime

from core.domain.limits import Failures
from storage.models import FailureRow
from storage.protection import Protection

CONTEXT = "failure"


class FailureQueries:
    def __init__(self, protection: Protection) -> None:
        self._protection = protection

    async def of(self, key: str, now: datetime) -> Failures:
        row = await FailureRow.get_or_none(key_index=self._index(key))
        return _failures(row, now)

    async def hold(self, key: str, now: datetime) -> Failures:
        """Return the failures with their row locked; one without failures gets a row first."""
        index = self._index(key)
        fresh = FailureRow(key_index=index, count=0, open_at=now, until=now)
        await FailureRow.bulk_create([fresh], ignore_conflicts=True)
        row = await FailureRow.filter(key_index=index).select_for_update().first()
        return _failures(row, now)

    async def save(self, key: str, failures: Failures, until: datetime) -> None:
        row = FailureRow.filter(key_index=self._index(key))
        await row.update(count=failures.count, open_at=failures.open_at, until=until)

    async def forget(self, key: str) -> None:
        await FailureRow.filter(key_index=self._index(key)).delete()

    async def sweep(self, now: datetime) -> int:
        return await FailureRow.filter(until__lte=now).delete()

    def _index(self, key: str) -> str:
        return self._protection.index(key, CONTEXT)


def _failures(row: FailureRow | None, now: datetime) -> Failures:
    if row is None or row.until <= now:
        return Failures(0, now)
    return Failures(row.count, row.open_at)
