"""Credits to carry on elsewhere, in the columns that taking over reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from core.credit_lists import credit_filter, year_choices
from core.domain.credits.credit import Credit
from core.domain.credits.credit_rows import FIELDS
from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page
from core.domain.masking import masked_document
from core.domain.points import show, show_quantity
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.rulebooks import books_of
from core.wording.credit_rows import row_field_key
from core.wording.credits import awarded_by, credit_title, rule_name
from core.wording.names import named


@dataclass(frozen=True, slots=True)
class CarriedCredit:
    """A credit in effect with whose it is, and by which rules; the document is masked."""

    credit: Credit
    staff: Staff
    document: str
    book: Rulebook

    @property
    def awarded_on(self) -> date | None:
        days = self.credit.claim.days
        return days[1] if days else self.credit.effective_on


async def list_carried(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[CarriedCredit]:
    """List the credits in effect of the people one looks after."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        wanted = replace(credit_filter(query), in_effect=desk.today())
        area = replace(area_of(who), staff_id=None, account_id=None, is_authority=False)
        found = await tx.credits.page(area, wanted, query.window)
        (total,) = await tx.credits.counts(area, [wanted])
        people = await tx.people.some({credit.staff_id for credit in found.rows})
        documents = await tx.people.documents({one.id for one in people})
        books = await books_of(tx, people)
    staff = {one.id: one for one in people}
    rows = found.of(
        lambda it: CarriedCredit(
            it,
            staff[it.staff_id],
            masked_document(documents[it.staff_id]),
            books.of(it.staff_id, it.year),
        )
    )
    return Page(rows, total, choices={"year": year_choices(desk)})


def _rule(row: CarriedCredit) -> str:
    code = row.credit.claim.rule
    return rule_name(row.book.rule(code)) if code else ""


SAID: dict[str, Callable[[CarriedCredit], str | int | date | None]] = {
    "staff_number": lambda it: it.staff.staff_number,
    "name": lambda it: it.staff.name,
    "document": lambda it: it.document,
    "year": lambda it: it.credit.year,
    "awarded_on": lambda it: it.awarded_on,
    "project_number": lambda it: it.credit.claim.details.get("project-number", ""),
    "activity": lambda it: credit_title(it.credit, it.book),
    "subtype": lambda it: named(it.book.subtype(it.credit.subtype).names),
    "rule": _rule,
    "points": lambda it: show(it.credit.points),
    "hours": lambda it: show_quantity(it.credit.hours),
    "awarded_by": lambda it: awarded_by(it.credit),
}
CARRIED = Listing[CarriedCredit](
    "credits-carried",
    "carried-title",
    tuple(
        Column(row_field_key(name), SAID[name], "day" if name == "awarded_on" else "text")
        for name in FIELDS
    ),
    list_carried,
    filters=(
        Filter("year", "credits-year", "year"),
        Filter("from", "carried-from", "day"),
        Filter("to", "carried-to", "day"),
        Filter("name", "people-column-name"),
        Filter("number", "people-column-number"),
    ),
)
