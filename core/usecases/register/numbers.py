"""Document numbers and mobiles: shown in full on request, and found whole (manual 2.1)."""

from dataclasses import dataclass

from core.domain.errors import NotFound
from core.domain.lists import Window
from core.domain.masking import normal_mobile
from core.domain.register import (
    Actor,
    Staff,
)
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import LONGEST_REASON, normal_number, typed
from core.permissions import Permission, area_of, authorize
from core.ports import Desk
from core.records.register import StaffFilter

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Numbers:
    """Document and mobile of somebody, in full."""

    document: str
    mobile: str


async def show_numbers(desk: Desk, who: Actor, staff_id: str, reason: str) -> Numbers:
    """Return somebody's document and mobile in full, to who says why; the journal keeps it.

    Raises NotFound, TextNeeded, TextTooLong.
    """
    why = typed(reason, LONGEST_REASON)
    async with desk.store.transaction() as tx:
        authorize(who, Permission.STAFF_CHANGE, await tx.people.get(staff_id))
        subject = Subject(SubjectKind.STAFF, staff_id)
        tx.journal.add(who, "numbers-shown", subject, after={"reason": why})
        return Numbers(await tx.people.document(staff_id), await tx.people.mobile(staff_id))


async def find_by_number(desk: Desk, who: Actor, text: str) -> list[Staff]:
    """Return those of one's area who have exactly this document or mobile.

    Raises NotFound where nobody has.
    """
    number = normal_number(text)
    wanted = [
        StaffFilter(document=number),
        StaffFilter(mobile=normal_mobile(text)),
        StaffFilter(staff_number=number),
    ]
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        for each in wanted:
            if each == StaffFilter():
                continue
            page = await tx.people.page(area_of(who), each, Window(size=MOST_FOUND))
            if page.rows:
                return list(page.rows)
    raise NotFound
