"""出勤证明: for oneself, for somebody of the room, for a guest."""

from functools import partial

from core.certificates import NotCertified, certificate_of, certified
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.exports import Document
from core.forms.certificate import AttendanceCertificate, draw_certificate
from core.forms.document import Drawn
from core.issuing import with_issues
from core.permissions import Permission, authorize
from core.ports import Desk
from core.presence import cycle_at
from core.texts import say


async def own_certificate(desk: Desk, who: Actor, cycle_id: str) -> Document:
    """Return one's own certificate of a cycle. Raises NotCertified, NotFound."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if who.staff_id is None or not await tx.attendance.scans([cycle_id], who.staff_id):
            raise NotFound
        cycle = await tx.cycles.get(cycle_id)
        training = await tx.trainings.get(cycle.training_id)
        blank = await certificate_of(tx, training, cycle, await tx.people.get(who.staff_id))
    return await _issued(desk, cycle_id, who.staff_id, blank)


async def certificate(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, staff_id: str
) -> Document:
    """Return the certificate of somebody who was there. Raises NotCertified, NotFound."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        if not await tx.attendance.scans([cycle_id], staff_id):
            raise NotFound
        blank = await certificate_of(tx, training, cycle, await tx.people.get(staff_id))
    return await _issued(desk, cycle_id, staff_id, blank)


async def guest_certificate(
    desk: Desk, who: Actor, training_id: str, cycle_id: str, guest_id: str
) -> Document:
    """Return a guest's certificate. Raises NotCertified until the cycle is over, NotFound."""
    async with desk.store.reading() as tx:
        training, cycle = await cycle_at(tx, training_id, cycle_id)
        authorize(who, Permission.ATTENDANCE_RUN, training)
        guest = await tx.guests.get(guest_id)
        if guest.cycle_id != cycle_id:
            raise NotFound
        if cycle.ends_at > desk.clock.now():
            raise NotCertified
        blank = await certificate_of(tx, training, cycle, guest)
    return await _issued(desk, cycle_id, guest_id, blank, is_guest=True)


async def _issued(
    desk: Desk, cycle_id: str, whom: str, blank: AttendanceCertificate, *, is_guest: bool = False
) -> Document:
    facts = partial(certified, cycle_id, whom if is_guest else "")
    (form,) = await with_issues(desk, {whom: blank}, facts, of_staff=not is_guest)
    drawn: Drawn = await desk.workers.in_process(draw_certificate, form)
    name = say("certificate-file", training=form.training)
    return Document(drawn.pdf, "application/pdf", f"{name}.pdf", drawn.missing)
