"""人员状态/职称批量变更 (manual 2.2): another title or status for many people in one year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.changes import Preview, PreviewChanged
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor, Staff
from core.domain.standing import (
    Standing,
    check_chosen,
    check_known,
    check_standing,
    with_standing,
)
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import SLICE, recount_years
from core.rulebooks import books_of
from core.standing import Planned, hold_planned, plan, previews_of, write_planned
from core.usecases.register.newcomers import NobodyTicked, TooManyTicked

MOST_PEOPLE = 500
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


async def preview_standing(
    desk: Desk, who: Actor, staff_ids: Sequence[str], wanted: Standing
) -> list[PersonChange]:
    """Return what another title or status in a year would do to each of these people.

    Raises NobodyTicked, TooManyTicked, NothingChosen, AwardDayNeeded, YearNotOpen, AwardDayAhead.
    """
    _check_batch(desk, staff_ids, wanted)
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        people = await _in_scope(tx, who, staff_ids)
        planned, refused = await _plan(desk, tx, people, wanted)
        previews = await previews_of(tx, planned, desk.today())
    return _each(staff_ids, people, previews, refused)


async def change_standing(
    desk: Desk, who: Actor, wanted: Standing, seen: Mapping[str, str]
) -> list[PersonChange]:
    """Give people a title or status in a year, each if it does what was `seen` of them.

    Writes the record of that year, adds it where there is none, and leaves earlier ones alone; a
    hundred people at a time, so that nobody waits for long. Raises what `preview_standing` does.
    """
    _check_batch(desk, list(seen), wanted)
    done, waiting = list[PersonChange](), sorted(seen)
    while waiting:
        some, waiting = waiting[:SLICE], waiting[SLICE:]
        async with desk.store.transaction() as tx:
            authorize(who, Permission.STAFF_LIST)
            done += await _change(desk, tx, who, wanted, {one: seen[one] for one in some})
    return done


def _check_batch(desk: Desk, staff_ids: Sequence[str], wanted: Standing) -> None:
    check_chosen(wanted)
    check_standing(wanted, desk.today())
    if not staff_ids:
        raise NobodyTicked
    if len(staff_ids) > MOST_PEOPLE:
        raise TooManyTicked(most=MOST_PEOPLE, chosen=len(staff_ids))


async def _in_scope(tx: Transaction, who: Actor, staff_ids: Sequence[str]) -> dict[str, Staff]:
    """Return those of the people whom one looks after now."""
    return {one.id: one for one in await tx.people.some(staff_ids) if may(who, CHANGE, one)}


async def _change(
    desk: Desk, tx: Transaction, who: Actor, wanted: Standing, seen: Mapping[str, str]
) -> list[PersonChange]:
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
            check_known(record, books.judging(staff.id, record.year, record))
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
