"""Signing in with account and password, the first one included."""

from datetime import datetime, timedelta
from hmac import compare_digest

from core.domain.addresses import network_of
from core.domain.errors import Refusal
from core.domain.limits import OWN_DEVICE, SIGN_IN
from core.domain.masking import normal_login, normal_mobile
from core.domain.register import (
    Account,
)
from core.limiting import Pair, forgive, take_try
from core.ports import Desk
from core.records.transaction import Transaction
from core.sessions import Came, SignedIn, known_as, open_session
from core.usecases.register.passwords import WrongPassword, check_unchanged

FIRST_PASSWORD_PLACES = 6


class MobileNeeded(Refusal):
    """What looks like a first password is good together with the mobile of the register only."""

    code = "mobile-needed"


class WrongFirstPassword(WrongPassword):
    """Last places and mobile are not those of the register, or there is a password by now."""

    code = "wrong-first-password"


class FirstPasswordExpired(Refusal):
    """Nobody has used it for too long; an administrator opens it again."""

    code = "first-password-expired"
    status = 403


async def sign_in(
    desk: Desk,
    login: str,
    password: str,
    *,
    ip: str,
    device: str,
    device_key: str = "",
    mobile: str = "",
) -> SignedIn:
    """Sign in with account and password.

    The first password, the last six places of the document, opens only the way to a new one, and
    only together with the mobile of the register, for some days after the account was opened.
    `device` is what the browser calls itself, `device_key` what it is known by. Only failures
    count, for the account and the device that has signed in to it before, else the network.

    Raises WrongPassword, in the same time whether or not the account exists, TooManyFailures,
    MobileNeeded and WrongFirstPassword for what looks like a first password, whoever's it is, and
    FirstPasswordExpired.
    """
    looks_first = normal_login(login)[-FIRST_PASSWORD_PLACES:] == normal_login(password)
    if looks_first and not mobile.strip():
        raise MobileNeeded
    async with desk.store.transaction() as tx:
        account = await tx.accounts.by_login(login)
        pair = await _pair(tx, account, login, ip, device_key)
        await take_try(tx, pair, desk.clock.now())
        is_first = await _is_first_password(tx, account, password, mobile)
    fits = await desk.passwords.fits(password, account.password_hash if account else None)
    if account is None or not (fits or is_first):
        raise WrongFirstPassword if looks_first else WrongPassword
    if is_first:
        _check_open(desk, account)
    async with desk.store.transaction() as tx:
        check_unchanged(account, await tx.accounts.hold(account.id))
        await forgive(tx, pair)
        came = Came(ip, device, device_key)
        return await open_session(desk, tx, account, came, only_password=not fits)


async def _pair(
    tx: Transaction, account: Account | None, login: str, ip: str, device_key: str
) -> Pair:
    """Return what a try counts for; whoever guesses elsewhere never lets the owner wait."""
    if account and device_key and await tx.devices.knows(known_as(account.id, device_key)):
        return Pair(OWN_DEVICE, account.id, device_key)
    return Pair(SIGN_IN, normal_login(login), network_of(ip))


async def _is_first_password(
    tx: Transaction, account: Account | None, password: str, mobile: str
) -> bool:
    """Only for a personal account that was never used (manual 2.1, decisions)."""
    if account is None or not account.is_unused or account.staff_id is None:
        return False
    document = await tx.people.document(account.staff_id)
    registered = normal_mobile(await tx.people.mobile(account.staff_id))
    places = normal_login(document)[-FIRST_PASSWORD_PLACES:]
    is_right = compare_digest(places.encode(), normal_login(password).encode())
    is_theirs = compare_digest(registered.encode(), normal_mobile(mobile).encode())
    return is_right and is_theirs and bool(registered)


def first_password_until(desk: Desk, account: Account) -> datetime | None:
    """Return until when the first password works; None if it was never opened."""
    days = timedelta(days=desk.settings.first_password_days)
    return account.opened_at + days if account.opened_at else None


def _check_open(desk: Desk, account: Account) -> None:
    until = first_password_until(desk, account)
    if until is None or until <= desk.clock.now():
        raise FirstPasswordExpired
