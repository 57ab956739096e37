"""被授权: the unit lets single people enter credits for others of their department (manual 5.2)."""

from collections.abc import Collection

from core.domain.register import Account, Actor, Role
from core.domain.subjects import Subject, SubjectKind
from core.records.transaction import Transaction


async def set_entering(tx: Transaction, who: Actor, account: Account, *, is_granted: bool) -> bool:
    """Let somebody enter for others, or no longer, and tell the journal; False if it is so."""
    if (Role.CREDIT_ENTERER in account.roles) is is_granted:
        return False
    await tx.accounts.set_roles(account.id, account.roles ^ {Role.CREDIT_ENTERER})
    verb = "person-entering-granted" if is_granted else "person-entering-withdrawn"
    tx.journal.add(who, verb, Subject(SubjectKind.STAFF, account.staff_id or ""))
    return True


async def end_entering(tx: Transaction, who: Actor, staff_ids: Collection[str]) -> None:
    """Let the right end with who goes elsewhere or leaves."""
    for account in await tx.accounts.of_people(staff_ids):
        await set_entering(tx, who, account, is_granted=False)
