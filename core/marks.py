"""What should stop a reviewer's hand, told of many credits at once: for lists and batches."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.credits.compliance import YearResult
from core.domain.credits.counting import Line
from core.domain.credits.credit import Credit, Evidence, Flag
from core.domain.credits.forecasts import would_count
from core.domain.register import Actor, Staff
from core.domain.rulebook import rulebook
from core.flags import flags_of
from core.ports import Desk
from core.records.credits import PersonYear
from core.records.transaction import Transaction
from core.results import judged


@dataclass(frozen=True, slots=True)
class Marks:
    """One credit with its flags; `counts` is what it would count beside the year's others."""

    credit: Credit
    staff: Staff
    evidence: Sequence[Evidence]
    flags: Sequence[Flag]
    counts: Line | None

    @property
    def is_flagged(self) -> bool:
        return bool(self.flags) or (self.counts is not None and self.counts.why_not is not None)


async def marked(
    desk: Desk, tx: Transaction, who: Actor, credits: Sequence[Credit]
) -> dict[str, Marks]:
    """Return the marks of credits that the reviewer sees."""
    results: dict[PersonYear, YearResult] = {}
    for credit in credits:
        year = (credit.staff_id, credit.year)
        if year not in results:
            results[year] = await judged(tx, *year, desk.today())
    return {
        credit.id: await _marks(tx, who, credit, results[credit.staff_id, credit.year])
        for credit in credits
    }


async def _marks(tx: Transaction, who: Actor, credit: Credit, result: YearResult) -> Marks:
    book = rulebook(credit.year)
    evidence = await tx.evidence.of(credit.id)
    return Marks(
        credit=credit,
        staff=await tx.people.get(credit.staff_id),
        evidence=evidence,
        flags=await flags_of(tx, who, credit, evidence, book),
        counts=would_count(result, credit, book),
    )
