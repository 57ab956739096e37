"""The links to people's calendars."""

from dataclasses import asdict

from core.domain.calendars import Calendar
from storage.models import CalendarRow


class CalendarQueries:
    async def get(self, account_id: str) -> Calendar:
        row = await CalendarRow.get_or_none(account_id=account_id)
        return Calendar(account_id, row.number, row.is_open) if row else Calendar(account_id)

    async def save(self, calendar: Calendar) -> None:
        await CalendarRow.bulk_create(
            [CalendarRow(**asdict(calendar))],
            on_conflict=["account_id"],
            update_fields=["number", "is_open"],
        )
