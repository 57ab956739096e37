"""Passwords, sessions and links that are used once."""

import asyncio
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.domain.errors import NotAllowed, NotFound
from core.domain.limits import OWN_DEVICE, SIGN_IN, TooManyFailures
from core.domain.lists import ListQuery
from core.domain.passwords import PasswordTooEasy, PasswordTooLong, PasswordTooShort
from core.domain.register import Actor, Department, Role
from core.ports import Desk, Passwords
from core.records.messages import Channel, ChatId
from core.records.register import LinkPurpose
from core.sessions import SignedIn
from core.settings import Settings
from core.usecases.messages.chats import recognise_chat, unlink_chat
from core.usecases.messages.linking import agree_to_link, answer_chat, asking_chat, bring_code
from core.usecases.messages.notices import due_deliveries
from core.usecases.register.accounts import create_administrator, set_language
from core.usecases.register.links import LinkUsed, make_link, read_link, use_link
from core.usecases.register.newcomers import list_newcomers, make_slips, open_again, print_slips
from core.usecases.register.passwords import WrongPassword, set_password
from core.usecases.register.sessions import (
    end_other_sessions,
    end_session,
    list_sessions,
    recognise,
    sign_out,
)
from core.usecases.register.sign_in import (
    FirstPasswordExpired,
    MobileNeeded,
    WrongFirstPassword,
    sign_in,
)
from core.usecases.sweeping import sweep
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast

IP = "10.0.0.8"
NEW = "a long new password"
assert cast.COLLEAGUE.staff
WHO = cast.COLLEAGUE.staff.id


async def come_in(
    desk: Desk, login: str, password: str, ip: str = IP, mobile: str = ""
) -> SignedIn:
    return await sign_in(desk, login, password, ip=ip, device="phone", mobile=mobile)


async def first_come_in(desk: Desk, mobile: str = cast.COLLEAGUE.mobile) -> SignedIn:
    document = cast.COLLEAGUE.document
    return await come_in(desk, document.lower(), document[-6:], mobile=mobile)


async def test_the_first_password_works_once_and_only_to_set_a_new_one(desk: Desk) -> None:
    document = cast.COLLEAGUE.document
    first = await first_come_in(desk)
    assert first.session.only_password
    await set_password(desk, first.who, first.session, NEW)
    who, session = await recognise(desk, first.token, ip=IP, language="zh-CN")
    assert (who.name, session.only_password) == ("葛莺莺", False)
    with pytest.raises(WrongPassword):
        await first_come_in(desk)
    assert not (await come_in(desk, document, NEW)).session.only_password


async def test_a_first_password_is_good_only_with_the_registered_mobile(desk: Desk) -> None:
    with pytest.raises(MobileNeeded):
        await first_come_in(desk, mobile=" ")
    for mobile in ("13900000002", "0", "x", cast.NURSE.mobile):
        with pytest.raises(WrongFirstPassword):
            await first_come_in(desk, mobile=mobile)
    dressed = "+86 138-0000-0002"
    assert (await first_come_in(desk, mobile=dressed)).session.only_password


async def test_where_no_mobile_is_registered_no_words_stand_for_it(desk: Desk) -> None:
    document = await a_newcomer(desk, mobile="")
    for mobile in ("x", "-", "没有", cast.COLLEAGUE.mobile):
        with pytest.raises(WrongFirstPassword):
            await come_in(desk, document, document[-6:], mobile=mobile)


async def test_an_account_that_was_never_opened_has_no_first_password(
    desk: Desk, head_nurse: Actor
) -> None:
    document = await a_newcomer(desk, opened_at=None)
    with pytest.raises(FirstPasswordExpired):
        await come_in(desk, document, document[-6:], mobile="13800000099")
    newcomers = (await list_newcomers(desk, head_nurse)).rows
    found = next(one for one in newcomers if one.staff.id == NEWCOMER)
    assert (found.until, found.is_open) == (None, False)
    await open_again(desk, head_nurse, [NEWCOMER])
    opened = await come_in(desk, document, document[-6:], mobile="13800000099")
    assert opened.session.only_password


NEWCOMER = "newcomerstaff222"


async def a_newcomer(
    desk: Desk,
    *,
    mobile: str = "13800000099",
    opened_at: datetime | None = cast.OPENED_AT,
    department: Department = cast.NURSING,
) -> str:
    """Add somebody who has never signed in; return the document number."""
    assert cast.COLLEAGUE.staff
    staff = replace(
        cast.COLLEAGUE.staff,
        id=NEWCOMER,
        staff_number="8200000099",
        department_id=department.id,
    )
    account = replace(
        cast.COLLEAGUE.account, id="newcomeraccount2", staff_id=NEWCOMER, opened_at=opened_at
    )
    document = cast.document_number(staff.born_on, 98)
    async with desk.store.transaction() as tx:
        await tx.people.add(staff, document, mobile)
        await tx.accounts.add(account, document)
    return document


async def test_asking_for_the_mobile_tells_nobody_who_has_an_account(desk: Desk) -> None:
    for login in (cast.COLLEAGUE.document, cast.NURSE.document, "330106199001019999", "1234567"):
        with pytest.raises(MobileNeeded):
            await come_in(desk, login, login[-6:])
        with pytest.raises(WrongFirstPassword):
            await come_in(desk, login, login[-6:], mobile="13700000000")


async def test_guessing_mobiles_is_slowed_down(desk: Desk) -> None:
    for number in range(SIGN_IN.free):
        with pytest.raises(WrongFirstPassword):
            await first_come_in(desk, mobile=f"1370000000{number}")
    with pytest.raises(TooManyFailures):
        await first_come_in(desk)


async def test_a_first_password_expires_and_can_be_opened_again(
    desk: Desk, clock: MovableClock, head_nurse: Actor
) -> None:
    clock.move(days=75)
    assert (await first_come_in(desk)).session.only_password
    clock.move(days=2)
    with pytest.raises(FirstPasswordExpired):
        await first_come_in(desk)
    with pytest.raises(WrongFirstPassword):
        await first_come_in(desk, mobile="13700000000")
    assert await open_again(desk, head_nurse, [WHO]) == 1
    clock.move(days=89)
    assert (await first_come_in(desk)).session.only_password


async def test_how_long_a_first_password_is_good_is_a_setting(
    desk: Desk, clock: MovableClock
) -> None:
    strict = replace(desk, settings=replace(desk.settings, first_password_days=10))
    with pytest.raises(FirstPasswordExpired):
        await first_come_in(strict)


async def test_only_who_looks_after_somebody_lets_them_in(
    desk: Desk, nurse: Actor, head_nurse: Actor, unit_administrator: Actor, physician: Actor
) -> None:
    heads = replace(physician, roles=frozenset({Role.DEPARTMENT_ADMINISTRATOR}))
    for who in (physician, heads, cast.STRANGER.actor, cast.AUTHORITY.actor):
        for act in (open_again, make_slips, print_slips):
            with pytest.raises(NotFound):
                await act(desk, who, [WHO])
    for who in (head_nurse, unit_administrator):
        assert [one.staff.id for one in (await list_newcomers(desk, who)).rows] == [WHO]
    assert (await list_newcomers(desk, heads)).rows == []
    with pytest.raises(NotAllowed):
        await list_newcomers(desk, nurse)


async def test_newcomers_are_listed_by_department(desk: Desk, unit_administrator: Actor) -> None:
    await a_newcomer(desk, department=cast.INTERNAL)
    found = {}
    for place in ("", cast.INTERNAL.id, cast.NURSING.id, cast.OTHER_DEPARTMENT.id):
        wanted = ListQuery(filters={"department": place})
        page = await list_newcomers(desk, unit_administrator, wanted)
        found[place] = [one.staff.id for one in page.rows]
        assert page.total == len(page.rows)
    assert found == {
        "": [WHO, NEWCOMER],
        cast.INTERNAL.id: [NEWCOMER],
        cast.NURSING.id: [WHO],
        cast.OTHER_DEPARTMENT.id: [],
    }


async def test_slips_lie_in_the_order_of_departments(desk: Desk, unit_administrator: Actor) -> None:
    await a_newcomer(desk, department=cast.INTERNAL)
    for ticked in ([WHO, NEWCOMER], [NEWCOMER, WHO]):
        document = await print_slips(desk, unit_administrator, ticked)
        words = PdfReader(BytesIO(document.content)).pages[0].extract_text()
        assert words.index("护理 · ") < words.index("内科 · ")


async def test_a_slip_signs_in_once_within_thirty_days_and_voids_the_one_before(
    desk: Desk, clock: MovableClock, head_nurse: Actor
) -> None:
    first, second = [(await make_slips(desk, head_nurse, [WHO]))[0] for _ in range(2)]
    clock.move(days=29)
    with pytest.raises(LinkUsed):
        await use_link(desk, first.url.rpartition("/")[2], ip=IP, device="phone")
    token = second.url.rpartition("/")[2]
    signed_in, _ = await use_link(desk, token, ip=IP, device="phone")
    assert signed_in.session.only_password
    assert signed_in.who.name == "葛莺莺"
    with pytest.raises(LinkUsed):
        await use_link(desk, token, ip=IP, device="phone")
    (late,) = await make_slips(desk, head_nurse, [WHO])
    clock.move(days=31)
    with pytest.raises(LinkUsed):
        await use_link(desk, late.url.rpartition("/")[2], ip=IP, device="phone")


async def test_nobody_gets_a_way_into_an_account_in_use(desk: Desk, head_nurse: Actor) -> None:
    assert cast.NURSE.staff
    assert await make_slips(desk, head_nurse, [cast.NURSE.staff.id]) == []
    assert await open_again(desk, head_nurse, [cast.NURSE.staff.id]) == 0
    with pytest.raises(NotFound):
        await print_slips(desk, head_nurse, [cast.NURSE.staff.id])


async def test_an_account_in_use_has_no_first_password(desk: Desk) -> None:
    with pytest.raises(WrongPassword):
        await come_in(desk, cast.NURSE.document, cast.NURSE.document[-6:], mobile=cast.NURSE.mobile)


async def test_the_department_signs_in_as_one_of_its_administrators(desk: Desk) -> None:
    signed_in = await come_in(desk, "330922001", cast.PASSWORD)
    assert signed_in.who.label == "330922001 蔡李铭"


async def fail(desk: Desk, login: str, ip: str = IP, times: int = 1, **more: str) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            await sign_in(desk, login, "wrong", ip=ip, device="phone", **more)


async def test_only_failures_count_and_who_has_many_waits(desk: Desk, clock: MovableClock) -> None:
    for _ in range(20):
        await come_in(desk, "330922001", cast.PASSWORD)
    await fail(desk, "330922001", times=SIGN_IN.free)
    with pytest.raises(TooManyFailures) as waiting:
        await come_in(desk, "330922001", cast.PASSWORD)
    assert waiting.value.details["seconds"] == 30
    clock.move(seconds=30)
    assert (await come_in(desk, "330922001", cast.PASSWORD)).who.name == "蔡李铭"
    await fail(desk, "330922001", times=SIGN_IN.free)


async def test_each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(
    desk: Desk, clock: MovableClock
) -> None:
    await fail(desk, "330922001", times=SIGN_IN.free)
    waited = []
    for _ in range(7):
        with pytest.raises(TooManyFailures) as waiting:
            await come_in(desk, "330922001", cast.PASSWORD)
        seconds = int(str(waiting.value.details["seconds"]))
        waited.append(seconds)
        clock.move(seconds=seconds)
        await fail(desk, "330922001")
    assert waited == [30, 60, 120, 240, 480, 900, 900]


async def test_guessing_from_everywhere_lets_nobody_wait_but_the_guessers(desk: Desk) -> None:
    for number in range(12):
        await fail(desk, "330922001", f"203.0.{number}.9", SIGN_IN.free)
    assert (await come_in(desk, "330922001", cast.PASSWORD)).who.name == "蔡李铭"


async def test_neighbours_of_one_network_guess_together(desk: Desk) -> None:
    for number in range(SIGN_IN.free):
        await fail(desk, "330922001", f"203.0.113.{number}")
    with pytest.raises(TooManyFailures):
        await come_in(desk, "330922001", cast.PASSWORD, ip="203.0.113.200")


async def test_a_hospital_behind_one_address_is_never_locked(desk: Desk) -> None:
    for number in range(20):
        await fail(desk, f"nobody {number}", times=4)
    assert (await come_in(desk, "330922001", cast.PASSWORD)).who.name == "蔡李铭"


async def test_a_device_that_has_signed_in_before_gets_in_while_its_network_is_guessing(
    desk: Desk,
) -> None:
    await sign_in(desk, "330922001", cast.PASSWORD, ip=IP, device="phone", device_key="mine")
    await fail(desk, "330922001", times=SIGN_IN.free)
    with pytest.raises(TooManyFailures):
        await come_in(desk, "330922001", cast.PASSWORD)
    with pytest.raises(TooManyFailures):
        await sign_in(desk, "330922001", cast.PASSWORD, ip=IP, device="x", device_key="other")
    known = await sign_in(
        desk, "330922001", cast.PASSWORD, ip=IP, device="phone", device_key="mine"
    )
    assert known.who.name == "蔡李铭"


async def test_a_known_device_waits_for_its_own_failures_half_a_minute_at_most(
    desk: Desk, clock: MovableClock
) -> None:
    mine = {"device_key": "mine"}
    await sign_in(desk, "330922001", cast.PASSWORD, ip=IP, device="phone", **mine)
    await fail(desk, "330922001", times=OWN_DEVICE.free, **mine)
    for _ in range(5):
        clock.move(seconds=30)
        await fail(desk, "330922001", **mine)
    clock.move(seconds=30)
    assert await sign_in(desk, "330922001", cast.PASSWORD, ip=IP, device="phone", **mine)


async def test_a_device_of_one_account_is_not_known_to_another(desk: Desk) -> None:
    await sign_in(desk, "330922001", cast.PASSWORD, ip=IP, device="phone", device_key="shared")
    await fail(desk, "330922", times=SIGN_IN.free, device_key="shared")
    with pytest.raises(TooManyFailures):
        await come_in(desk, "330922", cast.PASSWORD)


async def test_failures_outlive_a_restart_and_are_forgotten_after_a_day(
    settings: Settings, clock: MovableClock
) -> None:
    async with open_desk(settings, clock=clock) as before:
        await fail(before, "330922001", times=SIGN_IN.free)
    async with open_desk(settings, clock=clock) as after:
        with pytest.raises(TooManyFailures):
            await come_in(after, "330922001", cast.PASSWORD)
        clock.move(days=1)
        await fail(after, "330922001", times=SIGN_IN.free - 1)
        assert await come_in(after, "330922001", cast.PASSWORD)


async def test_what_has_run_out_is_swept(desk: Desk, clock: MovableClock) -> None:
    await fail(desk, "330922001")
    await sign_in(desk, "330922001", cast.PASSWORD, ip="10.9.9.9", device="phone", device_key="x")
    assert await sweep(desk, Actor.system()) == 0
    clock.move(days=2)
    assert await sweep(desk, Actor.system()) == 1
    clock.move(days=400)
    assert await sweep(desk, Actor.system()) == 2
    assert await sweep(desk, Actor.system()) == 0


async def test_guesses_sent_at_the_same_moment_are_counted_all_the_same(desk: Desk) -> None:
    guesses = (come_in(desk, "330922001", f"guess {n}", f"10.0.2.{n}") for n in range(30))
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    answered = [one for one in outcomes if isinstance(one, WrongPassword)]
    assert len(answered) == SIGN_IN.free
    assert all(isinstance(one, WrongPassword | TooManyFailures) for one in outcomes)


async def test_a_password_that_was_changed_while_it_was_compared_opens_nothing(
    desk: Desk,
) -> None:
    slow = _Slow(desk.passwords)
    coming = asyncio.create_task(come_in(replace(desk, passwords=slow), "330922", cast.PASSWORD))
    await slow.comparing.wait()
    here = await come_in(desk, "330922", cast.PASSWORD)
    await set_password(desk, here.who, here.session, NEW, old=cast.PASSWORD)
    slow.go_on.set()
    with pytest.raises(WrongPassword):
        await coming
    assert [one.id for one in await list_sessions(desk, here.who)] == [here.session.id]


class _Slow:
    """The real passwords; comparing ends when it is told to."""

    def __init__(self, real: Passwords) -> None:
        self._real = real
        self.comparing, self.go_on = asyncio.Event(), asyncio.Event()

    async def hash(self, password: str) -> str:
        return await self._real.hash(password)

    async def fits(self, password: str, password_hash: str | None) -> bool:
        fits = await self._real.fits(password, password_hash)
        self.comparing.set()
        await self.go_on.wait()
        return fits


async def test_the_first_password_opens_two_phones_but_only_one_sets_a_new_one(desk: Desk) -> None:
    phone, thief = await first_come_in(desk), await first_come_in(desk)
    await set_password(desk, phone.who, phone.session, NEW)
    with pytest.raises(WrongPassword):
        await set_password(desk, thief.who, thief.session, "another new password")
    assert await recognise(desk, thief.token, ip=IP, language="en") is None


@pytest.mark.parametrize(
    ("password", "refusal"),
    [("short", PasswordTooShort), ("aaaaaaaaaaaa", PasswordTooEasy), ("xyz" * 99, PasswordTooLong)],
)
async def test_a_weak_password_is_refused(
    desk: Desk, password: str, refusal: type[Exception]
) -> None:
    signed_in = await come_in(desk, "330922001", cast.PASSWORD)
    with pytest.raises(refusal):
        await set_password(desk, signed_in.who, signed_in.session, password, old=cast.PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        "geyingying95",
        "yingyingge0701",
        "haiyanyiyuan2026",
        "葛莺莺葛莺莺葛莺莺葛莺莺",
        "ｇｅｙｉｎｇｙｉｎｇ１２３",
        "qwertyuiop12",
        "geyy19950701",
        cast.COLLEAGUE.mobile,
        f"ge{cast.COLLEAGUE.document[6:14]}",
    ],
)
async def test_what_others_guess_first_is_no_password(sqlite_desk: Desk, password: str) -> None:
    """Name, hospital, day of birth, mobile, document, keys in a row; any characters will do."""
    first = await first_come_in(sqlite_desk)
    with pytest.raises(PasswordTooEasy):
        await set_password(sqlite_desk, first.who, first.session, password)
    await set_password(sqlite_desk, first.who, first.session, "药房窗台三只猫爱晒太阳")


async def test_the_document_number_is_no_password(desk: Desk) -> None:
    document = cast.COLLEAGUE.document
    first = await first_come_in(desk)
    with pytest.raises(PasswordTooEasy):
        await set_password(desk, first.who, first.session, document[-10:])


async def test_all_others_are_signed_out_at_once(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    phone, *others = [await come_in(desk, "330922001", cast.PASSWORD) for _ in range(3)]
    nurse = await come_in(desk, cast.NURSE.document, cast.PASSWORD)
    await end_other_sessions(desk, phone.who, phone.session)
    assert await list_sessions(desk, phone.who) == [phone.session]
    for one in others:
        assert await recognise(desk, one.token, ip=IP, language="en") is None
    assert await recognise(desk, nurse.token, ip=IP, language="en")


async def test_a_new_password_needs_the_old_one_and_ends_all_other_sessions(desk: Desk) -> None:
    phone = await come_in(desk, "330922001", cast.PASSWORD)
    tablet = await come_in(desk, "330922001", cast.PASSWORD)
    with pytest.raises(WrongPassword):
        await set_password(desk, phone.who, phone.session, NEW, old="wrong")
    await set_password(desk, phone.who, phone.session, NEW, old=cast.PASSWORD)
    assert await recognise(desk, phone.token, ip=IP, language="en")
    assert await recognise(desk, tablet.token, ip=IP, language="en") is None


async def test_sessions_are_listed_ended_and_run_out(desk: Desk, clock: MovableClock) -> None:
    phone = await come_in(desk, "330922001", cast.PASSWORD)
    tablet = await come_in(desk, "330922001", cast.PASSWORD)
    assert len(await list_sessions(desk, phone.who)) == 2
    await end_session(desk, phone.who, tablet.session.id)
    assert await recognise(desk, tablet.token, ip=IP, language="en") is None
    await sign_out(desk, phone.who, phone.session)
    assert await recognise(desk, phone.token, ip=IP, language="en") is None
    forgotten = await come_in(desk, "330922001", cast.PASSWORD)
    clock.move(days=31)
    assert await recognise(desk, forgotten.token, ip=IP, language="en") is None


async def test_nobody_ends_somebody_elses_session(desk: Desk, nurse: Actor) -> None:
    head = await come_in(desk, "330922001", cast.PASSWORD)
    await end_session(desk, nurse, head.session.id)
    assert await recognise(desk, head.token, ip=IP, language="en")


async def test_a_link_signs_in_once_within_ten_minutes_and_looking_does_not_use_it(
    desk: Desk, clock: MovableClock, nurse: Actor
) -> None:
    token = await make_link(desk, nurse, LinkPurpose.SIGN_IN, goes_to="/credits")
    assert await read_link(desk, token) == await read_link(desk, token) == ("闻旦", "/credits")
    signed_in, goes_to = await use_link(desk, token, ip=IP, device="phone")
    assert (signed_in.who.name, goes_to) == ("闻旦", "/credits")
    for use in (read_link(desk, token), use_link(desk, token, ip=IP, device="phone")):
        with pytest.raises(LinkUsed):
            await use
    late = await make_link(desk, nurse, LinkPurpose.SIGN_IN)
    clock.move(minutes=11)
    with pytest.raises(LinkUsed):
        await use_link(desk, late, ip=IP, device="phone")


def telegram(number: int) -> ChatId:
    return ChatId(Channel.TELEGRAM, str(number))


async def linked(desk: Desk, who: Actor, number: int) -> str:
    """Link a chat: a code is made, the chat agrees, the person confirms. Return the code."""
    code = await make_link(desk, who, LinkPurpose.CHAT)
    await agree_to_link(desk, telegram(number), who.name, code)
    await answer_chat(desk, who, str(number), is_own=True)
    return code


async def test_a_chat_belongs_to_one_person_and_the_chat_before_it_is_named(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    used = await linked(desk, nurse, 101)
    for again in (
        bring_code(desk, telegram(102), "", used),
        agree_to_link(desk, telegram(102), "", used),
    ):
        with pytest.raises(LinkUsed):
            await again
    await linked(desk, nurse, 102)
    told = await due_deliveries(desk, Actor.system())
    assert ("chat-moved", telegram(101)) in [(one.notice.key, one.chat.id) for one in told]
    assert await recognise_chat(desk, telegram(101), language="zh-CN") is None
    await linked(desk, colleague, 102)
    who, _ = await recognise_chat(desk, telegram(102), language="zh-CN")
    assert who.name == "葛莺莺"
    await unlink_chat(desk, colleague)
    assert await recognise_chat(desk, telegram(102), language="zh-CN") is None


async def test_a_chat_is_nobodys_before_both_sides_have_agreed(
    desk: Desk, clock: MovableClock, nurse: Actor, colleague: Actor
) -> None:
    code = await make_link(desk, nurse, LinkPurpose.CHAT)
    asked = await bring_code(desk, telegram(103), "", code)
    assert (asked.name, asked.place, asked.now_of) == ("闻*", "护理", "")
    with pytest.raises(LinkUsed):
        await answer_chat(desk, nurse, "103", is_own=True)
    await agree_to_link(desk, telegram(103), "闻旦 @wendan", code)
    assert await recognise_chat(desk, telegram(103), language="zh-CN") is None
    assert (await asking_chat(desk, nurse)).name == "闻旦 @wendan"
    assert await asking_chat(desk, colleague) is None
    for who, address in ((colleague, "103"), (nurse, "104")):
        with pytest.raises(LinkUsed):
            await answer_chat(desk, who, address, is_own=True)
    await answer_chat(desk, nurse, "103", is_own=True)
    who, _ = await recognise_chat(desk, telegram(103), language="zh-CN")
    assert who.account_id == nurse.account_id
    late = await make_link(desk, nurse, LinkPurpose.CHAT)
    clock.move(minutes=11)
    with pytest.raises(LinkUsed):
        await bring_code(desk, telegram(103), "", late)


async def test_a_chat_that_agrees_without_a_name_has_the_one_it_brought_the_code_by(
    desk: Desk, nurse: Actor
) -> None:
    for agrees, name in ((103, "103"), (104, "小王")):
        code = await make_link(desk, nurse, LinkPurpose.CHAT)
        await bring_code(desk, telegram(103), "闻旦", code)
        await bring_code(desk, telegram(104), "小王", code)
        await agree_to_link(desk, telegram(agrees), "", code)
        assert (await asking_chat(desk, nurse)).name == name


async def test_of_two_codes_only_the_newer_one_is_good(desk: Desk, nurse: Actor) -> None:
    older, newer = [await make_link(desk, nurse, LinkPurpose.CHAT) for _ in range(2)]
    with pytest.raises(LinkUsed):
        await agree_to_link(desk, telegram(101), "闻旦", older)
    await agree_to_link(desk, telegram(101), "闻旦", newer)


async def test_two_chats_that_agree_at_the_same_moment_are_one(desk: Desk, nurse: Actor) -> None:
    code = await make_link(desk, nurse, LinkPurpose.CHAT)
    both = (agree_to_link(desk, telegram(one), str(one), code) for one in (101, 102))
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["LinkUsed", "NoneType"]


async def test_a_sign_in_link_does_not_link_a_chat_nor_the_other_way_round(
    desk: Desk, nurse: Actor
) -> None:
    token = await make_link(desk, nurse, LinkPurpose.SIGN_IN)
    with pytest.raises(LinkUsed):
        await agree_to_link(desk, telegram(101), "闻旦", token)
    token = await make_link(desk, nurse, LinkPurpose.CHAT)
    with pytest.raises(LinkUsed):
        await use_link(desk, token, ip=IP, device="phone")


async def test_the_first_administrator_comes_in_by_link_and_sets_a_password(desk: Desk) -> None:
    token = await create_administrator(desk, Actor.system(), "330111", "余姚医院", "周全")
    signed_in, _ = await use_link(desk, token, ip=IP, device="desk")
    assert signed_in.session.only_password
    await set_password(desk, signed_in.who, signed_in.session, NEW)
    assert (await come_in(desk, "330111", NEW)).who.label == "330111 周全"


async def test_a_language_that_is_not_spoken_is_not_found(desk: Desk, nurse: Actor) -> None:
    await set_language(desk, nurse, "en")
    with pytest.raises(NotFound):
        await set_language(desk, nurse, "xx")
