"""Who may enter credits for others of their department without looking after them (manual 5.2)."""

from core.domain.errors import Refusal
from core.domain.register import Account, Actor, Department, Role, Staff
from core.domain.transfer import is_free
from core.granting import set_entering
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.sessions import ADMINISTERING


class EntersAnyway(Refusal):
    """An administrator enters for their people as long as the department may."""

    code = "enters-anyway"
    status = 409


class NotHereAnyMore(Refusal):
    """Whoever has left enters nothing for those who stay."""

    code = "not-here-any-more"
    status = 409


async def grant_person(desk: Desk, who: Actor, staff_id: str, *, is_granted: bool) -> None:
    """Let a person enter credits for others of their department, or no longer (被授权).

    It ends by itself as they move or leave. Raises NotFound, NotAllowed for who does not look after
    the whole unit, EntersAnyway, NotHereAnyMore.
    """
    async with desk.store.transaction() as tx:
        await tx.records.hold([staff_id])
        staff = await tx.people.get(staff_id)
        authorize(who, Permission.ENTERING_GRANT, staff)
        account = await _own_account(tx, staff, is_granted=is_granted)
        if await set_entering(tx, who, account, is_granted=is_granted):
            key = "entering-granted" if is_granted else "entering-withdrawn"
            await tx.notices.add([account.id], key, now=desk.clock.now())


async def _own_account(tx: Transaction, staff: Staff, *, is_granted: bool) -> Account:
    accounts = await tx.accounts.of_staff(staff.id)
    if is_granted and is_free(staff):
        raise NotHereAnyMore
    own = [one for one in accounts if one.office is None]
    if not own or (is_granted and any(ADMINISTERING & one.roles for one in accounts)):
        raise EntersAnyway
    return own[0]


async def list_granted(desk: Desk, who: Actor, department: Department) -> list[Account]:
    """Return who of a department may enter for others."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.DEPARTMENT_CHANGE)
        return await tx.accounts.holding(Role.CREDIT_ENTERER, department_id=department.id)
