"""Who is told of what: outbox rows, written in the transaction that gives the reason."""

from datetime import datetime

from core.domain.credits import UNDO_WITHIN, Credit, Stage
from core.domain.people import Role
from core.permissions import REVIEWER
from core.records import Transaction

REVIEW_WAITING = "review-waiting"


async def tell_reviewers(
    tx: Transaction, credit: Credit, now: datetime, due_at: datetime | None = None
) -> None:
    """Put the credit before everybody who may decide on it now, except its own person."""
    role = REVIEWER.get(credit.stage)
    if role is None:
        return
    reviewers = await tx.accounts.holding(
        role,
        unit_id=None if role is Role.AUTHORITY_REVIEWER else credit.unit_id,
        department_id=credit.department_id if role is Role.DEPARTMENT_ADMINISTRATOR else None,
    )
    await tx.notices.add(
        [one.id for one in reviewers if one.staff_id != credit.staff_id],
        REVIEW_WAITING,
        now=now,
        due_at=due_at,
        credit_id=credit.id,
        details={"about": await about(tx, credit), "stage": credit.stage},
    )


async def tell_of_decision(tx: Transaction, credit: Credit, now: datetime) -> None:
    """Tell the enterer, the person and the next reviewers, once it can no longer be undone."""
    due_at = now + UNDO_WITHIN
    await tx.notices.settle(credit.id, REVIEW_WAITING, now)
    accounts = await tx.accounts.of_staff(credit.staff_id)
    if credit.stage is not Stage.DRAFT:
        await tx.notices.add(
            {credit.entered_by, *(account.id for account in accounts)},
            f"decision-{credit.stage}",
            now=now,
            due_at=due_at,
            credit_id=credit.id,
            details={"about": await about(tx, credit), "reason": credit.reason},
        )
    await tell_reviewers(tx, credit, now, due_at)


async def about(tx: Transaction, credit: Credit) -> str:
    """Return which credit a message is about: whose, and the activity in the person's words."""
    staff = await tx.people.get(credit.staff_id)
    return " · ".join(part for part in (staff.name, credit.claim.activity) if part)
