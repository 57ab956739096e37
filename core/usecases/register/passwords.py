"""Passwords: what is a good one, and setting one's own."""

from core.domain.errors import Refusal
from core.domain.limits import OLD_PASSWORD
from core.domain.masking import normal_login
from core.domain.register import (
    Account,
    Actor,
    Session,
)
from core.domain.subjects import Subject, SubjectKind
from core.limiting import Pair, forgive, take_try
from core.permissions import Permission, authorize
from core.ports import Desk
from core.sessions import end_ways_in

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128


class WrongPassword(Refusal):
    """Account and password do not belong together; which of them is wrong is not said."""

    code = "wrong-password"
    status = 401


class PasswordTooShort(Refusal):
    code = "password-too-short"


class PasswordTooLong(Refusal):
    code = "password-too-long"


class PasswordTooEasy(Refusal):
    """The account's own name or document number, or one character throughout."""

    code = "password-too-easy"


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
        document = await tx.people.document(account.staff_id) if account.staff_id else ""
    _check_password(password, account, document)
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


def _check_password(password: str, account: Account, document: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(shortest=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooLong(longest=LONGEST_PASSWORD)
    plain = normal_login(password)
    own = {account.office, account.name, normal_login(document)}
    if len(set(plain)) < 3 or plain in own or (document and plain in normal_login(document)):
        raise PasswordTooEasy
