"""人员信息变动日志: who changed what of people and departments, and when (manual 2.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from core.domain.dates import SHANGHAI
from core.domain.lists import EVERYTHING, ListQuery, Page, Window
from core.domain.register import Actor, Role, Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import SubjectKind
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.journal import Event, EventFilter
from core.records.transaction import Transaction

LATEST = 3


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change, with whom it is about (None for a department) and the words of the rules."""

    event: Event
    about: str
    book: Rulebook

    @property
    def office(self) -> str:
        """Return the account of an office, "" for somebody's own."""
        office, blank, _ = self.event.who.partition(" ")
        return office if blank else ""

    @property
    def name(self) -> str:
        return self.event.who.rpartition(" ")[2]


async def list_changes(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING, *, staff_id: str = ""
) -> Page[ChangeLine]:
    """List changes of the register, the latest first: of one's unit, department or one person.

    Raises NotFound for a person outside the scope.
    """
    return await _read(desk, who, query, staff_id)


async def _read(desk: Desk, who: Actor, query: ListQuery, staff_id: str) -> Page[ChangeLine]:
    async with desk.store.reading() as tx:
        one = await tx.people.get(staff_id) if staff_id else None
        authorize(who, Permission.STAFF_LIST, one)
        wanted = _filter(who, query, staff_id)
        found = await tx.journal.page(wanted, query.window)
        about = await _about(tx, found.rows)
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
        return Page(
            found.of(lambda it: ChangeLine(it, about.get(it.subject, ""), book)),
            total=await tx.journal.count(wanted),
        )


async def latest_changes(desk: Desk, who: Actor, staff_id: str) -> list[ChangeLine]:
    """Return the last few changes of somebody. Raises NotFound outside the scope."""
    query = ListQuery(window=Window(size=LATEST))
    return list((await _read(desk, who, query, staff_id)).rows)


def _filter(who: Actor, query: ListQuery, staff_id: str) -> EventFilter:
    is_over_unit = Role.UNIT_ADMINISTRATOR in who.roles
    first, last = query.day("from"), query.day("to")
    places = (SubjectKind.STAFF, SubjectKind.DEPARTMENT)
    return EventFilter(
        unit_id=None if staff_id else who.unit_id,
        subject=f"{SubjectKind.STAFF}:{staff_id}" if staff_id else "",
        kinds=() if staff_id else places if is_over_unit else places[:1],
        department_id=None if staff_id or is_over_unit else who.department_id or "",
        who=query.text("who"),
        since=datetime.combine(first, time(), SHANGHAI) if first else None,
        until=datetime.combine(last + timedelta(days=1), time(), SHANGHAI) if last else None,
    )


async def _about(tx: Transaction, events: Sequence[Event]) -> Mapping[str, str]:
    """Return the names of those whom events are about, by subject."""
    kinds = [event.subject.partition(":") for event in events]
    people: list[Staff] = await tx.people.some({key for kind, _, key in kinds if kind == "staff"})
    places = {key for kind, _, key in kinds if kind == "department"}
    departments = await tx.people.some_departments(places)
    names = {f"staff:{one.id}": f"{one.name} {one.staff_number}" for one in people}
    return names | {f"department:{key}": one.name for key, one in departments.items()}
