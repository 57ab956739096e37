"""Pages of lists of credits: their rows, what they are asked by, what there is to choose."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.credits.answers import FIRST_YEAR
from core.domain.credits.credit import Credit
from core.domain.lists import Choices, ListQuery, Page
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.permissions import area_of, sees
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from core.records.transaction import Transaction
from core.rulebooks import books_of
from core.wording.names import named


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One credit in a list, with the person it belongs to and the rules of its year."""

    credit: Credit
    staff: Staff
    book: Rulebook
    is_in_effect: bool

    @property
    def credit_key(self) -> str:
        """What a tick says: which credit, whatever its version."""
        return self.credit.id

    @property
    def seen_key(self) -> str:
        """What a tick says where the version matters that was on the page."""
        return f"{self.credit.id}:{self.credit.version}"


def credit_filter(query: ListQuery) -> CreditFilter:
    """Return what a query looks for, of all but its tab."""
    return CreditFilter(
        year=query.year(),
        name=query.text("name"),
        staff_number=query.text("number"),
        rule=query.text("rule"),
        subtype=query.text("subtype"),
        activity=query.text("activity"),
        staff_id=query.text("staff") or None,
        held_from=query.day("from"),
        held_to=query.day("to"),
        order=CreditOrder(query.sort or CreditOrder.NEWEST),
    )


def subtype_choices(book: Rulebook) -> Choices:
    """Return 学分子分类 as the rules of a year name them."""
    return [(one.code, named(one.names)) for one in book.subtypes]


def person_choices(who: Actor, chosen: Staff | None) -> Choices:
    """Return the person that a list is narrowed to, if one looks after them."""
    return [(chosen.id, chosen.name)] if chosen and sees(who, chosen) else []


def credit_years(desk: Desk) -> range:
    """Return the years that credits are kept of, the latest first."""
    return range(desk.today().year, FIRST_YEAR - 1, -1)


def year_choices(desk: Desk) -> Choices:
    """Return the same years as filters offer them."""
    return [(str(year), str(year)) for year in credit_years(desk)]


async def count_tabs(
    tx: Transaction, area: Area, each: Mapping[str, CreditFilter]
) -> Mapping[str, int]:
    """Return how many credits of an area each tab finds, of those that were counted."""
    numbers = await tx.credits.counts(area, list(each.values()))
    counts = zip(each, numbers, strict=True)
    return {tab: number for tab, number in counts if number is not None}


async def page_of_credits(
    desk: Desk,
    tx: Transaction,
    who: Actor,
    each: Mapping[str, CreditFilter],
    query: ListQuery,
    area: Area | None = None,
) -> Page[CreditLine]:
    """Return a page of credits whose tabs these are, the first the usual one; of one's area."""
    tab, area = query.tab or next(iter(each)), area or area_of(who)
    found = await tx.credits.page(area, each[tab], query.window)
    counts = await count_tabs(tx, area, each)
    here = who.unit_id or ""
    rules = await tx.rulebooks.some({here, *(one.unit_id for one in found.rows)})
    chosen = query.text("staff")
    people = await tx.people.some({chosen, *(credit.staff_id for credit in found.rows)} - {""})
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
        total=counts.get(tab),
        counts=counts,
        choices={
            "year": year_choices(desk),
            "subtype": subtype_choices(rules[here].of(desk.today().year)),
            "staff": person_choices(who, staff.get(chosen)),
        },
    )
