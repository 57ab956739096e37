"""Deciding on what others entered: the queue, the decision, its undo (manual 5.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.credits.credit import (
    Credit,
    CreditChanged,
    Decision,
    Evidence,
    Stage,
    Verdict,
    decided,
    undone,
)
from core.domain.errors import Refusal
from core.domain.register import Actor, Staff
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.messages import REVIEW_WAITING, tell_of_decision
from core.permissions import REVIEW, Permission, area_of, authorize, review_stages
from core.ports import Desk
from core.records.credits import CreditFilter
from core.records.journal import Event
from core.records.transaction import Transaction
from core.results import hold_credit, recount

LONGEST_REASON = 180


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the review list; `evidence` by credit, the counts by tab."""

    credits: list[Credit]
    names: Mapping[str, Staff]
    evidence: Mapping[str, list[Evidence]]
    total: int
    waiting: int


async def review_queue(desk: Desk, who: Actor, wanted: CreditFilter) -> Queue:
    """List credits of the reviewer's scope, never one's own; without stages those waiting here.

    What waits comes oldest first, what is decided newest first.
    """
    here = replace(
        wanted,
        stages=wanted.stages or review_stages(who),
        oldest_first=not wanted.stages,
        not_of=who.staff_id,
    )
    waiting = CreditFilter(stages=review_stages(who), not_of=who.staff_id)
    async with desk.store.reading() as tx:
        authorize(who, Permission.QUEUE_READ)
        area = replace(area_of(who), staff_id=None, account_id=None)
        credits = await tx.credits.find(area, here)
        people = await tx.people.some({credit.staff_id for credit in credits})
        return Queue(
            credits=credits,
            names={staff.id: staff for staff in people},
            evidence={credit.id: await tx.evidence.of(credit.id) for credit in credits},
            total=await tx.credits.count(area, here),
            waiting=await tx.credits.count(area, waiting),
        )


async def decide(
    desk: Desk,
    who: Actor,
    credit_id: str,
    decision: Decision,
    *,
    seen: int,
    reason: str = "",
) -> Credit:
    """Record a reviewer's decision on the version of the credit they had before them.

    Raises NotFound outside the scope, then CreditChanged on an old version, then NotAllowed,
    NotUnderReview or ReasonNeeded.
    """
    async with desk.store.transaction() as tx:
        return await _decide(desk, tx, who, _Press(credit_id, seen, decision, reason))


async def decide_many(
    desk: Desk,
    who: Actor,
    seen: Mapping[str, int],
    decision: Decision,
    *,
    reason: str = "",
) -> dict[str, Refusal | None]:
    """Decide on several credits, each for itself; the answer says of each what came of it."""
    outcomes: dict[str, Refusal | None] = {}
    for credit_id, version in seen.items():
        try:
            async with desk.store.transaction() as tx:
                await _decide(desk, tx, who, _Press(credit_id, version, decision, reason))
            outcomes[credit_id] = None
        except Refusal as refusal:
            outcomes[credit_id] = refusal
    return outcomes


@dataclass(frozen=True, slots=True)
class _Press:
    """What a reviewer pressed, and on which version."""

    credit_id: str
    seen: int
    decision: Decision
    reason: str


async def _decide(desk: Desk, tx: Transaction, who: Actor, press: _Press) -> Credit:
    now = desk.clock.now()
    before = await hold_credit(tx, press.credit_id)
    authorize(who, _permission(before, press.seen), before)
    if before.version != press.seen:
        raise CreditChanged(stage=before.stage)
    reason = typed(press.reason, LONGEST_REASON) if press.reason.strip() else ""
    after = await tx.credits.save(decided(before, press.decision, reason, who.account_id, now))
    tx.journal.add(
        who,
        f"decided-{press.decision}",
        Subject(SubjectKind.CREDIT, before.id),
        before={"stage": before.stage},
        after={"stage": after.stage, "reason": reason},
    )
    await tell_of_decision(tx, after, now)
    await recount(tx, after.staff_id, after.year, desk.today())
    return after


def _permission(credit: Credit, seen: int) -> Permission:
    """Who comes with an old version is told what happened before being told they may not."""
    stale = credit.version != seen
    return Permission.CREDIT_READ if stale else REVIEW.get(credit.stage, Permission.CREDIT_READ)


async def undo_decision(desk: Desk, who: Actor, credit_id: str, *, seen: int) -> Credit:
    """Take one's own decision back within ten seconds; nobody has been told of it yet.

    Raises CreditChanged on an old version, TooLateToUndo afterwards.
    """
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        before = await hold_credit(tx, credit_id)
        authorize(who, Permission.CREDIT_READ, before)
        if before.version != seen:
            raise CreditChanged(stage=before.stage)
        taken_at = before.decided_at or now
        earlier = _verdict_before(await tx.journal.of(Subject(SubjectKind.CREDIT, credit_id)))
        after = await tx.credits.save(undone(before, who.account_id, now, earlier))
        await tx.notices.cancel(credit_id, since=taken_at)
        await tx.notices.reopen(credit_id, REVIEW_WAITING, taken_at)
        tx.journal.add(
            who,
            "undone",
            Subject(SubjectKind.CREDIT, credit_id),
            before={"stage": before.stage},
            after={"stage": after.stage},
        )
        await recount(tx, after.staff_id, after.year, desk.today())
    return after


def _verdict_before(history: Sequence[Event]) -> Verdict | None:
    """Return the decision before the last one, of those that stand since the submission."""
    standing: list[Verdict] = []
    for event in history:
        if event.verb == "submitted":
            standing = []
        elif event.verb == "undone":
            standing = standing[:-1]
        elif event.verb.startswith("decided-"):
            stage, reason = Stage(event.before["stage"]), event.after["reason"]
            standing.append(Verdict(event.at, event.account_id, stage, reason))
    return standing[-2] if len(standing) > 1 else None
