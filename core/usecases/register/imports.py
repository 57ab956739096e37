"""People by workbook (manual 2.1): handing it in; what it would do is a job, as is entering it."""

from core.domain.people_import import RowKind
from core.domain.register import Actor
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.jobs import Job
from core.texts import say
from core.usecases.register.import_jobs import CHECK, IMPORT
from core.usecases.register.import_sheet import handed_sheet
from core.wording.imports import verdict
from core.workbook_checks import Workbook, hand_in
from core.workbooks import read_workbook

PEOPLE = Workbook(
    CHECK,
    IMPORT,
    RowKind,
    Permission.STAFF_LIST,
    titles=lambda day: (say("import-sheet-people"), say("import-judged-name", day=day)),
    verdict=lambda row: verdict(row.kind, row.faults, row.turns),
    counted="people",
)


async def ask_for_check(desk: Desk, who: Actor, content: bytes, key: str = "") -> Job:
    """Hand in a workbook of people, to be told what it would do.

    Raises the refusals of `core.workbooks` and of `handed_sheet`, TooManyJobs.
    """
    async with desk.store.reading():
        authorize(who, Permission.STAFF_LIST)
    handed = await read_workbook(desk.workers, content, handed_sheet)
    return await hand_in(desk, who, CHECK, handed, key)
