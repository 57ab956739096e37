"""People go to other departments and units: their records, claims and results go along.

One way for everybody: a form, a transfer, a workbook, a department that is merged into another.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from core.domain.credits.compliance import PersonYear
from core.domain.credits.credit import Credit, Stage
from core.domain.credits.routes import rerouted
from core.domain.register import Actor, Department, Staff
from core.domain.subjects import Subject, SubjectKind
from core.domain.transfer import records_after
from core.granting import end_entering
from core.messages import REVIEW_WAITING, others_who_review, tell_reviewers
from core.ports import Desk
from core.records.messages import Message
from core.records.transaction import Transaction
from core.results import hold, recount_years


class Move(NamedTuple):
    """Somebody as they were read, and as the place that they go to has them."""

    before: Staff
    after: Staff


def move_to(staff: Staff, department: Department, after: Staff | None = None) -> Move:
    """Return how somebody goes to a department, as they are or as they are to be `after`."""
    there = replace(after or staff, unit_id=department.unit_id, department_id=department.id)
    return Move(staff, there)


async def open_years(tx: Transaction, staff_ids: Collection[str], year: int) -> set[PersonYear]:
    """Return this year and later ones of people, and those in which something is under review."""
    counted = await tx.results.years(staff_ids)
    later = {(one, then) for one, years in counted.items() for then in years if then >= year}
    claims = {(one.staff_id, one.year) for one in await tx.credits.under_review(staff_ids)}
    return {*((one, year) for one in staff_ids), *later, *claims}


async def move_people(desk: Desk, tx: Transaction, who: Actor, moves: Sequence[Move]) -> None:
    """Let people who are held work elsewhere from today on, set by set.

    The year's record follows as `records_after` says; what is under review goes to who reviews it
    there, and results are counted again. Each person, the new reviewers, and the journal are told.
    Raises RegisterChanged.
    """
    if not moves:
        return
    today, ids = desk.today(), [move.before.id for move in moves]
    years = await open_years(tx, ids, today.year)
    await hold(tx, years)
    moved = await _put(desk, tx, moves)
    await end_entering(tx, who, ids)
    records = await tx.people.records_of(ids)
    after = [
        record
        for before, _ in moves
        for record in records_after(before, moved[before.id], records[before.id], today)
    ]
    await tx.records.put(after)
    claims = await _carry_claims(desk, tx, who, moves, years)
    await recount_years(tx, years, today, list(moved.values()))
    await _tell(desk, tx, who, moves, claims)


async def _put(desk: Desk, tx: Transaction, moves: Sequence[Move]) -> dict[str, Staff]:
    places = await tx.people.some_departments({one.after.department_id for one in moves})
    moved = dict[str, Staff]()
    by_place = sorted(moves, key=lambda one: one.after.department_id)
    for place, some in groupby(by_place, key=lambda one: one.after.department_id):
        people = [one.before for one in some]
        went = await tx.people.move_all(people, places[place], desk.today())
        moved |= {one.id: one for one in went}
    for before, after in moves:
        if (after.left_on, after.status) != (before.left_on, before.status):
            there = replace(moved[before.id], left_on=after.left_on, status=after.status)
            moved[before.id] = await tx.people.save(there)
    return moved


async def _carry_claims(
    desk: Desk, tx: Transaction, who: Actor, moves: Sequence[Move], years: Collection[PersonYear]
) -> Counter[str]:
    """Put what waits before those who review it now; return how much that is, by person."""
    carried = Counter[str]()
    claims = defaultdict[str, list[Credit]](list)
    for claim in await tx.credits.under_review([move.before.id for move in moves]):
        if (claim.staff_id, claim.year) in years:
            claims[claim.staff_id].append(claim)
    for move in moves:
        if not (theirs := claims[move.before.id]):
            continue
        in_department, in_unit = await others_who_review(tx.accounts.holding, move.after)
        place = (await tx.people.unit(move.after.unit_id)).authority
        for claim in theirs:
            after = rerouted(claim, in_department=in_department, in_unit=in_unit, authority=place)
            if after != claim or _has_other_reviewers(move, claim):
                carried[claim.staff_id] += 1
                await _put_before_reviewers(desk, tx, who, claim, after)
    return carried


def _has_other_reviewers(move: Move, claim: Credit) -> bool:
    """Whether others review a claim after the move although its stage is the same."""
    return claim.stage is Stage.DEPARTMENT_REVIEW or move.before.unit_id != move.after.unit_id


async def _put_before_reviewers(
    desk: Desk, tx: Transaction, who: Actor, before: Credit, after: Credit
) -> None:
    now = desk.clock.now()
    if after != before:
        after = await tx.credits.save(after)
    if after.stage is not before.stage:
        stages = ({"stage": before.stage}, {"stage": after.stage})
        tx.journal.add(who, "moved", before.subject, before=stages[0], after=stages[1])
    await tx.notices.settle(before.id, REVIEW_WAITING, now)
    await tell_reviewers(tx, after, now)


async def _tell(
    desk: Desk, tx: Transaction, who: Actor, moves: Sequence[Move], claims: Mapping[str, int]
) -> None:
    """Tell the journal, under each person and the unit they have left, and the person."""
    both = [staff for move in moves for staff in move]
    units = {one: await tx.people.unit(one) for one in {staff.unit_id for staff in both}}
    rooms = await tx.people.some_departments({staff.department_id for staff in both})
    places = dict[str, str]()
    for before, after in moves:
        was, will = (
            {
                "unit": units[one.unit_id].name,
                "department": rooms[one.department_id].name,
                "status": one.status,
            }
            for one in (before, after)
        )
        told = [{name: one[name] for name in one if was[name] != will[name]} for one in (was, will)]
        tx.journal.add(who, "person-moved", before.subject, before=told[0], after=told[1])
        if before.unit_id != after.unit_id:
            left = {"name": before.name, "staff_number": before.staff_number}
            unit = Subject(SubjectKind.UNIT, before.unit_id)
            tx.journal.add(who, "person-taken-over", unit, after=left)
        places[before.id] = f"{will['unit']} · {will['department']}"
    messages = [
        Message(
            account.id,
            "person-moved",
            details={"place": places[account.staff_id], "claims": claims.get(account.staff_id, 0)},
        )
        for account in await tx.accounts.of_people(places)
        if account.staff_id
    ]
    await tx.notices.add_many(messages, desk.clock.now())
