"""上报: several claims are submitted at once, each for itself (manual 5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.claiming import put_forward, tell_submitted
from core.domain.credits.correction_refusals import NoCreditTicked, TooManyCredits
from core.domain.credits.credit import Credit
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor, Staff
from core.outages import each_for_itself
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.results import hold_credit, recount

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one of several claims; `refusal` says why it was not submitted.

    Of what lies outside the scope there is neither credit nor person.
    """

    staff: Staff | None = None
    credit: Credit | None = None
    refusal: Refusal | None = None


async def submit_many(desk: Desk, who: Actor, seen: Mapping[str, int]) -> list[Outcome]:
    """Submit several claims (上报), each for itself. Raises NoCreditTicked, TooManyCredits."""
    if not seen:
        raise NoCreditTicked
    if len(seen) > MOST_AT_ONCE:
        raise TooManyCredits(most=MOST_AT_ONCE, chosen=len(seen))
    return await each_for_itself(
        seen,
        lambda credit_id: _submitted(desk, who, credit_id, seen[credit_id]),
        lambda credit_id, refusal: _refused(desk, who, credit_id, refusal),
    )


async def _submitted(desk: Desk, who: Actor, credit_id: str, version: int) -> Outcome:
    async with desk.store.transaction() as tx:
        before = await hold_credit(tx, credit_id)
        authorize(who, Permission.CREDIT_REVISE, before)
        after = await tx.credits.save(await put_forward(desk, tx, who, before, version))
        await tell_submitted(desk, tx, who, before, after)
        await recount(tx, after.staff_id, after.year, desk.today())
        return Outcome(await tx.people.get(after.staff_id), after)


async def _refused(desk: Desk, who: Actor, credit_id: str, refusal: Refusal) -> Outcome:
    async with desk.store.reading() as tx:
        found = [one for one in await tx.credits.some([credit_id]) if sees(who, one)]
        if not found:
            return Outcome(refusal=NotFound())
        return Outcome(await tx.people.get(found[0].staff_id), found[0], refusal)
