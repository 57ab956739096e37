"""个人免冠照片: kept, looked at, taken away (manual 2.1)."""

from dataclasses import replace

from core.domain.errors import NotFound
from core.domain.register import Actor, RegisterChanged, Staff
from core.domain.subjects import Subject, SubjectKind
from core.files import keep_portrait
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction


async def set_photo(desk: Desk, who: Actor, staff_id: str, content: bytes, *, seen: int) -> Staff:
    """Keep somebody's photo in place of the one before.

    Two transactions, as the picture is made and stored between them. Raises the refusals of
    core.evidence, PhotoTooSmall, NotFound, RegisterChanged.
    """
    async with desk.store.reading() as tx:
        authorize(who, Permission.STAFF_CHANGE, await tx.people.get(staff_id))
    photo = await keep_portrait(desk, content)
    async with desk.store.transaction() as tx:  # who has moved away meanwhile has a new version
        return await _written(tx, who, await tx.people.get(staff_id), photo, seen)


async def remove_photo(desk: Desk, who: Actor, staff_id: str, *, seen: int) -> Staff:
    """Take somebody's photo away. Raises NotFound, RegisterChanged."""
    async with desk.store.transaction() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_CHANGE, staff)
        return await _written(tx, who, staff, None, seen)


async def _written(
    tx: Transaction, who: Actor, staff: Staff, photo: str | None, seen: int
) -> Staff:
    if staff.photo == photo:
        return staff
    if staff.version != seen:
        raise RegisterChanged
    after = await tx.people.save(replace(staff, photo=photo))
    verb = "photo-set" if photo else "photo-removed"
    tx.journal.add(who, verb, Subject(SubjectKind.STAFF, staff.id))
    return after


async def read_photo(desk: Desk, who: Actor, staff_id: str) -> bytes:
    """Return somebody's photo as a JPEG. Raises NotFound outside the scope, and without one."""
    async with desk.store.reading() as tx:
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.STAFF_READ, staff)
    if staff.photo is None:
        raise NotFound
    return await desk.files.get(staff.photo)
