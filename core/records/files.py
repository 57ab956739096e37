"""Files by their content, as use cases read and write them; what they show is told elsewhere."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol


class FileRecords(Protocol):
    async def forget(self, before: datetime, limit: int) -> int:
        """Forget some of the files that nothing has named since before then; return how many."""

    async def known(self, names: Collection[str]) -> set[str]:
        """Return which of these names of what lies there belong to a file."""
