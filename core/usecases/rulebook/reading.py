"""The rules that people are judged by, for everybody who wants to know them (manual 7.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.register import Actor, YearRecord, record_for
from core.domain.rulebook.lines import RuleLine, lines_of
from core.domain.rulebook.rules import CreditRule, Rulebook
from core.permissions import Permission, authorize, is_unit_administrator
from core.ports import Desk
from core.rulebooks import book_of


async def read_rulebook(desk: Desk, who: Actor, year: int) -> Rulebook:
    """Return the rules of a year in the reader's unit."""
    authorize(who, Permission.ACCOUNT_USE)
    return await desk.rulebooks.of(who.unit_id or "", year)


async def read_rulebook_for(desk: Desk, who: Actor, staff_id: str, year: int) -> Rulebook:
    """Return the rules by which a claim for somebody's year is entered. Raises NotFound."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.CREDIT_ENTER, await tx.people.get(staff_id))
        return await book_of(tx, staff_id, year)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a year in the reader's unit, row by row.

    `year` was asked for; where it has no rules of its own, `book` is that of another one. `title`
    is the reader's own in that year; `recounting` is how many years are still to be counted again.
    """

    year: int
    years: Sequence[int]
    book: Rulebook
    lines: Mapping[str, Sequence[RuleLine]]
    title: str | None
    recounting: int
    may_change: bool

    @property
    def level(self) -> str | None:
        """The level of the reader's own title."""
        return self.book.title(self.title).level if self.title else None


async def read_rules(desk: Desk, who: Actor, year: int | None = None) -> Rules:
    """Return standards and rules of a year, this year's unless said otherwise (manual 7.1).

    Before the first and after the next year those nearest to it are shown.
    """
    this_year, unit_id = desk.today().year, who.unit_id or ""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        books = await tx.rulebooks.books(unit_id)
        records = await tx.people.records(who.staff_id) if who.staff_id else []
        recounting = await tx.results.dirty_of(unit_id)
    years = range(books.first_year, this_year + 2)
    shown = min(max(year or this_year, years[0]), years[-1])
    return Rules(
        year=shown,
        years=years,
        book=books.of(shown),
        lines=lines_of(books, shown),
        title=_own_title(records, shown, unit_id),
        recounting=recounting,
        may_change=is_unit_administrator(who),
    )


async def read_recounting(desk: Desk, who: Actor) -> int:
    """Return how many years of people of one's unit are still to be counted again."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.results.dirty_of(who.unit_id or "")


def _own_title(records: Sequence[YearRecord], year: int, unit_id: str) -> str | None:
    record = record_for(records, year)
    return record.title if record and record.unit_id == unit_id else None


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
