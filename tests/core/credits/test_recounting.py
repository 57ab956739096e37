"""A stored year agrees with the engine, whoever else writes and whatever dies in between."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from core.domain.attendance.schedules import Phase
from core.domain.credits.compliance import YearResult
from core.domain.credits.credit import Stage
from core.domain.credits.forecasts import forecast
from core.domain.credits.outlook import Outlook, outlook
from core.domain.register import Actor, YearRecord
from core.domain.review import Decision
from core.domain.subjects import Subject
from core.domain.trainings.training import Report, Training, TrainingStage
from core.ports import Desk
from core.records.credits import StoredResult
from core.records.transaction import Transaction
from core.results import hold, judged
from core.settings import Settings
from core.usecases.credits.compliance import (
    BEGUN_TOGETHER,
    begin_years,
    recount_dirty,
    take_effect,
)
from core.usecases.credits.entry import (
    remove_draft,
    revise_draft,
    start_draft,
    submit_credit,
    withdraw_credit,
)
from core.usecases.review import decide
from core.usecases.trainings.awards import award_credits, read_awards
from core.usecases.trainings.closings import submit_closing
from core.usecases.trainings.plans import read_training
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.core.test_jobs import many_people
from tests.forked import forked, was_killed
from tests.jobs import keep_time
from tests.pwa.years import put_credit
from tests.stories import a_submitted_credit
from tests.trainings import an_approved_training, scan

PAIRS = 12
UNIT, SECOND = cast.UNIT_ADMINISTRATOR.actor, cast.SECOND_UNIT_ADMINISTRATOR.actor
NURSE = cast.NURSE.staff.id if cast.NURSE.staff else ""


async def _both(
    desk: Desk, staff_id: str = NURSE, year: int = 2026
) -> tuple[StoredResult, YearResult]:
    async with desk.store.reading() as tx:
        (stored,) = await tx.results.of([staff_id], year)
        return stored, await judged(tx, staff_id, year, desk.today())


def _agree(stored: StoredResult, engine: YearResult) -> bool:
    assert not stored.is_dirty
    amounts = (stored.points, stored.counting_points, stored.hours, stored.counting_hours)
    sums = (engine.credits.all, engine.credits.counting, engine.hours.all, engine.hours.counting)
    totals = (stored.by_class, stored.by_subject, stored.by_subtype)
    assert totals == (engine.by_class, engine.by_subject, engine.by_subtype)
    assert engine.record
    assert _of_the_year(stored) == _of_the_year(engine.record)
    assert stored.level == engine.level
    hoped = forecast(engine, engine.book).outcome
    return (stored.outcome, stored.hoped, *amounts) == (engine.outcome, hoped, *sums)


def _of_the_year(one: StoredResult | YearRecord) -> tuple[object, ...]:
    return one.title, one.status, one.post_type, one.unit_id, one.department_id


async def test_of_two_approved_at_once_both_are_in_the_stored_year(desk: Desk) -> None:
    waiting = [
        await put_credit(desk, cast.NURSE, f"第{number}期", 50 + number, Stage.UNIT_REVIEW)
        for number in range(2 * PAIRS)
    ]
    wrong = []
    for first, second in list(pairwise(waiting))[::2]:
        await asyncio.gather(
            decide(desk, UNIT, first.subject, Decision.APPROVE, seen=first.version),
            decide(desk, SECOND, second.subject, Decision.APPROVE, seen=second.version),
        )
        if not _agree(*await _both(desk)):
            wrong.append(first.claim.activity)
    assert wrong == []
    stored, _ = await _both(desk)
    assert stored.points == sum(credit.points for credit in waiting)


async def test_every_way_of_writing_a_credit_leaves_a_true_year(
    desk: Desk, clock: MovableClock, nurse: Actor, head_nurse: Actor
) -> None:
    draft = await start_draft(desk, nurse)
    assert _agree(*await _both(desk))
    moved = await revise_draft(desk, nurse, draft.id, {"year": "2025"})
    assert moved.credit.year == 2025
    assert _agree(*await _both(desk))
    assert _agree(*await _both(desk, year=2025))
    credit = await a_submitted_credit(desk, nurse)
    for reviewer in (head_nurse, UNIT):
        credit = await decide(desk, reviewer, credit.subject, Decision.APPROVE, seen=credit.version)
        assert _agree(*await _both(desk))
    clock.move(days=1)
    assert await take_effect(desk, Actor.system()) == 1
    assert _agree(*await _both(desk))


async def test_what_waits_is_hoped_for_from_the_moment_it_waits_until_it_is_settled(
    desk: Desk, nurse: Actor, head_nurse: Actor
) -> None:
    await put_credit(desk, cast.NURSE, "第1期", 2460, rule="paper-sci", hours=9000)

    async def hoped() -> Outlook:
        stored, engine = await _both(desk)
        assert _agree(stored, engine)
        return outlook(stored.outcome, stored.hoped)

    assert await hoped() is Outlook.BEHIND
    credit = await a_submitted_credit(desk, nurse)
    assert await hoped() is Outlook.ON_THE_WAY
    draft = await withdraw_credit(desk, nurse, credit.id, seen=credit.version)
    assert await hoped() is Outlook.BEHIND
    credit = await submit_credit(desk, nurse, draft.id, seen=draft.version)
    assert await hoped() is Outlook.ON_THE_WAY
    returned = await decide(
        desk, head_nurse, credit.subject, Decision.RETURN, seen=credit.version, reason="不清楚"
    )
    assert await hoped() is Outlook.BEHIND
    await remove_draft(desk, nurse, returned.id, seen=returned.version)
    assert await hoped() is Outlook.BEHIND


async def test_everybody_of_the_register_has_this_year_and_those_their_records_tell_of(
    desk: Desk, nurse: Actor
) -> None:
    await many_people(desk, BEGUN_TOGETHER + 3)
    for year in (2024, 2026):
        await put_credit(desk, cast.NURSE, "第1期", 50, year=year)
    await keep_time(desk)
    async with desk.store.reading() as tx:
        everybody = await tx.people.after("", 2 * BEGUN_TOGETHER)
        stored = await tx.results.of([one.id for one in everybody], 2026)
        records = await tx.people.records(NURSE)
        earlier = await tx.results.years([NURSE])
    assert {one.staff_id for one in stored} == {one.id for one in everybody}
    assert not any(one.is_dirty for one in stored)
    assert all(one.unit_id and one.department_id for one in stored)
    assert set(range(min(one.year for one in records), 2027)) <= earlier[NURSE]
    assert await begin_years(desk, Actor.system()) == 0


async def test_who_had_left_before_a_year_began_is_not_in_its_lists(sqlite_desk: Desk) -> None:
    desk, nurse, colleague = sqlite_desk, cast.NURSE.staff, cast.COLLEAGUE.staff
    assert nurse
    assert colleague
    async with desk.store.transaction() as tx:
        await tx.people.save(replace(nurse, left_on=date(2025, 12, 31)))
        await tx.people.save(replace(colleague, left_on=date(2026, 1, 1)))
    await keep_time(desk)
    async with desk.store.reading() as tx:
        years = await tx.results.years([nurse.id, colleague.id])
    assert max(years[nurse.id]) == 2025
    assert max(years[colleague.id]) == 2026


async def test_many_who_hold_the_same_years_in_any_order_wait_for_one_another(
    desk: Desk, nurse: Actor, colleague: Actor
) -> None:
    years = [(one.staff_id or "", year) for one in (nurse, colleague) for year in (2025, 2026)]

    async def held(number: int) -> None:
        async with desk.store.transaction() as tx:
            await hold(tx, years[number % 4 :] + years[: number % 4])

    async with asyncio.timeout(60):
        await asyncio.gather(*map(held, range(16)))
    assert await recount_dirty(desk, Actor.system()) == 4
    assert await recount_dirty(desk, Actor.system()) == 0


async def test_a_year_that_is_held_and_not_counted_says_so(desk: Desk) -> None:
    async with desk.store.transaction() as tx:
        await hold(tx, {(NURSE, 2026)})
    stored, _ = await _both(desk)
    assert stored.is_dirty
    await recount_dirty(desk, Actor.system())
    assert _agree(*await _both(desk))


async def _a_waiting_closing(desk: Desk, clock: MovableClock) -> Training:
    head = cast.HEAD_NURSE.actor
    training, cycle = await an_approved_training(desk, head, UNIT)
    await scan(desk, cast.NURSE.actor, cycle)
    clock.move(minutes=190)
    await scan(desk, cast.NURSE.actor, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    sheet = await read_awards(desk, head, training.id)
    assert await award_credits(desk, head, training.id, seen=sheet.training.version) == 1
    seen = (await read_awards(desk, head, training.id)).training.version
    return await submit_closing(desk, head, training.id, Report("按计划完成"), seen=seen)


async def test_a_process_killed_before_it_recounts_leaves_nothing_stale(
    desk: Desk, settings: Settings, clock: MovableClock
) -> None:
    closing = await _a_waiting_closing(desk, clock)
    deciding = forked(decide_and_die, settings, clock.now(), closing.id, closing.version)
    await was_killed(deciding, settings)
    decided = (await read_training(desk, UNIT, closing.id)).training
    assert decided.stage is TrainingStage.CLOSED
    stored, engine = await _both(desk)
    assert stored.is_dirty
    assert stored.points != engine.credits.all == 20
    await keep_time(desk)
    assert _agree(*await _both(desk))


class DyingStore:
    """The real store, in a process that is killed as soon as its first commit is done."""

    def __init__(self, desk: Desk) -> None:
        self.reading = desk.store.reading
        self._transaction = desk.store.transaction

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._transaction() as tx:
            yield tx
        os.kill(os.getpid(), signal.SIGKILL)


async def decide_and_die(settings: Settings, now: datetime, training_id: str, seen: int) -> None:
    async with open_desk(settings, clock=MovableClock(now)) as desk:
        dying = replace(desk, store=DyingStore(desk))
        await decide(dying, UNIT, Subject("training", training_id), Decision.APPROVE, seen=seen)
