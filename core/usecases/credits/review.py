"""What credits add to the review: their list with its filters (manual 5.2, 5.3), their year."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.credit_lists import (
    count_tabs,
    credit_filter,
    person_choices,
    subtype_choices,
    year_choices,
)
from core.domain.credits.compliance import PersonYear
from core.domain.credits.credit import Credit, Stage
from core.domain.errors import NotFound
from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page, Slice, Window
from core.domain.register import Actor, Staff
from core.domain.review import Tab
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.marks import Marks, marked
from core.permissions import Permission, area_of, authorize, may, review_stages
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from core.records.transaction import Transaction
from core.records.waiting import Listed
from core.results import hold_credit, recount
from core.rulebooks import books_of
from core.texts import say
from core.usecases.credits.lists import COLUMNS, FILTERS_OF_PEOPLE, PERSON, TITLE
from core.wording.credits import rule_name


class CreditReview:
    """Credits under review; the person's year is counted again in the same transaction."""

    async def hold(self, tx: Transaction, credit_id: str) -> Credit:
        return await hold_credit(tx, credit_id)

    async def save(self, tx: Transaction, credit: Credit) -> Credit:
        return await tx.credits.save(credit)

    async def follow(
        self, desk: Desk, tx: Transaction, who: Actor, before: Credit, after: Credit
    ) -> Collection[PersonYear]:
        await recount(tx, after.staff_id, after.year, desk.today())
        return ()

    def waits(self, who: Actor) -> Listed:
        return _others(who), _waiting_for(who)

    async def waiting(self, tx: Transaction, who: Actor, window: Window) -> Sequence[Credit]:
        return (await tx.credits.page(_others(who), _waiting_for(who), window)).rows


def _others(who: Actor) -> Area:
    """Return whose credits the person may review: their own are not among them."""
    return replace(area_of(who), staff_id=None, account_id=None)


def _waiting_for(who: Actor) -> CreditFilter:
    return CreditFilter(
        stages=review_stages(who), not_of=who.staff_id, order=CreditOrder.LONGEST_WAITING
    )


ORDERS = {Tab.WAITING.value: CreditOrder.LONGEST_WAITING}
IN_ORDER = (
    Stage.DEPARTMENT_REVIEW,
    Stage.UNIT_REVIEW,
    Stage.AUTHORITY_ELSEWHERE,
    Stage.AUTHORITY_REVIEW,
    Stage.APPROVED,
)


def _stages(who: Actor) -> Mapping[str, frozenset[Stage]]:
    """Return the stages of each tab; passed is whatever lies beyond one's own review."""
    own = max((IN_ORDER.index(stage) for stage in review_stages(who)), default=0)
    return {
        Tab.WAITING: review_stages(who),
        Tab.RETURNED: frozenset({Stage.RETURNED}),
        Tab.PASSED: frozenset(IN_ORDER[own + 1 :]),
        Tab.REJECTED: frozenset({Stage.REJECTED}),
    }


@dataclass(frozen=True, slots=True)
class ReviewedCredit:
    """One credit in a reviewer's list; `marks` where something can still be stopped."""

    credit: Credit
    staff: Staff
    book: Rulebook
    marks: Marks | None = None

    @classmethod
    def of(cls, marks: Marks) -> "ReviewedCredit":
        return cls(marks.credit, marks.staff, marks.book, marks)


async def _lines(
    desk: Desk, tx: Transaction, who: Actor, found: Slice[Credit], *, is_marked: bool
) -> Slice[ReviewedCredit]:
    if is_marked:
        marks = await marked(desk, tx, who, found.rows)
        return found.of(lambda it: ReviewedCredit.of(marks[it.id]))
    people = await tx.people.some({credit.staff_id for credit in found.rows})
    staff, books = {one.id: one for one in people}, await books_of(tx, people)
    return found.of(
        lambda it: ReviewedCredit(it, staff[it.staff_id], books.of(it.staff_id, it.year))
    )


async def list_reviewed(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[ReviewedCredit]:
    """List credits of the reviewer's scope, never one's own, tab by tab.

    What waits comes oldest first, what is decided newest first.
    """
    tab = Tab(query.tab or Tab.WAITING)
    wanted = replace(credit_filter(query), not_of=who.staff_id)
    each = {
        one: replace(wanted, stages=stages, order=ORDERS.get(one, CreditOrder.NEWEST))
        for one, stages in _stages(who).items()
    }
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        area = _others(who)
        found = await tx.credits.page(area, each[tab], query.window)
        counts = await count_tabs(tx, area, each)
        unit_id = who.unit_id or ""
        books = await tx.rulebooks.some({unit_id, *(one.unit_id for one in found.rows)})
        here = books[unit_id].of(desk.today().year)
        lines = await _lines(desk, tx, who, found, is_marked=tab is Tab.WAITING)
        person = query.text("staff")
        chosen = next(iter(await tx.people.some([person])), None) if person else None
    return Page(
        lines,
        total=counts.get(tab),
        counts=counts,
        choices={
            "year": year_choices(desk),
            "rule": [(it.code, rule_name(it)) for it in here.rules],
            "subtype": subtype_choices(here),
            "staff": person_choices(who, chosen),
        },
    )


async def first_reviewed(desk: Desk, who: Actor, window: Window) -> Sequence[ReviewedCredit]:
    """Return the credits that have waited longest for the person, as they are listed in brief."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        found = await tx.credits.page(_others(who), _waiting_for(who), window)
        people = await tx.people.some({credit.staff_id for credit in found.rows})
        staff = {one.id: one for one in people}
        books = await tx.rulebooks.some({credit.unit_id for credit in found.rows})
        return [
            ReviewedCredit(it, staff[it.staff_id], books[it.unit_id].of(it.year))
            for it in found.rows
        ]


async def read_marks(desk: Desk, who: Actor, credit_ids: Sequence[str]) -> dict[str, Marks]:
    """Return the marks of credits in the reviewer's scope, the others are left out.

    Pictures are not compared here: that takes too long for many, the sheet of each one does.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        found = [await _found(tx, who, credit_id) for credit_id in credit_ids]
        return await marked(desk, tx, who, [credit for credit in found if credit])


async def _found(tx: Transaction, who: Actor, credit_id: str) -> Credit | None:
    try:
        credit = await tx.credits.get(credit_id)
    except NotFound:
        return None
    return credit if may(who, Permission.CREDIT_READ, credit) else None


REVIEWED_CREDITS = Listing[ReviewedCredit](
    "review-credits",
    "review-title",
    (
        Column(PERSON.key, lambda it: it.staff.name, card="title", width=PERSON.width),
        Column("review-column-number", lambda it: it.staff.staff_number, card="none"),
        Column(TITLE.key, TITLE.of, width=TITLE.width),
        *COLUMNS,
    ),
    list_reviewed,
    tabs=tuple(Tab),
    tab_words=lambda tab: say(f"review-tab-{tab}"),
    filters=(*FILTERS_OF_PEOPLE, Filter("rule", "review-filter-rule", "choice")),
)
