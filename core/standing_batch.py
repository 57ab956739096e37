"""人员状态/职称批量变更 (manual 2.2): what another title or status does to each of many people.

One way for those on a page and for all that a filter finds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.changes import Preview, PreviewChanged
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor, Staff
from core.domain.standing import Standing, check_known, with_standing
from core.permissions import Permission, may
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import recount_years
from core.rulebooks import books_of
from core.standing import Planned, hold_planned, plan, previews_of, write_planned

CHANGE = Permission.RECORD_CHANGE


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a change does to one person: what it would do before it is made, what it did after.

    `refusal` says why nothing is done for them; of who is outside the scope there is no `staff`.
    """

    staff_id: str
    staff: Staff | None = None
    preview: Preview | None = None
    refusal: Refusal | None = None

    @property
    def is_changed(self) -> bool:
        return self.refusal is None and self.preview is not None and bool(self.preview.changes)


async def look_at_each(
    desk: Desk, tx: Transaction, who: Actor, staff_ids: Sequence[str], wanted: Standing
) -> list[PersonChange]:
    """Return what the change would do to each of the people."""
    people = await _in_scope(tx, who, staff_ids)
    planned, refused = await _plan(desk, tx, people, wanted)
    previews = await previews_of(tx, planned, desk.today())
    return _each(staff_ids, people, previews, refused)


async def change_each(
    desk: Desk, tx: Transaction, who: Actor, wanted: Standing, seen: Mapping[str, str]
) -> list[PersonChange]:
    """Change each of the people for whom it does what was `seen` (digests, by person)."""
    await tx.records.hold(list(seen))
    people = await _in_scope(tx, who, list(seen))
    planned, refused = await _plan(desk, tx, people, wanted)
    years = await hold_planned(tx, planned, desk.today())
    previews = await previews_of(tx, planned, desk.today())
    refused |= {one: PreviewChanged() for one, it in previews.items() if it.digest != seen[one]}
    making = [one for one in planned if one.staff.id not in refused]
    await write_planned(tx, who, making, previews, desk.clock.now())
    await recount_years(tx, years, desk.today())
    return _each(seen, people, previews, refused)


async def _in_scope(tx: Transaction, who: Actor, staff_ids: Sequence[str]) -> dict[str, Staff]:
    """Return those of the people whom one looks after now."""
    return {one.id: one for one in await tx.people.some(staff_ids) if may(who, CHANGE, one)}


async def _plan(
    desk: Desk, tx: Transaction, people: Mapping[str, Staff], wanted: Standing
) -> tuple[list[Planned], dict[str, Refusal]]:
    """Return what is to become of each, and for whom nothing can be done."""
    books, today = await books_of(tx, people.values()), desk.today()
    planned, refused = list[Planned](), dict[str, Refusal]()
    for staff in people.values():
        records = books.records[staff.id]
        record = with_standing(staff, records, wanted)
        try:
            check_known(record, books.judging(staff.id, record.year, record), staff, records)
        except Refusal as refusal:
            refused[staff.id] = refusal
        else:
            planned.append(plan(staff, records, wanted.year, record, today))
    return planned, refused


def _each(
    staff_ids: Iterable[str],
    people: Mapping[str, Staff],
    previews: Mapping[str, Preview],
    refused: Mapping[str, Refusal],
) -> list[PersonChange]:
    """Return what becomes of each; of who is outside the scope nothing is said, not even a name."""
    return [
        PersonChange(one, people[one], previews.get(one), refused.get(one))
        if one in people
        else PersonChange(one, refusal=NotFound())
        for one in dict.fromkeys(staff_ids)
    ]
