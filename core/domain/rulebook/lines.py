"""The rows of a year as people browse them (manual 7.1): what each says, and where it is from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.errors import NotFound
from core.domain.rulebook.blanks import BLANKS, Blank, blanks_of, texts_of
from core.domain.rulebook.books import Books
from core.domain.rulebook.entries import is_addition, new_entry
from core.domain.rulebook.own import CLOSED, code_of
from core.domain.rulebook.rules import OFFICIAL, Rulebook

UNSURE = "L"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One row; `texts` are its values as they are typed, by blank.

    `is_own` says that the unit has set a value itself, of whatever source. `sources` are those of
    single values that come from elsewhere than the row.
    """

    table: str
    code: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    source: str
    sources: Mapping[str, str]
    confidence: str
    is_own: bool
    needs_confirmation: bool
    blanks: Sequence[Blank] = ()
    is_closed: bool = False

    @property
    def is_official(self) -> bool:
        """Whether an official text says so, so that another value needs another text."""
        return self.confidence == OFFICIAL


def lines_of(books: Books, year: int) -> dict[str, list[RuleLine]]:
    """Return the rows of a year that a unit may set differently, by table."""
    return {
        table: [line_of(books, year, table, code_of(table, row), row) for row in rows]
        for table, rows in books.written(year).items()
        if table in BLANKS
    }


def line_as_it_stands(books: Books, year: int, table: str, code: str) -> RuleLine:
    """Return one row of a year; an entry that is not added yet is empty.

    Raises NotFound for what no file has.
    """
    for row in books.written(year).get(table, ()):
        if code_of(table, row) == code:
            return line_of(books, year, table, code, row)
    if is_addition(table, code):
        return line_of(books, year, table, code, new_entry(table, code))
    raise NotFound(what=code)


def line_of(books: Books, year: int, table: str, code: str, row: Mapping[str, Any]) -> RuleLine:
    """Return one row of a year as it stands in a unit."""
    book = books.of(year)
    sources = {
        name: one["source"]
        for name, one in row.get("sources", {}).items()
        if name != CLOSED and one["source"] != row["source"]
    }
    return RuleLine(
        table=table,
        code=code,
        names=row.get("names") or _standard_names(book, table, code),
        texts=texts_of(table, row),
        source=row["source"],
        sources=sources,
        confidence=row["confidence"],
        is_own=(table, code) in book.own,
        needs_confirmation=bool(row.get("needs_confirmation")),
        blanks=blanks_of(table, row),
        is_closed=(table, code) in book.closed,
    )


def _standard_names(book: Rulebook, table: str, code: str) -> Mapping[str, str]:
    """Return what a standard is called: its level, and the kind of staff if it is for one.

    An entry that is not added yet has no name.
    """
    if table != "standards":
        return {}
    level, _, kind = code.partition("/")
    names = dict(book.levels)[level]
    if not kind:
        return names
    kinds = book.item("staff-kinds", kind)
    return {language: f"{name} · {kinds[language]}" for language, name in names.items()}
