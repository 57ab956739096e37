"""The year files as they lie in the folder: named after a year, each based on an earlier one."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from core.domain.rulebook.entries import is_addition, known_everywhere, new_entry
from core.domain.rulebook.faults import Fault
from core.domain.rulebook.own import OwnRow, lay_over
from core.domain.rulebook.rows import Row
from core.domain.rulebook.rules import Source

YEAR_FILE = re.compile(r"(?P<year>20[0-9]{2})\.toml")
TABLES = (
    *("levels", "standards", "titles", "statuses", "subtypes"),
    *("categories", "rules", "disciplines"),
)
LISTS = (
    *("series", "specialties", "post-types", "staff-kinds", "sexes", "unit-levels"),
    *("credit-levels", "delivery-modes", "assessment-methods", "teaching-methods", "degrees"),
    *("evidence-kinds", "document-kinds"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A year's file with the tables it has by itself or from the year it is based on.

    `own` says which rows a unit has changed, and how sure the values were that it changed.
    """

    year: int
    file: str
    source: Source
    tables: Mapping[str, tuple[str, Any]]
    own: Mapping[tuple[str, str], str] = field(default_factory=dict)


def read_pages(
    texts: Mapping[str, str], faults: list[Fault], own: Iterable[OwnRow] = ()
) -> dict[int, Page]:
    """Return every year's page, earlier years first; a table not written is the base's.

    A unit's own rows lie over their year as if its file said so: years that take a table over
    take them over, too. A year that has own rows and no file takes over the year before.
    """
    pages: dict[int, Page] = {}
    rows = sorted(own, key=lambda row: row.key)
    named = dict(_year_files(texts, faults))
    for year in sorted({*named, *(row.year for row in rows)}):
        if year in named:
            page = _read_page(year, named[year], texts[named[year]], pages, faults)
        elif pages:
            page = pages[max(pages)]
        else:
            continue
        pages[year] = _with_own(page, [row for row in rows if row.year == year], faults)
    return pages


def _with_own(page: Page, rows: Iterable[OwnRow], faults: list[Fault]) -> Page:
    tables, changed = lay_over(page.tables, rows, faults)
    return replace(page, tables=tables, own={**page.own, **changed})


def with_known(
    pages: Mapping[int, Page], own: Iterable[OwnRow], elsewhere: Iterable[OwnRow]
) -> Mapping[int, Page]:
    """Return the pages with the entries that later years of the unit, or other units, have added.

    They are not listed, but whoever has one can be named and judged.
    """
    added: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in sorted(elsewhere, key=lambda row: row.year):
        key = row.table, row.code
        added[key] = {**added.get(key, new_entry(*key)), **(row.values or {})}
    if not added and not any(is_addition(row.table, row.code) for row in own):
        return pages
    tables = known_everywhere({year: page.tables for year, page in pages.items()}, added)
    return {year: replace(page, tables=tables[year]) for year, page in pages.items()}


def _year_files(texts: Mapping[str, str], faults: list[Fault]) -> list[tuple[int, str]]:
    files = []
    for file in sorted(file for file in texts if file.endswith(".toml")):
        if named := YEAR_FILE.fullmatch(file):
            files.append((int(named["year"]), file))
        else:
            faults.append(Fault(file, "", "a file is named after its year, like 2025.toml"))
    return files


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """Read a file's text once: what is made of it lies beside it and leaves it as it is."""
    return tomllib.loads(text)


def _read_page(
    year: int, file: str, text: str, earlier: Mapping[int, Page], faults: list[Fault]
) -> Page:
    try:
        data = _parsed(text)
    except ValueError as problem:
        faults.append(Fault(file, "", f"cannot be read: {problem}"))
        return Page(year, file, Source("", "L"), {})
    head = Row(file, "", data, faults)
    base = _base(head, earlier)
    tables = dict(base.tables) if base else {}
    tables |= {name: (file, head.take(name)) for name in TABLES if name in data}
    tables |= {f"lists.{name}": (file, items) for name, items in _own_lists(head).items()}
    for name in (*TABLES, *(f"lists.{name}" for name in LISTS)):
        if name not in tables and "based_on" not in data:
            head.refuse(f"table “{name}” is missing")
    source = head.source()
    head.finish()
    taken_over = base.own if base else {}
    own = {row: sure for row, sure in taken_over.items() if row[0] not in data}
    return Page(year, file, source, tables, own)


def _own_lists(head: Row) -> Mapping[str, Any]:
    lists = head.take("lists", needed=False)
    if lists is None:
        return {}
    row = Row(head.file, "lists", lists, head.faults)
    found = {name: row.take(name) for name in LISTS if name in row.data}
    row.finish()
    return found


def _base(head: Row, earlier: Mapping[int, Page]) -> Page | None:
    based_on = head.take("based_on", needed=False)
    if based_on is None:
        return None
    if type(based_on) is not int or based_on not in earlier:
        head.refuse(f"“based_on” must name an earlier year that has a file, not {based_on!r}")
        return None
    return earlier[based_on]
