"""A session begins: the same way for a password and for a link."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from core.domain.errors import Refusal
from core.domain.register import Account, Actor, Role, Session, Staff, actor_of
from core.domain.subjects import Subject, SubjectKind
from core.granting import end_entering
from core.ports import Desk
from core.records.transaction import Transaction


class LastAdministrator(Refusal):
    """A unit is never left without anybody who administers it."""

    code = "last-administrator"
    status = 409


SESSION_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: its secret token for the browser, and who it is."""

    token: str
    session: Session
    who: Actor


def hashed(token: str) -> str:
    """Tokens are kept as hashes only."""
    return sha256(token.encode()).hexdigest()


def known_as(account_id: str, device_key: str) -> str:
    """Accounts that share a device are not told from this."""
    return hashed(f"{account_id} {device_key}")


@dataclass(frozen=True, slots=True)
class Came:
    """Where a browser came from, what it calls itself, and what it is known by."""

    ip: str
    device: str
    device_key: str


ADMINISTERING = frozenset(
    {Role.DEPARTMENT_ADMINISTRATOR, Role.UNIT_ADMINISTRATOR, Role.AUTHORITY_REVIEWER}
)


async def is_asked_for_codes(tx: Transaction, account: Account) -> bool:
    """Return whether an administrator has a second factor, or their unit demands one."""
    if not ADMINISTERING & account.roles:
        return False
    if await tx.second_factors.confirmed([account.id]):
        return True
    unit = await tx.people.unit(account.unit_id) if account.unit_id else None
    return unit is not None and unit.demands_second_factor


async def open_session(
    desk: Desk, tx: Transaction, account: Account, came: Came, *, only_password: bool
) -> SignedIn:
    now, token, device = desk.clock.now(), desk.ids.token(), came.device[:120]
    session = Session(
        desk.ids.new(),
        account.id,
        now,
        now,
        came.ip,
        device,
        only_password,
        asks_code=await is_asked_for_codes(tx, account),
    )
    await tx.sessions.add(session, hashed(token), now + SESSION_LASTS)
    if came.device_key:
        await tx.devices.remember(account.id, known_as(account.id, came.device_key), now)
    who = actor_of(account, via=came.ip)
    tx.journal.add(
        who, "signed-in", Subject(SubjectKind.ACCOUNT, account.id), after={"device": device}
    )
    return SignedIn(token, session, who)


async def end_ways_in(
    tx: Transaction, account_id: str, now: datetime, *, but: str = "", keep_chat: bool = False
) -> None:
    """End the account's sessions `but` one, its unused links and, unless kept, its chats."""
    sessions = [one.id for one in await tx.sessions.of(account_id, now)]
    await tx.sessions.end(account_id, [one for one in sessions if one != but])
    await tx.links.end(account_id, now)
    await tx.phone_codes.end(account_id, now)
    for chat in () if keep_chat else await tx.chats.of(account_id):
        await tx.chats.unlink(chat.id)
        await tx.notices.add([account_id], "chat-ended", now=now, chat_id=chat.id)


async def keep_administered(tx: Transaction, unit_id: str, leaving: Collection[str]) -> None:
    """Let the last one stay, also where two take the office from one another at one moment.

    Raises LastAdministrator.
    """
    there = await tx.accounts.hold_unit_administrators(unit_id)
    if all(one.id in leaving for one in there):
        raise LastAdministrator


async def end_access(tx: Transaction, who: Actor, staff: Staff, now: datetime) -> None:
    """Let somebody leave: sessions, links, chats, offices and rights of all their accounts end.

    Whoever held an office signs in with their document from now on. Raises LastAdministrator.
    """
    accounts = await tx.accounts.of_staff(staff.id)
    if any(Role.UNIT_ADMINISTRATOR in one.roles for one in accounts):
        await keep_administered(tx, staff.unit_id, [one.id for one in accounts])
    await end_entering(tx, who, [staff.id])
    for account in accounts:
        if account.office is None:
            await end_ways_in(tx, account.id, now)
        else:
            await end_office(tx, account, now)


async def end_office(tx: Transaction, account: Account, now: datetime) -> None:
    """Take an office from its holder, with all ways in.

    Who is of the register signs in with their document from now on; an account of nobody's opens
    nothing any more.
    """
    await end_ways_in(tx, account.id, now)
    staff = await tx.people.get(account.staff_id) if account.staff_id else None
    document = await tx.people.document(staff.id) if staff else account.id
    there = await tx.accounts.by_login(document)
    is_free = there is None or there.id == account.id
    await tx.accounts.leave_office(account, staff, document if is_free else account.id)
