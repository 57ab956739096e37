"""The calendar of one's phone: one secret link, kept up, with nobody's name in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.domain.errors import NotFound
from core.domain.register import Actor
from core.domain.trainings.training import Cycle
from core.event_files import event_file
from core.ics import Happening, calendar
from core.ports import Desk
from core.usecases.attendance.coming import coming_trainings, send_reminders
from core.usecases.attendance.excuses import excuse_oneself
from core.usecases.messages.notices import read_inbox
from core.usecases.trainings.calendars import (
    calendar_file,
    end_calendar,
    read_calendar,
    renew_calendar,
)
from core.usecases.trainings.cycles import save_cycle
from core.usecases.trainings.plans import cancel_training, read_training
from core.usecases.trainings.sharing import invite
from storage.system import MovableClock
from tests import cast
from tests.trainings import HEAD, UNIT, an_approved_training, local

NURSE = cast.NURSE.actor
AT = datetime(2026, 6, 17, 23, 30, tzinfo=UTC)
A_HAPPENING = Happening("u@h", 3, AT, AT, AT + timedelta(hours=2), "静脉输液", "5 楼")


def lines_of(content: bytes) -> list[str]:
    """Read a calendar as a phone does: lines end with CRLF, and are put together again."""
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    [line.decode() for line in content.split(b"\r\n")]  # no character is cut apart
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(content: bytes, name: str) -> list[str]:
    return [line.partition(":")[2] for line in lines_of(content) if line.startswith(f"{name}:")]


@settings(max_examples=50)
@given(title=some.text(max_size=200), place=some.text("文;,\\\n a", max_size=120))
def test_lines_are_short_and_whole_again_whatever_is_written(title: str, place: str) -> None:
    content = calendar("我的", [replace(A_HAPPENING, title=title, place=place)])
    (kept,) = values(content, "LOCATION")
    plain = kept.replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",")
    assert plain.replace("\\\\", "\\") == place or "\\" in place
    assert len(values(content, "SUMMARY")) == 1


def test_moments_are_utc_and_the_same_content_is_the_same_file() -> None:
    long = calendar("我的", [replace(A_HAPPENING, title="静脉输液" * 30)])
    assert values(long, "SUMMARY") == ["静脉输液" * 30]
    content = calendar("我的", [A_HAPPENING])
    assert values(content, "DTSTART") == ["20260617T233000Z"]
    assert content == calendar("我的", [A_HAPPENING])
    assert lines_of(content)[0] == "BEGIN:VCALENDAR"
    assert lines_of(content)[-1] == "END:VCALENDAR"


async def moved(desk: Desk, cycle: Cycle) -> None:
    later = cycle.starts_at + timedelta(hours=1)
    texts = {
        "starts_at": local(later),
        "ends_at": local(later + timedelta(hours=3)),
        "place": "新教室",
    }
    where = (cycle.training_id, cycle.id)
    revision = await save_cycle(desk, HEAD, *where, texts, cycle.expected)
    assert revision.cycle


async def test_a_subscription_follows_what_is_moved_and_called_off(desk: Desk) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT, starts_in=timedelta(days=2))
    link = await renew_calendar(desk, NURSE)
    first = await calendar_file(desk, link)
    assert first == await calendar_file(desk, link)
    assert values(first, "SUMMARY") == [training.plan.name]
    assert values(first, "STATUS") == ["CONFIRMED"]
    for name in (NURSE.name, "周老师", cast.HEAD_NURSE.account.name):
        assert name not in first.decode()
    await moved(desk, cycle)
    second = await calendar_file(desk, link)
    assert values(second, "UID") == values(first, "UID")
    assert values(second, "LOCATION") == ["新教室"]
    assert int(values(second, "SEQUENCE")[0]) > int(values(first, "SEQUENCE")[0])
    version = (await read_training(desk, HEAD, training.id)).training.version
    await cancel_training(desk, HEAD, training.id, seen=version, reason="停电")
    third = await calendar_file(desk, link)
    assert values(third, "STATUS") == ["CANCELLED"]


async def test_an_excuse_takes_a_cycle_off(desk: Desk) -> None:
    _, cycle = await an_approved_training(desk, HEAD, UNIT)
    link = await renew_calendar(desk, NURSE)
    await excuse_oneself(desk, NURSE, cycle.id, "值班")
    assert not values(await calendar_file(desk, link), "UID")


async def test_who_has_left_is_expected_nowhere(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    _, cycle = await an_approved_training(desk, HEAD, UNIT, starts_in=timedelta(hours=23))
    link = await renew_calendar(desk, NURSE)
    async with desk.store.transaction() as tx:
        nurse = await tx.people.get(NURSE.staff_id or "")
        await tx.people.save(replace(nurse, left_on=desk.today()))
    assert not values(await calendar_file(desk, link), "UID")
    assert await coming_trainings(desk, NURSE) == []
    told = len((await read_inbox(desk, NURSE)).rows)
    await send_reminders(desk, Actor.system())
    await invite(desk, HEAD, cycle.training_id, cycle.id)
    assert len((await read_inbox(desk, NURSE)).rows) == told


async def test_a_link_is_good_until_it_is_renewed_or_ended(desk: Desk) -> None:
    assert await read_calendar(desk, NURSE) == ""
    first = await renew_calendar(desk, NURSE)
    assert await read_calendar(desk, NURSE) == first
    second = await renew_calendar(desk, NURSE)
    await calendar_file(desk, second)
    other = await renew_calendar(desk, HEAD)
    forged = other[:16] + second[16:]
    for void in (first, forged, "", "x" * 29, second[:-1] + ("a" if second[-1] != "a" else "b")):
        with pytest.raises(NotFound):
            await calendar_file(desk, void)
    await end_calendar(desk, NURSE)
    assert await read_calendar(desk, NURSE) == ""
    with pytest.raises(NotFound):
        await calendar_file(desk, second)
    third = await renew_calendar(desk, NURSE)
    assert third not in {first, second}


async def test_one_cycle_is_an_entry_of_its_own(desk: Desk, clock: MovableClock) -> None:
    training, cycle = await an_approved_training(desk, HEAD, UNIT)
    document = event_file("https://cme.example", training, cycle)
    assert values(document.content, "UID") == [f"{cycle.id}@cme.example"]
    assert document.name == f"{training.plan.name}.ics"
