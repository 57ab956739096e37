"""A unit's departments: added, renamed, closed, merged; what has been keeps its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.errors import NotFound, Refusal
from core.domain.reading_particulars import plain_name, plain_names
from core.domain.register import Actor, Department, FormerName, RegisterChanged, Role
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.moving import move_people, move_to
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import SLICE
from core.sessions import end_office

LONGEST_NAME = 40
MOST_DEPARTMENTS = 999


class DepartmentNamed(Refusal):
    """Another department of the unit has this name, and people could not be told apart by it."""

    code = "department-named"
    status = 409


class DepartmentInUse(Refusal):
    """People work there: they go elsewhere first, or it is merged. Blank: `count`."""

    code = "department-in-use"
    status = 409


class DepartmentHasTrainings(Refusal):
    """Trainings of it are not over: it is merged, so that somebody goes on with them.

    Blank: `count`.
    """

    code = "department-has-trainings"
    status = 409


class DepartmentsFull(Refusal):
    """The numbers of the unit's departments, three digits each, are used up."""

    code = "departments-full"


class DepartmentChanged(Refusal):
    """Somebody else has renamed the department; blank: `name`, what it is called now."""

    code = "department-changed"
    status = 409


@dataclass(frozen=True, slots=True)
class Departments:
    """A unit's departments in the order of their numbers, and how many people work in each."""

    all: Sequence[Department]
    counts: Mapping[str, int]

    @property
    def open(self) -> list[Department]:
        return [one for one in self.all if one.closed_on is None]

    @property
    def closed(self) -> list[Department]:
        return [one for one in self.all if one.closed_on is not None]


async def list_departments(desk: Desk, who: Actor) -> Departments:
    """List the departments of one's unit."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.DEPARTMENT_CHANGE)
        return await _all(tx, who)


async def read_department(
    desk: Desk, who: Actor, department_id: str
) -> tuple[Department, Departments]:
    """Return an open department of one's unit, and all of them. Raises NotFound."""
    async with desk.store.reading() as tx:
        return await _own(tx, who, department_id), await _all(tx, who)


async def _all(tx: Transaction, who: Actor) -> Departments:
    unit_id = who.unit_id or ""
    return Departments(await tx.people.departments(unit_id), await tx.people.headcounts(unit_id))


async def add_department(desk: Desk, who: Actor, name: str) -> Department:
    """Add a department; its number is the unit's and the next three digits.

    Raises TextNeeded, TextTooLong, DepartmentNamed, DepartmentsFull, RegisterChanged.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.DEPARTMENT_CHANGE)
        unit = await tx.people.unit(who.unit_id or "")
        there = await tx.people.departments(unit.id)
        called = _free_name(name, there)
        last = max((int(one.code[-3:]) for one in there if one.code[-3:].isdecimal()), default=0)
        if last >= MOST_DEPARTMENTS:
            raise DepartmentsFull
        added = Department(desk.ids.new(), unit.id, f"{unit.code}{last + 1:03}", called)
        await tx.people.add_department(added)
        _note(tx, who, "department-added", added, after={"name": called})
    return added


async def rename_department(
    desk: Desk, who: Actor, department_id: str, name: str, *, seen: str
) -> Department:
    """Call a department otherwise from today on; earlier years keep the name that it had.

    `seen` is the name that the person had before them. Raises NotFound, DepartmentChanged,
    TextNeeded, TextTooLong, DepartmentNamed.
    """
    async with desk.store.transaction() as tx:
        before = await _own(tx, who, department_id)
        if before.name != seen:
            raise DepartmentChanged(name=before.name)
        others = [one for one in await tx.people.departments(before.unit_id) if one != before]
        called = _free_name(name, others)
        if called == before.name:
            return before
        former = (*before.former_names, FormerName(before.name, desk.today()))
        after = replace(before, name=called, former_names=former)
        await tx.people.save_department(before, after)
        _note(tx, who, "department-renamed", after, {"name": before.name}, {"name": called})
    return after


async def grant_entering(desk: Desk, who: Actor, department_id: str, *, is_granted: bool) -> None:
    """Let a department enter credits for its people, or no longer (被授权, manual 5.2).

    Everybody enters for themselves all the same. Raises NotFound, RegisterChanged.
    """
    async with desk.store.transaction() as tx:
        before = await _own(tx, who, department_id)
        if before.enters_credits != is_granted:
            await tx.people.save_department(before, replace(before, enters_credits=is_granted))
            verb = "entering-granted" if is_granted else "entering-withdrawn"
            _note(tx, who, verb, before, {"name": before.name})


async def close_department(desk: Desk, who: Actor, department_id: str) -> None:
    """Close a department in which nobody works any more: it takes nobody new, its offices end.

    Raises NotFound, DepartmentInUse, DepartmentHasTrainings, RegisterChanged.
    """
    async with desk.store.transaction() as tx:
        before = await _own(tx, who, department_id)
        count = (await tx.people.headcounts(before.unit_id)).get(before.id, 0)
        if count:
            raise DepartmentInUse(count=count)
        if trainings := await tx.trainings.unfinished(before.id):
            raise DepartmentHasTrainings(count=len(trainings))
        await _end(desk, tx, before, replace(before, closed_on=desk.today()))
        _note(tx, who, "department-closed", before, {"name": before.name})


async def merge_department(desk: Desk, who: Actor, department_id: str, into_id: str) -> int:
    """Let all people of a department work in another one from today on, and close it.

    They move as anybody moves, a hundred at a time, so that nobody waits for long: broken off, it
    is begun again with those who are left. Trainings and applications that are not over go along,
    those that are stay where they were; cycles to come expect the other department; its offices
    end. Returns how many people went. Raises NotFound, RegisterChanged.
    """
    count = 0
    while some := await _move_some(desk, who, department_id, into_id):
        count += some
    async with desk.store.transaction() as tx:
        before, into = await _both(tx, who, department_id, into_id)
        if await tx.people.of_department(before.id, 1):
            raise RegisterChanged
        for training in await tx.trainings.unfinished(before.id):
            await tx.trainings.save(replace(training, department_id=into.id))
            was, will = {"department": before.name}, {"department": into.name}
            tx.journal.add(who, "moved", training.subject, before=was, after=will)
        for application in await tx.applications.unfinished(before.id):
            await tx.applications.save(replace(application, department_id=into.id))
        await tx.delegations.go_along(before.id, into.id)
        await tx.cycles.expect_instead(before.id, into.id, desk.clock.now())
        after = replace(before, closed_on=desk.today(), merged_into_id=into.id)
        await _end(desk, tx, before, after)
        _note(tx, who, "department-merged", before, {"name": before.name}, {"name": into.name})
    return count


async def _move_some(desk: Desk, who: Actor, department_id: str, into_id: str) -> int:
    async with desk.store.transaction() as tx:
        before, into = await _both(tx, who, department_id, into_id)
        seen = await tx.people.of_department(before.id, SLICE)
        await tx.records.hold([one.id for one in seen])
        people = await tx.people.some([one.id for one in seen])
        there = [one for one in people if one.department_id == before.id]
        await move_people(desk, tx, who, [move_to(one, into) for one in there])
    return len(there)


async def _end(desk: Desk, tx: Transaction, before: Department, after: Department) -> None:
    """Let a department and its offices end."""
    await tx.people.save_department(before, after)
    role = Role.DEPARTMENT_ADMINISTRATOR
    for account in await tx.accounts.holding(role, department_id=before.id):
        await end_office(tx, account, desk.clock.now())


async def _both(
    tx: Transaction, who: Actor, department_id: str, into_id: str
) -> tuple[Department, Department]:
    before, into = await _own(tx, who, department_id), await _open(tx, who, into_id)
    if into.id == before.id:
        raise NotFound
    return before, into


async def _own(tx: Transaction, who: Actor, department_id: str) -> Department:
    """Return an open department of one's unit. Raises NotFound."""
    department = await _open(tx, who, department_id)
    authorize(who, Permission.DEPARTMENT_CHANGE)
    return department


async def _open(tx: Transaction, who: Actor, department_id: str) -> Department:
    department = await tx.people.department(department_id)
    if department.unit_id != who.unit_id or department.closed_on is not None:
        raise NotFound
    return department


def _free_name(name: str, others: Sequence[Department]) -> str:
    """Return the name, unless a workbook could take it for that of another open department."""
    called = typed(name, LONGEST_NAME)
    taken = {plain for one in others if one.closed_on is None for plain in plain_names(one)}
    if plain_name(called) in taken:
        raise DepartmentNamed(name=called)
    return called


def _note(
    tx: Transaction,
    who: Actor,
    verb: str,
    department: Department,
    before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
) -> None:
    subject = Subject(SubjectKind.DEPARTMENT, department.id)
    tx.journal.add(who, verb, subject, before=before, after=after)
