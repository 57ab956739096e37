"""For whom one enters credits: oneself, one's people, those one is let enter for (manual 5.2)."""

from dataclasses import dataclass, replace

from core.departments import department_filter
from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page
from core.domain.register import Actor, Department, Staff
from core.domain.rulebook.offers import listed
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_to_enter, authorize
from core.ports import Desk
from core.records.register import StaffFilter
from core.wording.names import in_words
from core.wording.people import field_words


@dataclass(frozen=True, slots=True)
class WhomLine:
    """Somebody to choose: no more than tells them from others."""

    staff: Staff
    department: Department
    book: Rulebook


async def read_whom(desk: Desk, who: Actor, staff_id: str) -> Staff:
    """Return somebody for whom one may enter. Raises NotFound."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.CREDIT_ENTER, staff)
        return staff


async def list_whom(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[WhomLine]:
    """List for whom one may enter, by staff number."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.CREDIT_ENTER_FOR_OTHERS)
        area = replace(area_to_enter(who), staff_id=None)
        place = await department_filter(tx, who, query.text("department"))
        wanted = StaffFilter(
            text=query.text("q"),
            department_id=place.id,
            title=query.text("title"),
            status=query.text("status"),
        )
        found = await tx.people.page(area, wanted, query.window)
        total = await tx.people.count(area, wanted)
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
        departments = await tx.people.some_departments({it.department_id for it in found.rows})
    return Page(
        found.of(lambda it: WhomLine(it, departments[it.department_id], book)),
        total,
        choices={
            "department": place.choices,
            "title": in_words(listed(book, "titles")),
            "status": in_words(listed(book, "statuses")),
        },
        searched=place.searched_by_name,
    )


WHOM = Listing[WhomLine](
    "whom",
    "entry-whom-title",
    (
        Column("people-column-name", lambda it: it.staff.name, card="title", width=26),
        Column("people-column-number", lambda it: it.staff.staff_number, width=28),
        Column("people-column-department", lambda it: it.department.name, width=34),
        Column(
            "people-column-title",
            lambda it: field_words("title", it.staff.title, it.book),
            width=34,
        ),
    ),
    list_whom,
    filters=(
        Filter("q", "people-filter-words"),
        Filter("department", "people-column-department", "choice"),
        Filter("title", "people-column-title", "choice"),
        Filter("status", "people-column-status", "choice"),
    ),
)
