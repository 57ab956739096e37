"""一键提醒: whoever is behind is told what is missing, once a week; nobody else is."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.credits.credit import Stage
from core.domain.errors import NotAllowed
from core.messages import REMINDED
from core.ports import Desk
from core.records.messages import Notice
from core.results import hold
from core.texts import say, speaking
from core.usecases.credits.reminding import (
    MOST_REMINDED,
    NobodyReminded,
    Reminded,
    TooManyReminded,
    remind,
)
from core.usecases.messages.notices import read_inbox
from core.wording.messages import notice_text
from storage.system import MovableClock
from tests import cast
from tests.cast import Person
from tests.core.test_jobs import many_people
from tests.jobs import keep_time
from tests.pwa.years import put_credit

HEAD = cast.HEAD_NURSE.actor
SCI = "paper-sci"
assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
assert cast.PHYSICIAN.staff
NURSE, COLLEAGUE, PHYSICIAN = (
    one.staff.id for one in (cast.NURSE, cast.COLLEAGUE, cast.PHYSICIAN) if one.staff
)


async def told(desk: Desk, person: Person) -> list[Notice]:
    inbox = await read_inbox(desk, person.actor)
    return [one for one in inbox.rows if one.key == REMINDED]


async def test_who_is_behind_is_told_what_is_missing_in_their_language(desk: Desk) -> None:
    await put_credit(desk, cast.NURSE, "护理新进展", 700, hours=2000)
    assert await remind(desk, HEAD, [NURSE], 2026) == Reminded(told=1)
    (notice,) = await told(desk, cast.NURSE)
    text = "蔡李铭（330922001）提醒您：2026 年度还差 18.0 学分、还差 70.0 学时。"
    assert notice_text(notice) == text
    with speaking("en"):
        assert "18.0 credits still missing" in notice_text(notice)


async def test_who_meets_the_standard_or_will_is_left_in_peace(desk: Desk) -> None:
    await put_credit(desk, cast.NURSE, "论文", 2500, rule=SCI, hours=9000)
    await put_credit(desk, cast.COLLEAGUE, "论文", 2500, Stage.UNIT_REVIEW, rule=SCI, hours=9000)
    done = await remind(desk, HEAD, [NURSE, COLLEAGUE], 2026)
    assert done == Reminded(not_behind=2)
    assert await told(desk, cast.NURSE) == await told(desk, cast.COLLEAGUE) == []


async def test_nobody_is_reminded_twice_within_a_week_whoever_presses(
    desk: Desk, clock: MovableClock
) -> None:
    await keep_time(desk)
    both = await asyncio.gather(
        remind(desk, HEAD, [NURSE], 2026),
        remind(desk, cast.UNIT_ADMINISTRATOR.actor, [NURSE, PHYSICIAN], 2026),
    )
    assert sum(one.told for one in both) == 2
    assert sum(one.lately for one in both) == 1
    clock.move(days=6, minutes=1430)
    assert await remind(desk, HEAD, [NURSE], 2026) == Reminded(lately=1)
    clock.move(minutes=20)
    assert await remind(desk, HEAD, [NURSE], 2026) == Reminded(told=1)
    assert len(await told(desk, cast.NURSE)) == 2


async def test_who_has_an_account_more_by_now_is_not_reminded_again(sqlite_desk: Desk) -> None:
    desk, person = sqlite_desk, cast.NURSE
    await keep_time(desk)
    assert await remind(desk, HEAD, [NURSE], 2026) == Reminded(told=1)
    office = replace(person.account, id=desk.ids.new(), office="330922001")
    async with desk.store.transaction() as tx:
        await tx.accounts.add(office, "330922001-9")
    assert await remind(desk, HEAD, [NURSE], 2026) == Reminded(lately=1)


async def test_who_has_left_is_not_reminded_and_a_year_being_recounted_is_said_to_be(
    sqlite_desk: Desk,
) -> None:
    desk, nurse = sqlite_desk, cast.NURSE.staff
    assert nurse
    await keep_time(desk)
    async with desk.store.transaction() as tx:
        await tx.people.save(replace(nurse, left_on=desk.today()))
        await hold(tx, {(COLLEAGUE, 2026)})
    assert await remind(desk, HEAD, [NURSE, COLLEAGUE], 2026) == Reminded(not_behind=2)
    assert await told(desk, cast.NURSE) == []
    said = say("years-reminded", told=0, lately=0, unreachable=0, not_behind=2)
    assert said == "已提醒 0 人。2 人不需要提醒，或正在重新计算。"


async def test_only_ones_own_people_are_reminded(desk: Desk) -> None:
    await keep_time(desk)
    assert await remind(desk, HEAD, [PHYSICIAN], 2026) == Reminded()
    assert await told(desk, cast.PHYSICIAN) == []
    with pytest.raises(NotAllowed):
        await remind(desk, cast.NURSE.actor, [COLLEAGUE], 2026)


async def test_a_reminder_of_nobody_of_too_many_and_of_those_without_an_account(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    people = await many_people(desk, 3)
    await keep_time(desk)
    done = await remind(desk, HEAD, people, 2026)
    assert done.told == 0
    with pytest.raises(NobodyReminded):
        await remind(desk, HEAD, [], 2026)
    with pytest.raises(TooManyReminded):
        await remind(desk, HEAD, [f"{number}" for number in range(MOST_REMINDED + 1)], 2026)
