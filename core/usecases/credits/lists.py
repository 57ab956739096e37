"""Lists of credits: one's own, and those one has entered for others (manual 5.1, 5.2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from core.credit_lists import CreditLine, credit_filter, page_of_credits
from core.domain.credits.credit import PENDING, UNDER_REVIEW, Credit, Origin, Stage
from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page, Pill
from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_to_enter, authorize, enters_for_others
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from core.records.waiting import Listed
from core.texts import say
from core.wording.credits import answer_text, credit_title, stage_pill
from core.wording.names import named

TABS: Mapping[str, frozenset[Stage]] = {
    "all": frozenset(),
    "draft": frozenset({Stage.DRAFT}),
    "waiting": PENDING,
    "returned": frozenset({Stage.RETURNED}),
    "approved": frozenset({Stage.APPROVED}),
    "rejected": frozenset({Stage.REJECTED}),
}
PERSONAL = (Origin.PERSONAL, Origin.DEPARTMENT, Origin.UNIT)
SORTS = (CreditOrder.NEWEST.value, CreditOrder.OLDEST.value)


async def list_own_credits(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditLine]:
    """List the credits of the person who asks. Raises NotFound for an account without any."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(who.staff_id or "")
        authorize(who, Permission.STAFF_READ, staff)
        wanted = replace(credit_filter(query), staff_id=staff.id)
        return await page_of_credits(desk, tx, who, _tabs(wanted), query)


async def list_entered_credits(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditLine]:
    """List what the person has entered for others of their area."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        wanted = replace(credit_filter(query), entered_by=who.account_id, not_of=who.staff_id)
        return await page_of_credits(desk, tx, who, _tabs(wanted), query, area_to_enter(who))


async def list_area_credits(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CreditLine]:
    """List the personal credits of the people one looks after, whoever entered them."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        wanted = replace(credit_filter(query), origins=PERSONAL, not_of=who.staff_id)
        # What is awarded is never personal: asked for, all of the unit would be gone through.
        tabs = _tabs(wanted) | {"waiting": replace(wanted, stages=UNDER_REVIEW)}
        return await page_of_credits(desk, tx, who, tabs, query)


def returned_to(who: Actor) -> dict[str, Listed]:
    """Return which claims wait for the person to correct them: "own", and those of "others"."""
    mine = CreditFilter(stages=TABS["returned"], entered_by=who.account_id)
    lists: dict[str, Listed] = {}
    if who.staff_id is not None:
        lists["own"] = Area(staff_id=who.staff_id), mine
    if enters_for_others(who):
        lists["others"] = area_to_enter(who), replace(mine, not_of=who.staff_id)
    return lists


def _tabs(wanted: CreditFilter) -> dict[str, CreditFilter]:
    return {tab: replace(wanted, stages=stages) for tab, stages in TABS.items()}


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


def _subtype(line: CreditLine) -> str:
    code = line.credit.subtype
    return named(line.book.subtype(code).names) if code else ""


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


NUMBER = Column[CreditLine]("review-column-number", lambda it: it.staff.staff_number, width=28)
SUBTYPE = Column[CreditLine]("credits-column-subtype", _subtype, card="none", width=40)
FILTERS = (Filter("activity", "credits-search"), Filter("year", "credits-year", "year"))
FILTERS_OF_PEOPLE = (
    Filter("name", "review-filter-name", longest=50),
    Filter("number", "review-filter-number", longest=20),
    Filter("year", "credits-year", "year"),
    Filter("subtype", "credits-column-subtype", "choice"),
    Filter("activity", "credits-filter-activity"),
    Filter("from", "review-filter-from", "day"),
    Filter("to", "list-filter-to", "day"),
    Filter("staff", "credits-column-person", "record"),
)
"""The filters of manual 5.2; documents and mobiles are looked for in a request's body only."""

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
    (TITLE, PERSON, NUMBER, *COLUMNS, SUBTYPE, STAGE),
    list_entered_credits,
    tuple(TABS),
    _tab_words,
    FILTERS_OF_PEOPLE,
    SORTS,
)
AREA_CREDITS = replace(
    ENTERED_CREDITS, name="credits-of-area", title="credits-title-area", read=list_area_credits
)
