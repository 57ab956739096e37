"""Groups of people's years: stored or not, they are what the stored years come to."""

import asyncio
import random
from collections import defaultdict
from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from core.domain.credits.compliance import Outcome, Total, YearResult
from core.domain.register import Actor, PostType, YearRecord
from core.ports import Desk
from core.records.area import Area
from core.records.credits import StoredResult
from core.records.transaction import Transaction
from core.records.year_groups import Dimension, YearGroup, joined
from core.results import hold, recount_years
from core.settings import Settings
from core.usecases.credits.completion import count_groups
from core.usecases.credits.compliance import begin_years
from core.usecases.credits.recounting import recount_people
from storage.desk import open_desk
from storage.models import YearGroupRow
from tests import cast
from tests.conftest import run
from tests.core.register.test_entering_people import entered
from tests.core.test_jobs import many_people
from tests.jobs import keep_time
from tests.storage.credits.test_result_records import a_result

STAFF = [one.staff.id for one in cast.CAST if one.staff]
YEARS = (2025, 2026)
AREAS = (
    *(Area(unit_id=one.id) for one in (cast.UNIT, cast.OTHER_UNIT)),
    *(Area(department_id=one.id) for one in (cast.NURSING, cast.INTERNAL)),
)
COLUMNS = {
    Dimension.LEVEL: "level",
    Dimension.TITLE: "title",
    Dimension.DEPARTMENT: "department_id",
    Dimension.POST: "post_type",
}
PLACES = (None, cast.NURSING, cast.INTERNAL, cast.OTHER_DEPARTMENT)
WHAT = (PLACES, ("nurse", "senior-nurse"), (None, *PostType), (None, "junior"), Outcome, (0, 50))
SAVED = some.tuples(
    some.sampled_from(STAFF), some.sampled_from(YEARS), *map(some.sampled_from, WHAT)
)
STEPS = some.lists(some.one_of(SAVED, some.integers(1, 3)), min_size=4, max_size=24)


def expected(rows: list[StoredResult], area: Area, by: Dimension) -> list[YearGroup]:
    groups = defaultdict(list)
    for one in rows:
        if area.unit_id == one.unit_id or area.department_id == one.department_id:
            met, not_met = (one.outcome is it for it in (Outcome.MET, Outcome.NOT_MET))
            on_the_way = not_met and one.hoped is Outcome.MET
            numbers = (1, met, not_met, on_the_way, one.points == 0, one.points)
            key = getattr(one, COLUMNS[by])
            groups[key].append(YearGroup(key, *map(int, numbers)))
    return [joined(theirs, key) for key, theirs in groups.items()]


async def agree(tx: Transaction) -> bool:
    """Tell whether all groups are those of the rows."""
    for year in YEARS:
        rows = await tx.results.of(STAFF, year)
        for area, by in product(AREAS, Dimension):
            found = await tx.year_groups.of(area, year, by)
            assert sorted(found, key=str) == sorted(expected(rows, area, by), key=str)
    return True


def as_judged(desk: Desk, step: tuple[Any, ...]) -> YearResult:
    """Return a year in which somebody was this and there, or without any record."""
    staff_id, year, place, title, post, level, outcome, points = step
    record = place and YearRecord(
        staff_id, year, title, "serving", place.unit_id, place.id, post_type=post
    )
    amounts = Total(all=points, counting=points)
    result = replace(a_result(desk, year), record=record, outcome=outcome, credits=amounts)
    return replace(result, level=level if record else None)


async def follow(settings: Settings, steps: list[tuple[Any, ...] | int]) -> None:
    async with open_desk(settings) as desk:
        for step in steps:
            async with desk.store.transaction() as tx:
                if isinstance(step, int):
                    await tx.year_groups.count(step)
                    continue
                await tx.results.save({step[:2]: as_judged(desk, step)})
        async with desk.store.reading() as tx:
            await agree(tx)


@examples(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_whatever_was_saved_and_counted_the_groups_are_those_of_the_rows(
    settings: Settings, steps: list[tuple[Any, ...] | int]
) -> None:
    """One example begins with what those before it left."""
    run(follow(settings, steps))


async def count_all(desk: Desk) -> None:
    while await count_groups(desk, Actor.system()):
        pass


async def test_what_is_counted_while_others_write_is_not_less_true(desk: Desk) -> None:
    dice = random.Random(7)

    async def save(staff_id: str) -> None:
        step = (staff_id, 2026, *(dice.choice(tuple(one)) for one in WHAT))
        async with desk.store.transaction() as tx:
            await hold(tx, {step[:2]})
            await tx.results.save({step[:2]: as_judged(desk, step)})

    for _ in range(8):
        counting = (count_groups(desk, Actor.system()) for _ in range(2))
        await asyncio.gather(*map(save, STAFF), *counting)
        async with desk.store.reading() as tx:
            await agree(tx)
    await count_all(desk)
    async with desk.store.reading() as tx:
        await agree(tx)


async def test_years_that_begin_and_people_who_are_new_are_in_the_groups_at_once(
    desk: Desk,
) -> None:
    await keep_time(desk)

    async def people() -> tuple[int, int]:
        async with desk.store.reading() as tx:
            groups = await tx.year_groups.of(Area(unit_id=cast.UNIT.id), 2026, Dimension.POST)
        return joined(groups).people, joined(groups).empty

    before = await people()
    await many_people(desk, 2)
    await begin_years(desk, Actor.system())
    assert await people() == (before[0] + 2, before[1] + 2)
    await entered(desk, cast.UNIT_ADMINISTRATOR.actor)
    assert await people() == (before[0] + 3, before[1] + 3)


async def test_a_change_that_moves_nobody_between_groups_leaves_them_counted(desk: Desk) -> None:
    await keep_time(desk)
    await count_all(desk)
    async with desk.store.transaction() as tx:
        await hold(tx, {(STAFF[0], 2026)})
        await recount_years(tx, {(STAFF[0], 2026)}, desk.today())
        assert not await tx.year_groups.count(1)


async def test_a_recount_sums_anew_what_was_never_marked(desk: Desk) -> None:
    """As an older process does that goes on beside a new one."""
    await keep_time(desk)
    await count_all(desk)
    async with desk.store.transaction() as tx:
        assert await YearGroupRow.all().update(people=7)
        assert not await tx.year_groups.count(1)
    after = ""
    while done := await recount_people(desk, Actor.system(), after):
        after = done.last
    await count_all(desk)
    async with desk.store.reading() as tx:
        assert await agree(tx)
