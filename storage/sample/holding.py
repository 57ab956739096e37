"""Tells the trainings of the sample hospital that are not over: planned, attended, awarded."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from core.domain.dates import SHANGHAI, day_of
from core.domain.register import Actor
from core.domain.review import Decision
from core.domain.trainings.training import (
    TAKES_PLACE,
    Cycle,
    Expected,
    Report,
    Training,
    TrainingStage,
)
from core.ports import Desk
from core.usecases.attendance.excuses import excuse_oneself
from core.usecases.review import decide
from core.usecases.trainings.assessments import read_assessments, save_assessments
from core.usecases.trainings.awards import award_credits
from core.usecases.trainings.closings import submit_closing
from core.usecases.trainings.courses import save_course
from core.usecases.trainings.cycles import save_cycle
from core.usecases.trainings.plans import (
    cancel_training,
    read_training,
    start_training,
    submit_training,
)
from core.usecases.trainings.series import Rhythm, preview_series, save_series
from storage.sample.accounts import actor
from storage.sample.attending import arrivals_at, arrivals_of
from storage.sample.steps import Act, SampleIds, Step
from storage.sample.timing import NIGHT, Times, times_of
from storage.sample.trainings import LESSONS, Lesson, teacher_id_of

OFFICE_ADDRESS = "10.32.8.21"
DESK_OPENS, BETWEEN = time(9), timedelta(minutes=11)
AFTER_END = timedelta(minutes=40)
REPORTED = frozenset({TrainingStage.CLOSING_REVIEW, TrainingStage.CLOSING_RETURNED})


class Holding:
    """The trainings as they are told; `end` is the present moment of the sample."""

    def __init__(self, desk: Desk, end: datetime) -> None:
        self.desk = replace(desk, ids=SampleIds(random.Random("trainings"), desk.ids))
        self.end, self.today = end, day_of(end)
        self.trainings: dict[str, Training] = {}

    def steps(self) -> Iterator[Step]:
        """Return what is done for every lesson, each at its time."""
        for place, lesson in enumerate(LESSONS):
            if lesson.until is TrainingStage.CLOSED:
                continue
            times = times_of(lesson, self.end)
            for day, act in self._acts(lesson, times):
                opening = datetime.combine(day, DESK_OPENS, SHANGHAI).astimezone(UTC)
                yield Step(min(opening + place * BETWEEN, self.end), act)
            if lesson.until in TAKES_PLACE and times.cycles[0][0] < self.end:
                yield Step(min(times.ends_at + AFTER_END, self.end), self._attending(lesson))
            if lesson.is_assessed:
                yield Step(min(times.ends_at + 2 * AFTER_END, self.end), self._assessing(lesson))
            if lesson.excuses:
                yield Step(self.end, self._excusing(lesson))

    def _acts(self, lesson: Lesson, times: Times) -> Iterator[tuple[date, Act]]:
        """Return what is done with the lesson until it stands where it shall, and on which day."""
        held_on = day_of(times.ends_at)
        yield times.planned_on, self._planning(lesson, times)
        if lesson.until is TrainingStage.DRAFT:
            return
        yield times.planned_on + NIGHT, self._submitting(lesson)
        if lesson.until is TrainingStage.UNIT_REVIEW:
            return
        returned = lesson.until is TrainingStage.RETURNED
        yield times.planned_on + 2 * NIGHT, self._deciding(lesson, is_returned=returned)
        if lesson.until is TrainingStage.CANCELLED:
            yield self.today - NIGHT, self._cancelling(lesson)
        if lesson.until in REPORTED | {TrainingStage.AWARDED}:
            yield held_on + NIGHT, self._awarding(lesson)
        if lesson.until in REPORTED:
            yield held_on + 2 * NIGHT, self._reporting(lesson)
        if lesson.until is TrainingStage.CLOSING_RETURNED:
            yield held_on + 4 * NIGHT, self._deciding(lesson, is_returned=True)

    def _planning(self, lesson: Lesson, times: Times) -> Act:
        async def plan() -> None:
            who = _office(lesson.planner)
            begun = await start_training(self.desk, who, answers_of(lesson, times))
            training = begun.training
            for start, finish in times.cycles:
                await add_cycle(self.desk, who, training.id, lesson, (start, finish))
            cycles = await self._remember(lesson, who, training.id)
            if lesson.weeks:
                await self._repeat(lesson, who, cycles[0])

        return plan

    async def _remember(self, lesson: Lesson, who: Actor, training_id: str) -> list[Cycle]:
        """Keep the training as it stands now, and return its cycles."""
        sheet = await read_training(self.desk, who, training_id)
        self.trainings[lesson.key] = sheet.training
        return list(sheet.cycles)

    async def _repeat(self, lesson: Lesson, who: Actor, cycle: Cycle) -> None:
        """Hold a cycle again week by week, as long as its year lasts."""
        first = day_of(cycle.starts_at)
        until = min(first + timedelta(weeks=lesson.weeks), date(first.year, 12, 31))
        rhythm = Rhythm(every_weeks=1, until=until)
        training_id = cycle.training_id
        if until - first >= timedelta(weeks=1):
            days = (await preview_series(self.desk, who, training_id, cycle.id, rhythm)).days
            chosen = [one.day for one in days]
            await save_series(self.desk, who, training_id, cycle.id, rhythm, chosen)
        await self._remember(lesson, who, training_id)

    def _excusing(self, lesson: Lesson) -> Act:
        async def excuse() -> None:
            training_id = self.trainings[lesson.key].id
            cycles = await self._remember(lesson, _office(lesson.planner), training_id)
            for name, reason in lesson.excuses:
                await excuse_oneself(self.desk, _office(name), cycles[0].id, reason)

        return excuse

    def _assessing(self, lesson: Lesson) -> Act:
        """Give marks to everybody who was there; the last of them has not passed."""

        async def assess() -> None:
            who, training_id = _office(lesson.planner), self.trainings[lesson.key].id
            there = (await read_assessments(self.desk, who, training_id)).people
            marks = {one.id: ("passed", str(98 - 2 * n)) for n, one in enumerate(there)}
            marks |= {one.id: ("failed", "52") for one in there[-1:]}
            if refused := await save_assessments(self.desk, who, training_id, marks):
                raise ValueError(f"{lesson.key}: {refused}")

        return assess

    def _submitting(self, lesson: Lesson) -> Act:
        async def submit() -> None:
            training = self.trainings[lesson.key]
            who = _office(lesson.planner)
            self.trainings[lesson.key] = await submit_training(
                self.desk, who, training.id, seen=training.version
            )

        return submit

    def _deciding(self, lesson: Lesson, *, is_returned: bool) -> Act:
        async def act() -> None:
            training = self.trainings[lesson.key]
            await decide(
                self.desk,
                _office(lesson.reviewer),
                training.subject,
                Decision.RETURN if is_returned else Decision.APPROVE,
                seen=training.version,
                reason=lesson.reason if is_returned else "",
            )
            await self._remember(lesson, _office(lesson.planner), training.id)

        return act

    def _cancelling(self, lesson: Lesson) -> Act:
        async def cancel() -> None:
            training, who = self.trainings[lesson.key], _office(lesson.planner)
            await cancel_training(
                self.desk, who, training.id, seen=training.version, reason=lesson.reason
            )

        return cancel

    def _attending(self, lesson: Lesson) -> Act:
        async def attend() -> None:
            training_id = self.trainings[lesson.key].id
            cycles = await self._remember(lesson, _office(lesson.planner), training_id)
            if lesson.days is None:
                coming = arrivals_at(lesson, cycles[0], self.end)
            else:
                coming = [one for cycle in cycles for one in arrivals_of(lesson, cycle)]
            await asyncio.gather(*map(self.desk.check_ins.admit, coming))

        return attend

    def _awarding(self, lesson: Lesson) -> Act:
        async def award() -> None:
            training, who = self.trainings[lesson.key], _office(lesson.planner)
            await award_credits(self.desk, who, training.id, seen=training.version)
            await self._remember(lesson, who, training.id)

        return award

    def _reporting(self, lesson: Lesson) -> Act:
        async def report() -> None:
            training, who = self.trainings[lesson.key], _office(lesson.planner)
            words = Report(lesson.report)
            self.trainings[lesson.key] = await submit_closing(
                self.desk, who, training.id, words, seen=training.version
            )

        return report


async def add_cycle(
    desk: Desk, who: Actor, training_id: str, lesson: Lesson, times: tuple[datetime, datetime]
) -> None:
    """Plan a cycle with its course."""
    span = _span(*times)
    names = frozenset(life.staff_id for life in lesson.people())
    expected = Expected(is_open=True) if lesson.is_open else Expected(people=names)
    texts = {**span, "place": lesson.place, "capacity": ""}
    saved = await save_cycle(desk, who, training_id, None, texts, expected)
    if saved.cycle is None:
        raise ValueError(f"{lesson.key}: {dict(saved.refused)}")
    course = {
        **span,
        "topic": lesson.topic,
        "teacher": lesson.teacher,
        "teacher_id": teacher_id_of(lesson) or "",
        "hours": str(lesson.hours),
        "method": lesson.method,
    }
    added = await save_course(desk, who, training_id, saved.cycle.id, None, course)
    if added.refused:
        raise ValueError(f"{lesson.key}: {dict(added.refused)}")


def answers_of(lesson: Lesson, times: Times) -> dict[str, str]:
    """Return what the planner types."""
    return {
        "year": str(times.year),
        "name": lesson.name,
        "rule": lesson.rule,
        "hours": str(lesson.hours),
        "discipline": lesson.discipline,
        "mode": lesson.mode,
        "assessment": "written",
    }


def _span(start: datetime, finish: datetime) -> dict[str, str]:
    shown = "%Y-%m-%dT%H:%M"
    return {"starts_at": start.strftime(shown), "ends_at": finish.strftime(shown)}


def _office(login: str) -> Actor:
    return actor(login, OFFICE_ADDRESS)
