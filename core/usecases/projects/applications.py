"""新项目申报: an application prepared step by step and put before the unit (manual 3.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.domain.errors import Refusal
from core.domain.projects.application import (
    PREPARING,
    Application,
    ApplicationStage,
    ApplicationWindow,
    check_open,
    still_prepared,
    submitted,
)
from core.domain.projects.form import (
    ApplicationIncomplete,
    faults_of,
    filled,
    year_read,
)
from core.domain.register import Actor, Department, Staff
from core.domain.rulebook.rules import Rulebook
from core.messages import tell_reviewers
from core.permissions import Permission, authorize, may
from core.ports import Desk
from core.records.applications import ApplicationFile
from core.records.journal import Event
from core.records.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ApplicationSheet:
    """One application with everything around it; `people` are its leader and teachers, by id."""

    application: Application
    department: Department
    book: Rulebook
    people: Mapping[str, Staff]
    files: Sequence[ApplicationFile]
    history: Sequence[Event]
    faults: Sequence[Refusal]
    window: ApplicationWindow | None
    may_apply: bool
    may_review: bool
    may_record: bool

    @property
    def is_editable(self) -> bool:
        return self.may_apply and self.application.stage in PREPARING

    @property
    def leader(self) -> Staff | None:
        return self.people.get(self.application.leader_id or "")

    def has(self, kind: str) -> bool:
        return any(file.kind == kind for file in self.files)


@dataclass(frozen=True, slots=True)
class ApplicationRevision:
    """An application after some fields: the good ones are kept, each refused one says why."""

    application: Application
    refused: Mapping[str, Refusal] = field(default_factory=dict)


async def read_application(desk: Desk, who: Actor, application_id: str) -> ApplicationSheet:
    """Return one application to those who prepare or review it. Raises NotFound."""
    async with desk.store.reading() as tx:
        application = await tx.applications.get(application_id)
        authorize(who, Permission.PROJECT_READ, application)
        return await _sheet(tx, who, application)


async def _sheet(tx: Transaction, who: Actor, application: Application) -> ApplicationSheet:
    files = await tx.applications.files(application.id)
    named = {application.leader_id, *(one.teacher_id for one in application.courses)} - {None}
    people = {one.id: one for one in await tx.people.some([str(one) for one in named])}
    return ApplicationSheet(
        application=application,
        department=await tx.people.department(application.department_id),
        book=await tx.rulebooks.of(application.unit_id, application.year),
        people=people,
        files=files,
        history=await tx.journal.of(application.subject),
        faults=_faults(application, people, files),
        window=await tx.applications.window(application.unit_id, application.year),
        may_apply=may(who, Permission.PROJECT_APPLY, application),
        may_review=may(who, Permission.CASE_DECIDE, application),
        may_record=may(who, Permission.PROJECT_PUBLISH, application),
    )


def _faults(
    application: Application, people: Mapping[str, Staff], files: Sequence[ApplicationFile]
) -> list[Refusal]:
    leader = people.get(application.leader_id or "")
    return faults_of(application, leader, [file.kind for file in files])


async def start_application(
    desk: Desk, who: Actor, year: str, texts: Mapping[str, str]
) -> ApplicationRevision:
    """Begin an application of one's own department; it needs a name to be found again.

    Raises TrainingYearClosed.
    """
    begun = Application(
        id=desk.ids.new(),
        unit_id=who.unit_id or "",
        department_id=who.department_id or "",
        entered_by=who.account_id,
        year=desk.today().year,
        stage=ApplicationStage.DRAFT,
        created_at=desk.clock.now(),
    )
    async with desk.store.transaction() as tx:
        authorize(who, Permission.PROJECT_APPLY, begun)
        begun = replace(begun, year=year_read(year, desk.today().year))
        book = await tx.rulebooks.of(begun.unit_id, begun.year)
        begun, refused = filled(begun, texts, book)
        if begun.name:
            await tx.applications.add(begun)
            tx.journal.add(who, "planned", begun.subject, after={"name": begun.name})
    return ApplicationRevision(begun, refused)


async def copy_application(desk: Desk, who: Actor, application_id: str) -> Application:
    """Begin a new application with the answers of an earlier one, without its files."""
    async with desk.store.transaction() as tx:
        earlier = await tx.applications.get(application_id)
        authorize(who, Permission.PROJECT_APPLY, earlier)
        this_year = desk.today().year
        copy = Application(
            id=desk.ids.new(),
            unit_id=earlier.unit_id,
            department_id=earlier.department_id,
            entered_by=who.account_id,
            year=min(max(earlier.year + 1, this_year), this_year + 1),
            stage=ApplicationStage.DRAFT,
            created_at=desk.clock.now(),
            answers=earlier.answers,
            leader_id=earlier.leader_id,
            courses=earlier.courses,
        )
        await tx.applications.add(copy)
        tx.journal.add(who, "planned", copy.subject, after={"copied": application_id})
    return copy


async def revise_application(
    desk: Desk,
    who: Actor,
    application_id: str,
    texts: Mapping[str, str],
    *,
    year: str = "",
    seen: int | None = None,
) -> ApplicationRevision:
    """Fill in fields; each good one is kept.

    Raises ApplicationNotEditable once it is with the unit, ApplicationChanged on an old version,
    TrainingYearClosed; ApplicationsNotOpen and ApplicationsClosed where what was returned would
    go to a year that takes none today.
    """
    async with desk.store.transaction() as tx:
        before = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_APPLY, before)
        still_prepared(before, seen)
        after = before
        if year and year != str(before.year):
            after = replace(before, year=year_read(year, desk.today().year))
            if before.stage is ApplicationStage.RETURNED:  # submitting it again asks for no day
                window = await tx.applications.window(before.unit_id, after.year)
                check_open(window, after.year, desk.today())
        book = await tx.rulebooks.of(before.unit_id, after.year)
        after, refused = filled(after, texts, book)
        if after != before:
            after = await tx.applications.save(after)
    return ApplicationRevision(after, refused)


async def submit_application(
    desk: Desk, who: Actor, application_id: str, *, seen: int
) -> Application:
    """Put an application before the unit, on a day on which it takes them.

    Raises ApplicationIncomplete with every fault at once, ApplicationsNotOpen,
    ApplicationsClosed.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_APPLY, before)
        still_prepared(before, seen)
        sheet = await _sheet(tx, who, before)
        if sheet.faults:
            raise ApplicationIncomplete(sheet.faults)
        if before.stage is ApplicationStage.DRAFT:  # what was returned may be corrected later
            check_open(sheet.window, before.year, desk.today())
        after = await tx.applications.save(submitted(before, now))
        tx.journal.add(who, "submitted", after.subject, after={"stage": after.stage})
        await tell_reviewers(tx, after, now)
    return after


async def remove_application(desk: Desk, who: Actor, application_id: str, *, seen: int) -> None:
    """Throw an application away that is not with the unit. Raises ApplicationNotEditable."""
    async with desk.store.transaction() as tx:
        application = await tx.applications.hold(application_id)
        authorize(who, Permission.PROJECT_APPLY, application)
        still_prepared(application, seen)
        await tx.applications.remove(application)
        tx.journal.add(who, "removed", application.subject, before={"name": application.name})
