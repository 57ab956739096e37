"""What a certificate of attendance says of somebody, as the record has it now."""

from collections.abc import Mapping
from typing import Any

from core.domain.attendance.guests import Guest
from core.domain.attendance.presence import presence
from core.domain.dates import hour
from core.domain.errors import NotFound, Refusal
from core.domain.points import show_quantity
from core.domain.register import Staff
from core.domain.trainings.training import TAKES_PLACE, Cycle, Training
from core.forms.certificate import AttendanceCertificate
from core.forms.filling import NOT_ISSUED
from core.records.transaction import Transaction
from core.texts import say
from core.wording.moments import span
from core.wording.trainings import cycle_name


class NotCertified(Refusal):
    """Whoever fulfils the rule of a cycle that took place has a certificate of it."""

    code = "not-certified"
    status = 409


async def certificate_of(
    tx: Transaction, training: Training, cycle: Cycle, whom: Staff | Guest
) -> AttendanceCertificate:
    """Return somebody's certificate, not issued yet. Raises NotCertified."""
    if training.stage not in TAKES_PLACE:
        raise NotCertified
    unit = await tx.people.unit(training.unit_id)
    is_guest = isinstance(whom, Guest)
    return AttendanceCertificate(
        name=whom.name,
        number="" if isinstance(whom, Guest) else whom.staff_number,
        workplace=whom.workplace if isinstance(whom, Guest) else "",
        unit=unit.name,
        year=training.year,
        training=training.plan.name,
        cycle=cycle_name(cycle),
        held=span(cycle.starts_at, cycle.ends_at),
        place=cycle.place,
        hours=show_quantity(training.plan.hours),
        presence="" if is_guest else await _presence(tx, cycle, whom.id),
        issued_at=NOT_ISSUED,
    )


async def _presence(tx: Transaction, cycle: Cycle, staff_id: str) -> str:
    """Return when somebody came and left. Raises NotCertified where that is not enough."""
    here = presence(await tx.attendance.scans([cycle.id], staff_id), cycle.schedule)
    if not here.fulfils or here.signed_in_at is None or here.signed_out_at is None:
        raise NotCertified
    return say(
        "certificate-times",
        came=hour(here.signed_in_at),
        left=hour(here.signed_out_at),
        minutes=here.minutes,
    )


def certified(cycle_id: str, guest_id: str, form: AttendanceCertificate) -> dict[str, Any]:
    """Return what anybody with the code may know, and what it is checked by."""
    return {
        "cycle": cycle_id,
        "guest": guest_id,
        "training": form.training,
        "held": form.held,
        "unit": form.unit,
    }


async def certificate_today(
    tx: Transaction, staff_id: str | None, facts: Mapping[str, Any]
) -> AttendanceCertificate | None:
    """Return a certificate as the record would have it now, None where there would be none."""
    try:
        cycle = await tx.cycles.get(facts["cycle"])
        training = await tx.trainings.get(cycle.training_id)
        guest = None if staff_id else await tx.guests.get(facts["guest"])
        whom = guest or await tx.people.get(staff_id or "")
        return await certificate_of(tx, training, cycle, whom)
    except (NotFound, NotCertified):
        return None
