"""A unit's wish to set a row differently: what is to stand, and what was seen before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from core.domain.errors import NotFound, Refusal
from core.domain.rulebook.books import Books
from core.domain.rulebook.checking import check_entry
from core.domain.rulebook.entries import is_addition
from core.domain.rulebook.own import OwnRow, RulebookChanged

LONGEST_SOURCE = 180


class RuleUnchanged(Refusal):
    """The row says all of it already."""

    code = "rule-unchanged"


class RulePreviewOld(Refusal):
    """What was shown is no longer what would happen: other rules, another day, or never ready."""

    code = "rule-preview-old"
    status = 409


@dataclass(frozen=True, slots=True)
class RowChange:
    """What the row of a year is to say; without `values` the shipped row stands again.

    `values` are those that differ, as the year's file would write them; `seen` is the version of
    the unit's row that the person had before them, 0 before its first.
    """

    year: int
    table: str
    code: str
    values: Mapping[str, Any] | None
    seen: int
    source: str = ""
    reason: str = ""

    def before(self, books: Books, unit_id: str) -> OwnRow:
        """Return the unit's row as it is. Raises RulebookChanged if it is not the one seen."""
        empty = OwnRow(unit_id, self.year, self.table, self.code, None)
        before = books.row(self.year, self.table, self.code) or empty
        if before.version != self.seen:
            raise RulebookChanged
        return before

    def after(self, before: OwnRow, by: str, at: datetime) -> OwnRow:
        """Return the unit's row as it is to be."""
        return replace(before, values=self.values, source=self.source, by=by, at=at)

    def is_made(self, books: Books, by: str) -> bool:
        """Return whether the very same person has made this very change already."""
        row = books.row(self.year, self.table, self.code)
        wanted = (self.seen + 1, by, self.values, self.source)
        return row is not None and (row.version, row.by, row.values, row.source) == wanted

    def digest(self, books: Books, today: date) -> str:
        """Return what says that the change does what it would have done when it was looked at.

        Credits that come and go meanwhile are counted by the new rules anyway.
        """
        rows = sorted((row.key, row.version) for row in books.own)
        seen = (rows, self.year, self.table, self.code, self.values, self.source, today)
        return sha256(repr(seen).encode()).hexdigest()[:32]


def check_change(books: Books, before: OwnRow, after: OwnRow, today: date) -> Books:
    """Return the books as they are to be; refuse what cannot stand, or was never set.

    Raises NotFound, and what `Books.with_row` and `check_entry` do.
    """
    if after.year > today.year + 1 or before.values is after.values is None:
        raise NotFound(what=after.code)
    is_last = is_addition(after.table, after.code) and after.values is None
    if is_last and "names" not in books.beneath(*after.key):
        raise NotFound(what=after.code)
    changed = books.with_row(after)
    for book in changed.since(after.year):
        check_entry(book, after.table, after.code)
    return changed
