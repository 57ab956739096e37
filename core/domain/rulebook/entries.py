"""The rulebook's lists: short in the files, row by row where a unit has set entries differently."""

from collections.abc import Iterable, Mapping
from typing import Any

UNIT_LISTS = (
    *("lists.specialties", "lists.staff-kinds", "lists.evidence-kinds", "lists.degrees"),
    *("lists.delivery-modes", "lists.assessment-methods", "lists.teaching-methods"),
)
SHORT = ("titles", *UNIT_LISTS)
CLOSABLE = ("statuses", *SHORT)
KEYS = ("code", "zh-CN", "en", "series", "level")
OWN = "own-"
ADDED = "本单位添加"
USED_BY_US: Mapping[str, frozenset[str]] = {
    "statuses": frozenset({"active", "left"}),
    "titles": frozenset({"no-title"}),
    "lists.evidence-kinds": frozenset({"authority-letter", "other"}),
}
"""Entries that the program itself names, so that they cannot be closed."""


def is_addition(table: str, code: str) -> bool:
    """Return whether an entry is a unit's own, in no file."""
    return table in CLOSABLE and code.startswith(OWN)


def new_entry(table: str, code: str) -> dict[str, Any]:
    """Return what an entry that a unit adds begins as; it needs a name, and what its list asks."""
    effect = {"counts_for_standard": False} if table == "statuses" else {}
    return {"code": code, **effect, "source": ADDED, "confidence": "L"}


def rows_of(table: str, data: Any) -> list[Mapping[str, Any]]:
    """Return the rows of a table, those of a short list too; in order."""
    if table not in SHORT:
        return data if isinstance(data, list) else []
    source = {key: data[key] for key in ("source", "confidence")}
    rows = {item[0]: {**_spelt_out(item), **source} for item in data["items"]}
    return list({**rows, **{row["code"]: row for row in data.get("rows", ())}}.values())


def with_rows(table: str, data: Any, rows: Iterable[Mapping[str, Any]]) -> Any:
    """Return a table with all of these rows, in place of those it had."""
    return {**data, "rows": list(rows)} if table in SHORT else list(rows)


def _spelt_out(item: Iterable[str]) -> dict[str, Any]:
    named = dict(zip(KEYS, item, strict=False))
    names = {language: named.pop(language) for language in ("zh-CN", "en")}
    return {"code": named.pop("code"), "names": names, **named}


def known_everywhere(
    years: Mapping[int, Mapping[str, tuple[str, Any]]],
    elsewhere: Mapping[tuple[str, str], Mapping[str, Any]],
) -> Mapping[int, Mapping[str, tuple[str, Any]]]:
    """Return the tables of each year with the entries that later years or other units have added.

    They are not listed there, but whoever has one can be named and judged.
    """
    known = dict(elsewhere)
    after = {}
    for year in sorted(years, reverse=True):
        tables = dict(years[year])
        for table in CLOSABLE:
            file, data = tables.get(table, ("", None))
            rows = rows_of(table, data) if data else []
            here = {(table, row["code"]): row for row in rows}
            missing = [row for key, row in known.items() if key[0] == table and key not in here]
            if missing and data:
                unlisted = ({**row, "is_unlisted": True} for row in missing)
                tables[table] = file, with_rows(table, data, (*rows, *unlisted))
            known |= {key: row for key, row in here.items() if is_addition(*key)}
        after[year] = tables
    return after
