"""冲销: a credit that a training gave counts no more from a day on; the unit does it."""

from dataclasses import replace
from datetime import date

from core.changes import conclude, preview_of_credits
from core.domain.changes import Edit, Preview, check_preview, edited
from core.domain.credits.credit import Credit, CreditChanged
from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.trainings.awards import FIELDS, given_to
from core.domain.trainings.training import AwardRole
from core.domain.typed import LONGEST_REASON, typed
from core.messages import tell_people
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import hold_credit


async def preview_reversal(
    desk: Desk, who: Actor, training_id: str, staff_id: str, role: AwardRole
) -> Preview:
    """Return what a reversal would change. Raises NotFound, CreditChanged if out of effect."""
    async with desk.store.reading() as tx:
        credit = await _given(tx, training_id, staff_id, role)
        return await preview_of_credits(tx, [_reversal(who, credit, desk.today())], desk.today())


async def reverse_award(
    desk: Desk,
    who: Actor,
    training_id: str,
    staff_id: str,
    role: AwardRole,
    *,
    reason: str,
    seen: str,
) -> Credit:
    """Take somebody's credit in effect out of the count from today on: the unit, with a reason.

    The credit stays on record with the day of its reversal. Raises NotFound, CreditChanged when
    it is not in effect, TextNeeded, PreviewChanged unless `preview_reversal` would still say what
    was `seen`.
    """
    now, today = desk.clock.now(), desk.today()
    async with desk.store.transaction() as tx:
        credit = await hold_credit(tx, (await _given(tx, training_id, staff_id, role)).id)
        edit = _reversal(who, credit, today)
        why = typed(reason, LONGEST_REASON)
        would = await preview_of_credits(tx, [edit], today)
        check_preview(would, seen)
        after = await tx.credits.reverse(replace(edit.record, reason=why), today)
        await conclude(tx, who, would, "reversed", today, reason=why)
        training = await tx.trainings.get(training_id)
        tx.journal.add(who, "reversed", training.subject, after={"reason": why})
        await tell_people(tx, training, [credit.staff_id], "award-reversed", now, reason=why)
    return after


async def _given(tx: Transaction, training_id: str, staff_id: str, role: AwardRole) -> Credit:
    """Return the credit that a training gave to somebody. Raises NotFound."""
    given = {given_to(one): one for one in await tx.credits.of_training(training_id)}
    if (staff_id, role) not in given:
        raise NotFound
    return given[staff_id, role]


def _reversal(who: Actor, credit: Credit, today: date) -> Edit[Credit]:
    authorize(who, Permission.AWARD_REVERSE, credit)
    if not credit.is_in_effect(today):
        raise CreditChanged(stage=credit.stage)
    return edited(credit, replace(credit, reversed_on=today), FIELDS)
