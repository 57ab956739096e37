"""The lists of applications: the department's own, and what is before the unit (manual 3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.domain.dates import day_of
from core.domain.lists import EVERYTHING, Column, Filter, ListQuery, Page, Slice
from core.domain.projects.application import Application, ApplicationStage
from core.domain.projects.form import LEVELS
from core.domain.register import Actor, Department
from core.domain.review import Tab
from core.lists import Listing
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.applications import ApplicationFilter
from core.records.area import Area
from core.records.transaction import Transaction
from core.texts import say
from core.usecases.projects.published import project_years
from core.wording.projects import application_pill, level_name

Stages = frozenset[ApplicationStage]
TABS: Mapping[str, Stages] = {
    "all": frozenset(),
    "preparing": frozenset({ApplicationStage.DRAFT, ApplicationStage.RETURNED}),
    "waiting": frozenset({ApplicationStage.UNIT_REVIEW}),
    "forwarded": frozenset({ApplicationStage.APPROVED}),
    "established": frozenset({ApplicationStage.ESTABLISHED}),
    "not-established": frozenset({ApplicationStage.NOT_ESTABLISHED, ApplicationStage.REJECTED}),
}
REVIEW_TABS: Mapping[str, Stages] = {
    Tab.WAITING: frozenset({ApplicationStage.UNIT_REVIEW}),
    Tab.RETURNED: frozenset({ApplicationStage.RETURNED}),
    Tab.PASSED: frozenset(
        {
            ApplicationStage.APPROVED,
            ApplicationStage.ESTABLISHED,
            ApplicationStage.NOT_ESTABLISHED,
        }
    ),
    Tab.REJECTED: frozenset({ApplicationStage.REJECTED}),
}


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application in a list, with the department that prepares it."""

    application: Application
    department: Department


async def list_applications(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[ApplicationLine]:
    """List the applications of one's department or unit, the latest begun first."""
    each = {tab: replace(_filter(query), stages=stages) for tab, stages in TABS.items()}
    async with desk.store.reading() as tx:
        authorize(who, Permission.TRAINING_LIST)
        return await _page(desk, tx, area_of(who), each, query)


async def list_reviewed_applications(
    desk: Desk, who: Actor, query: ListQuery = EVERYTHING
) -> Page[ApplicationLine]:
    """List the applications of the reviewer's unit, tab by tab; what waits oldest first."""
    each = {str(tab): of_tab(tab, who, _filter(query)) for tab in Tab}
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        return await _page(desk, tx, unit_of(who), each, query)


async def _page(
    desk: Desk,
    tx: Transaction,
    area: Area,
    each: Mapping[str, ApplicationFilter],
    query: ListQuery,
) -> Page[ApplicationLine]:
    tab = query.tab or next(iter(each))
    found = await tx.applications.page(area, each[tab], query.window)
    counts = await tx.applications.counts(area, list(each.values()))
    by_tab = {str(one): count for one, count in zip(each, counts, strict=True)}
    choices = {"year": project_years(desk), "level": [(one, level_name(one)) for one in LEVELS]}
    return Page(await _lines(tx, found), by_tab[tab], by_tab, choices)


async def _lines(tx: Transaction, found: Slice[Application]) -> Slice[ApplicationLine]:
    departments = await tx.people.some_departments({it.department_id for it in found.rows})
    return found.of(lambda it: ApplicationLine(it, departments[it.department_id]))


def _filter(query: ListQuery) -> ApplicationFilter:
    return ApplicationFilter(year=query.year(), level=query.text("level"), name=query.text("name"))


ALL = ApplicationFilter()


def unit_of(who: Actor) -> Area:
    """Return whose applications come before the person: those of their unit, or none."""
    return Area(unit_id=area_of(who).unit_id)


def of_tab(tab: str, who: Actor, wanted: ApplicationFilter = ALL) -> ApplicationFilter:
    """Return a part of the reviewer's list; what one has entered oneself others decide on."""
    part = replace(wanted, stages=REVIEW_TABS[tab])
    if tab != Tab.WAITING:
        return part
    return replace(part, not_entered_by=who.account_id, longest_waiting_first=True)


COLUMNS = (
    Column[ApplicationLine](
        "application-name", lambda it: it.application.name, card="title", width=80
    ),
    Column[ApplicationLine]("project-year", lambda it: it.application.year, "whole", width=16),
    Column[ApplicationLine]("project-level", lambda it: level_name(it.application.level), width=22),
    Column[ApplicationLine]("application-department", lambda it: it.department.name, width=30),
    Column[ApplicationLine](
        "application-begun", lambda it: day_of(it.application.created_at), "day", "none", 24
    ),
    Column[ApplicationLine](
        "project-number", lambda it: it.application.number, card="none", width=36
    ),
    Column[ApplicationLine](
        "application-stage", lambda it: (application_pill(it.application),), "pills", "pills", 26
    ),
)
FILTERS = (
    Filter("name", "application-name", longest=120),
    Filter("year", "project-year", "year"),
    Filter("level", "project-level", "choice"),
)
APPLICATIONS = Listing[ApplicationLine](
    "applications",
    "applications-title",
    COLUMNS,
    list_applications,
    tuple(TABS),
    lambda tab: say(f"applications-tab-{tab}"),
    FILTERS,
)
REVIEWED_APPLICATIONS = Listing[ApplicationLine](
    "review-applications",
    "applications-review-title",
    COLUMNS,
    list_reviewed_applications,
    tuple(Tab),
    lambda tab: say(f"review-tab-{tab}"),
    FILTERS,
)
