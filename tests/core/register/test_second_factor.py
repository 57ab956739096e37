"""Administrators come in with a second factor: each code once, recovery codes, a unit's demand."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.domain.errors import NotAllowed, NotFound
from core.domain.limits import TooManyFailures
from core.domain.register import Actor
from core.domain.totp import SecondFactor, WrongSecondCode, code_at, step_of
from core.ports import Desk
from core.records.register import LinkPurpose
from core.sessions import SignedIn
from core.usecases.messages.notices import read_inbox
from core.usecases.register.links import make_link, use_link
from core.usecases.register.second_factor import (
    FactorDemanded,
    FactorThere,
    NoFactor,
    begin_second_factor,
    demand_second_factor,
    end_own_second_factor,
    give_second_code,
    read_second_factor,
    renew_recovery_codes,
    reset_second_factor,
)
from core.usecases.register.sessions import recognise
from core.usecases.register.sign_in import sign_in
from storage.commands import reset_second_factor as reset_command
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.conftest import SECRET, settings_for

IP = "10.0.0.8"
HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
RFC_6238 = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}


async def come_in(desk: Desk, login: str) -> SignedIn:
    return await sign_in(desk, login, cast.PASSWORD, ip=IP, device="phone")


async def code_now(desk: Desk, who: Actor, steps: int = 0) -> str:
    """Return what the person's phone shows now, or some half minutes later."""
    async with desk.store.reading() as tx:
        factor = await tx.second_factors.get(who.account_id)
    assert factor
    return code_at(factor.secret, step_of(desk.clock.now()) + steps)


async def set_up(desk: Desk, login: str) -> tuple[SignedIn, list[str]]:
    signed_in = await come_in(desk, login)
    await begin_second_factor(desk, signed_in.who)
    code = await code_now(desk, signed_in.who)
    return signed_in, await give_second_code(desk, signed_in.who, signed_in.session, code)


async def asks(desk: Desk, signed_in: SignedIn) -> bool:
    found = await recognise(desk, signed_in.token, ip=IP, language="en")
    assert found
    return found[1].is_confined


def test_codes_are_those_of_the_standard() -> None:
    """The examples of RFC 6238, the last six of their eight digits."""
    secret = b"12345678901234567890"
    assert {at: code_at(secret, at // 30) for at in RFC_6238} == RFC_6238


def test_a_code_is_read_however_it_was_typed() -> None:
    factor = SecondFactor("one", b"12345678901234567890")
    now = datetime.fromtimestamp(59, UTC)
    assert factor.used(" ２８７ ０８２", now).last_step == 1


async def test_signing_in_asks_for_a_code_and_takes_each_once(
    desk: Desk, clock: MovableClock
) -> None:
    before = await come_in(desk, "330922001")
    here, recovery = await set_up(desk, "330922001")
    assert len(set(recovery)) == 8
    assert not await asks(desk, here)
    assert await recognise(desk, before.token, ip=IP, language="en") is None
    phone = await come_in(desk, "330922001")
    assert await asks(desk, phone)
    used = await code_now(desk, HEAD)
    for wrong in (used, "000000", "", "１２３４５６", await code_now(desk, HEAD, 3)):
        with pytest.raises(WrongSecondCode):
            await give_second_code(desk, phone.who, phone.session, wrong)
    clock.move(minutes=30)
    assert await give_second_code(desk, phone.who, phone.session, await code_now(desk, HEAD)) == []
    assert not await asks(desk, phone)


async def test_guessing_has_to_wait(sqlite_desk: Desk, clock: MovableClock) -> None:
    desk = sqlite_desk
    await set_up(desk, "330922001")
    phone = await come_in(desk, "330922001")
    for number in range(5):
        with pytest.raises(WrongSecondCode):
            await give_second_code(desk, phone.who, phone.session, f"{number:06}")
    with pytest.raises(TooManyFailures):
        await give_second_code(desk, phone.who, phone.session, await code_now(desk, HEAD, 1))
    clock.move(minutes=20)
    await give_second_code(desk, phone.who, phone.session, await code_now(desk, HEAD))


async def test_a_link_from_the_chat_asks_for_the_code_too(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await set_up(desk, "330922001")
    token = await make_link(desk, HEAD, LinkPurpose.SIGN_IN)
    signed_in, _ = await use_link(desk, token, ip=IP, device="phone")
    assert await asks(desk, signed_in)


async def test_a_recovery_code_opens_once_and_new_ones_end_the_old(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    _, (first, second, *_) = await set_up(desk, "330922001")
    phone, tablet = await come_in(desk, "330922001"), await come_in(desk, "330922001")
    await give_second_code(desk, phone.who, phone.session, f" {first[:8]} {first[8:].upper()}")
    with pytest.raises(WrongSecondCode):
        await give_second_code(desk, tablet.who, tablet.session, first)
    new = await renew_recovery_codes(desk, phone.who, await code_now(desk, HEAD, 1))
    with pytest.raises(WrongSecondCode):
        await give_second_code(desk, tablet.who, tablet.session, second)
    await give_second_code(desk, tablet.who, tablet.session, new[7])


async def test_it_is_set_up_once_and_ended_with_a_code(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    here, _ = await set_up(desk, "330922001")
    with pytest.raises(FactorThere):
        await begin_second_factor(desk, here.who)
    with pytest.raises(WrongSecondCode):
        await end_own_second_factor(desk, here.who, "000000")
    await end_own_second_factor(desk, here.who, await code_now(desk, HEAD, 1))
    assert not await asks(desk, await come_in(desk, "330922001"))
    with pytest.raises(NoFactor):
        await give_second_code(desk, here.who, here.session, "000000")


async def test_a_unit_demands_it_of_its_administrators_at_once(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    head, nurse = await come_in(desk, "330922001"), await come_in(desk, cast.NURSE.document)
    with pytest.raises(NoFactor):
        await demand_second_factor(desk, UNIT, is_demanded=True)
    await set_up(desk, "330922")
    await demand_second_factor(desk, UNIT, is_demanded=True)
    assert await asks(desk, head)
    assert await asks(desk, await come_in(desk, "330922001"))
    assert not await asks(desk, nurse)
    assert not await asks(desk, await come_in(desk, cast.NURSE.document))
    await begin_second_factor(desk, head.who)
    await give_second_code(desk, head.who, head.session, await code_now(desk, HEAD))
    assert not await asks(desk, head)
    with pytest.raises(FactorDemanded):
        await end_own_second_factor(desk, head.who, await code_now(desk, HEAD, 1))
    others = (await read_second_factor(desk, UNIT)).administrators
    assert {account.name: has for account, has in others} == {"方闻": False, "蔡李铭": True}
    await demand_second_factor(desk, UNIT, is_demanded=False)
    await end_own_second_factor(desk, head.who, await code_now(desk, HEAD, 1))


async def test_who_has_lost_phone_and_codes_is_let_in_by_another_administrator(
    sqlite_desk: Desk, stranger: Actor
) -> None:
    desk = sqlite_desk
    here, _ = await set_up(desk, "330922001")
    for who in (cast.NURSE.actor, HEAD, stranger):
        with pytest.raises(NotAllowed):
            await reset_second_factor(desk, who, HEAD.account_id)
    with pytest.raises(NotFound):
        await reset_second_factor(desk, UNIT, stranger.account_id)
    with pytest.raises(NotAllowed):
        await reset_second_factor(desk, UNIT, UNIT.account_id)
    await reset_second_factor(desk, UNIT, HEAD.account_id)
    assert await recognise(desk, here.token, ip=IP, language="en") is None
    back = await come_in(desk, "330922001")
    assert not await asks(desk, back)
    await reset_second_factor(desk, UNIT, HEAD.account_id)  # tapped twice
    assert await recognise(desk, back.token, ip=IP, language="en")
    told = [one.key for one in (await read_inbox(desk, HEAD)).rows]
    assert told.count("second-factor-reset") == 1


def test_the_last_administrator_is_let_in_at_the_machine(
    sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "xuefen.db")

    async def done() -> bool:
        async with open_desk(settings_for(tmp_path)) as desk:
            await set_up(desk, "330922")
            return await asks(desk, await come_in(desk, "330922"))

    async def asked() -> bool:
        async with open_desk(settings_for(tmp_path)) as desk:
            return await asks(desk, await come_in(desk, "330922"))

    assert asyncio.run(done())
    environment = {"CME_HOME": str(tmp_path), "CME_SECRET": SECRET}
    ended = CliRunner().invoke(reset_command, ["330922"], env=environment)
    assert ended.exit_code == 0, ended.output
    assert not asyncio.run(asked())
    assert CliRunner().invoke(reset_command, ["330999"], env=environment).exit_code == 1


async def test_who_administers_nothing_sets_nothing_up(sqlite_desk: Desk, nurse: Actor) -> None:
    with pytest.raises(NotAllowed):
        await begin_second_factor(sqlite_desk, nurse)
