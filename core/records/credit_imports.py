"""Imports of credits that were recognised elsewhere."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from core.domain.credits.credit import Credit
from core.domain.credits.taken_over import CreditImport
from core.domain.credits.twins import KnownCredit
from core.domain.lists import Slice, Window


class CreditImports(Protocol):
    async def get(self, import_id: str) -> CreditImport:
        """Raises NotFound."""

    async def hold(self, import_id: str) -> CreditImport:
        """Read an import that nobody else may take back until the transaction ends."""

    async def page(self, unit_id: str, window: Window) -> Slice[CreditImport]:
        """Return a page of a unit's imports, the newest first."""

    async def count(self, unit_id: str) -> int:
        """Return how many imports a unit has made, MOST_COUNTED + 1 at most."""

    async def with_file(self, unit_id: str, sha256: str) -> CreditImport | None:
        """Return the unit's last import of this very file that was not taken back."""

    async def known(self, staff_ids: Collection[str]) -> list[KnownCredit]:
        """Return what is here of these people: all credits but drafts and what was rejected."""

    async def add(self, made: CreditImport, credits: list[Credit]) -> None:
        """Keep an import with its credits, which count from now on, and name its file."""

    async def credits(self, import_id: str) -> list[Credit]:
        """Return the credits of an import, wherever their people work by now."""

    async def take_back(self, import_id: str, by: str, reason: str, at: datetime) -> None:
        """Remove an import's credits, and note who took it back, when and why."""
