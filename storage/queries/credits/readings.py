"""What was read of files, and which are still to be read."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from tortoise.expressions import F, Q

from core.domain.credits.credit import Credit, Stage
from core.domain.credits.readings import Place, ReadField, Reading, ReadingStage, ReadValue
from core.ports import Clock
from core.records.readings import Taken
from storage.models import EvidenceRow, LikenessRow, ReadingRow
from storage.queries.credits.evidence import evidence_of
from storage.queries.credits.rows import credit_of
from storage.queries.rows import sharing

WAITING = Q(stage=ReadingStage.WAITING.value)


class ReadingQueries:
    """`changed` are those for whom something was read; the store publishes them on commit."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.changed: set[str] = set()

    async def of(self, evidence_ids: Sequence[str]) -> list[Reading]:
        rows = await sharing(ReadingRow, "evidence_id", set(evidence_ids))
        return [
            _reading(rows[one][0]) if rows[one] else Reading(one, ReadingStage.OFF)
            for one in evidence_ids
        ]

    async def ask(self, evidence_id: str, account_id: str) -> None:
        await ReadingRow.create(
            evidence_id=evidence_id,
            account_id=account_id,
            stage=ReadingStage.WAITING.value,
            asked_at=self._clock.now(),
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
        return _reading(row) if row else None

    async def save(self, reading: Reading) -> None:
        held = ReadingRow.filter(evidence_id=reading.evidence_id)
        row = await held.select_for_update().get_or_none()
        if row is None:
            return
        await held.update(
            stage=reading.stage.value,
            found=[_kept(value) for value in reading.values],
            codes=list(reading.codes),
            paper=reading.paper,
            read_at=self._clock.now(),
        )
        if reading.stage is ReadingStage.READ:
            either = Q(evidence_id=reading.evidence_id) | Q(other_id=reading.evidence_id)
            await LikenessRow.filter(either).delete()
            await EvidenceRow.filter(id=reading.evidence_id).update(compared=False)
        self.changed.add(row.account_id)

    async def same_paper(self, evidence_ids: Collection[str]) -> Mapping[str, list[Credit]]:
        own = {
            row.evidence_id: row.paper
            for row in await ReadingRow.filter(
                evidence_id__in=set(evidence_ids), paper__isnull=False
            )
        }
        if not own:
            return {}
        others = ReadingRow.filter(
            ~Q(evidence__credit__stage=Stage.DRAFT.value), paper__in=set(own.values())
        ).select_related("evidence__credit")
        found: dict[str | None, list[Credit]] = defaultdict(list)
        for row in await others.order_by("asked_at", "evidence_id"):
            found[row.paper].append(credit_of(row.evidence.credit))
        return {one: found[paper] for one, paper in own.items()}

    async def news(self, account_id: str) -> datetime | None:
        rows = ReadingRow.filter(account_id=account_id, read_at__isnull=False)
        row = await rows.order_by("-read_at").first()
        return row.read_at if row else None

    async def untold(self, limit: int) -> list[Reading]:
        rows = ReadingRow.filter(told=False, read_at__isnull=False).order_by("read_at")
        return [_reading(row) for row in await rows.limit(limit)]

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


def _reading(row: ReadingRow) -> Reading:
    return Reading(
        evidence_id=row.evidence_id,
        stage=ReadingStage(row.stage),
        values=tuple(
            ReadValue(
                ReadField(one["field"]),
                one["text"],
                one["value"],
                Place(*one["place"]),
                one["is_sure"],
            )
            for one in row.found
        ),
        codes=tuple(row.codes),
        read_at=row.read_at,
    )
