"""One administrator: what is registered of them, their end, and their way back in (manual 8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.errors import NotFound, Refusal
from core.domain.masking import masked_mobile
from core.domain.reading_particulars import read_mobile
from core.domain.register import Account, Actor, Role
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import typed
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.register import Link, LinkPurpose
from core.records.transaction import Transaction
from core.sessions import end_office, hashed, keep_administered
from core.tokens import fingerprint
from core.usecases.register.administrators import (
    LONGEST_NAME,
    Contact,
    looks_after,
    office_phone,
)

LINK_LASTS = timedelta(days=1)


class AdministratorChanged(Refusal):
    """Somebody else has written the administrator meanwhile."""

    code = "administrator-changed"
    status = 409


class NoSuchAccount(Refusal):
    """Nobody signs in with this account name."""

    code = "no-such-account"
    status = 404


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who holds an office; the mobile is masked, "" where none is registered.

    `seen` tells what was read from what somebody wrote meanwhile, all of the mobile included.
    """

    account: Account
    mobile: str
    is_shared: bool
    seen: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link that lets somebody in once, until a moment, to set a new password."""

    account: Account
    url: str
    until: datetime


async def read_administrator(desk: Desk, who: Actor, account_id: str) -> Administrator:
    """Return who holds an office that one looks after. Raises NotFound."""
    async with desk.store.reading() as tx:
        account = await _theirs(tx, who, account_id, Permission.ADMINISTRATOR_APPOINT)
        return await _administrator(desk, tx, account)


async def save_administrator(
    desk: Desk, who: Actor, account_id: str, typed_of: Contact, *, seen: str
) -> None:
    """Write what is registered of an administrator; without a mobile the present one stays.

    Of who is of the register the name is the register's. Raises NotFound, AdministratorChanged,
    TextNeeded, TextTooLong, MobileForm.
    """
    async with desk.store.transaction() as tx:
        account = await _theirs(tx, who, account_id, Permission.ADMINISTRATOR_APPOINT)
        before = await _administrator(desk, tx, await _held(tx, account))
        if before.seen != seen:
            raise AdministratorChanged
        name = account.name if account.staff_id else typed(typed_of.name, LONGEST_NAME)
        stays = bool(before.mobile) and not typed_of.mobile.strip()
        mobile = None if stays else read_mobile(typed_of.mobile)
        await tx.accounts.set_details(
            account.id, name=name, office_phone=office_phone(typed_of), mobile=mobile
        )
        await tx.phone_codes.end(account.id, desk.clock.now())
        after = await _administrator(desk, tx, await tx.accounts.get(account.id))
        _note(tx, who, "administrator-changed", account.id, before, after)


async def remove_administrator(desk: Desk, who: Actor, account_id: str) -> None:
    """Take an office from its holder, with all ways in; the unit's last one keeps it.

    Raises NotFound, LastAdministrator.
    """
    async with desk.store.transaction() as tx:
        account = await _theirs(tx, who, account_id, Permission.ADMINISTRATOR_APPOINT)
        if Role.UNIT_ADMINISTRATOR in account.roles:
            await keep_administered(tx, account.unit_id or "", [account.id])
        before = await _administrator(desk, tx, await _held(tx, account))
        await end_office(tx, account, desk.clock.now())
        _note(tx, who, "administrator-removed", account.id, before)


async def let_in(desk: Desk, who: Actor, account_id: str) -> WayBack:
    """Give an administrator who cannot sign in a link to set a new password. Raises NotFound."""
    async with desk.store.transaction() as tx:
        account = await _theirs(tx, who, account_id, Permission.ADMINISTRATOR_LET_IN)
        return await _way_back(desk, tx, who, await _held(tx, account))


async def sign_in_link(desk: Desk, who: Actor, login: str) -> WayBack:
    """Give whoever signs in with an account name the same, at the machine itself.

    Raises NoSuchAccount.
    """
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        account = await tx.accounts.by_login(login)
        if account is None:
            raise NoSuchAccount
        return await _way_back(desk, tx, who, await tx.accounts.hold(account.id))


async def _way_back(desk: Desk, tx: Transaction, who: Actor, account: Account) -> WayBack:
    token, now = desk.ids.token(), desk.clock.now()
    link = Link(LinkPurpose.NEW_PASSWORD, account.id, "/", now + LINK_LASTS)
    await tx.links.end(account.id, now, LinkPurpose.NEW_PASSWORD)
    await tx.links.add(link, hashed(token))
    tx.journal.add(who, "sign-in-link-made", Subject(SubjectKind.ACCOUNT, account.id))
    return WayBack(account, f"{desk.settings.public_url}/sign-in/{token}", link.until)


async def _theirs(tx: Transaction, who: Actor, account_id: str, permission: Permission) -> Account:
    account = await tx.accounts.get(account_id)
    if account.office is None or account.unit_id != who.unit_id:
        raise NotFound
    authorize(who, permission)
    if not looks_after(who, account.department_id):
        raise NotFound
    return account


async def _held(tx: Transaction, account: Account) -> Account:
    """Hold the account of an office, unless somebody has taken the office meanwhile."""
    held = await tx.accounts.hold(account.id)
    if held.office is None:
        raise NotFound
    return held


async def _administrator(desk: Desk, tx: Transaction, account: Account) -> Administrator:
    mobile = (await tx.accounts.mobiles([account.id])).get(account.id, "")
    shared = await tx.accounts.sharing_mobiles([account.id])
    seen = fingerprint(
        desk.settings.secret, "\0".join((account.name, account.office_phone, mobile))
    )
    return Administrator(account, masked_mobile(mobile), bool(shared), seen)


def _note(
    tx: Transaction,
    who: Actor,
    verb: str,
    account_id: str,
    before: Administrator,
    after: Administrator | None = None,
) -> None:
    subject = Subject(SubjectKind.ACCOUNT, account_id)
    tx.journal.add(who, verb, subject, before=_said(before), after=_said(after) if after else None)


def _said(of: Administrator) -> dict[str, str | None]:
    account = of.account
    return {
        "office": account.office,
        "name": account.name,
        "mobile": of.mobile,
        "office_phone": account.office_phone,
    }
