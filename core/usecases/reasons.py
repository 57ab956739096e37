"""The reasons reviewers choose from: offered to them, kept by the unit's administrators."""

from collections.abc import Mapping

from core.domain.errors import Refusal
from core.domain.reasons import Reasons, by_name, offered, read_lists
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.permissions import Permission, authorize
from core.ports import Desk
from core.texts import say


async def read_reasons(desk: Desk, who: Actor) -> Reasons:
    """Return the reasons offered to a reviewer, in words; of no unit, the usual ones."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        return offered(await tx.decisions.reasons(who.unit_id or ""), say)


async def read_own_reasons(desk: Desk, who: Actor) -> Reasons:
    """Return the lists that one's unit keeps; where it keeps none the usual ones stand."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.REVIEW_REASONS)
        return await tx.decisions.reasons(who.unit_id or "")


async def set_reasons(desk: Desk, who: Actor, texts: Mapping[str, str]) -> dict[str, Refusal]:
    """Keep the lists as typed, all of them or none; return what was refused, by field.

    Of two who save, the later one's lists stand; the journal has both.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.REVIEW_REASONS)
        after, refused = read_lists(texts)
        if refused:
            return refused
        unit_id = who.unit_id or ""
        before = await tx.decisions.reasons(unit_id)
        await tx.decisions.set_reasons(unit_id, after)
        unit = Subject(SubjectKind.UNIT, unit_id)
        tx.journal.add(who, "reasons-set", unit, before=by_name(before), after=by_name(after))
    return {}
