"""Entering a credit: a draft is begun, answered, submitted, withdrawn, copied or thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.domain.credits.answers import all_answered, year_after
from core.domain.credits.claims import Claim
from core.domain.credits.credit import (
    Credit,
    CreditChanged,
    Origin,
    Stage,
    priced,
    still_open,
    withdrawn,
)
from core.domain.credits.faults import Incomplete, faults
from core.domain.credits.routes import ReviewRoute, submitted
from core.domain.errors import NotFound, Refusal
from core.domain.register import Actor, Role, Staff
from core.domain.rulebook.rules import Rulebook
from core.domain.subjects import Subject, SubjectKind
from core.messages import REVIEW_WAITING, others_who_review, tell_reviewers
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


class EnteringNotGranted(Refusal):
    """The unit lets this department's people or itself enter, not the department."""

    code = "entering-not-granted"
    status = 403


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
        await _check_granted(tx, who, staff)
        if key and (begun := await _begun(tx, who, key)):
            return begun
        credit = _new_draft(desk, who, staff, year or desk.today().year)
        await hold(tx, {(credit.staff_id, credit.year)})
        try:
            await tx.credits.add(credit, key)
        except CreditChanged:  # the same key at the same moment: one of them has begun
            if key and (begun := await _begun(tx, who, key)):
                return begun
            raise
        tx.journal.add(
            who,
            "entered",
            Subject(SubjectKind.CREDIT, credit.id),
            after={"stage": credit.stage, "year": credit.year},
        )
        await recount(tx, credit.staff_id, credit.year, desk.today())
    return credit


async def _begun(tx: Transaction, who: Actor, key: str) -> Credit | None:
    """Return what was begun under the key. Raises NotFound where it has left one's scope."""
    begun = await tx.credits.by_key(who.account_id, key)
    if begun and not sees(who, begun):
        raise NotFound
    return begun


def _new_draft(desk: Desk, who: Actor, staff: Staff, year: int) -> Credit:
    return Credit(
        id=desk.ids.new(),
        staff_id=staff.id,
        unit_id=staff.unit_id,
        department_id=staff.department_id,
        entered_by=who.account_id,
        origin=entered_as(who, staff),
        claim=Claim(year=year),
        stage=Stage.DRAFT,
        points=0,
        hours=0,
        to_authority=False,
        created_at=desk.clock.now(),
    )


def entered_as(who: Actor, staff: Staff) -> Origin:
    """Return as what a claim is entered; it decides where its review starts (manual 5.2)."""
    if Role.UNIT_ADMINISTRATOR in who.roles and who.unit_id == staff.unit_id:
        return Origin.UNIT
    if Role.DEPARTMENT_ADMINISTRATOR in who.roles and who.department_id == staff.department_id:
        return Origin.DEPARTMENT
    return Origin.PERSONAL


async def _check_granted(tx: Transaction, who: Actor, staff: Staff) -> None:
    """Entering for others is a right that the unit gives its departments (manual 5.2)."""
    if who.staff_id == staff.id or entered_as(who, staff) is not Origin.DEPARTMENT:
        return
    if not (await tx.people.department(staff.department_id)).enters_credits:
        raise EnteringNotGranted


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
    now, today = desk.clock.now(), desk.today()
    async with desk.store.transaction() as tx:
        before = await hold_credit(tx, credit_id)
        authorize(who, Permission.CREDIT_REVISE, before)
        still_open(before, seen)
        book = await book_of(tx, before.staff_id, before.year)
        files = await tx.evidence.of(credit_id)
        if missing := faults(before.claim, [file.kind for file in files], book, today):
            raise Incomplete(faults=missing)
        staff = await tx.people.get(before.staff_id)
        await _check_granted(tx, who, staff)
        way = await _way(tx, who, before, staff, book)
        after = await tx.credits.save(submitted(priced(before, before.claim, book), way, now))
        tx.journal.add(
            who,
            "submitted",
            Subject(SubjectKind.CREDIT, credit_id),
            before={"stage": before.stage},
            after={"stage": after.stage, "points": after.points},
        )
        await tell_reviewers(tx, after, now)
        await recount(tx, after.staff_id, after.year, today)
    return after


async def _way(
    tx: Transaction, who: Actor, credit: Credit, staff: Staff, book: Rulebook
) -> ReviewRoute:
    in_department, in_unit = await others_who_review(tx, staff)
    return ReviewRoute(
        entered_as=entered_as(who, staff),
        is_own=who.staff_id == staff.id,
        has_department_reviewer=in_department,
        has_unit_reviewer=in_unit,
        needs_authority=book.rule(credit.claim.rule or "").needs_authority,
        authority=(await tx.people.unit(staff.unit_id)).authority,
    )


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
        await _check_granted(tx, who, staff)
        draft = _new_draft(desk, who, staff, earlier.year)
        await hold(tx, {(draft.staff_id, draft.year)})
        copy = priced(draft, earlier.claim, await book_of(tx, draft.staff_id, draft.year))
        await tx.credits.add(copy)
        for file in await tx.evidence.of(credit_id):
            again = replace(file, id=desk.ids.new(), credit_id=copy.id, uploaded_at=copy.created_at)
            await tx.evidence.add(again, key=again.id)
        tx.journal.add(
            who,
            "entered",
            Subject(SubjectKind.CREDIT, copy.id),
            after={"stage": copy.stage, "copied": credit_id},
        )
        await recount(tx, copy.staff_id, copy.year, desk.today())
    return copy
