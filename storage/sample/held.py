"""The trainings that are over and closed: with their scans, and with credits that count."""

import asyncio
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from core.domain.attendance.schedules import Policy
from core.domain.credits.credit import Credit, Stage
from core.domain.dates import SHANGHAI, day_after, day_of
from core.domain.points import ONE
from core.domain.rulebook.rules import Rulebook
from core.domain.trainings.awards import credit_for, entered, proposals
from core.domain.trainings.planning import credit_of, spanning
from core.domain.trainings.training import (
    Course,
    Cycle,
    Expected,
    Plan,
    Report,
    Training,
    TrainingStage,
)
from core.ports import Desk
from core.presence import attended
from core.records.transaction import Transaction
from storage.sample.accounts import actor
from storage.sample.attending import arrivals_of
from storage.sample.history import new_id, take_over
from storage.sample.timing import NIGHT, Times, times_of
from storage.sample.trainings import LESSONS, Lesson, teacher_id_of

OFFICE_HOUR = time(10, 20)
Held = tuple[Lesson, Training, list[Cycle]]


async def add_held(desk: Desk, today: date) -> None:
    """Write the closed trainings of this year and the last; nothing of them is left to do."""
    dice = random.Random("held")
    noon = datetime.combine(today, time(12), SHANGHAI)
    closed = [lesson for lesson in LESSONS if lesson.until is TrainingStage.CLOSED]
    async with desk.store.transaction() as tx:
        held = [await _planned(tx, one, times_of(one, noon), dice) for one in closed]
    coming = [one for lesson, _, cycles in held for c in cycles for one in arrivals_of(lesson, c)]
    await asyncio.gather(*map(desk.check_ins.admit, coming))
    async with desk.store.transaction() as tx:
        for lesson, training, cycles in held:
            await _closed(tx, lesson, training, cycles, dice)


async def _planned(tx: Transaction, lesson: Lesson, times: Times, dice: random.Random) -> Held:
    book = await tx.rulebooks.of(lesson.department.unit_id, times.year)
    training = _training(lesson, times, book, dice)
    cycles = [
        _cycle(training, lesson, number, span, dice) for number, span in enumerate(times.cycles, 1)
    ]
    training = spanning(training, cycles)
    await tx.trainings.add(training)
    return lesson, training, [await tx.cycles.add(cycle) for cycle in cycles]


def _training(lesson: Lesson, times: Times, book: Rulebook, dice: random.Random) -> Training:
    plan = Plan(
        year=times.year,
        name=lesson.name,
        rule=lesson.rule,
        hours=lesson.hours * ONE,
        discipline=lesson.discipline,
        mode=lesson.mode,
        assessment="written",
    )
    planned_at = _at(times.planned_on)
    return Training(
        id=new_id(dice),
        unit_id=lesson.department.unit_id,
        department_id=lesson.department.id,
        entered_by=_account(lesson.planner),
        plan=plan,
        stage=TrainingStage.APPROVED,
        points=credit_of(plan, book),
        created_at=planned_at,
        submitted_at=planned_at + NIGHT,
    )


def _cycle(
    training: Training,
    lesson: Lesson,
    number: int,
    span: tuple[datetime, datetime],
    dice: random.Random,
) -> Cycle:
    starts_at, ends_at = (moment.astimezone(UTC) for moment in span)
    course = Course(
        id=new_id(dice),
        topic=lesson.topic,
        teacher=lesson.teacher,
        teacher_id=teacher_id_of(lesson),
        hours=training.plan.hours,
        method=lesson.method,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return Cycle(
        id=new_id(dice),
        training_id=training.id,
        number=number,
        starts_at=starts_at,
        ends_at=ends_at,
        place=lesson.place,
        capacity=None,
        expected=Expected(people=frozenset(life.staff_id for life in lesson.people())),
        policy=Policy(),
        courses=(course,),
    )


async def _closed(
    tx: Transaction, lesson: Lesson, training: Training, cycles: list[Cycle], dice: random.Random
) -> None:
    """Award what the scans come to, and close the training some days later."""
    awarded_at = _at(day_of(cycles[-1].ends_at) + NIGHT)
    closed_at = awarded_at + timedelta(days=3, minutes=35)
    book = await tx.rulebooks.of(training.unit_id, training.year)
    settings = await tx.trainings.settings(training.unit_id)
    proposed = proposals(training, await attended(tx, training, cycles), (), settings)
    included = [one for one in proposed if one.is_included]
    people = {one.id: one for one in await tx.people.some({one.staff_id for one in included})}
    await tx.trainings.save(
        replace(
            training,
            stage=TrainingStage.CLOSED,
            submitted_at=awarded_at + NIGHT,
            decided_at=closed_at,
            decided_by=_account(lesson.reviewer),
            decided_from=TrainingStage.CLOSING_REVIEW,
            awarded_at=awarded_at,
            report=Report(lesson.report),
            effective_on=day_after(closed_at),
        )
    )
    given = [credit_for(training, cycles, one, people[one.staff_id], book) for one in included]
    credits = [
        _counting(
            entered(credit, new_id(dice), training.entered_by, awarded_at),
            _account(lesson.reviewer),
            closed_at,
        )
        for credit in given
    ]
    await tx.credits.add_many(credits)
    for credit in credits:
        await tx.credits.set_counted([credit.id])
        take_over(tx, credit)


def _counting(credit: Credit, decided_by: str, closed_at: datetime) -> Credit:
    return replace(
        credit,
        stage=Stage.APPROVED,
        decided_at=closed_at,
        decided_by=decided_by,
        decided_from=Stage.AWARDED,
        effective_on=day_after(closed_at),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, OFFICE_HOUR, SHANGHAI).astimezone(UTC)


def _account(login: str) -> str:
    return actor(login, "").account_id
