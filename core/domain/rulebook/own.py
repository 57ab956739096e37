"""A unit's own rows: what it sets differently from the shipped files, and whether it may."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.domain.errors import Refusal
from core.domain.rulebook.entries import SHORT, is_addition, new_entry, rows_of, with_rows
from core.domain.rulebook.faults import Fault

CHANGEABLE = ("standards", "statuses", "subtypes", "categories", "rules", *SHORT)
JUDGING = frozenset({"standards", "statuses", "subtypes", "rules", "titles"})
"""The tables that a year's result hangs on."""
KEYS = {"standards": "level", "disciplines": "file"}
FIXED = frozenset({"code", "source", "sources", "confidence", "needs_confirmation"})
WHOSE = frozenset({"level", "kind"})
"""Of a standard it is fixed whom it is for."""
SURE_FIRST = ("H", "M", "L")
UNSURE = "L"
CLOSED = "is_closed"
"""Whoever offers an entry no longer says nothing against what a text says of it."""
Tables = Mapping[str, tuple[str, Any]]


class RulebookChanged(Refusal):
    """Somebody was quicker: the unit's row is no longer what the person had before them."""

    code = "rulebook-changed"
    status = 409


class SourceNeeded(Refusal):
    """What is sure by an official text is set differently only with another text named."""

    code = "source-needed"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What a unit sets differently in one row of a year, as the year's file would write it.

    A value of None takes the row's value away. Without `values` the row is withdrawn: the
    shipped one stands again. `by` is an account, `at` aware, UTC.
    """

    unit_id: str
    year: int
    table: str
    code: str
    values: Mapping[str, Any] | None
    source: str = ""
    by: str = ""
    at: datetime | None = None
    version: int = 0

    @property
    def key(self) -> tuple[int, str, str]:
        return self.year, self.table, self.code


def code_of(table: str, values: Mapping[str, Any]) -> str:
    """Return what a row of a table is found by; a standard for one kind of staff: level/kind."""
    code = str(values.get(KEYS.get(table, "code"), ""))
    return f"{code}/{values['kind']}" if table == "standards" and "kind" in values else code


def lay_over(
    tables: Tables, own: Iterable[OwnRow], faults: list[Fault]
) -> tuple[Tables, dict[tuple[str, str], str]]:
    """Return a year's tables with a unit's rows over them, and how sure what they change was.

    A row that the shipped files no longer have changes nothing.
    """
    laid, changed = dict(tables), dict[tuple[str, str], str]()
    for row in own:
        file, data = laid.get(row.table, ("", None))
        if row.values is None or row.table not in CHANGEABLE or data is None:
            continue
        rows = rows_of(row.table, data)
        place = f"{row.table} / {row.code}"
        fixed = sorted(_fixed(row.table) & row.values.keys())
        faults += [Fault(file, place, f"“{key}” cannot be changed") for key in fixed]
        before = row_below(rows, row)
        if before is None:
            continue
        after, confidences = _laid(before, row)
        there = {code_of(row.table, one): one for one in rows}
        laid[row.table] = file, with_rows(row.table, data, {**there, row.code: after}.values())
        if confidences:
            changed[row.table, row.code] = min(confidences, key=SURE_FIRST.index)
    return laid, changed


def row_below(data: Iterable[Mapping[str, Any]], row: OwnRow) -> Mapping[str, Any] | None:
    """Return the row that an own one lies over.

    A standard for one kind of staff that no file has begins as the one for everybody, an entry
    that the unit adds to a list as an empty one.
    """
    found = {code_of(row.table, values): values for values in data}
    if row.code not in found and is_addition(row.table, row.code):
        return new_entry(row.table, row.code)
    if row.code in found or row.table != "standards":
        return found.get(row.code)
    level, _, kind = row.code.partition("/")
    return {**found[level], "kind": kind} if kind and level in found else None


def _laid(before: Mapping[str, Any], row: OwnRow) -> tuple[dict[str, Any], list[str]]:
    """Return the row as it stands then; every changed value names the unit's source for it."""
    fixed = _fixed(row.table)
    values = {key: value for key, value in (row.values or {}).items() if key not in fixed}
    if is_addition(row.table, row.code) and "names" not in before:
        source = {"source": row.source or before["source"]}
        return {**laid_over(before, values), **source}, [UNSURE]
    after = laid_over(before, values)
    sources = dict(before.get("sources", {}))
    changed = _changed(before, after)
    confidences = {key: sources.get(key, before).get("confidence", "L") for key in changed}
    if CLOSED in confidences:
        confidences[CLOSED] = UNSURE
    here = _leaves(after)
    for key, confidence in confidences.items():
        sources[key] = {"source": row.source or before.get("source"), "confidence": confidence}
    after["sources"] = {key: source for key, source in sources.items() if key in here}
    if row.source:
        after.pop("needs_confirmation", None)
    return after, list(confidences.values())


def _fixed(table: str) -> frozenset[str]:
    return FIXED | WHOSE if table == "standards" else FIXED


def laid_over(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with other values; one of None takes the row's value away."""
    return {key: value for key, value in {**before, **values}.items() if value is not None}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    old, new = _leaves(before), _leaves(after)
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _leaves(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the single values of a row, those of its inner tables too."""
    leaves = {key: value for key, value in values.items() if key not in FIXED}
    for inner in [value for value in leaves.values() if isinstance(value, dict)]:
        leaves |= inner
    return {key: value for key, value in leaves.items() if not isinstance(value, dict)}
