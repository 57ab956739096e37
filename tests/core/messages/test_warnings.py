"""Warned before the year's end and reminded of claims that wait: once a day that counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as some

from core.domain.credits.credit import Stage
from core.domain.credits.warnings import is_overdue, threshold
from core.domain.dates import SHANGHAI
from core.domain.register import Actor
from core.domain.standing import LEFT
from core.domain.trainings.training import Expected
from core.ports import Desk
from core.records.messages import Notice
from core.results import TOGETHER
from core.texts import speaking
from core.usecases.messages.notices import read_inbox
from core.usecases.register.accounts import set_reminders
from core.wording.messages import notice_text
from storage.system import MovableClock
from tests import cast
from tests.core.test_jobs import many_people
from tests.jobs import keep_time
from tests.pwa.years import put_credit
from tests.stories import a_submitted_credit, approve
from tests.trainings import an_approved_training

HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
EVERYBODY = tuple(person.actor for person in cast.CAST if person.staff)
OCTOBER, DECEMBER, LAST_WEEK = date(2026, 10, 2), date(2026, 12, 1), date(2026, 12, 24)


def put_to(clock: MovableClock, day: date, hour: int = 10) -> None:
    then = datetime.combine(day, time(hour), SHANGHAI)
    clock.move(seconds=(then - clock.now()).total_seconds())


async def told(desk: Desk, who: Actor, key: str) -> Sequence[Notice]:
    return [one for one in (await read_inbox(desk, who)).rows if one.key == key]


async def counted(desk: Desk, key: str = "year-end") -> dict[str, int]:
    return {who.name: len(await told(desk, who, key)) for who in EVERYBODY}


# ---- which days


def test_people_are_warned_ninety_thirty_and_seven_days_before_the_end() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(366)]
    found = {day: threshold(day) for day in days}
    assert {day for day, on in found.items() if day == on} == {OCTOBER, DECEMBER, LAST_WEEK}
    assert found[date(2026, 10, 1)] is None
    assert found[date(2026, 11, 30)] == OCTOBER
    assert found[date(2026, 12, 31)] == LAST_WEEK
    assert found[date(2027, 1, 1)] is None


@given(
    day=some.dates(date(2026, 1, 10), date(2026, 12, 31)),
    running=some.lists(some.booleans(), min_size=60, max_size=60),
)
def test_a_claim_is_told_of_after_three_days_and_weekly_and_what_was_missed_once(
    day: date, running: Sequence[bool]
) -> None:
    told_on, due = None, []
    for number, runs in enumerate(running):
        if runs and is_overdue(day, told_on, day + timedelta(days=number)):
            told_on = day + timedelta(days=number)
            due.append(number)
    for number in range(3, len(running), 7):
        week = range(number, min(number + 7, len(running)))
        first = next((one for one in week if running[one]), None)
        assert [one for one in due if one in week] == ([] if first is None else [first])
    assert all(number >= 3 for number in due)


# ---- the year's end


async def test_whoever_lacks_something_is_told_once_a_threshold(
    desk: Desk, clock: MovableClock
) -> None:
    """The nurse meets the standard with what is approved; the physician wants no reminders."""
    last_day = date(2026, 12, 31)
    await put_credit(
        desk, cast.NURSE, "论文", 2500, rule="paper-sci", hours=9000, effective_on=last_day
    )
    await put_credit(desk, cast.HEAD_NURSE, "论文", 300, Stage.UNIT_REVIEW)
    await set_reminders(desk, cast.PHYSICIAN.actor, wanted=False)
    for threshold_day in (OCTOBER, DECEMBER, LAST_WEEK, date(2027, 1, 1)):
        for number in (-1, 0, 1):
            put_to(clock, threshold_day + timedelta(days=number))
            await keep_time(desk)
    assert await counted(desk) == {"闻旦": 0, "葛莺莺": 3, "蔡李铭": 3, "王清清": 0, "刘一秀": 3}


async def test_of_thresholds_that_were_missed_the_latest_is_made_up_once(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    put_to(clock, date(2026, 12, 9))
    for _ in range(2):
        await keep_time(sqlite_desk)
    (warning,) = await told(sqlite_desk, HEAD, "year-end")
    assert warning.details["days"] == 22
    put_to(clock, date(2027, 1, 2))
    await keep_time(sqlite_desk)
    assert len(await told(sqlite_desk, HEAD, "year-end")) == 1


async def test_who_comes_to_lack_something_later_waits_for_the_next_threshold(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    desk = sqlite_desk
    await set_reminders(desk, cast.NURSE.actor, wanted=False)
    put_to(clock, OCTOBER)
    await keep_time(desk)
    await set_reminders(desk, cast.NURSE.actor, wanted=True)
    put_to(clock, date(2026, 10, 20))
    await keep_time(desk)
    assert await told(desk, cast.NURSE.actor, "year-end") == []
    put_to(clock, DECEMBER)
    await keep_time(desk)
    assert len(await told(desk, cast.NURSE.actor, "year-end")) == 1


async def test_a_warning_says_what_is_missing_and_what_would_be_enough(
    desk: Desk, clock: MovableClock
) -> None:
    """Under review is enough for the head nurse, not for the nurse; the physician has nothing."""
    put_to(clock, OCTOBER, hour=8)
    everybody = Expected(is_open=True)
    await an_approved_training(desk, HEAD, UNIT, starts_in=timedelta(days=3), expected=everybody)
    await an_approved_training(desk, HEAD, UNIT, starts_in=timedelta(days=5), place="二楼")
    for person, hundredths in ((cast.HEAD_NURSE, 2500), (cast.NURSE, 200)):
        hours = 360 * hundredths // 100
        await put_credit(
            desk, person, "论文", hundredths, Stage.UNIT_REVIEW, rule="paper-sci", hours=hours
        )
    await keep_time(desk)
    assert await told(desk, HEAD, "year-end") == [], "nobody is woken"
    clock.move(minutes=60)
    ((head,), (nurse,), (physician,)) = [
        await told(desk, who, "year-end") for who in (HEAD, cast.NURSE.actor, cast.PHYSICIAN.actor)
    ]
    trainings = "《静脉输液安全与并发症处理》"
    assert notice_text(head).startswith(
        "距 2026 年结束还有 90 天，您还差 25.0 学分、还差 90.0 学时。"
        f"待审核的 25.0 分全部通过后就能达标。可以参加的培训：{trainings}2026-10-05"
    )
    assert notice_text(head).count(trainings) == 2
    assert "另有 2.0 分待审核，全部通过后仍不够。" in notice_text(nurse)
    assert notice_text(physician).count(trainings) == 1
    with speaking("en"):
        assert notice_text(nurse).startswith("2026 ends in 90 days: ")
        assert "Another 2.0 credits are under review" in notice_text(nurse)
    (stranger,) = await told(desk, cast.STRANGER.actor, "year-end")
    assert notice_text(stranger).endswith("已经取得、还没有录入的学分，请尽快录入并上报。")


async def test_who_has_left_and_who_is_asked_for_nothing_is_not_warned(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    desk, (nurse, colleague) = sqlite_desk, (cast.NURSE.staff, cast.COLLEAGUE.staff)
    assert nurse
    assert colleague
    async with desk.store.transaction() as tx:
        await tx.people.save(replace(nurse, status=LEFT))
        (record,) = [one for one in await tx.people.records(colleague.id) if one.year == 2026]
        await tx.records.put([replace(record, status="maternity-leave")])
    put_to(clock, OCTOBER)
    await keep_time(desk)
    assert await counted(desk) == {"闻旦": 0, "葛莺莺": 0, "蔡李铭": 1, "王清清": 1, "刘一秀": 1}


async def test_a_department_is_told_how_many_lack_something_and_who_hears_nothing(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    """Twelve have no account, the colleague has never signed in, the head nurse is on the way."""
    desk = sqlite_desk
    people = await many_people(desk, TOGETHER + 2)
    async with desk.store.transaction() as tx:
        assert cast.NURSE.staff
        for record in await tx.people.records(cast.NURSE.staff.id):
            for one in people:
                await tx.people.add_record(replace(record, staff_id=one))
    await put_credit(
        desk, cast.HEAD_NURSE, "论文", 2500, Stage.UNIT_REVIEW, rule="paper-sci", hours=9000
    )
    put_to(clock, DECEMBER)
    for _ in range(2):
        await keep_time(desk)
    (digest,) = await told(desk, HEAD, "department-behind")
    assert notice_text(digest) == (
        "护理：2026 年还有 15 人不达标，距年底 30 天；其中 1 人待审核的学分通过后就能达标；"
        "13 人没有账号或从未登录，收不到提醒。"
    )
    with speaking("en"):
        assert "15 people do not meet the standard, 30 days are left" in notice_text(digest)
    await set_reminders(desk, HEAD, wanted=False)
    put_to(clock, LAST_WEEK)
    await keep_time(desk)
    assert len(await told(desk, HEAD, "department-behind")) == 1


# ---- claims that wait


async def test_reviewers_are_reminded_after_three_days_and_weekly_in_one_message(
    desk: Desk, clock: MovableClock
) -> None:
    """Two claims of Monday; the department approves one of them on Wednesday."""
    first = await a_submitted_credit(desk, cast.NURSE.actor, subject="1")
    await a_submitted_credit(desk, cast.NURSE.actor, subject="2")
    found: dict[str, list[tuple[int, int, int]]] = {HEAD.name: [], UNIT.name: []}
    for day in range(1, 20):
        clock.move(days=1)
        if day == 2:
            await approve(desk, first, HEAD)
        await keep_time(desk)
        for who in (HEAD, UNIT):
            for one in (await told(desk, who, "claims-waiting"))[len(found[who.name]) :]:
                found[who.name].append((day, one.details["count"], one.details["days"]))
    assert [day for day, *_ in found[HEAD.name]] == [3, 10, 17]
    assert [day for day, *_ in found[UNIT.name]] == [5, 12, 19]
    (latest, *_) = await told(desk, UNIT, "claims-waiting")
    assert notice_text(latest) == "有 1 条学分等待您审核已满 3 天，最久的等了 17 天。"


async def test_a_reviewer_who_wants_no_reminders_gets_none(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    desk = sqlite_desk
    await a_submitted_credit(desk, cast.NURSE.actor)
    await set_reminders(desk, HEAD, wanted=False)
    clock.move(days=4)
    await keep_time(desk)
    assert await told(desk, HEAD, "claims-waiting") == []
    await set_reminders(desk, HEAD, wanted=True)
    await keep_time(desk)
    assert len(await told(desk, HEAD, "claims-waiting")) == 1
