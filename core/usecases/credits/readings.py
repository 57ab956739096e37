"""What was read of the files of a claim, and what it proposes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.credits.credit import Credit
from core.domain.credits.paper import Difference, NameFit, differences, name_fit
from core.domain.credits.proposals import Proposal, proposals
from core.domain.credits.readings import ReadField, Reading, ReadingStage
from core.domain.register import Actor
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.reading import read_file
from core.records.readings import Arrived
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

    @property
    def other_name(self) -> str:
        """The first name on the papers that is not the person's, "" where there is none."""
        return next((it.read.text for it in self.differences if it.field is ReadField.NAME), "")


async def read_readings(desk: Desk, who: Actor, credit_id: str) -> PaperSheet:
    """Return what was read of a claim's files so far. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        credit = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_READ, credit)
        files = await tx.evidence.of(credit_id)
        book = await book_of(tx, credit.staff_id, credit.year)
        person = await tx.people.get(credit.staff_id)
        elsewhere = await tx.evidence.elsewhere([credit_id])
    readings = [file.read for file in files]
    same = [one.credit for one in elsewhere if any(map(one.has_paper_of, files))]
    others = {other.id: other for other in same if other.id != credit_id}
    return PaperSheet(
        credit=credit,
        readings=readings,
        proposals=proposals(readings, credit.claim, book),
        name=name_fit(readings, person.name),
        differences=differences(readings, credit, person.name, book),
        earlier=[it for it in others.values() if it.staff_id == person.id and sees(who, it)],
    )


async def reading_news(desk: Desk, who: Actor) -> datetime | None:
    """Return when something that the person has handed in was last read."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.readings.news(who.account_id)


async def read_next(desk: Desk, who: Actor) -> int:
    """Read the file that has waited longest; return 1, or 0 where none waits.

    Kept before it is begun: a file that ends the process is tried again, but not for ever.
    Raises PicturesBusy, FilesUnavailable.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        if not await tx.readings.is_waiting():
            return 0
    async with desk.store.transaction() as tx:
        taken = await tx.readings.take()
        before = await tx.readings.of_content(taken.file.sha256) if taken else None
    if taken is None:
        return 0
    if before:
        reading = replace(before, evidence_id=taken.file.id)
    else:
        reading = await read_file(desk, taken.file, taken.attempts)
    async with desk.store.transaction() as tx:
        await tx.readings.save(reading, desk.clock.now())
    return 1


async def untold_readings(desk: Desk, who: Actor, limit: int = 20) -> list[Arrived]:
    """Return what was read and not told in a chat yet, the earliest first."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        return await tx.readings.untold(limit)


async def note_told(desk: Desk, who: Actor, evidence_ids: Collection[str]) -> None:
    """Note that whoever entered these files has been told what was read of them."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        await tx.readings.set_told(evidence_ids)
