"""The people of one's department or unit, to choose from (manual 2.1, 9.2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.credit_lists import year_choices
from core.departments import DepartmentFilter, department_filter
from core.domain.credits.compliance import Outcome
from core.domain.lists import EVERYTHING, Choices, Column, Filter, ListQuery, Page, Pill
from core.domain.masking import masked_document, masked_mobile
from core.domain.register import (
    Actor,
    Department,
    Staff,
)
from core.domain.rulebook.offers import listed
from core.domain.rulebook.rules import Rulebook
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.area import Area
from core.records.credits import StoredResult
from core.records.register import StaffFilter
from core.records.transaction import Transaction
from core.texts import say
from core.wording.names import in_words, named
from core.wording.people import field_words


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One person in a list, with their department and the words of this year's rules.

    Document and mobile are masked.
    """

    staff: Staff
    department: Department
    book: Rulebook
    document: str
    mobile: str

    def words(self, field: str) -> str:
        return field_words(field, getattr(self.staff, field), self.book)

    @property
    def level(self) -> str:
        level = self.book.title(self.staff.title).level
        return named(dict(self.book.levels)[level])


@dataclass(frozen=True, slots=True)
class FormLine:
    """One person in a list of forms; without a `result`, nothing is stored of the year."""

    line: StaffLine
    result: StoredResult | None

    @property
    def staff(self) -> Staff:
        return self.line.staff


async def list_staff(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[StaffLine]:
    """List the people one looks after, by staff number."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        return await _lines(desk, tx, who, query)


async def list_whose_forms(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[FormLine]:
    """List the same people with the stored result of the year that is asked for (manual 9.2)."""
    year = query.year() or desk.today().year
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        page = await _lines(desk, tx, who, query)
        results = await tx.results.of([line.staff.id for line in page.rows], year)
    found = {one.staff_id: one for one in results}
    rows = page.slice.of(lambda it: FormLine(it, found.get(it.staff.id)))
    return Page(rows, page.total, choices=page.choices, searched=page.searched)


async def _lines(desk: Desk, tx: Transaction, who: Actor, query: ListQuery) -> Page[StaffLine]:
    area = await _area(tx, who)
    place = await department_filter(tx, who, query.text("department"))
    book = await tx.rulebooks.of(who.unit_id or "", desk.today().year)
    wanted = staff_filter(query, book, place)
    found = await tx.people.page(area, wanted, query.window)
    total = await tx.people.count(area, wanted)
    theirs = await tx.people.some_departments({it.department_id for it in found.rows})
    shown = {one.id for one in found.rows}
    documents, mobiles = await tx.people.documents(shown), await tx.people.mobiles(shown)
    return Page(
        found.of(
            lambda it: StaffLine(
                it,
                theirs[it.department_id],
                book,
                masked_document(documents[it.id]),
                masked_mobile(mobiles[it.id]),
            )
        ),
        total=total,
        choices={
            "year": year_choices(desk),
            "department": place.choices,
            "title": in_words(listed(book, "titles")),
            "level": in_words(book.levels),
            "status": in_words(listed(book, "statuses")),
            "specialty": _choices(book, "specialties"),
            "post": _choices(book, "post-types"),
        },
        searched=place.searched_by_name,
    )


async def _area(tx: Transaction, who: Actor) -> Area:
    """Return whose people one sees; who is of one's unit anyway is not named again."""
    area = area_of(who)
    if area.unit_id is None or area.staff_id is None:
        return area
    is_of_unit = (await tx.people.get(area.staff_id)).unit_id == area.unit_id
    return replace(area, staff_id=None) if is_of_unit else area


def staff_filter(query: ListQuery, book: Rulebook, place: DepartmentFilter) -> StaffFilter:
    """Return the filters that a list of people is asked by."""
    level = query.text("level")
    return StaffFilter(
        text=query.text("q"),
        department_id=place.id,
        title=query.text("title"),
        titles=[one.code for one in book.titles if one.level == level] if level else None,
        status=query.text("status"),
        specialty=query.text("specialty"),
        post_type=query.text("post"),
    )


def _choices(book: Rulebook, name: str) -> Choices:
    return in_words(listed(book, f"lists.{name}"))


def _photo(line: StaffLine) -> str:
    return say("people-photo-yes" if line.staff.photo else "people-photo-no")


def _in_words(field: str) -> Callable[[StaffLine], str]:
    return lambda line: line.words(field)


PEOPLE = Listing[StaffLine](
    "people",
    "people-title",
    (
        Column("people-column-name", lambda it: it.staff.name, card="title", width=26),
        Column("people-column-sex", lambda it: say(f"sex-{it.staff.sex}"), card="none", width=12),
        Column("people-column-number", lambda it: it.staff.staff_number, width=28),
        Column("staff-field-document", lambda it: it.document, card="none", width=28),
        Column("staff-field-mobile", lambda it: it.mobile, card="none", width=0),
        Column("people-column-department", lambda it: it.department.name, width=34),
        Column("people-column-title", _in_words("title"), width=34),
        Column("people-column-level", lambda it: it.level, card="none", width=20),
        Column("staff-field-specialty", _in_words("specialty"), card="none", width=26),
        Column("people-column-status", _in_words("status"), width=22),
        Column("staff-field-post-type", _in_words("post_type"), card="none", width=16),
        Column("people-column-photo", _photo, card="none", width=0),
        Column("staff-field-position", lambda it: it.staff.position, card="none", width=22),
        Column("people-column-born", lambda it: it.staff.born_on, "day", card="none", width=24),
    ),
    list_staff,
    filters=(
        Filter("q", "people-filter-words"),
        Filter("department", "people-column-department", "choice"),
        Filter("title", "people-column-title", "choice"),
        Filter("level", "people-column-level", "choice"),
        Filter("specialty", "staff-field-specialty", "choice"),
        Filter("status", "people-column-status", "choice"),
        Filter("post", "staff-field-post-type", "choice"),
    ),
)


def _result(line: FormLine) -> tuple[Pill, ...]:
    """Return 达标结果 as it is stored; while it is counted again there is none."""
    if line.result is None:
        return (Pill(say("forms-result-none")),)
    if line.result.is_dirty:
        return (Pill(say("forms-result-counting")),)
    outcome = line.result.outcome
    return (Pill(say(f"outcome-{outcome}"), OUTCOME_TONES.get(outcome, "info")),)


OUTCOME_TONES = {Outcome.MET: "good", Outcome.NOT_MET: "warn"}
WHOSE_FORMS = Listing[FormLine](
    "forms",
    "forms-title",
    (
        Column("people-column-number", lambda it: it.staff.staff_number, width=28),
        Column("people-column-name", lambda it: it.staff.name, card="title", width=26),
        Column("people-column-department", lambda it: it.line.department.name, width=34),
        Column("people-column-title", lambda it: it.line.words("title"), width=34),
        Column("people-column-sex", lambda it: say(f"sex-{it.staff.sex}"), card="none", width=12),
        Column("people-column-born", lambda it: it.staff.born_on, "day", card="none", width=24),
        Column("people-column-status", lambda it: it.line.words("status"), width=22),
        Column("forms-column-result", _result, "pills", "pills", 24),
    ),
    list_whose_forms,
    filters=(
        Filter("year", "forms-filter-year", "year", is_required=True),
        Filter("q", "people-filter-words"),
        Filter("from", "forms-filter-from", "day"),
        Filter("to", "forms-filter-to", "day"),
        *PEOPLE.filters[1:],
    ),
)
"""The same people, of whom forms of a year are to be made (manual 9.2)."""

WHOSE_YEARS = replace(
    PEOPLE,
    filters=tuple(one for one in PEOPLE.filters if one.name in {"q", "status", "department"}),
)
"""The same people, of whom forms of several years are to be made (manual 9.1)."""


STANDING = Listing[StaffLine](
    "standing",
    "standing-title",
    (
        Column("people-column-name", lambda it: it.staff.name, card="title", width=26),
        Column("staff-field-document", lambda it: it.document, card="none", width=28),
        Column("people-column-number", lambda it: it.staff.staff_number, width=28),
        Column("people-column-status", _in_words("status"), width=22),
        Column("people-column-sex", lambda it: say(f"sex-{it.staff.sex}"), card="none", width=12),
        Column("people-column-department", lambda it: it.department.name, width=34),
        Column("people-column-title", _in_words("title"), width=34),
        Column("staff-field-specialty", _in_words("specialty"), card="none", width=26),
        Column("standing-column-awarded", lambda it: it.staff.title_awarded_on, "day", width=24),
    ),
    list_staff,
    filters=(
        Filter("q", "people-filter-words"),
        Filter("status", "people-column-status", "choice"),
        Filter("department", "people-column-department", "choice"),
        Filter("title", "people-column-title", "choice"),
        Filter("specialty", "staff-field-specialty", "choice"),
    ),
)
"""The same people, whose titles and statuses are to be changed (manual 2.2)."""
