"""Signing in and out, passwords, sessions, links that are used once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from core.domain.addresses import network_of
from core.domain.errors import NotFound, Refusal, SignInNeeded
from core.domain.limits import OLD_PASSWORD, OWN_DEVICE, SIGN_IN
from core.domain.register import (
    Account,
    Actor,
    Role,
    Session,
    Unit,
    actor_of,
    normal_login,
    normal_mobile,
)
from core.domain.typed import typed
from core.limiting import Pair, forgive, take_try
from core.permissions import Permission, authorize
from core.ports import Desk
from core.records.register import Link, LinkPurpose
from core.records.transaction import Transaction
from core.texts import LANGUAGES

SESSION_LASTS = timedelta(days=30)
LINK_LASTS = timedelta(minutes=10)
FIRST_LINK_LASTS = timedelta(days=1)
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128
FIRST_PASSWORD_PLACES = 6


class WrongPassword(Refusal):
    """Account and password do not belong together; which of them is wrong is not said."""

    code = "wrong-password"
    status = 401


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


class PasswordTooShort(Refusal):
    code = "password-too-short"


class PasswordTooLong(Refusal):
    code = "password-too-long"


class PasswordTooEasy(Refusal):
    """The account's own name or document number, or one character throughout."""

    code = "password-too-easy"


class UnitTaken(Refusal):
    """A unit with this number is there already."""

    code = "unit-taken"
    status = 409


class LinkUsed(Refusal):
    """The link has been used, has expired, or never was."""

    code = "link-used"
    status = 410


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: its secret token for the browser, and who it is."""

    token: str
    session: Session
    who: Actor


def hashed(token: str) -> str:
    """Tokens are kept as hashes only."""
    return sha256(token.encode()).hexdigest()


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
        _check_unchanged(account, await tx.accounts.hold(account.id))
        await forgive(tx, pair)
        came = _Came(ip, device, device_key)
        return await _open_session(desk, tx, account, came, only_password=not fits)


async def _pair(
    tx: Transaction, account: Account | None, login: str, ip: str, device_key: str
) -> Pair:
    """Return what a try counts for; whoever guesses elsewhere never lets the owner wait."""
    if account and device_key and await tx.devices.knows(_known_as(account, device_key)):
        return Pair(OWN_DEVICE, account.id, device_key)
    return Pair(SIGN_IN, normal_login(login), network_of(ip))


def _known_as(account: Account, device_key: str) -> str:
    """Accounts that share a device are not told from this."""
    return hashed(f"{account.id} {device_key}")


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


@dataclass(frozen=True, slots=True)
class _Came:
    """Where a browser came from, what it calls itself, and what it is known by."""

    ip: str
    device: str
    device_key: str


async def _open_session(
    desk: Desk, tx: Transaction, account: Account, came: _Came, *, only_password: bool
) -> SignedIn:
    now, token, device = desk.clock.now(), desk.ids.token(), came.device[:120]
    session = Session(desk.ids.new(), account.id, now, now, came.ip, device, only_password)
    await tx.sessions.add(session, hashed(token), now + SESSION_LASTS)
    if came.device_key:
        await tx.devices.remember(account.id, _known_as(account, came.device_key), now)
    who = actor_of(account, via=came.ip)
    tx.journal.add(who, "signed-in", f"account:{account.id}", after={"device": device})
    return SignedIn(token, session, who)


async def recognise(
    desk: Desk, token: str, *, ip: str, language: str
) -> tuple[Actor, Session] | None:
    """Return whose session this token opens, None if it opens none (any more)."""
    now = desk.clock.now()
    found = await desk.check_ins.visitor(hashed(token), now)
    if found is None:
        return None
    account, session = found
    if now - session.seen_at > timedelta(hours=1):
        async with desk.store.transaction() as tx:
            await tx.sessions.touch(session.id, now, now + SESSION_LASTS)
    return actor_of(account, via=ip, language=language), session


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
    async with desk.store.transaction() as tx:
        account = await tx.accounts.get(who.account_id)
        document = await tx.people.document(account.staff_id) if account.staff_id else ""
    _check_password(password, account, document)
    if account.password_hash is not None:
        await _check_old_password(desk, account, session, old or "")
    password_hash, now = await desk.passwords.hash(password), desk.clock.now()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        _check_unchanged(account, await tx.accounts.hold(account.id))
        await tx.accounts.set_password(account.id, password_hash)
        others = [one.id for one in await tx.sessions.of(account.id, now)]
        await tx.sessions.end(account.id, [one for one in others if one != session.id])
        await tx.sessions.open(session.id)
        await tx.links.end(account.id, now)
        for chat in () if keep_chat else await tx.chats.of(account.id):
            await tx.chats.unlink(chat.id)
            await tx.notices.add([account.id], "chat-ended", now=now, chat_id=chat.id)
        tx.journal.add(who, "password-set", f"account:{account.id}")


def _check_unchanged(compared: Account, account: Account) -> None:
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


async def sign_out(desk: Desk, who: Actor, session: Session) -> None:
    """End the session one is in."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        await tx.sessions.end(who.account_id, [session.id])
        tx.journal.add(who, "signed-out", f"account:{who.account_id}")


async def list_sessions(desk: Desk, who: Actor) -> list[Session]:
    """List where one is signed in."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        return await tx.sessions.of(who.account_id, desk.clock.now())


async def end_session(desk: Desk, who: Actor, session_id: str) -> None:
    """Sign out another browser of one's own."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        await tx.sessions.end(who.account_id, [session_id])
        tx.journal.add(who, "session-ended", f"account:{who.account_id}")


async def set_language(desk: Desk, who: Actor, language: str) -> None:
    """Choose the language of both faces. Raises NotFound for one that is not spoken."""
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if language not in LANGUAGES:
            raise NotFound(what=language)
        await tx.accounts.set_language(who.account_id, language)


async def make_link(desk: Desk, who: Actor, purpose: LinkPurpose, *, goes_to: str = "/") -> str:
    """Return the token of a link that is good once, for ten minutes, for this person only.

    That of a chat is short enough to be typed: its 80 bits open nothing before its person agrees.
    """
    now, is_chat = desk.clock.now(), purpose is LinkPurpose.CHAT
    token = desk.ids.new() if is_chat else desk.ids.token()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        if is_chat:
            await tx.links.end(who.account_id, now, purpose)
        await tx.links.add(Link(purpose, who.account_id, goes_to, now + LINK_LASTS), hashed(token))
    return token


async def read_link(desk: Desk, token: str) -> tuple[str, str]:
    """Return whose sign-in link this is and where it leads, without using it up.

    Raises LinkUsed.
    """
    async with desk.store.reading() as tx:
        link = await tx.links.get(LinkPurpose.SIGN_IN, hashed(token), desk.clock.now())
        if link is None:
            raise LinkUsed
        return (await tx.accounts.get(link.account_id)).name, link.goes_to


async def use_link(
    desk: Desk, token: str, *, ip: str, device: str, device_key: str = ""
) -> tuple[SignedIn, str]:
    """Sign in with a link, once. Raises LinkUsed."""
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        link = await tx.links.get(LinkPurpose.SIGN_IN, hashed(token), now)
        if link is None or not await tx.links.take(hashed(token), now):
            raise LinkUsed
        account = await tx.accounts.get(link.account_id)
        came, only_password = _Came(ip, device, device_key), account.password_hash is None
        signed_in = await _open_session(desk, tx, account, came, only_password=only_password)
    return signed_in, link.goes_to


async def create_administrator(
    desk: Desk, who: Actor, unit_code: str, unit_name: str, name: str
) -> str:
    """Create a unit and its first administrator; return the token of a link good for a day.

    Raises UnitTaken.
    """
    token, account_id, unit_id = desk.ids.token(), desk.ids.new(), desk.ids.new()
    async with desk.store.transaction() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        if await tx.people.unit_with(unit_code):
            raise UnitTaken(code=unit_code)
        await tx.people.add_unit(Unit(unit_id, unit_code, typed(unit_name, 100), ""))
        account = Account(
            id=account_id,
            name=typed(name, 50),
            roles=frozenset({Role.UNIT_ADMINISTRATOR}),
            unit_id=unit_id,
            department_id=None,
            staff_id=None,
            office=unit_code,
            language=None,
            password_hash=None,
        )
        await tx.accounts.add(account, unit_code)
        link = Link(LinkPurpose.SIGN_IN, account_id, "/", desk.clock.now() + FIRST_LINK_LASTS)
        await tx.links.add(link, hashed(token))
        tx.journal.add(who, "administrator-created", f"account:{account_id}")
    return token


def must_be_signed_in(who: Actor | None) -> Actor:
    """Return the person, or raise SignInNeeded."""
    if who is None:
        raise SignInNeeded
    return who
