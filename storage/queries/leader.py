"""Which process leads."""

from datetime import datetime

from tortoise.expressions import Q

from core.domain.errors import Refusal
from storage.models import LeaderRow
from storage.queries.rows import unless_taken

THE_ROW = 1


class LeaderQueries:
    async def take(self, holder: str, now: datetime, until: datetime) -> bool:
        free = Q(holder=holder) | Q(until__lt=now)
        if await LeaderRow.filter(free, id=THE_ROW).update(holder=holder, until=until):
            return True
        if await LeaderRow.exists(id=THE_ROW):
            return False
        try:
            async with unless_taken(Refusal()):
                await LeaderRow.create(id=THE_ROW, holder=holder, until=until)
        except Refusal:
            return False
        return True

    async def leave(self, holder: str) -> None:
        await LeaderRow.filter(id=THE_ROW, holder=holder).delete()
