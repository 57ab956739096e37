"""What was read of files, and which are still to be read."""

from collections.abc import Collection
from datetime import datetime, timedelta

from tortoise.expressions import F, Q

from core.domain.credits.readings import Reading, ReadingStage, ReadValue
from core.records.readings import Arrived, Taken
from storage.models import EvidenceRow, LikenessRow, ReadingRow
from storage.queries.credits.evidence import evidence_of
from storage.queries.credits.rows import reading_of

MOMENT = timedelta(microseconds=1)
WAITING = Q(stage=ReadingStage.WAITING.value)


class ReadingQueries:
    """`changed` are those for whom something was read; the store publishes them on commit."""

    def __init__(self) -> None:
        self.changed: set[str] = set()

    async def ask(self, evidence_id: str, account_id: str, at: datetime) -> None:
        await ReadingRow.create(
            evidence_id=evidence_id,
            account_id=account_id,
            stage=ReadingStage.WAITING.value,
            asked_at=at,
            found=[],
            codes=[],
        )

    async def is_waiting(self) -> bool:
        return await ReadingRow.filter(WAITING).exists()

    async def take(self) -> Taken | None:
        rows = ReadingRow.filter(WAITING).order_by("attempts", "asked_at", "evidence_id")
        row = await rows.select_related("evidence").first()
        if row is None:
            return None
        await ReadingRow.filter(evidence_id=row.evidence_id).update(attempts=F("attempts") + 1)
        return Taken(evidence_of(row.evidence), row.attempts + 1)

    async def of_content(self, sha256: str) -> Reading | None:
        kept = ReadingRow.filter(stage=ReadingStage.READ.value, evidence__sha256=sha256)
        row = await kept.first()
        return reading_of(row.evidence_id, row.stage, row.found, row.codes) if row else None

    async def save(self, reading: Reading, at: datetime) -> None:
        held = ReadingRow.filter(evidence_id=reading.evidence_id)
        row = await held.select_for_update().get_or_none()
        if row is None:
            return
        before = await self.news(row.account_id)
        if before and at <= before:  # the clock was put back, or has not moved
            at = before + MOMENT
        await held.update(
            stage=reading.stage.value,
            found=[_kept(value) for value in reading.values],
            codes=list(reading.codes),
            paper=reading.paper,
            read_at=at,
        )
        if reading.stage is ReadingStage.READ:
            either = Q(evidence_id=reading.evidence_id) | Q(other_id=reading.evidence_id)
            await LikenessRow.filter(either).delete()
            await EvidenceRow.filter(id=reading.evidence_id).update(compared=False)
        self.changed.add(row.account_id)

    async def news(self, account_id: str) -> datetime | None:
        rows = ReadingRow.filter(account_id=account_id, read_at__isnull=False)
        row = await rows.order_by("-read_at").first()
        return row.read_at if row else None

    async def untold(self, limit: int) -> list[Arrived]:
        rows = ReadingRow.filter(told=False, read_at__isnull=False).order_by("read_at")
        return [
            Arrived(row.evidence_id, row.evidence.credit_id, row.account_id)
            for row in await rows.select_related("evidence").limit(limit)
        ]

    async def set_told(self, evidence_ids: Collection[str]) -> None:
        await ReadingRow.filter(evidence_id__in=set(evidence_ids)).update(told=True)


def _kept(value: ReadValue) -> dict[str, object]:
    return {
        "field": value.field.value,
        "text": value.text,
        "value": value.value,
        "place": list(value.place),
        "is_sure": value.is_sure,
    }
