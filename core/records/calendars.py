"""The links to people's calendars."""

from typing import Protocol

from core.domain.calendars import Calendar


class Calendars(Protocol):
    async def get(self, account_id: str) -> Calendar:
        """Return the calendar; one that never had a link is not open."""

    async def save(self, calendar: Calendar) -> None: ...
