"""Signing in with a code: to whom it goes, how long it is good, what guessing costs."""

import asyncio
import logging
from dataclasses import dataclass, field, replace

import pytest

from core.domain.addresses import network_of
from core.domain.errors import NotFound
from core.domain.limits import (
    CODE_TO_DEVICE,
    CODE_TO_NETWORK,
    FORGOTTEN_AFTER,
    PHONE_CODE,
    PHONE_CODE_IN_NETWORK,
    Failures,
    TooManyFailures,
)
from core.domain.particulars import MobileForm
from core.domain.register import Account, Actor, Role
from core.limiting import Pair
from core.ports import Desk, MessageNotSent, PhoneMessage
from core.sessions import SignedIn
from core.usecases.messages.notices import due_deliveries, read_inbox
from core.usecases.register.administrators import Contact, appoint_administrator
from core.usecases.register.holders import (
    read_administrator,
    remove_administrator,
    save_administrator,
)
from core.usecases.register.phone_codes import (
    CODE_MINUTES,
    MOST_TRIES,
    NOTICE,
    CodesTooOften,
    WrongCode,
    ask_phone_code,
    read_phone_code,
    send_phone_code,
    sign_in_by_code,
)
from core.usecases.register.sign_in import sign_in
from storage.models import DeliveryRow, NoticeRow, PhoneCodeRow
from storage.system import MovableClock
from tests import cast
from tests.bot.world import link_everybody
from tests.statements import statements

IP, MOBILE, UNKNOWN = "10.0.0.8", "13567231913", "13999999999"
SYSTEM = Actor.system()
HEAD = cast.HEAD_NURSE.account


@dataclass
class Phones:
    """A gateway that keeps what it is given, as the phones of all would."""

    is_there: bool = True
    got: list[PhoneMessage] = field(default_factory=list)

    async def send(self, message: PhoneMessage) -> None:
        self.got.append(message)

    @property
    def code(self) -> str:
        return self.got[-1].blanks["code"]


@pytest.fixture
def phones() -> Phones:
    return Phones()


@pytest.fixture
async def there(sqlite_desk: Desk, phones: Phones) -> Desk:
    """A hospital with a gateway, where the head nurse's mobile is registered."""
    return await registered(sqlite_desk, phones)


async def registered(desk: Desk, phones: Phones) -> Desk:
    desk = replace(desk, sender=phones)
    await register(desk, HEAD, MOBILE)
    return desk


async def register(desk: Desk, account: Account, mobile: str) -> None:
    who = cast.UNIT_ADMINISTRATOR.actor
    seen = (await read_administrator(desk, who, account.id)).seen
    await save_administrator(desk, who, account.id, Contact(account.name, mobile), seen=seen)


async def ask(desk: Desk, mobile: str = MOBILE, *, ip: str = IP, device: str = "mine") -> str:
    """Ask for a code, and let it go out."""
    code_id = await ask_phone_code(desk, mobile, ip=ip, device_key=device)
    await send_phone_code(desk, SYSTEM, code_id)
    return code_id


async def enter(
    desk: Desk, code: str, mobile: str = MOBILE, *, ip: str = IP, device: str = "mine"
) -> SignedIn:
    return await sign_in_by_code(desk, mobile, code, ip=ip, device="phone", device_key=device)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_a_code_signs_in_once_within_five_minutes_in_the_browser_that_asked(
    there: Desk, phones: Phones, clock: MovableClock
) -> None:
    await ask(there, " +86 135-6723-1913 ")
    (message,) = phones.got
    assert (message.mobile, len(phones.code)) == (MOBILE, 6)
    assert phones.code in message.text
    with pytest.raises(WrongCode):
        await enter(there, phones.code, device="another")
    signed_in = await enter(there, f" {phones.code[:3]} {phones.code[3:]} ")
    assert (signed_in.who.label, signed_in.session.only_password) == ("330922001 蔡李铭", False)
    with pytest.raises(WrongCode):
        await enter(there, phones.code)
    await ask(there)
    clock.move(minutes=CODE_MINUTES)
    with pytest.raises(WrongCode):
        await enter(there, phones.code)


async def test_a_code_entered_twice_at_the_same_moment_signs_in_once(
    desk: Desk, phones: Phones
) -> None:
    there = await registered(desk, phones)
    await ask(there)
    both = (enter(there, phones.code, ip=f"10.0.{n}.1") for n in range(2))
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["SignedIn", "WrongCode"]


async def test_a_newer_code_replaces_the_one_before(
    there: Desk, phones: Phones, clock: MovableClock
) -> None:
    await ask(there)
    clock.move(seconds=30)
    await ask(there)
    first, second = [one.blanks["code"] for one in phones.got]
    if first != second:
        with pytest.raises(WrongCode):
            await enter(there, first)
    assert await enter(there, second)


async def test_after_a_few_wrong_codes_the_right_one_is_wrong_too_and_guessing_waits(
    there: Desk, phones: Phones, clock: MovableClock
) -> None:
    await ask(there)
    wrong = other_than(phones.code)
    for number in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            await enter(there, wrong, ip=f"10.0.{number}.1")
    with pytest.raises(WrongCode):
        await enter(there, phones.code, ip="10.1.0.1")
    for _ in range(PHONE_CODE.free):
        with pytest.raises(WrongCode):
            await enter(there, wrong, ip="10.2.0.1")
    with pytest.raises(TooManyFailures):
        await enter(there, wrong, ip="10.2.0.1")
    clock.move(seconds=30)
    with pytest.raises(WrongCode):
        await enter(there, wrong, ip="10.2.0.1")


async def test_nobody_waits_for_a_colleague_behind_the_same_address(
    there: Desk, phones: Phones, clock: MovableClock
) -> None:
    for _ in range(PHONE_CODE.free):
        with pytest.raises(WrongCode):
            await enter(there, "123456", device="a colleague's")
    with pytest.raises(TooManyFailures):
        await enter(there, "123456", device="a colleague's")
    await ask(there)
    assert await enter(there, phones.code)


async def test_a_hospital_behind_one_address_signs_in_all_day(
    there: Desk, phones: Phones, clock: MovableClock
) -> None:
    now = clock.now()
    async with there.store.transaction() as tx:
        for limit in (CODE_TO_NETWORK, PHONE_CODE_IN_NETWORK):
            key = Pair(limit, network_of(IP), "").key
            await tx.failures.hold(key, now)
            await tx.failures.save(key, Failures(limit.free - 2, now), now + FORGOTTEN_AFTER)
    for number in range(3):
        await ask(there, device=f"device {number}")
        assert await enter(there, phones.code, device=f"device {number}")


async def test_sends_to_one_mobile_wait_longer_and_longer_whoever_asks(
    there: Desk, phones: Phones, clock: MovableClock
) -> None:
    waited = []
    for number in range(9):
        await ask(there, device=f"device {number}", ip=f"10.0.{number}.1")
        with pytest.raises(CodesTooOften) as wait:
            await ask(there, device="one more", ip="10.9.9.9")
        waited.append(wait.value.retry_seconds)
        clock.move(seconds=waited[-1])
    assert waited == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert len(phones.got) == 9


async def test_one_device_does_not_ask_for_one_mobile_after_the_other(there: Desk) -> None:
    for number in range(CODE_TO_DEVICE.free):
        await ask(there, f"1390000000{number}")
    with pytest.raises(CodesTooOften):
        await ask(there, "13900000009")


async def test_who_has_signed_in_on_a_device_is_not_kept_waiting_by_others_who_ask(
    there: Desk, phones: Phones
) -> None:
    await sign_in(there, "330922001", cast.PASSWORD, ip=IP, device="phone", device_key="mine")
    await ask(there, device="a stranger's", ip="203.0.113.9")
    await ask(there)
    assert await enter(there, phones.code)


async def test_an_unknown_mobile_a_shared_one_and_one_of_the_register_get_nothing_and_say_the_same(
    there: Desk, phones: Phones
) -> None:
    await register(there, cast.UNIT_ADMINISTRATOR.account, "13700000007")
    await register(there, cast.SECOND_UNIT_ADMINISTRATOR.account, "13700000007")
    for number, mobile in enumerate((UNKNOWN, "13700000007", cast.NURSE.mobile)):
        device = f"device {number}"
        assert await ask(there, mobile, device=device)
        with pytest.raises(WrongCode):
            await enter(there, "123456", mobile, device=device)
    assert phones.got == []
    for account in (cast.UNIT_ADMINISTRATOR.account, cast.SECOND_UNIT_ADMINISTRATOR.account):
        one = await read_administrator(there, cast.UNIT_ADMINISTRATOR.actor, account.id)
        assert one.is_shared


async def test_a_known_and_an_unknown_mobile_are_the_same_work(there: Desk) -> None:
    work = []
    for mobile, device in ((MOBILE, "a"), (UNKNOWN, "b")):
        with statements() as asked:
            await ask_phone_code(there, mobile, ip=IP, device_key=device)
            with pytest.raises(WrongCode):
                await enter(there, "no code", mobile, device=device)
        work.append([one.query for one in asked])
    assert work[0] == work[1]
    assert len(work[0]) > 10


async def test_what_is_no_mobile_is_said_and_without_a_way_nothing_is_offered(
    there: Desk, sqlite_desk: Desk
) -> None:
    with pytest.raises(MobileForm):
        await ask(there, "330922001")
    with pytest.raises(NotFound):
        await ask(sqlite_desk)


async def test_a_linked_chat_gets_the_code_first_and_no_row_has_it_in_clear(
    there: Desk, phones: Phones
) -> None:
    there = replace(there, settings=replace(there.settings, telegram_token="1:a"))
    await link_everybody(there)
    code_id = await ask(there)
    assert phones.got == []
    head = cast.HEAD_NURSE.actor
    (sent,) = await due_deliveries(there, SYSTEM)
    assert (sent.notice.key, sent.to.account_id) == (NOTICE, head.account_id)
    code = await read_phone_code(there, sent.to, code_id)
    with pytest.raises(NotFound):
        await read_phone_code(there, cast.NURSE.actor, code_id)
    async with there.store.reading():
        rows = [
            *await NoticeRow.filter(key=NOTICE).values(),
            *await DeliveryRow.all().values(),
            *await PhoneCodeRow.all().values(),
        ]
    assert code not in str(rows)
    assert await enter(there, code)
    with pytest.raises(NotFound):
        await read_phone_code(there, head, code_id)
    assert [one.read_at is not None for one in (await read_inbox(there, head)).rows] == [True]


async def test_a_blocked_chat_is_passed_over_for_the_phone(there: Desk, phones: Phones) -> None:
    there = replace(there, settings=replace(there.settings, telegram_token="1:a"))
    await link_everybody(there)
    async with there.store.transaction() as tx:
        (chat,) = await tx.chats.of(HEAD.id)
        await tx.chats.set_blocked(chat.id, is_blocked=True)
    await ask(there)
    assert [one.mobile for one in phones.got] == [MOBILE]


async def test_a_gateway_that_fails_is_logged_without_mobile_or_code(
    there: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    failing = replace(there, sender=_Failing())
    with caplog.at_level(logging.DEBUG):
        await ask(failing)
    assert "answered 503" in caplog.text
    assert MOBILE not in caplog.text


class _Failing:
    is_there = True

    async def send(self, message: PhoneMessage) -> None:
        raise MessageNotSent("answered 503")


async def test_who_is_an_administrator_no_longer_or_has_another_mobile_has_no_code(
    there: Desk, phones: Phones, clock: MovableClock
) -> None:
    await ask(there)
    await register(there, HEAD, "13600000006")
    with pytest.raises(WrongCode):
        await enter(there, phones.code)
    await ask(there, "13600000006", device="other")
    await remove_administrator(there, cast.UNIT_ADMINISTRATOR.actor, HEAD.id)
    with pytest.raises(WrongCode):
        await enter(there, phones.code, "13600000006", device="other")
    assert len(phones.got) == 2


async def test_a_new_administrator_comes_in_by_code_and_sets_a_password_first(
    there: Desk, phones: Phones, unit_administrator: Actor
) -> None:
    new = Contact("朱明远", "13500000005")
    made = await appoint_administrator(there, unit_administrator, cast.INTERNAL.id, new)
    await ask(there, new.mobile)
    signed_in = await enter(there, phones.code, new.mobile)
    assert signed_in.who.account_id == made.account.id
    assert signed_in.session.only_password
    assert Role.DEPARTMENT_ADMINISTRATOR in signed_in.who.roles
