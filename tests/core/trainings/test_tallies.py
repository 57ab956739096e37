"""The statistics of trainings are what each comes to, whatever was counted before."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from core.activities import activities_of, held_records
from core.domain.attendance.schedules import Phase
from core.domain.lists import ListQuery
from core.domain.register import Actor, YearRecord
from core.domain.review import Decision
from core.domain.trainings.statistics import Activity, Tally, by_month, total_of
from core.domain.trainings.training import AwardRole, Training
from core.lists import every_row
from core.ports import Desk
from core.records.area import Area
from core.records.trainings import TrainingFilter
from core.usecases.attendance.marks import mark_presence, unmark_presence
from core.usecases.credits.compliance import take_effect
from core.usecases.review import decide, undo_decision
from core.usecases.trainings.activities import STATISTICS, list_activities
from core.usecases.trainings.lists import list_trainings
from core.usecases.trainings.plans import submit_training
from core.usecases.trainings.reversals import preview_reversal, reverse_award
from core.usecases.trainings.tallying import count_trainings
from storage.instants import ms_of
from storage.models import UncountedRow
from storage.queries.uncounted import mark_trainings
from storage.system import MovableClock
from tests import cast
from tests.trainings import (
    a_plan,
    an_approved_training,
    awarded_to,
    close,
    correct_award,
    more_nurses,
    scan,
)

HEAD, UNIT = cast.HEAD_NURSE.actor, cast.UNIT_ADMINISTRATOR.actor
NURSE = cast.NURSE.actor
assert cast.PHYSICIAN.staff
PHYSICIAN = cast.PHYSICIAN.staff


async def counted(desk: Desk) -> None:
    while await count_trainings(desk, Actor.system()):
        pass


async def agree(desk: Desk, year: int = 2026, **filters: object) -> Tally:
    """Assert that unit and department see what counting each of their trainings comes to."""
    query = ListQuery(filters={"year": year, **filters})
    for who in (HEAD, UNIT):
        found = (await list_activities(desk, who, query)).statistics
        listed = [line.activity async for line in every_row(desk, who, STATISTICS, query)]
        lines = await worked_out(desk, [line.training for line in listed])
        assert listed == lines
        assert found.total == total_of(line.tally for line in lines)
        assert found.months == by_month(lines)
        if not filters:
            assert found.progress == (await list_trainings(desk, who, query)).counts
    return found.total


async def worked_out(desk: Desk, trainings: list[Training]) -> list[Activity]:
    """Count each of the trainings of a year, whatever was counted before."""
    past = {one.year for one in trainings if one.year < desk.today().year}
    async with desk.store.reading() as tx:
        return activities_of(await held_records(tx, trainings, min(past, default=None)))


async def left(desk: Desk, year: int = 2026) -> int:
    """Return how many trainings of the unit are still to be counted one by one."""
    wanted = TrainingFilter(now=desk.clock.now(), year=year)
    async with desk.store.reading() as tx:
        is_over = year < desk.today().year
        area = Area(unit_id=UNIT.unit_id)
        return len(await tx.tallies.uncounted(area, wanted, by_records=is_over))


async def marked(desk: Desk) -> int:
    """Return how many marks are due, of whatever stage their trainings are."""
    async with desk.store.reading():
        due_ms = ms_of(desk.clock.now())
        return await UncountedRow.filter(due_ms__lte=due_ms, training_id__gt="").count()


async def changes(desk: Desk, clock: MovableClock) -> AsyncIterator[str]:
    """Do one after the other all that may change what came of a training; say what."""
    crew = await more_nurses(desk, 3)
    await counted(desk)
    _, cycle = await an_approved_training(desk, HEAD, UNIT)
    await scan(desk, NURSE, cycle)
    clock.move(minutes=191)
    yield "it is over"
    await scan(desk, NURSE, cycle, Phase.SIGN_OUT)
    yield "somebody signed out when it was over"
    whose = (cycle.training_id, cycle.id, str(crew[0].staff_id))
    for phase in Phase:
        await mark_presence(desk, HEAD, *whose, phase, reason="手机没电")
        yield f"somebody was marked: {phase}"
    await unmark_presence(desk, HEAD, *whose, Phase.SIGN_OUT)
    yield "a mark was taken back"
    training = await awarded_to(desk, clock, crew)
    yield "another training awarded credits"
    await correct_award(
        desk, HEAD, training.id, str(crew[0].staff_id), is_included=False, reason="代签"
    )
    yield "somebody was taken off"
    await close(desk, training)
    yield "it was closed"
    clock.move(days=1)
    await take_effect(desk, Actor.system())
    given = (training.id, str(crew[1].staff_id), AwardRole.PARTICIPANT)
    would = await preview_reversal(desk, UNIT, *given)
    await reverse_award(desk, UNIT, *given, reason="代签", seen=would.digest)
    yield "a credit was reversed"
    async for change in _moves(desk):
        yield change


async def _moves(desk: Desk) -> AsyncIterator[str]:
    async with desk.store.transaction() as tx:
        await tx.people.move_all([PHYSICIAN], cast.NURSING, desk.today())
    yield "somebody came to the department"
    async with desk.store.transaction() as tx:
        (here,) = await tx.people.some([PHYSICIAN.id])
        await tx.people.move_all([here], cast.INTERNAL, desk.today())
    yield "somebody left the department"
    await _one_more(desk)
    yield "somebody new was entered"


async def _one_more(desk: Desk) -> None:
    assert cast.NURSE.staff
    new = replace(cast.NURSE.staff, id=desk.ids.new(), staff_number="8400000001")
    async with desk.store.transaction() as tx:
        await tx.people.add(new, "another document", "another mobile")


async def test_whatever_changes_the_statistics_are_those_of_each_training(
    desk: Desk, clock: MovableClock
) -> None:
    before, unchanged = Tally(), []
    async for change in changes(desk, clock):
        total = await agree(desk)
        await counted(desk)
        assert await left(desk) == 0, change
        assert await agree(desk) == total, change
        if total == before:
            unchanged.append(change)
        before = total
    assert unchanged == ["somebody was marked: sign-in", "it was closed"]
    for filters in ({"month": "6"}, {"stage": "closed"}, {"rule": "training-theory"}):
        assert (await agree(desk, **filters)).activities > 0


async def test_what_is_no_longer_approved_is_in_no_sum(desk: Desk) -> None:
    """A plan may come to its review when its day is over."""
    plan = await a_plan(desk, HEAD, starts_in=timedelta(hours=-4))
    sent = await submit_training(desk, HEAD, plan.id, seen=plan.version)
    await counted(desk)
    assert await marked(desk) == 0  # not held: nothing is to be counted until it is approved
    before = await agree(desk)
    done = await decide(desk, UNIT, sent.subject, Decision.APPROVE, seen=sent.version)
    await counted(desk)
    assert (await agree(desk)).activities == before.activities + 1
    await undo_decision(desk, UNIT, sent.subject, seen=done.version)
    assert await agree(desk) == before
    await counted(desk)
    assert await agree(desk) == before
    assert await marked(desk) == 0


async def test_a_year_that_is_over_is_counted_by_its_records(
    desk: Desk, clock: MovableClock
) -> None:
    await awarded_to(desk, clock, [NURSE])
    clock.move(days=1)
    await counted(desk)
    this_year = await agree(desk)
    clock.move(days=365)
    assert await agree(desk) == await agree(desk)
    await counted(desk)
    assert await left(desk) == 0
    record = YearRecord(
        PHYSICIAN.id, 2026, PHYSICIAN.title, "active", cast.UNIT.id, cast.NURSING.id
    )
    async with desk.store.transaction() as tx:
        await tx.records.put([record])
    assert (await agree(desk)).expected == this_year.expected + 1
    await counted(desk)
    assert (await agree(desk)).expected == this_year.expected + 1
    async with desk.store.transaction() as tx:
        await tx.records.remove(PHYSICIAN.id, 2026)
    assert (await agree(desk)).expected == this_year.expected
    assert await left(desk) == 1


async def test_months_are_summed_once_however_many_count_at_once(
    desk: Desk, clock: MovableClock
) -> None:
    training = await awarded_to(desk, clock, [NURSE])
    clock.move(days=1)
    for _ in range(3):
        async with desk.store.transaction():
            await mark_trainings([training.id])
        await asyncio.gather(*(count_trainings(desk, Actor.system()) for _ in range(4)))
        await counted(desk)
        assert await left(desk) == 0
        await agree(desk)


async def test_what_two_have_counted_at_once_is_counted_again(
    desk: Desk, clock: MovableClock
) -> None:
    await awarded_to(desk, clock, [NURSE])
    clock.move(days=1)
    async with desk.store.reading() as tx:
        some = await tx.tallies.some(desk.clock.now(), 10)
    await counted(desk)
    late = [Activity(one, Tally(activities=1, expected=99)) for one in some.trainings]
    async with desk.store.transaction() as tx:
        await tx.tallies.keep(late, some.marks, 2026)
    assert (await agree(desk)).expected < 99
    await counted(desk)
    assert await left(desk) == 0
    assert (await agree(desk)).expected < 99
