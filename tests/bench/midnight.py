"""Midnight with thousands of credits due: how long the writer is held, who waits at the door."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

from core.usecases.jobs.kinds import KINDS
from core.worker import Worker
from storage.desk import open_desk
from tests import cast
from tests.bench.beginnings import begin
from tests.bench.hall import Hall, filled, serving
from tests.bench.held import timed
from tests.bench.load import Tally, check_ins, headcount
from tests.bench.many import Many, add_many
from tests.conftest import settings_for
from tests.waiting import until

DUE, HELD, RUNS = 20_000, 2_000, 1_000
TURNS = 3
AT_ONCE = 16
LEFT = "SELECT COUNT(*) FROM credit WHERE NOT counted AND stage = 'approved'"


async def measure(home: Path) -> AsyncIterator[dict[str, object]]:
    yield await in_turns(home)
    yield await beside(home / "beside")


async def in_turns(home: Path) -> dict[str, object]:
    """Return how long a midnight holds the writer: the middle one of three.

    Once in a while the disk itself takes as long as all the work does.
    """
    turns = [await held(home / f"held-{turn}") for turn in range(TURNS)]
    longest = sorted(one[-1] for one in turns)
    return {
        "measured": f"midnight with {HELD} credits due",
        "goal": "the writer is held for 30 ms at most",
        "longest_ms": longest[TURNS // 2],
        "each_ms": [round(one, 1) for one in longest],
        "middle_ms": turns[0][len(turns[0]) // 2],
    }


async def held(home: Path) -> list[float]:
    """Return how long each transaction of midnight's job has the writer, the shortest first."""
    settings = settings_for(home, f"sqlite://{home}.db")
    await begin(settings)
    async with open_desk(settings) as desk:
        async with desk.store.transaction() as tx:
            await cast.add_cast(tx)
        await add_many(desk, Many(HELD, (desk.today().year,), is_counted=False))
        watched, store = timed(desk)
        kinds = {"take-effect": KINDS["take-effect"]}
        await Worker(watched, kinds).work_off(asyncio.Event())
    return sorted(store.held_ms)


async def beside(home: Path) -> dict[str, object]:
    """Return how check-ins wait while a server that has just started works off its midnight."""
    hall = await filled(home, f"sqlite://{home}.db", 3 * RUNS)
    with serving(hall) as (place, _):
        alone = [await _signed_in(place, run) for run in (1, 2)]
    async with open_desk(hall.settings) as desk:
        await add_many(desk, Many(DUE // 4, (desk.today().year,), a_year=4, is_counted=False))
    with serving(hall) as (place, _):
        await until(lambda: _left(place) < DUE)
        begun = _left(place)
        during = await _signed_in(place, 0)
        left = _left(place)
    assert left, "midnight was over before everybody was in"
    p95_ms = sum(one.wait_ms(95) for one in alone) / 2
    return {
        "measured": f"check-in beside midnight with {DUE} credits due",
        "goal": "p95 ≤ 3 × alone",
        "p95_to_alone": during.wait_ms(95) / p95_ms,
        "p95_ms": during.wait_ms(95),
        "rate": during.rate,
        "errors": during.errors,
        "taken_meanwhile": begun - left,
    }


async def _signed_in(place: Hall, run: int) -> Tally:
    tokens = place.tokens[run * RUNS : (run + 1) * RUNS]
    requests = check_ins(place.address, tokens, place.code, f"night{run}")
    return await headcount(place.address, requests, AT_ONCE)


def _left(place: Hall) -> int:
    file = place.settings.database_url.removeprefix("sqlite://")
    connection = sqlite3.connect(file)
    try:
        (left,) = connection.execute(LEFT).fetchone()
    finally:
        connection.close()
    return int(left)
