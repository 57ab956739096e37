"""Who is told of what: outbox rows, written in the transaction that gives the reason."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from core.domain.credits.credit import CREDIT_REVIEW
from core.domain.register import Account, Role, Staff, actor_of
from core.domain.review import UNDO_WITHIN, Case
from core.domain.trainings.training import TRAINING_REVIEW, Training
from core.permissions import Permission, may, sees
from core.records.transaction import Transaction

Holding = Callable[..., Awaitable[list[Account]]]
"""Tells who holds a role, as `tx.accounts.holding` does."""

REMINDED = "behind"
REVIEW_WAITING, TRAINING_WAITING = CREDIT_REVIEW.waiting, TRAINING_REVIEW.waiting


async def tell_reviewers(
    tx: Transaction, case: Case, now: datetime, due_at: datetime | None = None
) -> None:
    """Put the case before everybody who may decide on it now, or record what others decide."""
    reviewers = await who_reviews(tx.accounts.holding, case)
    if not reviewers:
        return
    await tx.notices.add(
        reviewers,
        case.procedure.waiting,
        now=now,
        due_at=due_at,
        details={**await named(tx, case), "stage": case.stage},
        subject=case.subject,
    )


async def who_reviews(holding: Holding, case: Case) -> list[str]:
    """Return which accounts may decide on a case now, or record what others decide."""
    stage, procedure = case.stage, case.procedure
    role = procedure.reviewers.get(stage) or procedure.recorders.get(stage)
    if role is None:
        return []
    what = Permission.CASE_DECIDE if stage in procedure.reviewers else Permission.CASE_RECORD
    reviewers = await holding(
        role,
        unit_id=None if role is Role.AUTHORITY_REVIEWER else case.unit_id,
        department_id=case.department_id if role is Role.DEPARTMENT_ADMINISTRATOR else None,
    )
    return [one.id for one in reviewers if may(actor_of(one, via=""), what, case)]


async def others_who_review(holding: Holding, staff: Staff) -> tuple[bool, bool]:
    """Return whether somebody else in their department, and in their unit, reviews claims."""
    department = await holding(Role.DEPARTMENT_ADMINISTRATOR, department_id=staff.department_id)
    unit = await holding(Role.UNIT_ADMINISTRATOR, unit_id=staff.unit_id)
    return (
        any(one.staff_id != staff.id for one in department),
        any(one.staff_id != staff.id for one in unit),
    )


async def tell_of_decision(tx: Transaction, case: Case, now: datetime) -> None:
    """Tell who entered it and still may see it, the person and the next reviewers.

    They hear of it once it can no longer be undone.
    """
    due_at = now + UNDO_WITHIN
    await tx.notices.settle(case.id, case.procedure.waiting, now)
    await tell_concerned(tx, case, f"{case.procedure.decided}{case.stage}", now, due_at=due_at)
    await tell_reviewers(tx, case, now, due_at)


async def tell_concerned(
    tx: Transaction,
    case: Case,
    key: str,
    now: datetime,
    *,
    due_at: datetime | None = None,
    reason: str = "",
) -> None:
    """Tell who entered a case and still may see it, and the person.

    Without another `reason` they hear the one that stands.
    """
    enterer = await tx.accounts.get(case.entered_by)
    told = {enterer.id} if sees(actor_of(enterer, via=""), case) else set[str]()
    if case.staff_id is not None:
        told |= {account.id for account in await tx.accounts.of_staff(case.staff_id)}
    await tx.notices.add(
        told,
        key,
        now=now,
        due_at=due_at,
        details={**await named(tx, case), "reason": reason or case.reason},
        subject=case.subject,
    )


async def named(tx: Transaction, case: Case) -> dict[str, str]:
    """Return which case a message is about: whose and what, or, if it is nobody's, its title."""
    if case.staff_id is None:
        return {"title": case.title}
    return about(await tx.people.get(case.staff_id), case)


def about(staff: Staff, case: Case) -> dict[str, str]:
    """Return which case a message is about, where it is known whose."""
    return {"about": " · ".join(part for part in (staff.name, case.title) if part)}


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
        subject=training.subject,
        details={"title": training.plan.name, **details},
    )
