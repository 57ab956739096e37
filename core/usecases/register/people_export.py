"""The register to take along, in the columns that an import reads (manual 2.1).

Numbers are masked, so that a row is somebody's by the staff number; whole ones are for a reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.departments import department_filter
from core.domain.lists import EVERYTHING, Column, ListQuery, Page
from core.domain.particulars import Particulars, particulars_of
from core.domain.register import Actor
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.usecases.register.lists import PEOPLE, staff_filter
from core.usecases.register.people_template import COLUMNS
from core.wording.imports import particular
from core.wording.people import field_key


@dataclass(frozen=True, slots=True)
class PersonRow:
    """All that the register says of one person, and the words of this year's rules."""

    said: Particulars
    book: Rulebook


async def list_register(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[PersonRow]:
    """List the people one looks after with all that the register says of them."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
        place = await department_filter(tx, who, query.text("department"))
        wanted = staff_filter(query, book, place)
        found = await tx.people.page(area_of(who), wanted, query.window)
        total = await tx.people.count(area_of(who), wanted)
        shown = {one.id for one in found.rows}
        places = await tx.people.some_departments({one.department_id for one in found.rows})
        documents, mobiles = await tx.people.documents(shown), await tx.people.mobiles(shown)
    rows = found.of(
        lambda one: PersonRow(
            particulars_of(
                one, documents[one.id], mobiles[one.id], places[one.department_id], desk.today()
            ),
            book,
        )
    )
    return Page(rows, total)


def _masked(name: str) -> Callable[[PersonRow], str]:
    return lambda row: particular(row.said, name, row.book)


WHOLE: dict[str, Callable[[PersonRow], str]] = {
    "document": lambda row: row.said.document.number,
    "mobile": lambda row: row.said.mobile,
}
REGISTER = Listing[PersonRow](
    "register",
    "export-title",
    tuple(Column(field_key(name), _masked(name), width=30) for name in COLUMNS),
    list_register,
    filters=PEOPLE.filters,
)
REGISTER_WHOLE = replace(
    REGISTER,
    columns=tuple(
        Column(field_key(name), WHOLE.get(name, _masked(name)), width=30) for name in COLUMNS
    ),
)
