"""The year's published list by workbook: the one to fill in, and handing it in."""

from collections.abc import Collection

from core.domain.people_import import RowKind
from core.domain.projects.rows import FIELDS, LEVELS, REQUIRED
from core.domain.register import Actor
from core.exports import XLSX, Document
from core.forms.people_workbook import ColumnToFill, fill_template
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job
from core.texts import say
from core.usecases.projects.import_jobs import CHECK, IMPORT
from core.wording.imports import verdict
from core.wording.names import named
from core.wording.projects import row_field, row_field_also
from core.workbook_checks import Workbook, hand_in
from core.workbooks import Sheet, read_workbook
from core.workbooks.columns import Columns, HandedSheet, handed_rows

HINTS = ("projects-rule-number", "projects-rule-stay", "projects-rule-all")


PROJECT_LIST = Workbook(
    CHECK,
    IMPORT,
    RowKind,
    Permission.PROJECT_PUBLISH,
    titles=lambda day: (say("projects-title"), say("projects-judged-name", day=day)),
    verdict=lambda row: verdict(row.kind, row.faults, row.turns),
)


def _needed(_: Collection[str]) -> Collection[str]:
    return REQUIRED


PROJECT_COLUMNS = Columns(
    FIELDS, row_field, row_field_also, REQUIRED, _needed, frozenset({"starts_on", "ends_on"})
)


def projects_of_sheet(sheet: Sheet) -> HandedSheet:
    """Return the projects of a sheet. Raises HeadingsMissing, HeadingTwice, NoRows."""
    return handed_rows(sheet, PROJECT_COLUMNS)


async def project_template(desk: Desk, who: Actor) -> Document:
    """Return the workbook to fill in."""
    async with desk.store.reading():
        authorize(who, Permission.PROJECT_PUBLISH)
    columns = [
        ColumnToFill(
            row_field(name),
            say(f"projects-hint-{name.replace('_', '-')}"),
            tuple(map(named, LEVELS.values())) if name == "level" else (),
            name in REQUIRED,
        )
        for name in FIELDS
    ]
    hints = [say(hint) for hint in HINTS]
    content = await desk.workers.in_process(fill_template, say("projects-title"), columns, hints)
    return Document(content, XLSX, f"{say('projects-template-name')}.xlsx", ())


async def ask_for_check(desk: Desk, who: Actor, content: bytes, key: str = "") -> Job:
    """Hand in a published list, to be told what it would do.

    Raises the refusals of `core.workbooks`, TooManyJobs.
    """
    async with desk.store.reading():
        authorize(who, Permission.PROJECT_PUBLISH)
    handed = await read_workbook(desk.workers, content, projects_of_sheet)
    return await hand_in(desk, who, CHECK, handed, key)


async def open_import(desk: Desk, who: Actor) -> None:
    """Let somebody see how a list is handed in. Raises NotAllowed."""
    async with desk.store.reading():
        authorize(who, Permission.PROJECT_PUBLISH)
