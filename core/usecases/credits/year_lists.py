"""Whole departments' years: who meets the standard, and what everybody has (manual 6.1, 6.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from core.credit_lists import year_choices
from core.departments import DepartmentFilter, department_filter
from core.domain.credits.compliance import Check, Checked, Outcome
from core.domain.credits.outlook import Outlook, outlook
from core.domain.lists import (
    EVERYTHING,
    MOST_COUNTED,
    Choices,
    Column,
    Filter,
    ListQuery,
    Page,
    Pill,
    Slice,
    Value,
)
from core.domain.register import Actor, Staff
from core.domain.rulebook.offers import listed
from core.domain.rulebook.rules import Rulebook, Subtype
from core.lists import Listing
from core.permissions import Permission, area_of, authorize, may
from core.ports import Desk
from core.records.credits import StoredResult
from core.records.transaction import Transaction
from core.records.year_lists import RESULTS, STAGES, YearFilter
from core.texts import say
from core.wording.compliance import outlook_pill, reason, shortfall
from core.wording.names import in_words, named
from core.wording.people import field_words

ALL = "all"
Tabs = Mapping[str, Outlook | None]
TABS: Tabs = {
    Outlook.BEHIND: Outlook.BEHIND,
    Outlook.ON_THE_WAY: Outlook.ON_THE_WAY,
    Outlook.MET: Outlook.MET,
    Outlook.NOT_REQUIRED: Outlook.NOT_REQUIRED,
    ALL: None,
}


@dataclass(frozen=True, slots=True)
class YearLine:
    """A person's stored year in a list, with what they were in it; `department` by its name.

    Whoever works elsewhere by now `is_elsewhere`: they stay in the list, and no more is seen.
    """

    stored: StoredResult
    staff: Staff
    department: str
    book: Rulebook
    is_elsewhere: bool

    @property
    def outlook(self) -> Outlook:
        return outlook(self.stored.outcome, self.stored.hoped)

    @property
    def failing(self) -> list[Checked]:
        """The checks that make the year fail."""
        if self.stored.outcome is not Outcome.NOT_MET:
            return []
        every = (Checked(Check(one), has, needs) for one, has, needs in self.stored.shortfalls)
        return [one for one in every if one.missing]

    def words(self, field: str) -> str:
        """Return what the person was in the year; "" where no record tells."""
        value = getattr(self.stored, field)
        return field_words(field, value, self.book) if value else ""

    @classmethod
    async def read(
        cls,
        tx: Transaction,
        desk: Desk,
        who: Actor,
        found: Slice[StoredResult],
        year: int,
        place: DepartmentFilter,
    ) -> Page["YearLine"]:
        """Return stored years with the people they are of, and what their filters offer."""
        book = await tx.rulebooks.of(who.unit_id or "", year)
        people = {one.id: one for one in await tx.people.some({it.staff_id for it in found.rows})}
        places = await tx.people.some_departments({it.department_id or "" for it in found.rows})
        lines = found.of(
            lambda it: cls(
                it,
                people[it.staff_id],
                places[it.department_id].name if it.department_id else "",
                book,
                not may(who, Permission.STAFF_READ, people[it.staff_id]),
            )
        )
        choices = _choices(desk, book, place)
        return Page(lines, len(lines.rows), choices=choices, searched=place.searched_by_name)


async def list_years(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[YearLine]:
    """List one's people by how their year stands, those furthest behind first."""
    return await _page(desk, who, query, TABS, Outlook.BEHIND)


async def list_totals(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[YearLine]:
    """List one's people with what their credits of a year come to."""
    page = await _page(desk, who, query, {ALL: None}, ALL)
    year = query.year() or desk.today().year
    book = await desk.rulebooks.of(who.unit_id or "", year)
    return replace(page, columns=[_subtype_column(one) for one in book.subtypes])


def _subtype_column(subtype: Subtype) -> Column[YearLine]:
    def points(line: YearLine) -> int | None:
        total = line.stored.by_subtype.get(subtype.code)
        return total.all if total else None

    heading = named(subtype.names)
    return Column("years-column-points", points, "points", "none", 20, heading=heading)


async def _page(desk: Desk, who: Actor, query: ListQuery, tabs: Tabs, usual: str) -> Page[YearLine]:
    tab = query.tab or usual
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        area, place = area_of(who), await department_filter(tx, who, query.text("department"))
        wanted = year_filter(desk, query, place)
        found = await tx.year_lists.page(area, replace(wanted, outlook=tabs[tab]), query.window)
        stand = await tx.year_lists.outlooks(area, wanted)
        page = await YearLine.read(tx, desk, who, found, wanted.year, place)
    return counted(page, tabs, tab, stand)


def counted(
    page: Page[YearLine], tabs: Tabs, tab: str, stand: Mapping[Outlook, int] | None
) -> Page[YearLine]:
    """Return the page with its numbers, by how many stand how: None where nobody counted them."""
    if stand is None:
        return replace(page, total=None)
    every = min(sum(stand.values()), MOST_COUNTED + 1)
    counts = {one: stand[outlook] if outlook else every for one, outlook in tabs.items()}
    return replace(page, total=counts[tab], counts=counts if len(tabs) > 1 else {})


def year_filter(desk: Desk, query: ListQuery, place: DepartmentFilter) -> YearFilter:
    """Return what a query looks for, of all but its tab."""
    return YearFilter(
        year=query.year() or desk.today().year,
        text=query.text("q"),
        department_id=place.id,
        title=query.text("title"),
        level=query.text("level"),
        statuses=query.texts("status"),
        post_type=query.text("post"),
        specialty=query.text("specialty"),
        stages=STAGES.get(query.text("stage"), ()),
        results=[one for it in query.texts("result") for one in RESULTS.get(it, ())],
        has_nothing=query.text("credits") == "none",
    )


def _choices(desk: Desk, book: Rulebook, place: DepartmentFilter) -> Mapping[str, Choices]:
    return {
        "year": year_choices(desk),
        "department": place.choices,
        "title": in_words(listed(book, "titles")),
        "level": in_words(book.levels),
        "status": in_words(listed(book, "statuses")),
        "specialty": in_words(listed(book, "lists.specialties")),
        "post": in_words(listed(book, "lists.post-types")),
        "stage": [(one, say(f"years-stage-{one}")) for one in STAGES],
        "result": [(one, say(f"years-result-{one}")) for one in RESULTS],
        "credits": [("none", say("years-without-credits"))],
    }


def _in_words(field: str) -> Callable[[YearLine], str]:
    return lambda line: line.words(field)


def _if_here(of: Callable[[YearLine], Value]) -> Callable[[YearLine], Value]:
    """Show what the register says now of one's people only, not of who works elsewhere by now."""
    return lambda line: None if line.is_elsewhere else of(line)


def _specialty(line: YearLine) -> str:
    return field_words("specialty", line.staff.specialty, line.book)


def _pills(line: YearLine) -> tuple[Pill, ...]:
    pill = outlook_pill(line.outlook)
    return (pill, Pill(say("years-recounting"), "info")) if line.stored.is_dirty else (pill,)


def missing(line: YearLine) -> str:
    """Return what a person lacks, in words: “还差 2.0 学分，还差 5 学时”."""
    return say("word-comma").join(map(shortfall, line.failing))


def _reasons(line: YearLine) -> str:
    return say("word-comma").join(map(reason, line.failing))


NAME = Column[YearLine]("people-column-name", lambda it: it.staff.name, card="title", width=24)
NUMBER = Column[YearLine](
    "people-column-number", lambda it: it.staff.staff_number, card="none", width=26
)
DEPARTMENT = Column[YearLine]("people-column-department", lambda it: it.department, width=30)
TITLE = Column[YearLine]("people-column-title", _in_words("title"), width=26)
STATUS = Column[YearLine]("people-column-status", _in_words("status"), card="none", width=18)
POINTS = Column[YearLine](
    "years-column-points", lambda it: it.stored.counting_points, "points", "side", 16
)
HOURS = Column[YearLine](
    "years-column-hours", lambda it: it.stored.counting_hours, "quantity", "none", 16
)
YEAR = Filter("year", "forms-filter-year", "year", is_required=True)
WHOSE = (
    Filter("q", "people-filter-words"),
    Filter("department", "people-column-department", "choice"),
    Filter("level", "people-column-level", "choice"),
    Filter("title", "people-column-title", "choice"),
    Filter("status", "people-column-status", "choices"),
    Filter("post", "staff-field-post-type", "choice"),
    Filter("specialty", "staff-field-specialty", "choice"),
    Filter("stage", "years-filter-stage", "choice"),
    Filter("result", "years-column-outlook", "choices"),
    Filter("credits", "years-filter-credits", "choice"),
)

YEARS = Listing[YearLine](
    "years",
    "years-title",
    (
        NUMBER,
        NAME,
        DEPARTMENT,
        TITLE,
        STATUS,
        Column("staff-field-post-type", _in_words("post_type"), card="none", width=14),
        Column("years-column-outlook", _pills, "pills", "pills", 22),
        Column("years-column-reasons", _reasons, card="none", width=42, is_on_desk=False),
        Column("years-column-missing", missing, width=42),
        POINTS,
        HOURS,
    ),
    list_years,
    tabs=tuple(TABS),
    tab_words=lambda tab: say(f"years-tab-{tab}"),
    filters=(YEAR, *WHOSE),
)
"""人员达标情况 (manual 6.2)."""


def _hours_of(subject: str) -> Callable[[YearLine], int | None]:
    def hours(line: YearLine) -> int | None:
        total = line.stored.by_subject.get(subject)
        return total.all if total else None

    return hours


TOTALS = Listing[YearLine](
    "totals",
    "totals-title",
    (
        NUMBER,
        NAME,
        Column(
            "people-column-sex",
            _if_here(lambda it: say(f"sex-{it.staff.sex}")),
            card="none",
            width=10,
        ),
        Column(
            "people-column-born",
            _if_here(lambda it: it.staff.born_on),
            "day",
            card="none",
            width=20,
        ),
        STATUS,
        DEPARTMENT,
        TITLE,
        Column("staff-field-specialty", _if_here(_specialty), card="none", width=24),
        Column("totals-column-points", lambda it: it.stored.points, "points", "side", 16),
        replace(POINTS, card="none"),
        Column("totals-column-hours", lambda it: it.stored.hours, "quantity", "none", 16),
        Column("check-professional-hours", _hours_of("professional"), "quantity", "none", 16),
        Column("check-public-hours", _hours_of("public"), "quantity", "none", 16),
    ),
    list_totals,
    filters=(YEAR, *WHOSE),
)
"""人员学分情况 (manual 6.1)."""
