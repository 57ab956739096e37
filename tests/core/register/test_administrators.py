"""Administrators: who holds which office, and what whoever is appointed may and may not do."""

from dataclasses import replace

import pytest

from core.domain.credits.credit import Stage
from core.domain.errors import NotAllowed, NotFound
from core.domain.register import Actor, Role
from core.domain.typed import TextNeeded
from core.permissions import Permission, may
from core.ports import Desk
from core.usecases.register.administrators import (
    Contact,
    NobodyHasNumber,
    appoint_administrator,
    list_administrators,
)
from core.usecases.register.links import LinkUsed, use_link
from core.usecases.register.passwords import set_password
from core.usecases.register.sign_in import sign_in
from storage.system import MovableClock
from tests import cast
from tests.stories import a_submitted_credit

IP = "10.0.0.8"
NEW = "a long new password"
MOBILE = "13900000001"
assert cast.PHYSICIAN.staff
assert cast.STRANGER.staff
PHYSICIAN, STRANGER = cast.PHYSICIAN.staff, cast.STRANGER.staff


def contact(name: str, mobile: str = MOBILE) -> Contact:
    """Return what is typed of a new administrator."""
    return Contact(name, mobile)


async def first_come_in(desk: Desk, url: str) -> Actor:
    """Come in by the link and set a password."""
    signed_in, _ = await use_link(desk, url.rpartition("/")[2], ip=IP, device="phone")
    assert signed_in.session.only_password
    await set_password(desk, signed_in.who, signed_in.session, NEW)
    return signed_in.who


async def holders(desk: Desk, who: Actor) -> dict[str, list[str]]:
    """Return the names of those who hold each office."""
    found = await list_administrators(desk, who)
    theirs = {one.name: found.of_departments[one.id] for one in found.departments}
    return {
        name: sorted(one.name for one in accounts)
        for name, accounts in {found.unit.name: found.of_unit, **theirs}.items()
    }


async def test_the_first_holder_has_the_office_number_and_the_next_the_one_behind_it(
    desk: Desk, unit_administrator: Actor
) -> None:
    assert (await holders(desk, unit_administrator))["内科"] == []
    first, second = [
        await appoint_administrator(desk, unit_administrator, cast.INTERNAL.id, contact(name))
        for name in ("朱明远", "秦语诗")
    ]
    assert (first.login, second.login) == ("330922002", "330922002-2")
    assert await holders(desk, unit_administrator) == {
        "海晏医院": ["刘独秀", "方闻"],
        "护理": ["蔡李铭"],
        "内科": ["朱明远", "秦语诗"],
    }


async def test_who_is_appointed_comes_in_by_the_link_once_and_then_by_the_office_number(
    desk: Desk, unit_administrator: Actor, clock: MovableClock
) -> None:
    made = await appoint_administrator(
        desk, unit_administrator, cast.INTERNAL.id, contact(" 朱明远 ")
    )
    who = await first_come_in(desk, made.url)
    assert (who.label, who.department_id) == ("330922002 朱明远", cast.INTERNAL.id)
    with pytest.raises(LinkUsed):
        await first_come_in(desk, made.url)
    signed_in = await sign_in(desk, "330922002", NEW, ip=IP, device="phone")
    assert signed_in.who.name == "朱明远"
    assert may(who, Permission.RECORD_CHANGE, PHYSICIAN)
    late = await appoint_administrator(desk, unit_administrator, "", contact("周全"))
    clock.move(days=7, minutes=1)
    with pytest.raises(LinkUsed):
        await first_come_in(desk, late.url)


async def test_without_a_department_the_office_is_the_units(
    desk: Desk, unit_administrator: Actor
) -> None:
    made = await appoint_administrator(desk, unit_administrator, "", contact("周全"))
    assert made.login == "330922-3"
    assert made.account.roles == {Role.UNIT_ADMINISTRATOR}
    who = await first_come_in(desk, made.url)
    assert await list_administrators(desk, who)


async def test_who_is_of_the_register_is_known_as_such_and_decides_nothing_of_their_own(
    desk: Desk, unit_administrator: Actor, physician: Actor
) -> None:
    number = f" {PHYSICIAN.staff_number.translate(FULL_WIDTH)} "
    made = await appoint_administrator(
        desk, unit_administrator, cast.INTERNAL.id, Contact(PHYSICIAN.name), number
    )
    assert made.account.staff_id == PHYSICIAN.id
    assert made.account.roles == {Role.DEPARTMENT_ADMINISTRATOR, Role.STAFF}
    who = await first_come_in(desk, made.url)
    waiting = await a_submitted_credit(desk, physician)
    assert waiting.stage is Stage.UNIT_REVIEW
    at_department = replace(waiting, stage=Stage.DEPARTMENT_REVIEW)
    assert not may(who, Permission.CASE_DECIDE, at_department)
    assert may(who, Permission.CASE_DECIDE, replace(at_department, staff_id="somebodyelse2222"))


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("number", ["8299999999", STRANGER.staff_number, "8" * 3000])
async def test_a_number_of_nobody_of_the_unit_is_refused(
    desk: Desk, unit_administrator: Actor, number: str
) -> None:
    with pytest.raises(NobodyHasNumber):
        await appoint_administrator(
            desk, unit_administrator, cast.INTERNAL.id, contact("某人"), number
        )
    assert (await holders(desk, unit_administrator))["内科"] == []


async def test_departments_of_others_are_not_found_and_a_name_is_needed(
    desk: Desk, unit_administrator: Actor
) -> None:
    for department_id in (cast.OTHER_DEPARTMENT.id, "nowhere"):
        with pytest.raises(NotFound):
            await appoint_administrator(desk, unit_administrator, department_id, contact("某人"))
    with pytest.raises(TextNeeded):
        await appoint_administrator(desk, unit_administrator, cast.INTERNAL.id, contact(" \u200b"))


async def test_nobody_else_appoints_or_sees_who_holds_an_office(
    desk: Desk, nurse: Actor, head_nurse: Actor, stranger: Actor, authority: Actor
) -> None:
    for who in (nurse, stranger, authority):
        with pytest.raises(NotAllowed):
            await list_administrators(desk, who)
        with pytest.raises(NotAllowed):
            await appoint_administrator(desk, who, cast.INTERNAL.id, contact("某人"))
    for other in (cast.INTERNAL.id, ""):
        with pytest.raises(NotFound):
            await appoint_administrator(desk, head_nurse, other, contact("某人"))
