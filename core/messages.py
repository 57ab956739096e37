"""Who is told of what: outbox rows, written in the transaction that gives the reason."""

from collections.abc import Collection
from datetime import datetime

from core.domain.credits.credit import UNDO_WITHIN, Credit, Stage
from core.domain.register import Role, actor_of
from core.domain.trainings.training import Training
from core.permissions import REVIEWER, sees
from core.records.messages import CREDIT, TRAINING, Subject
from core.records.transaction import Transaction

REVIEW_WAITING, TRAINING_WAITING = "review-waiting", "training-waiting"


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
        subject=Subject(CREDIT, credit.id),
        details={"about": await about(tx, credit), "stage": credit.stage},
    )


async def tell_of_decision(tx: Transaction, credit: Credit, now: datetime) -> None:
    """Tell who entered it and still may see it, the person and the next reviewers.

    They hear of it once it can no longer be undone.
    """
    due_at = now + UNDO_WITHIN
    await tx.notices.settle(credit.id, REVIEW_WAITING, now)
    accounts = await tx.accounts.of_staff(credit.staff_id)
    if credit.stage is not Stage.DRAFT:
        enterer = await tx.accounts.get(credit.entered_by)
        if sees(actor_of(enterer, via=""), credit):
            accounts = [enterer, *accounts]
        await tx.notices.add(
            {account.id for account in accounts},
            f"decision-{credit.stage}",
            now=now,
            due_at=due_at,
            subject=Subject(CREDIT, credit.id),
            details={"about": await about(tx, credit), "reason": credit.reason},
        )
    await tell_reviewers(tx, credit, now, due_at)


async def about(tx: Transaction, credit: Credit) -> str:
    """Return which credit a message is about: whose, and the activity in the person's words."""
    staff = await tx.people.get(credit.staff_id)
    return " · ".join(part for part in (staff.name, credit.claim.activity) if part)


async def tell_unit(tx: Transaction, training: Training, now: datetime) -> None:
    """Put a plan or a closing before the unit's administrators, except who entered it."""
    reviewers = await tx.accounts.holding(Role.UNIT_ADMINISTRATOR, unit_id=training.unit_id)
    await tx.notices.add(
        [one.id for one in reviewers if one.id != training.entered_by],
        TRAINING_WAITING,
        now=now,
        subject=Subject(TRAINING, training.id),
        details={"title": training.plan.name, "stage": training.stage},
    )


async def tell_planner(tx: Transaction, training: Training, now: datetime) -> None:
    """Tell whoever planned a training what the unit decided, once it can no longer be undone."""
    await tx.notices.settle(training.id, TRAINING_WAITING, now)
    await tx.notices.add(
        [training.entered_by],
        f"training-decided-{training.stage}",
        now=now,
        due_at=now + UNDO_WITHIN,
        subject=Subject(TRAINING, training.id),
        details={"title": training.plan.name, "reason": training.reason},
    )


async def tell_people(
    tx: Transaction,
    training: Training,
    staff_ids: Collection[str],
    key: str,
    now: datetime,
    *,
    held_back: bool = False,
    **details: object,
) -> None:
    """Tell people of the register something about a training, those of them with an account."""
    accounts = await tx.accounts.of_people(staff_ids)
    await tx.notices.add(
        [account.id for account in accounts],
        key,
        now=now,
        due_at=now + UNDO_WITHIN if held_back else None,
        subject=Subject(TRAINING, training.id),
        details={"title": training.plan.name, **details},
    )
