"""The year files as they lie in the folder: named after a year, each based on an earlier one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.rulebook.faults import Fault
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
    "evidence-kinds",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A year's file with the tables it has by itself or from the year it is based on."""

    file: str
    source: Source
    tables: Mapping[str, tuple[str, Any]]


def read_pages(texts: Mapping[str, str], faults: list[Fault]) -> dict[int, Page]:
    """Return every year's page, earlier years first; a table not written is the base's."""
    pages: dict[int, Page] = {}
    for year, file in _year_files(texts, faults):
        pages[year] = _read_page(file, texts[file], pages, faults)
    return pages


def _year_files(texts: Mapping[str, str], faults: list[Fault]) -> list[tuple[int, str]]:
    files = []
    for file in sorted(file for file in texts if file.endswith(".toml")):
        if named := YEAR_FILE.fullmatch(file):
            files.append((int(named["year"]), file))
        else:
            faults.append(Fault(file, "", "a file is named after its year, like 2025.toml"))
    return files


def _read_page(file: str, text: str, earlier: Mapping[int, Page], faults: list[Fault]) -> Page:
    try:
        data = tomllib.loads(text)
    except ValueError as problem:
        faults.append(Fault(file, "", f"cannot be read: {problem}"))
        return Page(file, Source("", "L"), {})
    head = Row(file, "", data, faults)
    tables = dict(_base_tables(head, earlier))
    tables |= {name: (file, head.take(name)) for name in TABLES if name in data}
    tables |= {f"lists.{name}": (file, items) for name, items in _own_lists(head).items()}
    for name in (*TABLES, *(f"lists.{name}" for name in LISTS)):
        if name not in tables and "based_on" not in data:
            head.refuse(f"table “{name}” is missing")
    source = head.source()
    head.finish()
    return Page(file, source, tables)


def _own_lists(head: Row) -> Mapping[str, Any]:
    lists = head.take("lists", needed=False)
    if lists is None:
        return {}
    row = Row(head.file, "lists", lists, head.faults)
    found = {name: row.take(name) for name in LISTS if name in row.data}
    row.finish()
    return found


def _base_tables(head: Row, earlier: Mapping[int, Page]) -> Mapping[str, tuple[str, Any]]:
    based_on = head.take("based_on", needed=False)
    if based_on is None:
        return {}
    if type(based_on) is not int or based_on not in earlier:
        head.refuse(f"“based_on” must name an earlier year that has a file, not {based_on!r}")
        return {}
    return earlier[based_on].tables
