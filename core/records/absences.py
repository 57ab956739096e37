"""Excuses from cycles, and guests of them: whom the scans say nothing about."""

from typing import Protocol

from core.domain.attendance.excuses import Excuse
from core.domain.attendance.guests import Guest


class Excuses(Protocol):
    """Cycles bring theirs along; here they are written."""

    async def set(self, excuse: Excuse) -> None:
        """Keep an excuse in the place of an earlier one."""

    async def withdraw(self, cycle_id: str, staff_id: str) -> bool: ...


class Guests(Protocol):
    async def of(self, cycle_id: str) -> list[Guest]: ...
    async def get(self, guest_id: str) -> Guest: ...
    async def add(self, guest: Guest) -> None: ...
    async def remove(self, guest_id: str) -> None: ...
