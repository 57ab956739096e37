"""Which process leads."""

from datetime import datetime
from typing import Protocol


class Leadership(Protocol):
    async def take(self, holder: str, now: datetime, until: datetime) -> bool:
        """Take the lead if it is free, has run out, or is the holder's already."""

    async def leave(self, holder: str) -> None: ...
