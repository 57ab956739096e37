"""People's records of years, written together with what the register says of them now."""

from collections.abc import Collection, Sequence
from typing import Protocol

from core.domain.register import Staff, YearRecord


class YearRecords(Protocol):
    """Whoever writes holds the people first, then the years in which the records stand."""

    async def hold(self, staff_ids: Collection[str]) -> dict[str, int]:
        """Take people until the transaction ends: nobody else changes them or their records.

        Returns their versions.
        """

    async def put(self, records: Sequence[YearRecord]) -> None:
        """Write records, each in the place of the one of its year, if there is one."""

    async def remove(self, staff_id: str, year: int) -> None: ...
    async def follow(self, people: Sequence[Staff]) -> None:
        """Write the title, its day and the status that people have now, as their next version."""
