"""Claims on their way to a reviewer: checked, routed, told of (manual 5.2)."""

from collections.abc import Collection

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, priced, still_open
from core.domain.credits.evidence import kinds_shown
from core.domain.credits.faults import Incomplete, faults
from core.domain.credits.routes import ReviewRoute, submitted
from core.domain.projects.claims import listed_number, number_in, with_project
from core.domain.register import Actor, Staff
from core.domain.rulebook.rules import Rulebook
from core.drafts import check_granted, entered_as
from core.messages import Holding, others_who_review, tell_reviewers
from core.ports import Desk
from core.records.transaction import Transaction
from core.rulebooks import book_of


async def filled_from_list(
    tx: Transaction, before: Credit, claim: Claim, answered: Collection[str], book: Rulebook
) -> Claim:
    """Return a claim with what its unit's list says of the project that an answer has named."""
    number = number_in(claim, answered, book)
    project = await tx.projects.numbered(before.unit_id, claim.year, number) if number else None
    if project is None:
        return claim
    was = listed_number(before.claim)
    earlier = await tx.projects.numbered(before.unit_id, before.year, was) if was else None
    return with_project(claim, project, book, earlier if earlier != project else None)


async def put_forward(desk: Desk, tx: Transaction, who: Actor, before: Credit, seen: int) -> Credit:
    """Return a claim as its first reviewer gets it; the unit's own entry is approved.

    Raises NotEditable, CreditChanged, EnteringNotGranted, Incomplete with every fault at once.
    """
    still_open(before, seen)
    book = await book_of(tx, before.staff_id, before.year)
    files = await tx.evidence.of(before.id)
    shown = kinds_shown(before, [file.kind for file in files], book)
    if missing := faults(before.claim, shown, book, desk.today()):
        raise Incomplete(faults=missing)
    staff = await tx.people.get(before.staff_id)
    await check_granted(tx, who, staff)
    way = await way_of(tx, tx.accounts.holding, who, before, staff, book)
    return submitted(priced(before, before.claim, book), way, desk.clock.now())


async def way_of(
    tx: Transaction, holding: Holding, who: Actor, credit: Credit, staff: Staff, book: Rulebook
) -> ReviewRoute:
    """Return what decides where the review of somebody's claim starts."""
    in_department, in_unit = await others_who_review(holding, staff)
    return ReviewRoute(
        entered_as=entered_as(who, staff),
        is_own=who.staff_id == staff.id,
        has_department_reviewer=in_department,
        has_unit_reviewer=in_unit,
        needs_authority=book.rule(credit.claim.rule or "").needs_authority,
        authority=(await tx.people.unit(staff.unit_id)).authority,
    )


async def tell_submitted(
    desk: Desk, tx: Transaction, who: Actor, before: Credit, after: Credit
) -> None:
    """Tell the journal of a claim that was submitted, and whoever reviews it now."""
    left = {"stage": after.stage, "points": after.points}
    tx.journal.add(who, "submitted", after.subject, before={"stage": before.stage}, after=left)
    await tell_reviewers(tx, after, desk.clock.now())
