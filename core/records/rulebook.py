"""The rulebooks of units, as use cases read them and change their own rows."""

from collections.abc import Collection
from typing import Protocol

from core.domain.rulebook import Books, OwnRow
from core.domain.rulebook.rules import Rulebook


class Rulebooks(Protocol):
    """The shipped rules with a unit's own rows over them, as they stand at this moment."""

    async def of(self, unit_id: str, year: int) -> Rulebook: ...
    async def books(self, unit_id: str) -> Books:
        """Return a unit's rulebooks of all years, for what spans several."""


class RulebookRecords(Rulebooks, Protocol):
    async def some(self, unit_ids: Collection[str]) -> dict[str, Books]:
        """Return the rulebooks of several units, by unit."""

    async def hold(self, unit_id: str) -> None:
        """Let nobody else change the unit's rules, nor count by them, until the transaction ends.

        It waits for those who count by them now. Taken before any person-year.
        """

    async def units(self) -> list[str]:
        """Return the units that have rows of their own."""

    async def save(self, row: OwnRow) -> OwnRow:
        """Write an own row and return it with its new version. Raises RulebookChanged."""
