"""From the texts of the rulebook's files to one rulebook a year; no disk here."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from core.domain.rulebook.disciplines import read_disciplines
from core.domain.rulebook.entries import CLOSABLE
from core.domain.rulebook.faults import Fault, RulebookFault
from core.domain.rulebook.own import OwnRow, code_of
from core.domain.rulebook.pages import LISTS, Page, read_pages, with_known
from core.domain.rulebook.rows import Row
from core.domain.rulebook.rules import Discipline, Rulebook, Source, Standard, Title
from core.domain.rulebook.tables import (
    Named,
    read_category,
    read_items,
    read_rule,
    read_standard,
    read_status,
    read_subtype,
    read_title,
    read_title_row,
)

T = TypeVar("T")


def load(
    texts: Mapping[str, str], own: Iterable[OwnRow] = (), elsewhere: Iterable[OwnRow] = ()
) -> dict[int, Rulebook]:
    """Read the year files (and the sheets they name), by year, a unit's own rows over them.

    `elsewhere` are entries that other units have added.
    Raises RulebookFault with every fault found, each with file, row and reason.
    """
    faults: list[Fault] = []
    pages = with_known(read_pages(texts, faults, own), own, elsewhere)
    books: dict[int, Rulebook] = {}
    known: set[Fault] = set()
    for year, page in pages.items():
        found: list[Fault] = []
        books[year] = _Reader(page, texts, found).book()
        faults += _new(found, known, page)
        known.update(found)
    if faults:
        raise RulebookFault(faults)
    return books


def _new(found: Iterable[Fault], known: Collection[Fault], page: Page) -> list[Fault]:
    """Return the faults that this year brings, its own rows first.

    An inherited row that fits no longer is the fault of the year that changed what it leans on.
    """
    new = [fault for fault in found if fault not in known]
    borrowed = [fault for fault in new if fault.file != page.file and fault.file.endswith(".toml")]
    own = [fault for fault in new if fault not in borrowed]
    return own + [
        Fault(page.file, f"{fault.row} ({fault.file})", fault.reason) for fault in borrowed
    ]


class _Reader:
    """Reads the tables of one year in the order in which they lean on each other."""

    def __init__(self, page: Page, texts: Mapping[str, str], faults: list[Fault]) -> None:
        self.page, self.texts, self.faults = page, texts, faults
        self.sources: dict[str, Source] = {"year": page.source}
        self.closed: set[tuple[str, str]] = set()
        self.unlisted: set[tuple[str, str]] = set()

    def book(self) -> Rulebook:
        lists = {name: self._items(f"lists.{name}") for name in LISTS}
        levels = self._items("levels")
        categories = self._rows("categories", lambda row: read_category(row, lists))
        subtypes = self._rows("subtypes", read_subtype)
        codes, kinds = {one.code for one in categories}, {one.code for one in subtypes}
        rules = self._rows("rules", lambda row: read_rule(row, codes, kinds))
        awarded = {one.code for one in categories if not one.is_personal}
        used = {rule.category for rule in rules}
        return Rulebook(
            year=self.page.year,
            categories=tuple(one for one in categories if one.is_personal and one.code in used),
            subtypes=subtypes,
            rules=tuple(rule for rule in rules if rule.category not in awarded),
            standards=self._standards(
                tuple(code for code, _ in levels), dict(lists["staff-kinds"])
            ),
            levels=levels,
            titles=self._titles(lists, {code for code, _ in levels}),
            statuses=self._rows("statuses", read_status),
            lists=lists,
            disciplines=self._disciplines(),
            awarded_categories=tuple(one for one in categories if not one.is_personal),
            awarded_rules=tuple(rule for rule in rules if rule.category in awarded),
            sources=self.sources,
            own=self.page.own,
            closed=frozenset(self.closed | self.unlisted),
            unlisted=frozenset(self.unlisted),
        )

    def _table(self, name: str) -> tuple[str, Any]:
        return self.page.tables.get(name, (self.page.file, None))

    def _rows(self, name: str, read: Callable[[Row], T]) -> tuple[T, ...]:
        rows = list(self._each(name))
        values = tuple(read(row) for row in rows)
        if name in CLOSABLE:
            for row in rows:
                self._note_closed(name, row)
        coded = ((row, code_of(name, row.data)) for row in rows)
        self._refuse_twins((row, code) for row, code in coded if code)
        for row in rows:
            row.finish()
        return values

    def _each(self, name: str) -> Iterator[Row]:
        file, data = self._table(name)
        if not isinstance(data, list):
            if data is not None:
                self.faults.append(Fault(file, name, f"must be rows, each headed [[{name}]]"))
            return
        for number, values in enumerate(data, 1):
            named = code_of(name, values) if isinstance(values, dict) else None
            yield Row(file, f"{name} / {named or number}", values, self.faults)

    def _items(self, name: str) -> Named:
        file, data = self._table(name)
        if data is None:
            return ()
        row = Row(file, name, data, self.faults)
        items = read_items(row)
        self.sources[name] = row.source()
        self._refuse_twins((row, code) for code, _ in items)
        entries = dict(items)
        for one in self._entries(name, row):
            entries[one.code()] = one.names()
            one.source()
            one.finish()
        row.finish()
        return tuple(entries.items())

    def _titles(self, lists: Mapping[str, Named], levels: Collection[str]) -> tuple[Title, ...]:
        file, data = self._table("titles")
        if data is None:
            return ()
        row, series = Row(file, "titles", data, self.faults), dict(lists.get("series", ()))
        titles = tuple(read_title(row, values, series, levels) for values in row.tuples("items", 5))
        self.sources["titles"] = row.source()
        self._refuse_twins((row, title.code) for title in titles)
        entries = {title.code: title for title in titles}
        for one in self._entries("titles", row):
            title = read_title_row(one, series, levels)
            entries[title.code] = title
        row.finish()
        return tuple(entries.values())

    def _entries(self, name: str, row: Row) -> Iterator[Row]:
        """Yield the rows of a list that are spelt out."""
        for one in row.rows("rows") if "rows" in row.data else ():
            self._note_closed(name, one)
            yield one

    def _note_closed(self, name: str, row: Row) -> None:
        key = name, code_of(name, row.data)
        if row.flag("is_closed", default=False):
            self.closed.add(key)
        if row.flag("is_unlisted", default=False):
            self.unlisted.add(key)

    def _standards(self, levels: tuple[str, ...], kinds: Collection[str]) -> tuple[Standard, ...]:
        standards = self._rows("standards", lambda row: read_standard(row, levels, kinds))
        file, _ = self._table("standards")
        for level in levels:
            if level not in {standard.code for standard in standards}:
                self.faults.append(Fault(file, "standards", f"no standard for level “{level}”"))
        return standards

    def _disciplines(self) -> tuple[Discipline, ...]:
        def read(row: Row) -> tuple[Discipline, ...]:
            found = read_disciplines(row, self.texts)
            self.sources[str(row.data.get("file"))] = row.source()
            return found

        return tuple(one for sheet in self._rows("disciplines", read) for one in sheet)

    def _refuse_twins(self, codes: Iterable[tuple[Row, str]]) -> None:
        seen: set[str] = set()
        for row, code in codes:
            if code in seen:
                row.refuse(f"“{code}” is written twice")
            seen.add(code)
