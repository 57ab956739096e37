"""Excuses from cycles, and guests of them."""

from collections.abc import Collection
from dataclasses import asdict

from core.domain.attendance.excuses import Excuse
from core.domain.attendance.guests import Guest
from storage.models import ExcuseRow, GuestRow
from storage.queries.rows import found
from storage.queries.uncounted import mark_cycles


class ExcuseQueries:
    async def set(self, excuse: Excuse) -> None:
        await ExcuseRow.bulk_create(
            [ExcuseRow(**asdict(excuse))],
            on_conflict=["cycle_id", "staff_id"],
            update_fields=["reason", "at"],
        )
        await mark_cycles([excuse.cycle_id])

    async def withdraw(self, cycle_id: str, staff_id: str) -> bool:
        await mark_cycles([cycle_id])
        return bool(await ExcuseRow.filter(cycle_id=cycle_id, staff_id=staff_id).delete())


class GuestQueries:
    async def of(self, cycle_id: str) -> list[Guest]:
        """Return the guests in the order they were noted."""
        rows = await GuestRow.filter(cycle_id=cycle_id).order_by("noted_at", "id")
        return [_guest(row) for row in rows]

    async def get(self, guest_id: str) -> Guest:
        return _guest(found(await GuestRow.get_or_none(id=guest_id)))

    async def add(self, guest: Guest) -> None:
        await GuestRow.create(**asdict(guest))

    async def remove(self, guest_id: str) -> None:
        await GuestRow.filter(id=guest_id).delete()


def _guest(row: GuestRow) -> Guest:
    return Guest(row.id, row.cycle_id, row.name, row.workplace, row.noted_at)


async def let_go_of_people(cycle_ids: Collection[str]) -> None:
    """Forget who is excused from cycles that are given up, and who was their guest."""
    await ExcuseRow.filter(cycle_id__in=cycle_ids).delete()
    await GuestRow.filter(cycle_id__in=cycle_ids).delete()
