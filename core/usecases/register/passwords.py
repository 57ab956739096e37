"""Setting a password of one's own."""

from core.domain.errors import Refusal
from core.domain.limits import OLD_PASSWORD
from core.domain.passwords import check_password
from core.domain.register import (
    Account,
    Actor,
    Session,
)
from core.domain.subjects import Subject, SubjectKind
from core.limiting import Pair, forgive, take_try
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.transaction import Transaction
from core.sessions import end_ways_in


class WrongPassword(Refusal):
    """Account and password do not belong together; which of them is wrong is not said."""

    code = "wrong-password"
    status = 401


async def set_password(
    desk: Desk,
    who: Actor,
    session: Session,
    password: str,
    *,
    old: str | None = None,
    keep_chat: bool = False,
) -> None:
    """Set a new password; other sessions, unused links and the chat end, unless it is to be kept.

    The first password needs no old one.

    Raises WrongPassword, TooManyFailures, PasswordTooShort, PasswordTooLong, PasswordTooEasy.
    Source: manual 10.1.
    """
    async with desk.store.reading() as tx:
        account = await tx.accounts.get(who.account_id)
        await _check_strength(tx, account, password)
    if account.password_hash is not None:
        await _check_old_password(desk, account, session, old or "")
    password_hash, now = await desk.passwords.hash(password), desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        check_unchanged(account, await tx.accounts.hold(account.id))
        await tx.accounts.set_password(account.id, password_hash)
        await end_ways_in(tx, account.id, now, but=session.id, keep_chat=keep_chat)
        await tx.sessions.open(session.id)
        tx.journal.add(who, "password-set", Subject(SubjectKind.ACCOUNT, account.id))


def check_unchanged(compared: Account, account: Account) -> None:
    """While a password was compared, which takes a while, another may have been set."""
    if compared.password_hash != account.password_hash:
        raise WrongPassword


async def _check_old_password(desk: Desk, account: Account, session: Session, old: str) -> None:
    pair = Pair(OLD_PASSWORD, account.id, session.id)
    async with desk.store.transaction() as tx:
        await take_try(tx, pair, desk.clock.now())
    if not await desk.passwords.fits(old, account.password_hash):
        raise WrongPassword
    async with desk.store.transaction() as tx:
        await forgive(tx, pair)


async def _check_strength(tx: Transaction, account: Account, password: str) -> None:
    """Refuse what can be guessed from what the register knows of the account's person."""
    names, numbers = [account.name], [account.office or ""]
    if account.unit_id:
        unit = await tx.people.unit(account.unit_id)
        names, numbers = [*names, unit.name], [*numbers, unit.code]
    if staff_id := account.staff_id:
        staff = await tx.people.get(staff_id)
        names.append(staff.name)
        numbers += [staff.staff_number, await tx.people.document(staff_id)]
        numbers += [f"{staff.born_on:%Y%m%d}", await tx.people.mobile(staff_id)]
    check_password(password, names, numbers)
