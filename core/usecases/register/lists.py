"""The people of one's department or unit, to choose from (manual 2.1, 9.2)."""

from dataclasses import dataclass

from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page
from core.domain.register import Actor, Department, Staff
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.register import StaffFilter
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
        area = area_of(who)
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


STANDING = Listing[StaffLine](
    "standing",
    "standing-title",
    (
        Column("people-column-name", lambda it: it.staff.name, card="title", width=26),
        Column("people-column-number", lambda it: it.staff.staff_number, width=28),
        Column("people-column-status", lambda it: it.status, width=30),
        Column("people-column-sex", lambda it: say(f"sex-{it.staff.sex}"), width=12),
        Column("people-column-department", lambda it: it.department.name, width=34),
        Column("people-column-title", lambda it: it.title, width=34),
        Column("standing-column-awarded", lambda it: it.staff.title_awarded_on, "day", width=24),
    ),
    list_staff,
    filters=(
        Filter("q", "people-filter-words"),
        Filter("status", "people-column-status", "choice"),
        Filter("department", "people-column-department", "choice"),
        Filter("title", "people-column-title", "choice"),
    ),
)
"""Whose titles and statuses are changed (manual 2.2)."""


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
