"""Everybody's years counted anew: what is stored otherwise is found, told and put right."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from cme import main
from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.ports import Desk
from core.results import recount, years_of
from core.settings import Settings
from core.usecases.credits import recounting
from core.usecases.credits.recounting import recount_people
from storage.desk import open_desk
from storage.models import CreditRow, ResultRow
from storage.store import DatabaseStore
from tests import cast
from tests.conftest import SECRET
from tests.core.test_jobs import many_people
from tests.pwa.years import put_credit

SYSTEM = Actor.system()


async def _spoil(desk: Desk, staff_id: str) -> None:
    """Let a sum, a status and a title be stored that nobody counted, and lose a whole year."""
    assert isinstance(desk.store, DatabaseStore)
    with desk.store._database.entered():
        theirs = ResultRow.filter(staff_id=staff_id)
        await theirs.filter(year=2024).update(counting_points=1)
        await theirs.filter(year=2025).update(by_class={"1": [5, 5]}, title="nobody")
        await theirs.filter(year=2026).delete()


async def _stored(desk: Desk, staff_id: str) -> list[object]:
    async with desk.store.reading() as tx:
        return [one for year in (2024, 2025, 2026) for one in await tx.results.of([staff_id], year)]


async def test_what_is_stored_otherwise_is_put_right_and_nothing_else_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.NURSE.staff
    nurse = cast.NURSE.staff
    for year in (2023, 2024, 2025, 2026):
        await put_credit(desk, cast.NURSE, "护理新进展", 50, year=year)
    before = await _stored(desk, nurse.id)
    assert (await _whole(desk)).different == []
    await _spoil(desk, nurse.id)
    assert await _stored(desk, nurse.id) != before
    found = await _whole(desk)
    assert found.different == [(nurse.staff_number, year) for year in (2024, 2025, 2026)]
    assert await _stored(desk, nurse.id) == before
    assert (await _whole(desk)).different == []


async def _whole(desk: Desk) -> recounting.Recounted:
    """Recount until nobody comes after; return all that was found, as one."""
    people, years, different, last = 0, 0, list[tuple[str, int]](), ""
    while found := await recount_people(desk, SYSTEM, last):
        people, years, last = people + found.people, years + found.years, found.last
        different += found.different
    return recounting.Recounted(last, people, years, different)


async def test_years_counted_by_what_their_credits_come_to_are_those_counted_one_by_one(
    desk: Desk,
) -> None:
    ways: tuple[dict[str, Any], ...] = (
        {"points": 50},
        {"points": 50, "hours": 9000},
        {"points": 0, "hours": 300},
        {"points": 970},
        {"points": 80, "stage": Stage.UNIT_REVIEW},
        {"points": 80, "stage": Stage.REJECTED},
        {"points": 80, "effective_on": date(2026, 6, 16)},
        {"points": 80, "rule": "paper-sci"},
    )
    for person in (cast.NURSE, cast.COLLEAGUE):
        for year, way in enumerate(ways, 2015):
            await put_credit(desk, person, "第1期", 60, year=year)
            last = await put_credit(desk, person, "第2期", **{"year": year, **way})
    async with desk.store.transaction() as tx:
        await tx.credits.reverse(last, date(2026, 6, 1))
        await recount(tx, last.staff_id, last.year, desk.today())
    found = await _whole(desk)
    assert found.years >= 2 * len(ways)
    assert found.different == []


async def test_everybody_is_reached_set_by_set(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sqlite_desk
    monkeypatch.setattr(recounting, "PEOPLE", 7)
    everybody = await many_people(desk, 20)
    assert cast.NURSE.staff
    for staff_id in everybody:
        one = replace(cast.NURSE, staff=replace(cast.NURSE.staff, id=staff_id))
        await put_credit(desk, one, "护理新进展", 50)
    with desk.store._database.entered():  # type: ignore[attr-defined]
        await ResultRow.filter(staff_id__in=everybody).update(points=0)
    found = await _whole(desk)
    assert len(found.different) == 20
    assert found.people > 20


async def test_the_engine_reads_days_and_moments_alike_however_they_are_stored(desk: Desk) -> None:
    credit = await put_credit(desk, cast.NURSE, "护理新进展", 50)
    async with desk.store.reading() as tx:
        (facts,) = (await years_of(tx, [(credit.staff_id, credit.year)])).values()
    (entry,) = facts.entries
    assert (entry.stage, entry.effective_on) == (credit.stage, credit.effective_on)
    assert (entry.submitted_at, entry.reversed_on) == (credit.submitted_at, None)


def test_the_command_says_how_many_and_which(settings: Settings) -> None:
    assert cast.NURSE.staff
    staff = cast.NURSE.staff

    async def prepare() -> None:
        async with open_desk(settings) as desk:
            await put_credit(desk, cast.NURSE, "护理新进展", 50)
            with desk.store._database.entered():  # type: ignore[attr-defined]
                await CreditRow.filter(staff_id=staff.id).update(points=75)

    asyncio.run(prepare())
    place = {
        "CME_HOME": str(settings.home),
        "CME_DATABASE_URL": settings.database_url,
        "CME_SECRET": SECRET,
    }
    first = CliRunner().invoke(main, ["recount", "--which"], env=place)
    assert first.output.splitlines()[0] == f"{staff.staff_number} 2026"
    assert first.output.splitlines()[-1].endswith("1 put right.")
    again = CliRunner().invoke(main, ["recount", "--which"], env=place)
    assert again.output.splitlines()[-1].endswith("0 put right.")
    assert len(again.output.splitlines()) == 1
