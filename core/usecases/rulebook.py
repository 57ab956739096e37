"""The rules that people are judged by: looked at, and set differently by a unit for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.rulebook import Books, OwnRow, RulebookChanged
from core.domain.rulebook.rules import CreditRule, Rulebook
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.rulebooks import book_of

LONGEST_SOURCE = 180


async def read_rulebook(desk: Desk, who: Actor, year: int) -> Rulebook:
    """Return the rules of a year in the reader's unit."""
    authorize(who, Permission.ACCOUNT_USE)
    return await desk.rulebooks.of(who.unit_id or "", year)


async def read_rulebook_for(desk: Desk, who: Actor, staff_id: str, year: int) -> Rulebook:
    """Return the rules by which somebody's year is judged. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_READ, await tx.people.get(staff_id))
        return await book_of(tx, staff_id, year)


async def change_rule_row(
    desk: Desk,
    who: Actor,
    year: int,
    table: str,
    code: str,
    values: Mapping[str, Any] | None,
    *,
    seen: int,
    source: str = "",
) -> OwnRow:
    """Set values of a row differently for one's unit; with None the shipped row stands again.

    `values` are those that differ, as the year's file would write them; `seen` is the version of
    the unit's row, 0 before its first. Submitted credits keep what they were submitted with; the
    years that count by the row are counted again. Raises RulebookChanged on an old version,
    OwnRowFault as a bad file, SourceNeeded for an official value (decisions: rulebook), NotFound
    for a row that no file has.
    """
    unit_id, now = who.unit_id or "", desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        await tx.rulebooks.hold(unit_id)
        books = await tx.rulebooks.books(unit_id)
        before = books.row(year, table, code) or OwnRow(unit_id, year, table, code, None)
        if seen != before.version:
            raise RulebookChanged
        why = typed(source, LONGEST_SOURCE) if source.strip() else ""
        after = replace(before, values=values, source=why, by=who.account_id, at=now)
        _check(desk, books, before, after)
        after = await tx.rulebooks.save(after)
        await tx.results.mark_unit(unit_id, year)
        tx.journal.add(
            who,
            "rule-withdrawn" if values is None else "rule-changed",
            Subject(SubjectKind.UNIT, unit_id),
            before=_told(before),
            after=_told(after),
        )
    return after


def _check(desk: Desk, books: Books, before: OwnRow, after: OwnRow) -> None:
    """Refuse what cannot stand, and to withdraw what was never set."""
    if after.year > desk.today().year + 1 or before.values is after.values is None:
        raise NotFound(what=after.code)
    books.with_row(after)


def _told(row: OwnRow) -> dict[str, Any]:
    """Return what the journal keeps of a row."""
    return {
        "year": row.year,
        "table": row.table,
        "code": row.code,
        "values": row.values,
        "source": row.source,
    }


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule that the unit has still to compare with its own papers.

    `seen` is the version of the unit's own row, 0 before its first; `is_closed` says that it has
    no values yet, so that nobody can claim by it.
    """

    rule: CreditRule
    seen: int = 0
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Doubts:
    """What of a year's rules is open: to be confirmed, and without values."""

    book: Rulebook
    to_confirm: Sequence[Doubt]
    closed: Sequence[Doubt]


async def read_doubts(desk: Desk, who: Actor) -> Doubts:
    """Return which of this year's rules one's unit has still to look at."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        books = await tx.rulebooks.books(who.unit_id or "")
    book = books.of(desk.today().year)
    doubts = []
    for rule in book.rules:
        row = books.row(book.year, "rules", rule.code)
        doubts.append(Doubt(rule, row.version if row else 0, not rule.is_enabled))
    return Doubts(
        book,
        [one for one in doubts if one.rule.source.needs_confirmation],
        [one for one in doubts if one.is_closed],
    )
