"""Signing in with a code that was sent to an administrator's registered mobile (manual 8)."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from hmac import compare_digest

from core.domain.addresses import network_of
from core.domain.errors import NotFound, Refusal
from core.domain.limits import (
    CODE_TO_DEVICE,
    CODE_TO_MOBILE,
    CODE_TO_NETWORK,
    PHONE_CODE,
    PHONE_CODE_IN_NETWORK,
    TooManyFailures,
)
from core.domain.masking import normal_mobile
from core.domain.reading_particulars import read_mobile
from core.domain.register import Account, Actor
from core.domain.subjects import Subject, SubjectKind
from core.domain.typed import normal_number
from core.limiting import Pair, forgive, give_back, take_try
from core.permissions import Permission, authorize
from core.ports import Desk, MessageNotSent, PhoneMessage
from core.records.phone_codes import PhoneCode
from core.records.transaction import Transaction
from core.sessions import Came, SignedIn, known_as, open_session
from core.texts import LANGUAGES, say, speaking
from core.tokens import phone_code

CODE_LASTS = timedelta(minutes=5)
CODE_MINUTES = CODE_LASTS // timedelta(minutes=1)
MOST_TRIES = 5
NOTICE = "sign-in-code"

log = logging.getLogger(__name__)


class WrongCode(Refusal):
    """Not the code, or not any more; whether there ever was one is not said."""

    code = "wrong-code"
    status = 401


class CodesTooOften(TooManyFailures):
    """Codes have just been asked for; the next may be in a while."""

    code = "codes-too-often"


def sends_codes(desk: Desk) -> bool:
    """Return whether anything here could bring a code to somebody."""
    return desk.sender.is_there or bool(desk.settings.chats)


async def ask_phone_code(desk: Desk, mobile: str, *, ip: str, device_key: str) -> str:
    """Make a code for a mobile, good in the browser that asks; return the id to send it by.

    Every mobile gets one, at the same cost; only that of exactly one administrator's leads
    anywhere. Raises NotFound where nothing sends codes, MobileForm, CodesTooOften.
    """
    if not sends_codes(desk):
        raise NotFound
    number, now = read_mobile(mobile), desk.clock.now()
    async with desk.store.transaction() as tx:
        account = _only(await tx.accounts.with_mobile(number))
        for pair in await _sends(tx, account, number, ip, device_key):
            await _take_send(tx, pair, now)
        code = PhoneCode(desk.ids.new(), account.id if account else None, now + CODE_LASTS)
        await tx.phone_codes.replace(code, number, device_key)
    return code.id


def _only(accounts: Sequence[Account]) -> Account | None:
    """Nobody guesses which of two people a mobile stands for."""
    return accounts[0] if len(accounts) == 1 else None


async def _sends(
    tx: Transaction, account: Account | None, number: str, ip: str, device_key: str
) -> list[Pair]:
    """Return what a message counts for.

    A device that has signed in before is not kept waiting by others who ask for its owner's.
    """
    mark = known_as(account.id if account else number, device_key)
    is_known = bool(device_key) and await tx.devices.knows(mark)
    return [
        Pair(CODE_TO_MOBILE, number, device_key if is_known else ""),
        Pair(CODE_TO_DEVICE, device_key, ""),
        Pair(CODE_TO_NETWORK, network_of(ip), ""),
    ]


async def _take_send(tx: Transaction, pair: Pair, now: datetime) -> None:
    try:
        await take_try(tx, pair, now)
    except TooManyFailures as wait:
        raise CodesTooOften(**wait.details) from None


async def send_phone_code(desk: Desk, who: Actor, code_id: str) -> None:
    """Send a code to its person's chat, else to the mobile; of nobody's nothing is sent.

    The message in the chat's queue names the code's id only.
    """
    now = desk.clock.now()
    async with desk.store.reading() as tx:
        authorize(who, Permission.SYSTEM_RUN)
        code = await tx.phone_codes.get(code_id, now)
        if code is None or code.account_id is None:
            return
        account = await tx.accounts.get(code.account_id)
        chats = await tx.chats.of(account.id)
        mobile = (await tx.accounts.mobiles([account.id])).get(account.id, "")
    if any(not chat.is_blocked and chat.id.channel in desk.settings.chats for chat in chats):
        async with desk.store.transaction() as tx:
            subject = Subject(SubjectKind.PHONE_CODE, code_id)
            await tx.notices.add([account.id], NOTICE, now=now, subject=subject)
    elif desk.sender.is_there and mobile:
        await _send(desk, account, mobile, code_id)


async def _send(desk: Desk, account: Account, mobile: str, code_id: str) -> None:
    blanks = {"code": phone_code(desk.settings.secret, code_id), "minutes": str(CODE_MINUTES)}
    with speaking(account.language or LANGUAGES[0]):
        text = say("phone-code-text", **blanks)
    try:
        await desk.sender.send(PhoneMessage(code_id, mobile, text, NOTICE, blanks))
    except MessageNotSent as fault:
        log.warning("a sign-in code was not sent: %s", fault)


async def read_phone_code(desk: Desk, who: Actor, code_id: str) -> str:
    """Return the digits of a code of one's own, for its message. Raises NotFound when over."""
    async with desk.store.reading() as tx:
        authorize(who, Permission.ACCOUNT_USE)
        code = await tx.phone_codes.get(code_id, desk.clock.now())
    if code is None or code.account_id != who.account_id:
        raise NotFound
    return phone_code(desk.settings.secret, code_id)


async def sign_in_by_code(
    desk: Desk, mobile: str, typed: str, *, ip: str, device: str, device_key: str
) -> SignedIn:
    """Sign in with the code that was sent to the mobile, once, in the browser that asked for it.

    Whoever has no password sets one first. Tries count for the browser that makes them, so that
    nobody waits for a colleague behind the same address. Raises WrongCode, whatever is wrong, and
    TooManyFailures.
    """
    number, now = normal_mobile(mobile), desk.clock.now()
    network = network_of(ip)
    own = Pair(PHONE_CODE, number, f"{network}\0{device_key}")
    everybody = Pair(PHONE_CODE_IN_NETWORK, network, "")
    async with desk.store.transaction() as tx:
        for pair in (own, everybody):
            await take_try(tx, pair, now)
        account = _only(await tx.accounts.with_mobile(number))
        code = await tx.phone_codes.take_try(number, device_key, MOST_TRIES, now)
        right = phone_code(desk.settings.secret, code.id if code else "")
        fits = compare_digest(right.encode(), normal_number(typed).encode())
        if fits and code and account and await _use(tx, code, account, now):
            to_mobile, to_device, to_network = await _sends(tx, account, number, ip, device_key)
            for counted in (to_mobile, to_device, own):
                await forgive(tx, counted)
            for shared in (to_network, everybody):
                await give_back(tx, shared, now)
            came, only_password = Came(ip, device, device_key), account.password_hash is None
            return await open_session(desk, tx, account, came, only_password=only_password)
    raise WrongCode


async def _use(tx: Transaction, code: PhoneCode, account: Account, now: datetime) -> bool:
    """Use a code up; the mobile may have become somebody else's since it was sent."""
    if code.account_id != account.id or not await tx.phone_codes.use(code.id, now):
        return False
    await tx.notices.settle(code.id, NOTICE, now)
    return True
