"""Scans read back, and the organiser's marks. Check-ins are written by `storage.check_ins`."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.functions import Max, Min

from core.domain.attendance.check_in import ScanMethod
from core.domain.attendance.presence import Scan, Stay
from core.domain.attendance.schedules import Phase
from core.domain.errors import Refusal
from core.domain.trainings.training import Cycle
from core.records.attendance import Mark
from storage.instants import moment_of, ms_of
from storage.models import AttendanceRow, CycleRow, ScanRow
from storage.queries.rows import unless_taken
from storage.queries.uncounted import mark_cycles

SCAN = (
    *("id", "cycle_id", "staff_id", "phase", "at_ms", "received_ms", "judged_ms", "way"),
    *("device", "ip", "device_ms", "kept", "by_account", "reason"),
)
BATCH = 1000


class AlreadyMarked(Refusal):
    """There is a scan of that phase already."""

    code = "already-marked"
    status = 409


class AttendanceQueries:
    async def scans(self, cycle_ids: Collection[str], staff_id: str | None = None) -> list[Scan]:
        """Return the scans of cycles in the order they came; those of one person only."""
        rows = ScanRow.filter(cycle_id__in=sorted(cycle_ids)).order_by("id")
        theirs = rows.filter(staff_id=staff_id) if staff_id else rows
        return [_scan(row) for row in await theirs.values(*SCAN)] if cycle_ids else []

    async def stays(self, cycle_ids: Collection[str]) -> list[Stay]:
        """Return first sign-ins and last sign-outs, worked out by the database."""
        rows = ScanRow.filter(cycle_id__in=sorted(cycle_ids)).annotate(
            came=Min("id"),
            signed_in=Min("at_ms", _filter=Q(phase=Phase.SIGN_IN.value)),
            signed_out=Max("at_ms", _filter=Q(phase=Phase.SIGN_OUT.value)),
        )
        grouped = rows.group_by("cycle_id", "staff_id").order_by("came")
        lines = await grouped.values_list("cycle_id", "staff_id", "signed_in", "signed_out", "came")
        return [
            Stay(cycle_id, staff_id, _moment(signed_in), _moment(signed_out))
            for cycle_id, staff_id, signed_in, signed_out, _ in lines
        ]

    async def mark(self, mark: Mark, now: datetime) -> bool:
        """Note by hand what was not scanned; False when there is a scan of that phase already."""
        try:
            async with unless_taken(AlreadyMarked()):
                await _kept(mark).save()
        except AlreadyMarked:
            return False
        await _scanned(mark, now).save()
        await mark_cycles([mark.cycle_id])
        return True

    async def mark_many(self, marks: Collection[Mark], now: datetime) -> None:
        rows = [_kept(mark) for mark in marks]
        await AttendanceRow.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        await ScanRow.bulk_create([_scanned(mark, now) for mark in marks], batch_size=BATCH)
        await mark_cycles({mark.cycle_id for mark in marks})

    async def unmark(self, cycle_id: str, staff_id: str, phase: Phase) -> bool:
        """Take a mark by hand back; False when there is none."""
        theirs = ScanRow.filter(cycle_id=cycle_id, staff_id=staff_id, phase=phase.value)
        if not await theirs.filter(way=ScanMethod.HAND.value).delete():
            return False
        first = await theirs.order_by("id").first()
        row = AttendanceRow.filter(cycle_id=cycle_id, staff_id=staff_id, phase=phase.value)
        if first is None:
            await row.delete()
        else:
            await row.update(at_ms=first.at_ms)
        await mark_cycles([cycle_id])
        return True

    async def elsewhere(self, cycle: Cycle) -> set[str]:
        here = Subquery(AttendanceRow.filter(cycle_id=cycle.id).values("staff_id"))
        theirs = ScanRow.filter(staff_id__in=here, phase=Phase.SIGN_IN.value)
        # Asked of each cycle that these people came to: many are held at one time.
        same_time = CycleRow.filter(
            id=RawSQL("scan.cycle_id"), starts_at__lt=cycle.ends_at, ends_at__gt=cycle.starts_at
        )
        rows = theirs.filter(cycle_id__not=cycle.id, cycle_id__in=Subquery(same_time.values("id")))
        return set(await rows.values_list("staff_id", flat=True))  # type: ignore[arg-type]


def _kept(mark: Mark) -> AttendanceRow:
    return AttendanceRow(
        cycle_id=mark.cycle_id,
        staff_id=mark.staff_id,
        phase=mark.phase.value,
        at_ms=ms_of(mark.at),
    )


def _scanned(mark: Mark, now: datetime) -> ScanRow:
    return ScanRow(
        cycle_id=mark.cycle_id,
        staff_id=mark.staff_id,
        phase=mark.phase.value,
        at_ms=ms_of(mark.at),
        received_ms=ms_of(now),
        judged_ms=ms_of(now),
        way=ScanMethod.HAND.value,
        entry_key=uuid4().hex,
        device="",
        ip="",
        kept=False,
        by_account=mark.by,
        reason=mark.reason,
    )


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else moment_of(ms)


def _scan(row: Mapping[str, Any]) -> Scan:
    return Scan(
        number=row["id"],
        cycle_id=row["cycle_id"],
        staff_id=row["staff_id"],
        phase=Phase(row["phase"]),
        at=moment_of(row["at_ms"]),
        received_at=moment_of(row["received_ms"]),
        judged_at=moment_of(row["judged_ms"]),
        way=ScanMethod(row["way"]),
        device=row["device"],
        ip=row["ip"],
        device_at=_moment(row["device_ms"]),
        kept=bool(row["kept"]),
        by=row["by_account"],
        reason=row["reason"],
    )
