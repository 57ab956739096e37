"""Lists of credits: one's own, and those one has entered for others (manual 5.1, 5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.credit import PENDING, Credit, Stage
from core.domain.lists import EVERYTHING, Choices, Column, Filter, ListQuery, Page, Pill
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from core.records.transaction import Transaction
from core.rulebooks import books_of
from core.texts import say
from core.wording.credits import answer_text, credit_title, stage_pill

TABS: Mapping[str, frozenset[Stage]] = {
    "all": frozenset(),
    "draft": frozenset({Stage.DRAFT}),
    "waiting": PENDING,
    "returned": frozenset({Stage.RETURNED}),
    "approved": frozenset({Stage.APPROVED}),
    "rejected": frozenset({Stage.REJECTED}),
}
SORTS = (CreditOrder.NEWEST.value, CreditOrder.OLDEST.value)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One credit in a list, with the person it belongs to and the rules of its year."""

    credit: Credit
    staff: Staff
    book: Rulebook
    is_in_effect: bool


async def list_own_credits(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditLine]:
    """List the credits of the person who asks. Raises NotFound for an account without any."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(who.staff_id or "")
        authorize(who, Permission.STAFF_READ, staff)
        wanted = replace(credit_filter(query), staff_id=staff.id)
        return await _page(desk, tx, area_of(who), wanted, query)


async def list_entered_credits(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditLine]:
    """List what the person has entered for others of their area."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        wanted = replace(credit_filter(query), entered_by=who.account_id, not_of=who.staff_id)
        return await _page(desk, tx, area_of(who), wanted, query)


def credit_filter(query: ListQuery) -> CreditFilter:
    """Return what a query looks for, of all but its tab."""
    return CreditFilter(
        year=query.year(),
        name=query.text("name"),
        staff_number=query.text("number"),
        rule=query.text("rule"),
        held_from=query.day("from"),
        held_to=query.day("to"),
        order=CreditOrder(query.sort or CreditOrder.NEWEST),
    )


def year_choices(desk: Desk) -> Choices:
    """Return the years that credits are kept of, the latest first."""
    return [(str(year), str(year)) for year in range(desk.today().year, FIRST_YEAR - 1, -1)]


async def _page(
    desk: Desk, tx: Transaction, area: Area, wanted: CreditFilter, query: ListQuery
) -> Page[CreditLine]:
    each = {tab: replace(wanted, stages=stages) for tab, stages in TABS.items()}
    found = await tx.credits.page(area, each[query.tab or "all"], query.window)
    counts = dict(zip(each, await tx.credits.counts(area, list(each.values())), strict=True))
    people = await tx.people.some({credit.staff_id for credit in found.rows})
    books = await books_of(tx, people)
    staff = {one.id: one for one in people}
    return Page(
        found.of(
            lambda it: CreditLine(
                it,
                staff[it.staff_id],
                books.of(it.staff_id, it.year),
                it.is_in_effect(desk.today()),
            )
        ),
        total=counts[query.tab or "all"],
        counts=counts,
        choices={"year": year_choices(desk)},
    )


class WithCredit(Protocol):
    """A row of any list of credits."""

    @property
    def credit(self) -> Credit: ...
    @property
    def book(self) -> Rulebook: ...


def _first_day(line: WithCredit) -> date | None:
    days = line.credit.claim.days
    return days[0] if days else None


def _points(line: WithCredit) -> int | None:
    return line.credit.points if line.credit.claim.rule else None


def _in_effect(line: CreditLine) -> tuple[Pill]:
    return (stage_pill(line.credit, in_effect=line.is_in_effect),)


TITLE = Column[WithCredit](
    "credits-column-title", lambda it: credit_title(it.credit, it.book), card="title", width=64
)
PERSON = Column[CreditLine]("credits-column-person", lambda it: it.staff.name)
COLUMNS: tuple[Column[WithCredit], ...] = (
    Column("credits-year", lambda it: it.credit.year, "whole", width=14),
    Column(
        "credits-column-rule", lambda it: answer_text(it.credit.claim, "rule", it.book), width=48
    ),
    Column("credits-column-held", _first_day, "day"),
    Column("credits-column-points", _points, "points", "side", 18),
)
STAGE = Column[CreditLine]("credits-column-stage", _in_effect, "pills", "pills", 30)


def _tab_words(tab: str) -> str:
    return say(f"credits-tab-{tab}")


FILTERS = (Filter("year", "credits-year", "year"),)

OWN_CREDITS = Listing[CreditLine](
    "credits",
    "credits-title",
    (TITLE, *COLUMNS, STAGE),
    list_own_credits,
    tuple(TABS),
    _tab_words,
    FILTERS,
    SORTS,
)
ENTERED_CREDITS = Listing[CreditLine](
    "credits-for-others",
    "credits-title-others",
    (TITLE, PERSON, *COLUMNS, STAGE),
    list_entered_credits,
    tuple(TABS),
    _tab_words,
    FILTERS,
    SORTS,
)
