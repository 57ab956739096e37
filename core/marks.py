"""What should stop a reviewer's hand, told of many credits at once: for lists and batches."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.credits.counting import Line
from core.domain.credits.credit import Credit, Evidence, Flag
from core.domain.credits.forecasts import would_count
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.flags import flags_of_many
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import years_of


@dataclass(frozen=True, slots=True)
class Marks:
    """One credit with its flags; `counts` is what it would count beside the year's others.

    `book` is what the person's year is judged by.
    """

    credit: Credit
    staff: Staff
    evidence: Sequence[Evidence]
    flags: Sequence[Flag]
    counts: Line | None
    book: Rulebook

    @property
    def is_flagged(self) -> bool:
        return bool(self.flags) or (self.counts is not None and self.counts.why_not is not None)


async def marked(
    desk: Desk, tx: Transaction, who: Actor, credits: Sequence[Credit]
) -> dict[str, Marks]:
    """Return the marks of credits that the reviewer sees, in few statements for many."""
    people = await tx.people.some({credit.staff_id for credit in credits})
    staff = {one.id: one for one in people}
    years = await years_of(tx, {(it.staff_id, it.year) for it in credits}, people)
    results = {year: facts.judged(desk.today()) for year, facts in years.items()}
    books = {credit.id: years[credit.staff_id, credit.year].book for credit in credits}
    flags = await flags_of_many(tx, who, credits, books)
    evidence = await tx.evidence.of_many([credit.id for credit in credits])
    return {
        credit.id: Marks(
            credit=credit,
            staff=staff[credit.staff_id],
            evidence=evidence[credit.id],
            flags=flags[credit.id],
            counts=would_count(results[credit.staff_id, credit.year], credit, books[credit.id]),
            book=books[credit.id],
        )
        for credit in credits
    }
