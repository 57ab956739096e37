"""已公布项目浏览: the year's published list, and one project of it (manual 3.2)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.credits.answers import FIRST_YEAR
from core.domain.lists import EVERYTHING, Choices, Column, Filter, ListQuery, Page
from core.domain.projects.application import ApplicationStage
from core.domain.projects.delegation import Delegation
from core.domain.projects.project import Project, ProjectLevel
from core.domain.register import Actor, Department
from core.lists import Listing
from core.permissions import Permission, area_of, authorize, may
from core.ports import Desk
from core.records.applications import ApplicationFilter
from core.records.projects import ProjectFilter
from core.texts import say
from core.wording.projects import days_held, level_name

ALL, OURS = "all", "ours"


async def list_projects(desk: Desk, who: Actor, query: ListQuery = EVERYTHING) -> Page[Project]:
    """List what a unit's list says of a year, or what was applied for here and established."""
    wanted = ProjectFilter(
        year=query.year() or desk.today().year,
        level=query.text("level"),
        words=query.text("words"),
    )
    each = {ALL: wanted, OURS: replace(wanted, ours=area_of(who))}
    async with desk.store.reading() as tx:
        authorize(who, Permission.PROJECT_LIST)
        unit_id, tab = who.unit_id or "", query.tab or ALL
        found = await tx.projects.page(unit_id, each[tab], query.window)
        counts = await tx.projects.counts(unit_id, list(each.values()))
    by_tab = dict(zip(each, counts, strict=True))
    return Page(found, by_tab[tab], by_tab, _choices(desk))


def _choices(desk: Desk) -> Mapping[str, Choices]:
    return {
        "year": project_years(desk),
        "level": [(level.value, level_name(level)) for level in ProjectLevel],
    }


def project_years(desk: Desk) -> Choices:
    """Return the years of which there may be projects, the next one first."""
    years = range(desk.today().year + 1, FIRST_YEAR - 1, -1)
    return [(str(year), str(year)) for year in years]


PROJECTS = Listing[Project](
    "projects",
    "projects-title",
    (
        Column("project-name", lambda it: it.name, card="title", width=78),
        Column("project-number", lambda it: it.number, width=34),
        Column("project-level", lambda it: level_name(it.level), width=18),
        Column("project-organiser", lambda it: it.organiser, width=46),
        Column("project-place", lambda it: it.place, card="none", width=30),
        Column("project-days", days_held, width=34),
        Column("project-points", lambda it: it.points or None, "points", "side", 16),
        Column("project-year", lambda it: it.year, "whole", "none", 14),
    ),
    list_projects,
    tabs=(ALL, OURS),
    tab_words=lambda tab: say(f"projects-tab-{tab}"),
    filters=(
        Filter("words", "projects-words"),
        Filter("year", "project-year", "year"),
        Filter("level", "project-level", "choice"),
    ),
)


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """A project, and who was ever let run it, the latest first.

    `trainings` are those of them that the reader may see, by their ids.
    """

    project: Project
    delegations: Sequence[Delegation]
    departments: Mapping[str, Department]
    trainings: Collection[str]
    may_delegate: bool

    may_run: Callable[[Delegation], bool]

    def shown_to_reader(self) -> list[Delegation]:
        """Return what the reader may know of who runs it: the unit all, a department its own."""
        return [one for one in self.delegations if self.may_delegate or self.may_run(one)]

    def leads_on(self, delegation: Delegation) -> bool:
        """Return whether there is a training of it that the reader may see."""
        return delegation.training_id in self.trainings

    @property
    def standing(self) -> Delegation | None:
        """Return who runs it now."""
        return next((one for one in self.delegations if one.stands), None)


async def read_project(desk: Desk, who: Actor, project_id: str) -> ProjectSheet:
    """Return one project of the unit's list. Raises NotFound."""
    async with desk.store.reading() as tx:
        project = await tx.projects.get(project_id)
        authorize(who, Permission.PROJECT_READ, project)
        departments = await tx.people.departments(project.unit_id)
        delegations = await tx.delegations.of_project(project_id)
        trainings = await tx.trainings.some({one.training_id or "" for one in delegations})
        return ProjectSheet(
            project,
            delegations,
            {one.id: one for one in departments},
            [it.id for it in trainings.values() if may(who, Permission.TRAINING_READ, it)],
            may_delegate=may(who, Permission.PROJECT_PUBLISH, project),
            may_run=lambda one: may(who, Permission.PROJECT_RUN, one),
        )


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of the applications of a year: how many were forwarded, how many established."""

    year: int
    forwarded: int
    established: int


async def count_outcomes(desk: Desk, who: Actor, year: int | None) -> Outcomes:
    """Count the applications of one's department or unit for a year."""
    year = year or desk.today().year
    stages = (
        ApplicationStage.APPROVED,
        ApplicationStage.ESTABLISHED,
        ApplicationStage.NOT_ESTABLISHED,
    )
    forwarded = ApplicationFilter(stages=stages, year=year)
    established = replace(forwarded, stages=(ApplicationStage.ESTABLISHED,))
    async with desk.store.reading() as tx:
        authorize(who, Permission.PROJECT_LIST)
        return Outcomes(year, *await tx.applications.counts(area_of(who), [forwarded, established]))
