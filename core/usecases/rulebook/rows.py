"""One row of the rulebook: as it stands, what became of it, and setting it differently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.rulebook import Books, OwnRow
from core.domain.rulebook.blanks import Blank, blanks_of, texts_of
from core.domain.rulebook.changing import LONGEST_SOURCE, RowChange, check_change
from core.domain.rulebook.lines import RuleLine, line_as_it_stands
from core.domain.rulebook.own import laid_over
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.journal import Event, EventFilter
from core.rule_rows import CHANGED, WITHDRAWN, write_row

MOST_TOLD = 500


@dataclass(frozen=True, slots=True)
class Turned:
    """A change of a row, told by whoever made it: the row as typed before and after."""

    at: datetime
    who: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    is_withdrawn: bool
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A row of a year: what it says, what it says without the unit, and what became of it.

    `own` is the unit's row, None before its first; `texts` are the row as it is typed.
    """

    year: int
    book: Rulebook
    line: RuleLine
    blanks: Sequence[Blank]
    shipped: Mapping[str, str]
    own: OwnRow | None
    history: Sequence[Turned]

    @property
    def seen(self) -> int:
        return self.own.version if self.own else 0

    @property
    def is_set(self) -> bool:
        """Whether the unit has set it differently from what could stand again."""
        return self.own is not None and self.own.values is not None and not self.is_added

    @property
    def is_added(self) -> bool:
        """Whether it is an entry that the unit adds in this year."""
        return self.shipped.get("zh-CN") == ""


async def read_rule_row(desk: Desk, who: Actor, year: int, table: str, code: str) -> RuleRow:
    """Return a row with all that its form needs. Raises NotFound for what no file has."""
    unit_id = who.unit_id or ""
    async with desk.store.reading() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        if year > desk.today().year + 1:
            raise NotFound(what=code)
        books = await tx.rulebooks.books(unit_id)
        beneath = books.beneath(year, table, code)
        wanted = EventFilter(
            subject=str(Subject(SubjectKind.UNIT, unit_id)),
            verbs=(CHANGED, WITHDRAWN),
            limit=MOST_TOLD,
        )
        events = await tx.journal.find(wanted)
    return RuleRow(
        year=year,
        book=books.of(year),
        line=line_as_it_stands(books, year, table, code),
        blanks=blanks_of(table, beneath),
        shipped=texts_of(table, beneath),
        own=books.row(year, table, code),
        history=_history(events, table, beneath, (year, table, code)),
    )


def _history(
    events: Sequence[Event], table: str, beneath: Mapping[str, Any], key: tuple[int, str, str]
) -> list[Turned]:
    def texts(told: Mapping[str, Any]) -> dict[str, str]:
        return texts_of(table, laid_over(beneath, told["values"] or {}))

    return [
        Turned(
            at=event.at,
            who=event.who,
            before=texts(event.before),
            after=texts(event.after),
            is_withdrawn=event.verb == WITHDRAWN,
            source=event.after["source"],
            reason=event.after.get("reason", ""),
        )
        for event in events
        if tuple(event.after[name] for name in ("year", "table", "code")) == key
    ]


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

    For what changes nobody's result, or was looked at otherwise; see `previews`. `values` and
    `seen` are those of a RowChange. Submitted credits keep what they were submitted with; the
    years that count by the row are counted again. Raises RulebookChanged on an old version,
    OwnRowFault as a bad file, SourceNeeded for an official value (decisions: rulebook), NotFound
    for a row that no file has.
    """
    unit_id, why = who.unit_id or "", typed(source, LONGEST_SOURCE) if source.strip() else ""
    change = RowChange(year, table, code, values, seen, why)
    async with desk.store.transaction() as tx:
        authorize(who, Permission.RULEBOOK_CHANGE)
        await tx.rulebooks.hold(unit_id)
        books: Books = await tx.rulebooks.books(unit_id)
        before = change.before(books, unit_id)
        after = change.after(before, who.account_id, desk.clock.now())
        check_change(books, before, after, desk.today())
        return await write_row(tx, who, before, after)
