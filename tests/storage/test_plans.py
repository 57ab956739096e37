"""Lists of a large unit begin with what is few: which indexes they use, never analysed."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.credits.claims import Claim
from core.domain.credits.credit import PENDING, UNDER_REVIEW, Origin, Stage
from core.domain.lists import Window
from core.domain.trainings.training import UNDER_UNIT_REVIEW
from core.permissions import area_of
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter, CreditOrder
from core.records.register import StaffFilter
from core.records.trainings import TrainingFilter, TrainingOrder
from tests import cast
from tests.statements import Statement, statements
from tests.storage.examples import a_credit
from tests.trainings import an_approved_training

HEAD, AUTHORITY = cast.HEAD_NURSE.actor, cast.AUTHORITY.actor
UNIT_ADMINISTRATOR = cast.UNIT_ADMINISTRATOR.actor
UNIT = Area(unit_id=cast.UNIT.id, staff_id=HEAD.staff_id, account_id=HEAD.account_id)
CORRECTABLE = (*PENDING, Stage.APPROVED)
OTHERS = CreditFilter(not_of=HEAD.staff_id)
BEFORE = CreditFilter(stages=(Stage.AUTHORITY_REVIEW,), order=CreditOrder.LONGEST_WAITING)


@contextmanager
def planned(url: str) -> Iterator[list[str]]:
    """Yield the steps that SQLite takes for what is asked meanwhile, once it is over."""
    steps: list[str] = []
    with statements() as asked:
        yield steps
    file = Path(url.removeprefix("sqlite://").partition("?")[0])
    with closing(sqlite3.connect(file)) as database:
        steps += [step for one in asked if one.query.startswith("SELECT")
                  for step in _plan(database, one)]  # fmt: skip


def _plan(database: sqlite3.Connection, asked: Statement) -> list[str]:
    plan = database.execute(f"EXPLAIN QUERY PLAN {asked.query}", list(asked.values))
    return [str(step) for _, _, _, step in plan]


def chosen(steps: list[str]) -> list[str]:
    """Return by which steps a page's rows are chosen; those are sorted once more when joined."""
    begin = steps.index("LIST SUBQUERY 1") + 1
    end = next(at for at, step in enumerate(steps) if step.endswith("LEFT-JOIN"))
    return steps[begin:end]


async def test_what_is_counted_again_begins_with_the_dirty_years(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.results.dirty_of(cast.UNIT.id)
    assert steps[0].startswith("SEARCH result USING INDEX result_dirty")


async def test_credits_of_everybody_else_come_in_the_order_of_an_index(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.credits.page(UNIT, OTHERS, Window())
    first, *others = chosen(steps)
    assert first.startswith("SEARCH credit USING COVERING INDEX credit_of_unit (unit_id=?")
    assert not [step for step in others if step.startswith(("MULTI", "USE TEMP B-TREE FOR ORDER"))]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (BEFORE, "credit_authority_queue"),
        (CreditFilter(stages=(Stage.APPROVED,), year=2025), "credit_authority_year"),
    ],
)
async def test_the_authority_reads_what_waits_or_was_of_a_year_by_an_index(
    sqlite_desk: Desk, sqlite_url: str, wanted: CreditFilter, index: str
) -> None:
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.credits.page(area_of(AUTHORITY), wanted, Window())
            await tx.credits.counts(area_of(AUTHORITY), [wanted])
    _, *searched = (step for step in steps if step.startswith("SEARCH credit USING"))
    assert len(searched) == 2
    assert all(f"INDEX {index} (stage=?" in step for step in searched)
    assert "USE TEMP B-TREE FOR ORDER BY" not in chosen(steps)


async def test_open_credits_of_an_origin_and_people_of_a_title_have_indexes(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    open_ones = CreditFilter(
        stages=(Stage.AWARDED, Stage.UNIT_REVIEW, Stage.APPROVED),
        origins=(Origin.SPEAKER,),
        upcoming=sqlite_desk.today(),
    )
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.credits.counts(Area(unit_id=cast.UNIT.id), [open_ones])
            nurses = StaffFilter(title="nurse")
            await tx.people.page(Area(unit_id=cast.UNIT.id), nurses, Window())
    assert any("INDEX credit_unit_origin (unit_id=? AND origin=?" in step for step in steps)
    assert any("INDEX staff_of_title (unit_id=? AND title=?" in step for step in steps)
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


PERSONAL = (Origin.PERSONAL, Origin.DEPARTMENT, Origin.UNIT)


@pytest.mark.parametrize(
    ("stages", "origins", "is_upcoming", "index"),
    [
        ((), PERSONAL, False, "credit_of_unit_year (unit_id=?)"),
        ((Stage.APPROVED,), PERSONAL, False, "credit_of_unit_year (unit_id=?)"),
        (UNDER_REVIEW, PERSONAL, False, "credit_unit_origin (unit_id=? AND origin=?)"),
        ((Stage.RETURNED,), PERSONAL, False, "credit_unit_origin (unit_id=? AND origin=?)"),
        (CORRECTABLE, (), True, "credit_unit_queue (unit_id=? AND stage=?)"),
        (CORRECTABLE, (Origin.PROJECT,), True, "credit_unit_origin (unit_id=? AND origin=?)"),
    ],
)
async def test_credits_of_a_unit_are_counted_without_fetching_one(
    sqlite_desk: Desk,
    sqlite_url: str,
    stages: Collection[Stage],
    origins: Collection[Origin],
    is_upcoming: bool,
    index: str,
) -> None:
    upcoming = sqlite_desk.today() if is_upcoming else None
    wanted = replace(OTHERS, stages=stages, origins=origins, upcoming=upcoming)
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.credits.counts(UNIT, [wanted])
    searched = [step for step in steps if step.startswith("SEARCH")]
    assert searched == [f"SEARCH credit USING COVERING INDEX {index}"]


async def test_where_a_years_trainings_stand_is_counted_along_an_index(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.trainings.stages(UNIT, TrainingFilter(now=sqlite_desk.clock.now(), year=2026))
    searched = [step.partition(" (")[0] for step in steps if step.startswith("SEARCH")]
    assert searched == ["SEARCH training USING COVERING INDEX training_stages"] * 3
    assert not [step for step in steps if step.startswith("USE TEMP B-TREE")]


async def test_newcomers_and_what_trainings_wait_for_come_in_the_order_of_an_index(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    everybody = Area(unit_id=cast.UNIT.id)
    newcomers = StaffFilter(is_newcomer=True)
    waiting = TrainingFilter(
        stages=UNDER_UNIT_REVIEW, not_entered_by="", order=TrainingOrder.LONGEST_WAITING
    )
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.people.page(everybody, newcomers, Window())
            await tx.people.count(everybody, newcomers)
            await tx.trainings.page(everybody, waiting, Window())
            await tx.trainings.counts(everybody, [waiting])
    searched = [step for step in steps if step.startswith("SEARCH")]
    assert [step.partition(" (")[0] for step in searched] == [
        "SEARCH staff USING INDEX staff_newcomer",
        "SEARCH staff USING INDEX staff_newcomer",
        "SEARCH training USING INDEX training_queue",
        "SEARCH training USING COVERING INDEX training_queue",
    ]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


async def test_a_person_s_cycles_and_their_credits_of_a_project_begin_with_the_person(
    sqlite_desk: Desk, sqlite_url: str
) -> None:
    now = sqlite_desk.clock.now()
    claim = Claim(year=2026, details={"project-number": "2026-13-03-044"})
    _, cycle = await an_approved_training(sqlite_desk, HEAD, UNIT_ADMINISTRATOR)
    assert cast.NURSE.staff is not None
    with planned(sqlite_url) as steps:
        async with sqlite_desk.store.reading() as tx:
            await tx.credits.same_projects([a_credit(HEAD, now, claim=claim)])
            await tx.attendance.elsewhere(cycle)
            await tx.cycles.coming(cast.NURSE.staff, now, now + timedelta(days=9))
    begun = [step for step in steps if step.startswith(("SEARCH credit ", "SEARCH scan "))]
    assert [step.partition(" (")[2] for step in begun] == ["staff_id=?)"] * 2
    cycles = [step for step in steps if step.startswith("SEARCH cycle USING")]
    assert [step.partition(" (")[2] for step in cycles if "autoindex" in step] == ["id=?)"] * 2
