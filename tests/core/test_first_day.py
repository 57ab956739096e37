"""The checklist of the first day: each step ticks itself when what it asks for is there."""

import pytest

from core.domain.errors import NotAllowed
from core.domain.register import Actor, AuthorityPlace
from core.domain.subjects import INSTALLATION
from core.ports import Desk
from core.usecases.authority import set_authority
from core.usecases.first_day import FirstDay, read_first_day
from core.usecases.register.accounts import create_administrator
from core.usecases.register.administrators import Contact, appoint_administrator
from core.usecases.register.departments import add_department
from core.usecases.register.links import use_link
from core.usecases.register.newcomers import list_newcomers, make_slips
from core.usecases.register.passwords import set_password
from core.usecases.register.people import add_person
from core.usecases.rulebook import change_rule_row, read_doubts
from tests import cast
from tests.core.register.test_particulars import TYPED

IP = "10.0.0.8"
NEW = "a long new password"
STEPS = ("departments", "administrators", "people", "rules", "authority", "slips")


async def a_unit(desk: Desk) -> Actor:
    """Create a unit of which nothing is known; return its first administrator."""
    token = await create_administrator(desk, Actor.system(), "330111", "余姚医院", "周全")
    signed_in, _ = await use_link(desk, token, ip=IP, device="desk")
    return signed_in.who


def ticked(day: FirstDay) -> list[str]:
    return [step.name for step in day.steps if step.is_done]


def counts(day: FirstDay) -> dict[str, int]:
    return {step.name: step.count for step in day.steps}


async def confirm_all(desk: Desk, who: Actor) -> None:
    doubts = await read_doubts(desk, who)
    for one in doubts.to_confirm:
        code, year = one.rule.code, doubts.book.year
        source = {"seen": one.seen, "source": "浙卫发〔2026〕12 号"}
        await change_rule_row(desk, who, year, "rules", code, {}, **source)  # type: ignore[arg-type]


async def test_each_step_ticks_itself_and_names_the_next(desk: Desk) -> None:
    who = await a_unit(desk)

    async def expect_next(*still_open: str) -> FirstDay:
        day = await read_first_day(desk, who)
        assert ticked(day) == [one for one in STEPS if one not in still_open]
        assert day.next == (still_open[0] if still_open else "")
        return day

    day = await expect_next(*STEPS)
    assert counts(day)["rules"] == len((await read_doubts(desk, who)).to_confirm) > 0
    department = await add_department(desk, who, "护理")
    assert counts(await expect_next(*STEPS[1:]))["administrators"] == 1
    await appoint_administrator(desk, who, department.id, Contact("蔡李铭", "13900000001"))
    await expect_next(*STEPS[2:])
    staff = await add_person(desk, who, TYPED)
    day = await expect_next(*STEPS[3:])
    assert (counts(day)["people"], counts(day)["slips"]) == (1, 1)
    await confirm_all(desk, who)
    await expect_next(*STEPS[4:])
    await set_authority(desk, who, AuthorityPlace.ELSEWHERE)
    await expect_next("slips")
    (slip,) = await make_slips(desk, who, [staff.id])
    signed_in, _ = await use_link(desk, slip.url.rpartition("/")[2], ip=IP, device="phone")
    await expect_next("slips")
    await set_password(desk, signed_in.who, signed_in.session, NEW)
    assert (await expect_next()).is_over


async def test_a_new_department_opens_the_step_of_its_administrator_again(
    desk: Desk, unit_administrator: Actor
) -> None:
    await appoint_administrator(
        desk, unit_administrator, cast.INTERNAL.id, Contact("朱明远", "13900000001")
    )
    assert "administrators" in ticked(await read_first_day(desk, unit_administrator))
    await add_department(desk, unit_administrator, "外科")
    day = await read_first_day(desk, unit_administrator)
    assert (day.next, counts(day)["administrators"]) == ("administrators", 1)


async def test_offices_alone_are_no_people_and_wait_for_no_slip(desk: Desk) -> None:
    who = await a_unit(desk)
    await appoint_administrator(desk, who, "", Contact("秦语诗", "13900000001"))
    day = await read_first_day(desk, who)
    assert (counts(day)["people"], counts(day)["slips"]) == (0, 0)
    assert not {"people", "slips"} & set(ticked(day))
    assert (await list_newcomers(desk, who)).rows == []


async def test_what_the_machine_lacks_is_said_apart(desk: Desk, unit_administrator: Actor) -> None:
    day = await read_first_day(desk, unit_administrator)
    assert {step.name: step.is_done for step in day.machine} == {"chat": False, "backup": False}
    async with desk.store.transaction() as tx:
        tx.journal.add(Actor.system(), "backed-up", INSTALLATION)
    assert (await read_first_day(desk, unit_administrator)).machine[1].is_done


async def test_only_who_administers_a_unit_is_led(
    desk: Desk, nurse: Actor, head_nurse: Actor, authority: Actor
) -> None:
    for who in (nurse, head_nurse, authority):
        with pytest.raises(NotAllowed):
            await read_first_day(desk, who)
