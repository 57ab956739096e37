"""What was read of the files of a claim, and what it proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.credits.credit import Credit
from core.domain.credits.paper import Difference, NameFit
from core.domain.credits.proposals import Proposal, proposals
from core.domain.credits.readings import Reading, ReadingStage
from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.rulebooks import book_of


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """The readings of a claim's files in their order, and what the claim makes of them.

    `earlier` are the person's own other credits that show the same certificate.
    """

    credit: Credit
    readings: Sequence[Reading]
    proposals: Mapping[str, Proposal]
    name: NameFit
    differences: Sequence[Difference] = ()
    earlier: Sequence[Credit] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether more may arrive."""
        return any(one.stage is ReadingStage.WAITING for one in self.readings)


async def read_readings(desk: Desk, who: Actor, credit_id: str) -> PaperSheet:
    """Return what was read of a claim's files so far. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        credit = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_READ, credit)
        files = await tx.evidence.of(credit_id)
        readings = await tx.readings.of([file.id for file in files])
        book = await book_of(tx, credit.staff_id, credit.year)
    proposed = proposals(readings, credit.claim, book)
    return PaperSheet(credit, readings, proposed, NameFit.UNREAD)
