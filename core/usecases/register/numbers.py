"""Document numbers and mobiles: shown in full on request, and found whole (manual 2.1)."""

from dataclasses import dataclass

from core.domain.errors import NotFound
from core.domain.masking import normal_mobile
from core.domain.register import (
    Actor,
    Staff,
)
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import LONGEST_REASON, normal_number, typed
from core.permissions import Permission, area_of, authorize
from core.ports import Desk


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
    """Return those of one's area who have exactly this document, mobile or staff number.

    Raises NotFound where nobody has.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_LIST)
        found = await tx.people.holding(area_of(who), normal_number(text), normal_mobile(text))
    if not found:
        raise NotFound
    return found
