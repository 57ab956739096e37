"""The people of one's department or unit, to choose from (manual 2.1, 9.2)."""

from dataclasses import dataclass, replace

from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page
from core.domain.register import Actor, Department, Staff
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.area import Area
from core.records.register import StaffFilter
from core.records.transaction import Transaction
from core.texts import say
from core.usecases.credits.lists import year_choices
from core.wording.names import named


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One person in a list, with their department and the words of this year's rules."""

    staff: Staff
    department: Department
    book: Rulebook

    @property
    def title(self) -> str:
        return named(self.book.title(self.staff.title).names)

    @property
    def status(self) -> str:
        return named(self.book.status(self.staff.status).names)


async def list_staff(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[StaffLine]:
    """List the people one looks after, by staff number."""
    wanted = StaffFilter(
        text=query.text("q"),
        department_id=query.text("department"),
        title=query.text("title"),
        status=query.text("status"),
    )
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        area = await _area(tx, who)
        found = await tx.people.page(area, wanted, query.window)
        (total,) = await tx.people.counts(area, [wanted])
        departments = await tx.people.departments(who.unit_id or "")
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
    theirs = {one.id: one for one in departments}
    return Page(
        found.of(lambda it: StaffLine(it, theirs[it.department_id], book)),
        total=total,
        choices={
            "year": year_choices(desk),
            "department": [(one.id, one.name) for one in departments],
            "title": [(one.code, named(one.names)) for one in book.titles],
            "status": [(one.code, named(one.names)) for one in book.statuses],
        },
    )


async def _area(tx: Transaction, who: Actor) -> Area:
    """Return whose people one sees; who is of one's unit anyway is not named again."""
    area = area_of(who)
    if area.unit_id is None or area.staff_id is None:
        return area
    is_of_unit = (await tx.people.get(area.staff_id)).unit_id == area.unit_id
    return replace(area, staff_id=None) if is_of_unit else area


PEOPLE = Listing[StaffLine](
    "people",
    "people-title",
    (
        Column("people-column-name", lambda it: it.staff.name, card="title", width=26),
        Column("people-column-number", lambda it: it.staff.staff_number, width=28),
        Column("people-column-department", lambda it: it.department.name, width=34),
        Column("people-column-title", lambda it: it.title, width=34),
        Column("people-column-sex", lambda it: say(f"sex-{it.staff.sex}"), width=12),
        Column("people-column-born", lambda it: it.staff.born_on, "day", width=24),
        Column("people-column-status", lambda it: it.status, width=30),
    ),
    list_staff,
    filters=(
        Filter("year", "forms-filter-year", "year", is_required=True),
        Filter("q", "people-filter-words"),
        Filter("department", "people-column-department", "choice"),
        Filter("title", "people-column-title", "choice"),
        Filter("status", "people-column-status", "choice"),
    ),
)
