"""People go to other departments and units, and come from them; claims and access go along."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.domain.credits.compliance import PersonYear
from core.domain.credits.credit import UNDER_REVIEW, Credit
from core.domain.credits.routes import rerouted
from core.domain.errors import NotFound
from core.domain.limits import TAKE_OVER
from core.domain.masking import masked_document
from core.domain.register import (
    Actor,
    Department,
    RegisterChanged,
    Role,
    Staff,
    Unit,
)
from core.domain.subjects import Subject, SubjectKind
from core.domain.transfer import (
    AlreadyHere,
    NobodyFits,
    NotReleased,
    has_name,
    is_free,
    may_take,
    records_after,
    released,
    taken_over,
)
from core.domain.typed import normal_number, typed
from core.limiting import Pair, give_back, take_try
from core.messages import REVIEW_WAITING, others_who_review, tell_reviewers
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter
from core.records.transaction import Transaction
from core.results import hold, recount_years
from core.sessions import end_access

LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class Station:
    """Where somebody worked, from a day on to before a day; None where nobody knows."""

    unit: Unit
    department: Department
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class TransferSheet:
    """Where somebody works and has worked, and where they may go."""

    staff: Staff
    stations: Sequence[Station]
    departments: Sequence[Department]
    open_claims: int

    @property
    def is_free(self) -> bool:
        return is_free(self.staff)


async def read_transfer(desk: Desk, who: Actor, staff_id: str) -> TransferSheet:
    """Return where somebody works and may go. Raises NotFound outside the scope."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        postings = await tx.people.postings(staff_id)
        places = await tx.people.some_departments({one.department_id for one in postings})
        units = {one.unit_id: await tx.people.unit(one.unit_id) for one in postings}
        departments = await tx.people.departments(staff.unit_id)
        return TransferSheet(
            staff,
            [
                Station(units[one.unit_id], places[one.department_id], one.from_on, one.to_on)
                for one in postings
            ],
            [
                one
                for one in departments
                if may_take(one, staff.unit_id) and one.id != staff.department_id
            ],
            len(await _claims(tx, staff_id)),
        )


async def move_within(
    desk: Desk, who: Actor, staff_id: str, department_id: str, *, seen: int
) -> Staff:
    """Let somebody work in another department of the unit, at once.

    Raises NotFound, RegisterChanged unless the person is as `seen` (a version).
    """
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        _check_seen(staff, seen)
        department = await tx.people.department(department_id)
        if not may_take(department, staff.unit_id) or department.id == staff.department_id:
            raise NotFound
        return await _move(desk, tx, who, staff, staff, department)


async def release(desk: Desk, who: Actor, staff_id: str, on: date, *, seen: int) -> Staff:
    """Let another unit take somebody over, who has left on a day.

    Sessions, links, chats and offices of theirs end. Raises NotFound, RegisterChanged,
    ReleaseDayAhead, AlreadyReleased, LastAdministrator.
    """
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        _check_seen(staff, seen)
        after = await tx.people.save(released(staff, on, desk.today()))
        await end_access(tx, staff, desk.clock.now())
        tx.journal.add(who, "released", staff.subject, after={"left_on": on})
    return after


async def withdraw_release(desk: Desk, who: Actor, staff_id: str, *, seen: int) -> Staff:
    """Keep somebody who was released, before another unit has taken them over.

    Raises NotFound, RegisterChanged.
    """
    async with desk.store.transaction() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        _check_seen(staff, seen)
        after = await tx.people.save(replace(staff, left_on=None))
        tx.journal.add(who, "release-withdrawn", staff.subject, before={"left_on": staff.left_on})
    return after


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who may be taken over, as whoever knows number and name is told of them."""

    staff: Staff
    document: str
    departments: Sequence[Department]


async def find_newcomer(desk: Desk, who: Actor, document: str, name: str) -> Newcomer:
    """Return who has this document and this name, if they are free to be taken over.

    Each question is journaled; those that nobody fits are limited like failed sign-ins. Raises
    TextNeeded, NobodyFits, TooManyFailures, NotReleased, AlreadyHere.
    """
    staff = await _asked(desk, who, document, name)
    async with desk.store.reading() as tx:
        departments = await tx.people.departments(who.unit_id or "")
    theirs = [one for one in departments if _may_receive(who, one)]
    return Newcomer(staff, masked_document(normal_number(document)), theirs)


async def take_over(
    desk: Desk, who: Actor, document: str, name: str, department_id: str, *, seen: int
) -> Staff:
    """Let somebody who was released elsewhere work in a department of one's own, from today on.

    Of two units that take the same person the first one has them. Raises what `find_newcomer`
    does, NotFound for a department of others, RegisterChanged.
    """
    found = await _asked(desk, who, document, name)
    async with desk.store.transaction() as tx:
        await tx.records.hold([found.id])
        staff = await tx.people.get(found.id)
        _check_seen(staff, seen)
        _check_free(who, staff)
        department = await tx.people.department(department_id)
        if not _may_receive(who, department):
            raise NotFound
        await end_access(tx, staff, desk.clock.now())
        return await _move(desk, tx, who, staff, taken_over(staff), department)


async def _asked(desk: Desk, who: Actor, document: str, name: str) -> Staff:
    """Count and note a question, then answer it: a number that is not there is a wrong name."""
    number, called = normal_number(typed(document, 100)), typed(name, LONGEST_NAME)
    pair, now = Pair(TAKE_OVER, who.account_id, ""), desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.STAFF_TAKE_OVER)
        await take_try(tx, pair, now)
        staff = (await tx.people.with_documents([number])).get(number)
        fits = staff is not None and has_name(staff, called)
        if fits:
            await give_back(tx, pair, now)
        asked = {"document": masked_document(number), "found": fits}
        tx.journal.add(
            who, "transfer-asked", Subject(SubjectKind.ACCOUNT, who.account_id), after=asked
        )
    if staff is None or not fits:
        raise NobodyFits
    _check_free(who, staff)
    return staff


def _check_free(who: Actor, staff: Staff) -> None:
    if staff.unit_id == who.unit_id:
        raise AlreadyHere
    if not is_free(staff):
        raise NotReleased


def _check_seen(staff: Staff, seen: int) -> None:
    if staff.version != seen:
        raise RegisterChanged


def _may_receive(who: Actor, department: Department) -> bool:
    is_own = department.id == who.department_id and Role.DEPARTMENT_ADMINISTRATOR in who.roles
    return may_take(department, who.unit_id) and (is_own or Role.UNIT_ADMINISTRATOR in who.roles)


async def _claims(tx: Transaction, staff_id: str) -> list[Credit]:
    """Return what of somebody's waits for a decision."""
    wanted = CreditFilter(staff_id=staff_id, stages=UNDER_REVIEW)
    return await tx.credits.find(Area(staff_id=staff_id), wanted)


async def _move(
    desk: Desk, tx: Transaction, who: Actor, staff: Staff, after: Staff, department: Department
) -> Staff:
    """Put a person who is held elsewhere, with records, claims and all that follows."""
    today = desk.today()
    years = await _hold_years(tx, staff.id, today)
    moved = await tx.people.move(staff, department, today)
    if after != staff:
        moved = await tx.people.save(replace(moved, left_on=after.left_on, status=after.status))
    records = await tx.people.records(staff.id)
    await tx.records.put(records_after(staff, moved, records, today))
    claims = await _carry_claims(desk, tx, who, moved, years)
    await recount_years(tx, years, today)
    await _tell(desk, tx, who, staff, moved, claims)
    return moved


async def _hold_years(tx: Transaction, staff_id: str, today: date) -> set[PersonYear]:
    """Hold this year and later ones, and those in which something waits for a decision."""
    counted = (await tx.results.years([staff_id]))[staff_id]
    years = {today.year, *(year for year in counted if year >= today.year)}
    years |= {claim.year for claim in await _claims(tx, staff_id)}
    held = {(staff_id, year) for year in years}
    await hold(tx, held)
    return held


async def _carry_claims(
    desk: Desk, tx: Transaction, who: Actor, staff: Staff, years: set[PersonYear]
) -> int:
    """Put what waits before those who review it now; return how much there is."""
    now, (in_department, in_unit) = desk.clock.now(), await others_who_review(tx, staff)
    place = (await tx.people.unit(staff.unit_id)).authority
    claims = [one for one in await _claims(tx, staff.id) if (staff.id, one.year) in years]
    for before in claims:
        after = rerouted(before, in_department=in_department, in_unit=in_unit, authority=place)
        if after != before:
            after = await tx.credits.save(after)
        if after.stage is not before.stage:
            stages = ({"stage": before.stage}, {"stage": after.stage})
            tx.journal.add(who, "moved", before.subject, before=stages[0], after=stages[1])
        await tx.notices.settle(before.id, REVIEW_WAITING, now)
        await tell_reviewers(tx, after, now)
    return len(claims)


async def _tell(
    desk: Desk, tx: Transaction, who: Actor, before: Staff, after: Staff, claims: int
) -> None:
    """Tell the journal, under the person and the unit they have left, and the person."""
    units = [await tx.people.unit(one.unit_id) for one in (before, after)]
    rooms = [await tx.people.department(one.department_id) for one in (before, after)]
    was, will = (
        {"unit": unit.name, "department": room.name, "status": staff.status}
        for unit, room, staff in zip(units, rooms, (before, after), strict=True)
    )
    tx.journal.add(who, "person-moved", before.subject, before=was, after=will)
    if before.unit_id != after.unit_id:
        left = {"name": before.name, "staff_number": before.staff_number}
        tx.journal.add(
            who, "person-taken-over", Subject(SubjectKind.UNIT, before.unit_id), after=left
        )
    accounts = await tx.accounts.of_staff(after.id)
    await tx.notices.add(
        [account.id for account in accounts],
        "person-moved",
        now=desk.clock.now(),
        details={"place": f"{units[1].name} · {rooms[1].name}", "claims": claims},
    )
