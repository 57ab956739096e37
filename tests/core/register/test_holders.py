"""One administrator: what is registered, the end of an office, the way back in."""

import asyncio

import pytest

from core.domain.errors import NotAllowed, NotFound
from core.domain.particulars import MobileForm
from core.domain.register import Account, Actor
from core.domain.subjects import Subject, SubjectKind
from core.ports import Desk
from core.sessions import LastAdministrator
from core.usecases.register.administrators import (
    Contact,
    appoint_administrator,
    list_administrators,
)
from core.usecases.register.holders import (
    AdministratorChanged,
    NoSuchAccount,
    let_in,
    read_administrator,
    remove_administrator,
    save_administrator,
    sign_in_link,
)
from core.usecases.register.links import LinkUsed, read_link, use_link
from core.usecases.register.passwords import WrongPassword, set_password
from core.usecases.register.sessions import recognise
from core.usecases.register.sign_in import sign_in
from tests import cast

IP = "10.0.0.8"
NEW = "a long new password"
HEAD, UNIT, SECOND = (
    one.account
    for one in (cast.HEAD_NURSE, cast.UNIT_ADMINISTRATOR, cast.SECOND_UNIT_ADMINISTRATOR)
)


async def save(desk: Desk, who: Actor, account: Account, contact: Contact) -> None:
    seen = (await read_administrator(desk, who, account.id)).seen
    await save_administrator(desk, who, account.id, contact, seen=seen)


async def test_a_departments_administrator_keeps_the_departments_list(
    desk: Desk, head_nurse: Actor
) -> None:
    new = Contact("刘一秀", "18867124696", "0571-8800 0001")
    made = await appoint_administrator(desk, head_nurse, cast.NURSING.id, new)
    await save(desk, head_nurse, made.account, Contact("刘一绣", "", ""))
    found = await list_administrators(desk, head_nurse)
    assert (found.of_unit, [one.name for one in found.departments]) == (None, ["护理"])
    theirs = {one.name: found.mobiles.get(one.id) for one in found.of_departments[cast.NURSING.id]}
    assert theirs == {"刘一绣": "188****4696", "蔡李铭": None}
    await remove_administrator(desk, head_nurse, made.account.id)
    found = await list_administrators(desk, head_nurse)
    assert [one.name for one in found.of_departments[cast.NURSING.id]] == ["蔡李铭"]


async def test_what_is_saved_is_journaled_with_the_mobile_masked(
    sqlite_desk: Desk, unit_administrator: Actor
) -> None:
    await save(sqlite_desk, unit_administrator, SECOND, Contact("方闻", "13567231913", "8001"))
    await remove_administrator(sqlite_desk, unit_administrator, SECOND.id)
    async with sqlite_desk.store.reading() as tx:
        events = await tx.journal.of(Subject(SubjectKind.ACCOUNT, SECOND.id))
    assert [one.verb for one in events] == ["administrator-changed", "administrator-removed"]
    assert "135****1913" in str(events)
    assert "13567231913" not in str(events)


async def test_of_two_who_save_at_once_the_later_one_is_told(
    sqlite_desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    seen = (await read_administrator(sqlite_desk, unit_administrator, SECOND.id)).seen
    await save(sqlite_desk, second_unit_administrator, SECOND, Contact("方闻", "13567231913"))
    with pytest.raises(AdministratorChanged):
        await save_administrator(
            sqlite_desk, unit_administrator, SECOND.id, Contact("方文", "13567231914"), seen=seen
        )


async def test_a_mobile_is_needed_and_somebody_of_the_register_brings_their_own(
    sqlite_desk: Desk, unit_administrator: Actor
) -> None:
    with pytest.raises(MobileForm):
        await save(sqlite_desk, unit_administrator, SECOND, Contact("方闻"))
    with pytest.raises(MobileForm):
        await appoint_administrator(
            sqlite_desk, unit_administrator, cast.INTERNAL.id, Contact("朱明远")
        )
    assert cast.PHYSICIAN.staff
    made = await appoint_administrator(
        sqlite_desk,
        unit_administrator,
        cast.INTERNAL.id,
        Contact("王清清"),
        cast.PHYSICIAN.staff.staff_number,
    )
    async with sqlite_desk.store.reading() as tx:
        assert await tx.accounts.mobiles([made.account.id]) == {
            made.account.id: cast.PHYSICIAN.mobile
        }
    await save(sqlite_desk, unit_administrator, made.account, Contact("另一个名字"))
    one = await read_administrator(sqlite_desk, unit_administrator, made.account.id)
    assert one.account.name == "王清清"


async def test_who_looks_after_other_offices_finds_none_of_these(
    sqlite_desk: Desk, nurse: Actor, head_nurse: Actor, stranger: Actor, unit_administrator: Actor
) -> None:
    made = await appoint_administrator(
        sqlite_desk, unit_administrator, cast.INTERNAL.id, Contact("朱明远", "13900000001")
    )
    for who, account_id in (
        (head_nurse, made.account.id),
        (head_nurse, UNIT.id),
        (stranger, UNIT.id),
        (unit_administrator, cast.NURSE.account.id),
        (unit_administrator, cast.AUTHORITY.account.id),
    ):
        with pytest.raises(NotFound):
            await read_administrator(sqlite_desk, who, account_id)
        with pytest.raises(NotFound):
            await remove_administrator(sqlite_desk, who, account_id)
    with pytest.raises(NotAllowed):
        await read_administrator(sqlite_desk, nurse, UNIT.id)
    with pytest.raises(NotAllowed):
        await let_in(sqlite_desk, head_nurse, HEAD.id)


async def test_who_is_deleted_is_signed_out_at_once_and_does_not_come_back(
    desk: Desk, unit_administrator: Actor
) -> None:
    there = await sign_in(desk, "330922-2", cast.PASSWORD, ip=IP, device="phone")
    await remove_administrator(desk, unit_administrator, SECOND.id)
    assert await recognise(desk, there.token, ip=IP, language="en") is None
    with pytest.raises(WrongPassword):
        await sign_in(desk, "330922-2", cast.PASSWORD, ip=IP, device="phone")
    with pytest.raises(NotFound):
        await remove_administrator(desk, unit_administrator, SECOND.id)


async def test_the_last_administrator_of_a_unit_stays(
    sqlite_desk: Desk, unit_administrator: Actor
) -> None:
    await remove_administrator(sqlite_desk, unit_administrator, SECOND.id)
    with pytest.raises(LastAdministrator):
        await remove_administrator(sqlite_desk, unit_administrator, UNIT.id)


async def test_two_who_delete_each_other_at_the_same_moment_leave_one(
    desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    both = (
        remove_administrator(desk, unit_administrator, SECOND.id),
        remove_administrator(desk, second_unit_administrator, UNIT.id),
    )
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["LastAdministrator", "NoneType"]


async def test_two_who_let_somebody_in_at_the_same_moment_leave_one_link(
    desk: Desk, unit_administrator: Actor, second_unit_administrator: Actor
) -> None:
    both = (
        let_in(desk, one, HEAD.id) for one in (unit_administrator, second_unit_administrator) * 2
    )
    links = [one.url.rpartition("/")[2] for one in await asyncio.gather(*both)]
    used = [use_link(desk, token, ip=IP, device="desk") for token in links]
    outcomes = await asyncio.gather(*used, return_exceptions=True)
    assert [type(one).__name__ for one in outcomes].count("LinkUsed") == len(links) - 1


async def test_two_mobiles_that_look_alike_when_masked_are_two(
    sqlite_desk: Desk, unit_administrator: Actor
) -> None:
    await save(sqlite_desk, unit_administrator, SECOND, Contact("方闻", "13567231913"))
    seen = (await read_administrator(sqlite_desk, unit_administrator, SECOND.id)).seen
    await save(sqlite_desk, unit_administrator, SECOND, Contact("方闻", "13500001913"))
    with pytest.raises(AdministratorChanged):
        await save_administrator(
            sqlite_desk, unit_administrator, SECOND.id, Contact("方闻", ""), seen=seen
        )


async def test_a_link_of_the_machine_or_an_administrator_leads_to_a_new_password_once(
    desk: Desk, unit_administrator: Actor
) -> None:
    before = await sign_in(desk, "330922-2", cast.PASSWORD, ip=IP, device="phone")
    unused = await let_in(desk, unit_administrator, SECOND.id)
    back = await sign_in_link(desk, Actor.system(), " 330922-2 ")
    token = back.url.rpartition("/")[2]
    with pytest.raises(LinkUsed):
        await read_link(desk, unused.url.rpartition("/")[2])
    assert await recognise(desk, before.token, ip=IP, language="en")
    signed_in, _ = await use_link(desk, token, ip=IP, device="desk")
    assert signed_in.session.only_password
    assert await recognise(desk, before.token, ip=IP, language="en") is None
    await set_password(desk, signed_in.who, signed_in.session, NEW)
    with pytest.raises(LinkUsed):
        await use_link(desk, token, ip=IP, device="desk")
    assert (await sign_in(desk, "330922-2", NEW, ip=IP, device="desk")).who.name == "方闻"
    async with desk.store.reading() as tx:
        events = await tx.journal.of(Subject(SubjectKind.ACCOUNT, SECOND.id))
    assert [one.verb for one in events].count("sign-in-link-made") == 2
    with pytest.raises(NoSuchAccount):
        await sign_in_link(desk, Actor.system(), "330999")
