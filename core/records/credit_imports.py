"""Imports of credits that were recognised elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.credits.credit import Credit
from core.domain.credits.taken_over import CreditImport, ImportKind
from core.domain.credits.twins import KnownCredit
from core.domain.lists import Slice, Window


@dataclass(frozen=True, slots=True)
class ImportFilter:
    """Whose imports of which kind; without a department the unit's whole, else also by whom."""

    unit_id: str
    kind: ImportKind
    department_id: str = ""
    entered_by: str = ""


class CreditImports(Protocol):
    async def get(self, import_id: str, kind: ImportKind) -> CreditImport:
        """Raises NotFound, where it is of the other kind, too."""

    async def hold(self, import_id: str) -> CreditImport:
        """Read an import that nobody else may take back until the transaction ends."""

    async def page(self, wanted: ImportFilter, window: Window) -> Slice[CreditImport]:
        """Return a page of imports, the newest first."""

    async def count(self, wanted: ImportFilter) -> int:
        """Return how many imports there are, MOST_COUNTED + 1 at most."""

    async def with_file(self, wanted: ImportFilter, sha256: str) -> CreditImport | None:
        """Return the last import of this very file that was not taken back."""

    async def known(self, staff_ids: Collection[str]) -> list[KnownCredit]:
        """Return what is here of these people: all credits but drafts and what was rejected."""

    async def add(self, made: CreditImport, credits: Sequence[Credit]) -> None:
        """Keep an import with its credits, and name its file; what was taken over counts."""

    async def credits(self, import_id: str) -> list[Credit]:
        """Return the credits of an import, wherever their people work by now."""

    async def take_back(self, import_id: str, by: str, reason: str, at: datetime) -> None:
        """Remove an import's credits, and note who took it back, when and why."""
