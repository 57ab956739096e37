"""Midnight with many credits due: a few years at a time, and people sign in meanwhile."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.ports import Desk
from core.records.transaction import Transaction
from core.results import TOGETHER
from core.usecases.credits.compliance import take_effect
from core.usecases.messages.notices import read_inbox
from storage.system import MovableClock
from tests import cast
from tests.core.test_jobs import many_people
from tests.jobs import keep_time
from tests.pwa.years import put_credit

PEOPLE = 2 * TOGETHER + 5
MOST_STATEMENTS = 25


class CountingStore:
    """The real store; notes how many statements each transaction needs while it may write."""

    def __init__(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        self.reading = desk.store.reading
        self._transaction, self._caplog = desk.store.transaction, caplog
        self.statements: list[int] = []

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        begun = len(self._caplog.records)
        async with self._transaction() as tx:
            yield tx
        said = self._caplog.records[begun:]
        self.statements.append(sum(one.name == "tortoise.db_client" for one in said))


async def _due(desk: Desk, count: int) -> list[str]:
    """Let credits of so many people be due; return whose."""
    assert cast.NURSE.staff
    people = await many_people(desk, count)
    for staff_id in people:
        one = replace(cast.NURSE, staff=replace(cast.NURSE.staff, id=staff_id))
        await put_credit(desk, one, "危重症护理新进展", 50)
    return people


async def test_many_credits_take_effect_a_few_at_a_time_in_a_handful_of_statements(
    desk: Desk, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    people = await _due(desk, PEOPLE)
    caplog.set_level(logging.DEBUG, "tortoise.db_client")
    store = CountingStore(desk, caplog)
    assert await take_effect(replace(desk, store=store), Actor.system()) == PEOPLE
    assert len(store.statements) == 3
    assert 0 < max(store.statements) <= MOST_STATEMENTS
    assert await take_effect(desk, Actor.system()) == 0
    async with desk.store.reading() as tx:
        stored = await tx.results.of(people, 2026)
        told = await tx.journal.since("took-effect", desk.clock.now())
    assert [(one.points, one.counting_points, one.is_dirty) for one in stored] == (
        [(50, 50, False)] * PEOPLE
    )
    assert len({event.subject for event in told}) == len(told) == PEOPLE


async def test_of_several_credits_of_one_year_each_is_told(
    desk: Desk, clock: MovableClock, nurse: Actor
) -> None:
    for number in range(3):
        await put_credit(desk, cast.NURSE, f"第{number}期", 50)
    await put_credit(desk, cast.NURSE, "去年", 50, year=2025)
    await put_credit(desk, cast.COLLEAGUE, "同事的", 50, Stage.UNIT_REVIEW)
    await keep_time(desk)
    told = (await read_inbox(desk, nurse)).rows
    assert sorted(one.details["about"].partition(" · ")[2] for one in told) == (
        ["去年", "第0期", "第1期", "第2期"]
    )
    assert {one.details["year"] for one in told} == {2025, 2026}
