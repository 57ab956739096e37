"""What `cme doctor` says beside a server that writes, and of the visitors' addresses."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.rulebook import OwnRow
from core.ports import Desk
from core.records.messages import Channel, ServiceState
from core.settings import Settings
from core.usecases.register.sign_in import sign_in
from storage.desk import open_desk
from storage.doctor import Finding, examine
from storage.system import MovableClock
from tests import cast
from tests.conftest import settings_for
from tests.trouble import a_held_database

PEOPLE = (cast.NURSE, cast.HEAD_NURSE, cast.UNIT_ADMINISTRATOR)


async def test_the_doctor_waits_for_nobody_who_writes_and_nobody_for_the_doctor(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path / "home", f"{sqlite_url}&busy_timeout=100")
    async with a_held_database(sqlite_url):
        found = await examine(settings, deep=True)
    assert [one.words for one in found if "busy" in one.words] == []


async def signed_in_from(settings: Settings, addresses: Sequence[str]) -> Finding:
    async with open_desk(settings) as desk:
        for person, ip in zip(PEOPLE, addresses, strict=False):
            await sign_in(desk, person.login, cast.PASSWORD, ip=ip, device="phone")
    return next(one for one in await examine(settings) if one.subject == "visitors")


async def test_everybody_from_one_private_address_is_a_proxy_nobody_was_told_of(
    settings: Settings,
) -> None:
    finding = await signed_in_from(settings, ["10.0.0.5"] * 3)
    assert not finding.is_well
    assert "10.0.0.5" in finding.words
    assert "CME_TRUSTED_PROXIES" in finding.words


@pytest.mark.parametrize(
    "addresses",
    [[], ["10.0.0.5"], ["10.0.0.5"] * 2, ["10.0.0.5", "10.0.0.6", "10.0.0.5"], ["1.1.1.1"] * 3],
)
async def test_a_small_or_a_varied_day_is_no_sign_of_one(
    settings: Settings, addresses: list[str]
) -> None:
    assert (await signed_in_from(settings, addresses)).is_well


async def test_a_units_row_that_a_newer_version_leaves_no_room_for_is_named(
    settings: Settings,
) -> None:
    async with open_desk(settings) as desk, desk.store.transaction() as tx:
        whose = {"by": cast.UNIT_ADMINISTRATOR.account.id, "at": desk.clock.now()}
        row = OwnRow(cast.UNIT.id, 2026, "rules", "paper-sci", {"subtype": "gone"}, **whose)
        await tx.rulebooks.save(row)
    finding = next(one for one in await examine(settings) if one.subject == "rules")
    assert not finding.is_well
    assert cast.UNIT.code in finding.words
    assert "rules / paper-sci" in finding.words
    async with open_desk(settings) as desk, desk.store.transaction() as tx:
        mended = OwnRow(
            cast.UNIT.id, 2026, "rules", "paper-sci", {"needs_authority": True}, version=1, **whose
        )
        await tx.rulebooks.save(mended)
    finding = next(one for one in await examine(settings) if one.subject == "rules")
    assert (finding.is_well, finding.words) == (True, "in order; 1 unit(s) with own rows")


async def test_it_says_of_a_line_that_is_dialled_since_when_and_what_came(
    desk: Desk, clock: MovableClock
) -> None:
    settings = replace(desk.settings, dingtalk_client_id="app", dingtalk_client_secret="secret")

    async def said() -> Finding:
        return next(one for one in await examine(settings) if one.subject == "DingTalk")

    assert (await said()).words == "set up, never dialled yet: `cme serve` dials"
    state = ServiceState(Channel.DINGTALK, clock.now(), last_in_at=clock.now())
    async with desk.store.transaction() as tx:
        await tx.chats.put_service(state)
    assert (await said()).is_well
    assert (await said()).words == (
        "connected since 2026-06-15 02:00 UTC, last message in 2026-06-15 02:00 UTC"
    )
    async with desk.store.transaction() as tx:
        await tx.chats.put_service(replace(state, connected_at=None))
    assert not (await said()).is_well
