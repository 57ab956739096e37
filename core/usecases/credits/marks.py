"""What should stop a reviewer's hand, told of many credits at once: for lists and batches."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.credits.compliance import YearResult
from core.domain.credits.counting import Line
from core.domain.credits.credit import Credit, Flag
from core.domain.credits.forecasts import would_count
from core.domain.errors import NotFound
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.flags import flags_of
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.credits import PersonYear
from core.records.transaction import Transaction
from core.results import judged


@dataclass(frozen=True, slots=True)
class Marks:
    """One credit with its flags; `counts` is what it would count beside the year's others.

    `book` is what the person's year is judged by.
    """

    credit: Credit
    staff: Staff
    flags: Sequence[Flag]
    counts: Line | None
    book: Rulebook

    @property
    def is_flagged(self) -> bool:
        return bool(self.flags) or (self.counts is not None and self.counts.why_not is not None)


async def read_marks(desk: Desk, who: Actor, credit_ids: Sequence[str]) -> dict[str, Marks]:
    """Return the marks of credits in the reviewer's scope, the others are left out.

    Pictures are not compared here: that takes too long for many, the sheet of each one does.
    """
    results: dict[PersonYear, YearResult] = {}
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        found = [await _found(tx, who, credit_id) for credit_id in credit_ids]
        for credit in filter(None, found):
            year = (credit.staff_id, credit.year)
            if year not in results:
                results[year] = await judged(tx, *year, desk.today())
        return {
            credit.id: await _marks(tx, who, credit, results[credit.staff_id, credit.year])
            for credit in filter(None, found)
        }


async def _found(tx: Transaction, who: Actor, credit_id: str) -> Credit | None:
    try:
        credit = await tx.credits.get(credit_id)
    except NotFound:
        return None
    return credit if may(who, Permission.CREDIT_READ, credit) else None


async def _marks(tx: Transaction, who: Actor, credit: Credit, result: YearResult) -> Marks:
    book = result.book
    evidence = await tx.evidence.of(credit.id)
    return Marks(
        credit=credit,
        staff=await tx.people.get(credit.staff_id),
        flags=await flags_of(tx, who, credit, evidence, book),
        counts=would_count(result, credit, book),
        book=book,
    )
