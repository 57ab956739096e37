"""Entering a credit: a draft is begun, answered, submitted, withdrawn, copied or thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.claiming import filled_from_list, put_forward, tell_submitted
from core.domain.credits.answers import all_answered, year_after
from core.domain.credits.credit import (
    Credit,
    CreditChanged,
    priced,
    still_open,
    withdrawn,
)
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor
from core.domain.subjects import Subject, SubjectKind
from core.drafts import copy_of, new_draft, note_draft, share_evidence
from core.messages import REVIEW_WAITING
from core.permissions import Permission, authorize, sees
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import hold, hold_credit, recount
from core.rulebooks import book_of


@dataclass(frozen=True, slots=True)
class Revision:
    """A draft after answers: the good ones are kept, each refused one says why."""

    credit: Credit
    refused: Mapping[str, Refusal] = field(default_factory=dict)


async def start_draft(
    desk: Desk,
    who: Actor,
    *,
    staff_id: str | None = None,
    year: int | None = None,
    key: str | None = None,
) -> Credit:
    """Begin a draft for oneself, or as an administrator for one of one's people.

    The same `key` from the same account begins it only once. Raises NotFound for somebody
    outside the scope, EnteringNotGranted.
    """
    async with desk.store.transaction() as tx:
        staff = await tx.people.get(staff_id or who.staff_id or "")
        authorize(who, Permission.CREDIT_ENTER, staff)
        if key and (begun := await _begun(tx, who, key)):
            return begun
        credit = await new_draft(desk, tx, who, staff, year or desk.today().year)
        await hold(tx, {(credit.staff_id, credit.year)})
        try:
            await tx.credits.add(credit, key)
        except CreditChanged:  # the same key at the same moment: one of them has begun
            if key and (begun := await _begun(tx, who, key)):
                return begun
            raise
        note_draft(tx, who, credit, year=credit.year)
        await recount(tx, credit.staff_id, credit.year, desk.today())
    return credit


async def _begun(tx: Transaction, who: Actor, key: str) -> Credit | None:
    """Return what was begun under the key. Raises NotFound where it has left one's scope."""
    begun = await tx.credits.by_key(who.account_id, key)
    if begun and not sees(who, begun):
        raise NotFound
    return begun


async def revise_draft(
    desk: Desk, who: Actor, credit_id: str, answers: Mapping[str, str], *, seen: int | None = None
) -> Revision:
    """Answer questions of a draft or returned credit, in the order they are asked.

    Raises NotEditable once it is under review, CreditChanged when `seen` is not its version.
    """
    async with desk.store.transaction() as tx:
        there = await tx.credits.get(credit_id)
        moves_to = year_after(there.claim, answers, desk.today())
        before = await hold_credit(tx, credit_id, moves_to=moves_to)
        authorize(who, Permission.CREDIT_REVISE, before)
        still_open(before, seen)
        year = year_after(before.claim, answers, desk.today())
        book = await book_of(tx, before.staff_id, year)
        claim, refused = all_answered(before.claim, answers, book, desk.today())
        claim = await filled_from_list(tx, before, claim, answers, book)
        after = priced(before, claim, book)
        if after != before:
            after = await tx.credits.save(after)
        for year in {before.year, after.year}:
            await recount(tx, after.staff_id, year, desk.today())
    return Revision(after, refused)


async def submit_credit(desk: Desk, who: Actor, credit_id: str, *, seen: int) -> Credit:
    """Put a complete claim in front of its first reviewer; the unit's own entry is approved.

    Raises Incomplete with every fault at once, EnteringNotGranted.
    """
    async with desk.store.transaction() as tx:
        before = await hold_credit(tx, credit_id)
        authorize(who, Permission.CREDIT_REVISE, before)
        after = await tx.credits.save(await put_forward(desk, tx, who, before, seen))
        await tell_submitted(desk, tx, who, before, after)
        await recount(tx, after.staff_id, after.year, desk.today())
    return after


async def withdraw_credit(desk: Desk, who: Actor, credit_id: str, *, seen: int) -> Credit:
    """Take a claim back before anybody has decided on it; it is a draft again.

    Raises NotUnderReview after the first decision, CreditChanged on an old version.
    """
    async with desk.store.transaction() as tx:
        before = await hold_credit(tx, credit_id)
        authorize(who, Permission.CREDIT_REVISE, before)
        if seen != before.version:
            raise CreditChanged(stage=before.stage)
        after = await tx.credits.save(withdrawn(before))
        await tx.notices.settle(credit_id, REVIEW_WAITING, desk.clock.now())
        tx.journal.add(
            who,
            "withdrawn",
            Subject(SubjectKind.CREDIT, credit_id),
            before={"stage": before.stage},
            after={"stage": after.stage},
        )
        await recount(tx, after.staff_id, after.year, desk.today())
    return after


async def remove_draft(desk: Desk, who: Actor, credit_id: str, *, seen: int) -> None:
    """Throw a draft or returned credit away with its evidence rows. Raises NotEditable."""
    async with desk.store.transaction() as tx:
        credit = await hold_credit(tx, credit_id)
        authorize(who, Permission.CREDIT_REVISE, credit)
        still_open(credit, seen)
        await tx.credits.remove(credit)
        await recount(tx, credit.staff_id, credit.year, desk.today())
        tx.journal.add(
            who, "removed", Subject(SubjectKind.CREDIT, credit_id), before={"stage": credit.stage}
        )


async def copy_credit(desk: Desk, who: Actor, credit_id: str) -> Credit:
    """Begin a new draft with the answers and files of an earlier credit (a rejected one, say)."""
    async with desk.store.transaction() as tx:
        earlier = await tx.credits.get(credit_id)
        authorize(who, Permission.CREDIT_REVISE, earlier)
        staff = await tx.people.get(earlier.staff_id)
        await hold(tx, {(earlier.staff_id, earlier.year)})
        copy = await copy_of(desk, tx, who, earlier, staff)
        await tx.credits.add(copy)
        await share_evidence(desk, tx, earlier, copy)
        note_draft(tx, who, copy, copied=credit_id)
        await recount(tx, copy.staff_id, copy.year, desk.today())
    return copy
