"""Drafts of claims: begun for somebody, or copied from an earlier one (manual 5.2)."""

from dataclasses import replace

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage, priced
from core.domain.errors import Refusal
from core.domain.register import Actor, Role, Staff
from core.permissions import Permission, is_granted, may
from core.ports import Desk
from core.reading import add_file
from core.records.transaction import Transaction
from core.rulebooks import book_of


class EnteringNotGranted(Refusal):
    """The unit lets this department's people or itself enter, not the department."""

    code = "entering-not-granted"
    status = 403


async def check_granted(tx: Transaction, who: Actor, staff: Staff) -> None:
    """Entering for others is a right that the unit gives departments and persons (manual 5.2).

    Raises EnteringNotGranted.
    """
    if who.staff_id == staff.id or entered_as(who, staff) is not Origin.DEPARTMENT:
        return
    if is_granted(who):
        return
    if not (await tx.people.department(staff.department_id)).enters_credits:
        raise EnteringNotGranted


async def check_enters(tx: Transaction, who: Actor) -> None:
    """Refuse whoever the unit does not let enter for others at all. Raises EnteringNotGranted."""
    if Role.UNIT_ADMINISTRATOR in who.roles or is_granted(who):
        return
    if not (await tx.people.department(who.department_id or "")).enters_credits:
        raise EnteringNotGranted


async def new_draft(desk: Desk, tx: Transaction, who: Actor, staff: Staff, year: int) -> Credit:
    """Return an empty draft of somebody. Raises EnteringNotGranted."""
    await check_granted(tx, who, staff)
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
    """Return as what a claim is entered; it decides where its review starts (manual 5.2).

    Who is let enter for others does it as their department, and the unit decides.
    """
    if Role.UNIT_ADMINISTRATOR in who.roles and who.unit_id == staff.unit_id:
        return Origin.UNIT
    if Role.DEPARTMENT_ADMINISTRATOR in who.roles and who.department_id == staff.department_id:
        return Origin.DEPARTMENT
    if who.staff_id != staff.id and may(who, Permission.CREDIT_ENTER, staff):
        return Origin.DEPARTMENT
    return Origin.PERSONAL


async def copy_of(desk: Desk, tx: Transaction, who: Actor, earlier: Credit, staff: Staff) -> Credit:
    """Return a draft with the answers of an earlier credit, the same person's or another's.

    Raises EnteringNotGranted.
    """
    draft = await new_draft(desk, tx, who, staff, earlier.year)
    return priced(draft, earlier.claim, await book_of(tx, draft.staff_id, draft.year))


async def share_evidence(desk: Desk, tx: Transaction, earlier: Credit, copy: Credit) -> None:
    """Let a copy have the files of the credit that it was made of."""
    for file in await tx.evidence.of(earlier.id):
        again = replace(file, id=desk.ids.new(), credit_id=copy.id, uploaded_at=copy.created_at)
        await add_file(desk, tx, again, again.id, copy)


def note_draft(tx: Transaction, who: Actor, draft: Credit, **more: object) -> None:
    """Tell the journal that a draft was begun."""
    tx.journal.add(who, "entered", draft.subject, after={"stage": draft.stage, **more})
