"""People go to other departments and units, and come from them; claims and access go along."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.departments import Offered, department_meant, offered_departments, offered_to
from core.domain.errors import NotFound
from core.domain.limits import TAKE_OVER
from core.domain.masking import masked_document
from core.domain.particulars import NoSuchChoice
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
    released,
    taken_over,
)
from core.domain.typed import normal_number, typed
from core.limiting import Pair, give_back, take_try
from core.moving import move_people, move_to
from core.permissions import Permission, authorize
from core.ports import Desk
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
    departments: Offered
    open_claims: int

    @property
    def is_free(self) -> bool:
        return is_free(self.staff)


async def read_transfer(
    desk: Desk, who: Actor, staff_id: str, department: str = ""
) -> TransferSheet:
    """Return where somebody works and may go, of many departments those with these words.

    Raises NotFound outside the scope.
    """
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        postings = await tx.people.postings(staff_id)
        places = await tx.people.some_departments({one.department_id for one in postings})
        units = {one.unit_id: await tx.people.unit(one.unit_id) for one in postings}
        offered = await offered_departments(tx, staff.unit_id, department)
        return TransferSheet(
            staff,
            [
                Station(units[one.unit_id], places[one.department_id], one.from_on, one.to_on)
                for one in postings
            ],
            offered.of(lambda it: may_take(it, staff.unit_id) and it.id != staff.department_id),
            len(await tx.credits.under_review([staff_id])),
        )


async def move_within(
    desk: Desk, who: Actor, staff_id: str, department: str, *, seen: int
) -> Staff:
    """Let somebody work in another department of the unit, by id, number or name, at once.

    Raises NotFound, NoSuchChoice, RegisterChanged unless the person is as `seen` (a version).
    """
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        _check_seen(staff, seen)
        place = await department_meant(tx, staff.unit_id, department)
        if place.id == staff.department_id:
            raise NoSuchChoice
        await move_people(desk, tx, who, [move_to(staff, place)])
        return await tx.people.get(staff_id)


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
        await end_access(tx, who, staff, desk.clock.now())
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
    departments: Offered


async def find_newcomer(desk: Desk, who: Actor, document: str, name: str) -> Newcomer:
    """Return who has this document and this name, if they are free to be taken over.

    Each question is journaled; those that nobody fits are limited like failed sign-ins. Raises
    TextNeeded, NobodyFits, TooManyFailures, NotReleased, AlreadyHere.
    """
    staff = await _asked(desk, who, document, name)
    async with desk.store.reading() as tx:
        departments = await offered_to(tx, who, who.unit_id or "")
    theirs = departments.of(lambda it: _may_receive(who, it))
    return Newcomer(staff, masked_document(normal_number(document)), theirs)


async def take_over(
    desk: Desk, who: Actor, document: str, name: str, department: str, *, seen: int
) -> Staff:
    """Let somebody who was released elsewhere work in a department of one's own, from today on.

    Of two units that take the same person the first one has them. Raises what `find_newcomer`
    does, NoSuchChoice, NotFound for a department of others, RegisterChanged.
    """
    found = await _asked(desk, who, document, name)
    async with desk.store.transaction() as tx:
        await tx.records.hold([found.id])
        staff = await tx.people.get(found.id)
        _check_seen(staff, seen)
        _check_free(who, staff)
        place = await department_meant(tx, who.unit_id or "", department)
        if not _may_receive(who, place):
            raise NotFound
        await end_access(tx, who, staff, desk.clock.now())
        await move_people(desk, tx, who, [move_to(staff, place, taken_over(staff))])
        return await tx.people.get(staff.id)


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
