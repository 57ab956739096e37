"""Records of years, planned before they are written: seen, held, written and told the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.changes import previews_of_records, tell, touched_years
from core.domain.changes import Edit, Preview
from core.domain.credits.compliance import PersonYear
from core.domain.register import Actor, Staff, YearRecord
from core.domain.standing import LEFT, following, record_edit
from core.records.transaction import Transaction
from core.results import hold
from core.sessions import end_access


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to become of a record of a year, and of what the register says of its person now."""

    staff: Staff
    record: Edit[YearRecord]
    now: Edit[Staff] | None

    @property
    def edits(self) -> list[Edit[Any]]:
        return [self.record, self.now] if self.now else [self.record]

    @property
    def verb(self) -> str:
        """How the journal calls it."""
        if self.record.before is None:
            return "record-added"
        return "record-removed" if self.record.after is None else "record-changed"

    @property
    def leaves(self) -> bool:
        """Whether the person has left from now on (离职)."""
        now = self.now.record.status if self.now else self.staff.status
        return now == LEFT != self.staff.status


def plan(
    staff: Staff, records: Sequence[YearRecord], year: int, after: YearRecord | None, today: date
) -> Planned:
    """Return what becomes of the year's record, and what follows; without one after, it goes."""
    edit = record_edit(records, year, after)
    return Planned(staff, edit, following(staff, records, edit, today.year))


async def previews_of(
    tx: Transaction, planned: Sequence[Planned], today: date
) -> dict[str, Preview]:
    """Return, by person, what the plans would do."""
    return await previews_of_records(tx, {one.staff.id: one.edits for one in planned}, today)


async def hold_planned(tx: Transaction, planned: Sequence[Planned], today: date) -> set[PersonYear]:
    """Hold the years that the plans touch, and return them: all are to be counted again."""
    touched = await touched_years(tx, {one.staff.id: one.edits for one in planned}, today)
    years = {year for theirs in touched.values() for year in theirs}
    await hold(tx, years)
    return years


async def write_planned(
    tx: Transaction,
    who: Actor,
    planned: Sequence[Planned],
    previews: Mapping[str, Preview],
    now: datetime,
) -> None:
    """Write plans of people who are held, tell the journal, and end the ways in of who leaves."""
    records = [one.record for one in planned]
    await tx.records.put([one.after for one in records if one.after and one.changes])
    await tx.records.follow([one.now.record for one in planned if one.now])
    for one in planned:
        year = one.record.record.year
        if one.record.after is None:
            await tx.records.remove(one.staff.id, year)
        tell(tx, who, previews[one.staff.id], one.verb, about=one.staff.subject, year=year)
        if one.leaves:
            await end_access(tx, who, one.staff, now)
