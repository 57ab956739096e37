"""One unit's rulebooks, year by year: the shipped files with the unit's own rows over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from core.domain.errors import NotFound
from core.domain.rulebook.entries import is_addition, rows_of
from core.domain.rulebook.faults import OwnRowFault, RulebookFault
from core.domain.rulebook.loading import load
from core.domain.rulebook.own import CHANGEABLE, OwnRow, SourceNeeded, row_below
from core.domain.rulebook.pages import read_pages
from core.domain.rulebook.rules import Rulebook


@dataclass(frozen=True)
class Books:
    """`shipped` are the texts of the files by name, `own` the rows of one unit.

    `elsewhere` are entries that other units have added: whoever comes from there brings them along.
    """

    shipped: Mapping[str, str]
    own: tuple[OwnRow, ...] = ()
    elsewhere: tuple[OwnRow, ...] = ()

    def of(self, year: int) -> Rulebook:
        """Return the rules of a year, or for a year without any those nearest before it.

        Whoever shows them compares: `of(2031).year` is the year whose rules are used instead.
        Before the first file, the first is used. Raises RulebookFault when a row is bad.
        """
        return self._years[
            max((known for known in self._years if known <= year), default=min(self._years))
        ]

    def since(self, year: int) -> list[Rulebook]:
        """Return the rules of a year and of later ones, which take over what is set there."""
        later = [book for then, book in self._years.items() if then > year]
        return [self.of(year), *later]

    def row(self, year: int, table: str, code: str) -> OwnRow | None:
        """Return what the unit has written of a row in a year, be it withdrawn."""
        return next((row for row in self.own if row.key == (year, table, code)), None)

    def beneath(self, year: int, table: str, code: str) -> Mapping[str, Any]:
        """Return a row as a file would write it, the unit's own one of this year left out.

        Raises NotFound for what no file has.
        """
        row = OwnRow("", year, table, code, None)
        if year < self.first_year or table not in CHANGEABLE:
            raise NotFound(what=code)
        if found := row_below(self.written(year, without=row)[table], row):
            return found
        raise NotFound(what=code)

    def written(
        self, year: int, without: OwnRow | None = None
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Return the rows of a year, by table, as its file would write them for this unit."""
        own = [one for one in self.own if without is None or one.key != without.key]
        pages = read_pages(self.shipped, [], own)
        page = pages[max((one for one in pages if one <= year), default=min(pages))]
        return {table: rows_of(table, page.tables[table][1]) for table in CHANGEABLE}

    @property
    def first_year(self) -> int:
        return min(self._years)

    def with_row(self, row: OwnRow) -> "Books":
        """Return the books with one more own row, in place of the one before it.

        Raises NotFound for what no file has, OwnRowFault for what no file may say,
        SourceNeeded where what an official text says is changed and no other text is named.
        """
        if row.table not in CHANGEABLE or row.year < self.first_year:
            raise NotFound(what=row.table)
        if not self._has(row):
            raise NotFound(what=row.code)
        others = (one for one in self.own if one.key != row.key)
        after = replace(self, own=(*others, row))
        try:
            is_official = after.of(row.year).is_own(row.table, row.code)
        except RulebookFault as refusal:
            raise OwnRowFault(refusal.faults) from refusal
        if is_official and not row.source:
            raise SourceNeeded
        return after

    def _has(self, row: OwnRow) -> bool:
        code = row.code.partition("/")[0] if row.table == "standards" else row.code
        if is_addition(row.table, row.code):
            return True
        return self.of(row.year).has(row.table, code)

    @cached_property
    def _years(self) -> dict[int, Rulebook]:
        return load(self.shipped, self.own, self.elsewhere)
