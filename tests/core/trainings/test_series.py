"""A series: a plan's cycles in one step, shown first, some days left out."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.domain.attendance.schedules import Policy
from core.domain.dates import SHANGHAI, day_of
from core.domain.trainings.planning import CycleOutsideYear
from core.domain.trainings.series import (
    EVERY_WEEKS,
    MOST_CYCLES,
    NoDayLeft,
    SeriesTooLong,
    series_days,
)
from core.domain.trainings.training import (
    Cycle,
    Expected,
    Plan,
    TrainingChanged,
    TrainingNotEditable,
)
from core.ports import Desk
from core.usecases.trainings.plans import read_training, submit_training
from core.usecases.trainings.series import Rhythm, preview_series, save_series
from tests.trainings import HEAD, a_plan

FIRST = datetime(2026, 1, 7, 7, 30, tzinfo=SHANGHAI)
WEDNESDAY = Cycle(
    "c", "t", 1, FIRST, FIRST + timedelta(hours=3), "示教室", None, Expected(), Policy()
)
DAYS = some.dates(date(2026, 1, 1), date(2026, 12, 31))


@settings(max_examples=40)
@given(until=DAYS, every=some.sampled_from(EVERY_WEEKS))
def test_a_series_keeps_its_day_of_the_week_and_ends_in_time(until: date, every: int) -> None:
    try:
        days = [one.day for one in series_days(WEDNESDAY, Plan(2026), every, until, ())]
    except NoDayLeft:
        assert until < date(2026, 1, 7) + timedelta(weeks=every)
        return
    assert {day.weekday() for day in days} == {2}
    assert days == sorted(set(days))
    assert days[-1] <= until < days[-1] + timedelta(weeks=every)
    assert days[0] == date(2026, 1, 7) + timedelta(weeks=every)


def test_a_series_stays_in_its_year() -> None:
    for until in (date(2027, 1, 6), date(2025, 12, 31)):
        with pytest.raises(CycleOutsideYear):
            series_days(WEDNESDAY, Plan(2026), 1, until, ())
    assert MOST_CYCLES >= 52
    with pytest.raises(SeriesTooLong):
        series_days(WEDNESDAY, Plan(2030), 1, date(2030, 1, 1), ())


async def test_a_plans_cycles_are_made_in_one_step_with_days_left_out(desk: Desk) -> None:
    plan = await a_plan(desk, HEAD, starts_in=timedelta(days=2))
    (first,) = (await read_training(desk, HEAD, plan.id)).cycles
    own = day_of(first.starts_at)
    rhythm = Rhythm(1, own + timedelta(weeks=4))
    shown = await preview_series(desk, HEAD, plan.id, first.id, rhythm)
    days = [one.day for one in shown.days]
    assert days == [own + timedelta(weeks=number) for number in (1, 2, 3, 4)]
    chosen = {*days} - {days[1]}
    assert await save_series(desk, HEAD, plan.id, first.id, rhythm, chosen, seen=plan.version) == 3
    with pytest.raises(TrainingChanged):
        await save_series(desk, HEAD, plan.id, first.id, rhythm, chosen, seen=plan.version)
    sheet = await read_training(desk, HEAD, plan.id)
    assert [one.number for one in sheet.cycles] == [1, 2, 3, 4]
    assert [day_of(one.starts_at) for one in sheet.cycles[1:]] == sorted(chosen)
    last = sheet.cycles[-1]
    assert (last.place, last.expected, last.policy) == (first.place, first.expected, first.policy)
    assert last.ends_at - last.starts_at == first.ends_at - first.starts_at
    assert [course.topic for course in last.courses] == [one.topic for one in first.courses]
    assert last.courses[0].starts_at == last.starts_at
    assert len({one.point for one in sheet.cycles}) == 4
    assert sheet.training.ends_at == last.ends_at
    again = await preview_series(desk, HEAD, plan.id, first.id, rhythm)
    assert [one.day for one in again.days if not one.is_there] == [days[1]]
    seen = sheet.training.version
    with pytest.raises(NoDayLeft):
        await save_series(desk, HEAD, plan.id, first.id, rhythm, chosen, seen=seen)
    await submit_training(desk, HEAD, plan.id, seen=seen)
    with pytest.raises(TrainingNotEditable):
        await preview_series(desk, HEAD, plan.id, first.id, rhythm)
