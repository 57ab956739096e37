"""Files of claims that are read: kept with what is to be read, read by what the desk has."""

from core.domain.certificates.reading import certificate_of
from core.domain.credits.credit import Credit, Evidence
from core.domain.credits.readings import Reading, ReadingStage
from core.domain.errors import NotFound
from core.evidence.cutting import view_pages
from core.evidence.refusals import BrokenFile, FileUnreadable
from core.files import Picture
from core.ports import Desk
from core.records.transaction import Transaction

MOST_ATTEMPTS = 3


async def add_file(desk: Desk, tx: Transaction, file: Evidence, key: str, credit: Credit) -> None:
    """Keep a file with a claim, and let it be read for whoever entered that."""
    await tx.evidence.add(file, key)
    if desk.reader.is_there:
        await tx.readings.ask(file.id, credit.entered_by, desk.clock.now())


async def read_file(desk: Desk, file: Evidence, attempts: int) -> Reading:
    """Read the first page of a file's view, when nobody is waiting at a door.

    Raises PicturesBusy, FilesUnavailable: it may be tried again.
    """
    if not desk.reader.is_there:
        return Reading(file.id, ReadingStage.OFF)
    if not file.has_view or attempts > MOST_ATTEMPTS:
        return Reading(file.id, ReadingStage.UNREADABLE)
    await desk.check_ins.lull()
    try:
        view = await desk.files.get(f"{file.sha256}-{Picture.VIEW}")
        seen = await desk.reader.read(view_pages(view)[0])
    except (BrokenFile, FileUnreadable, NotFound):
        return Reading(file.id, ReadingStage.UNREADABLE)
    stage, values = certificate_of(seen)
    return Reading(file.id, stage, values, seen.codes)
