"""What credits add to the review: their list with its filters (manual 5.2, 5.3), their year."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.credits.credit import Credit, Evidence
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.permissions import Permission, area_of, authorize, review_stages
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, PersonYear
from core.records.transaction import Transaction
from core.results import hold_credit, recount
from core.rulebooks import PeopleBooks, books_of


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

    async def count(self, tx: Transaction, who: Actor) -> int:
        return await tx.credits.count(_others(who), _waiting_for(who)) if review_stages(who) else 0

    async def waiting(
        self, tx: Transaction, who: Actor, limit: int, offset: int
    ) -> Sequence[Credit]:
        page = replace(_waiting_for(who), limit=limit, offset=offset)
        return await tx.credits.find(_others(who), page)


def _others(who: Actor) -> Area:
    """Return whose credits the person may review: their own are not among them."""
    return replace(area_of(who), staff_id=None, account_id=None)


def _waiting_for(who: Actor) -> CreditFilter:
    return CreditFilter(stages=review_stages(who), not_of=who.staff_id, oldest_first=True)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of the review list; `evidence` by credit, the counts by tab, the people's rules."""

    credits: list[Credit]
    names: Mapping[str, Staff]
    evidence: Mapping[str, list[Evidence]]
    total: int
    waiting: int
    books: PeopleBooks

    def book_of(self, credit: Credit) -> Rulebook:
        return self.books.of(credit.staff_id, credit.year)


async def list_reviewed(desk: Desk, who: Actor, wanted: CreditFilter) -> ReviewPage:
    """List credits of the reviewer's scope, never one's own; without stages those waiting here.

    What waits comes oldest first, what is decided newest first.
    """
    here = replace(
        wanted,
        stages=wanted.stages or review_stages(who),
        oldest_first=not wanted.stages,
        not_of=who.staff_id,
    )
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        area = _others(who)
        credits = await tx.credits.find(area, here)
        people = await tx.people.some({credit.staff_id for credit in credits})
        return ReviewPage(
            credits=credits,
            names={staff.id: staff for staff in people},
            evidence={credit.id: await tx.evidence.of(credit.id) for credit in credits},
            total=await tx.credits.count(area, here),
            waiting=await tx.credits.count(area, _waiting_for(who)),
            books=await books_of(tx, people),
        )
