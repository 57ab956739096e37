"""Everybody's years counted anew beside one SQL statement that adds the same credits up."""

import gc
import sqlite3
import time
from pathlib import Path

from core.domain.register import Actor
from core.usecases.credits.recounting import recount_people
from storage.desk import open_desk
from storage.models import ResultRow
from storage.store import DatabaseStore
from tests import cast
from tests.bench.beginnings import begin
from tests.bench.many import Many, add_many
from tests.conftest import settings_for

PEOPLE, A_YEAR = 1_000, 6
QUANTITIES = range(150, 601, 75)
YEARS = tuple(range(2020, 2027))
FLOOR = """
    CREATE TABLE rebuilt AS
    SELECT staff_id, year, SUM(points) points, SUM(MIN(points, 1000)) counting, SUM(hours) hours,
           json_group_object(subtype, json_array(points, MIN(points, 1000))) by_subtype
    FROM (SELECT staff_id, year, rule, subtype, SUM(points) points, SUM(hours) hours FROM credit
          WHERE stage = 'approved' AND effective_on <= date('now') AND reversed_on IS NULL
          GROUP BY staff_id, year, rule, subtype)
    GROUP BY staff_id, year
"""


async def measure(home: Path) -> dict[str, object]:
    """Return what comparing everybody takes, once all years are stored as they should be."""
    file = f"{home}.db"
    settings = settings_for(home, f"sqlite://{file}")
    await begin(settings)
    async with open_desk(settings) as desk:
        async with desk.store.transaction() as tx:
            await cast.add_cast(tx)
        await add_many(desk, Many(PEOPLE, YEARS, a_year=A_YEAR, quantities=QUANTITIES))
        assert isinstance(desk.store, DatabaseStore)
        with desk.store._database.entered():
            await ResultRow.all().delete()
        gc.collect()
        gc.freeze()  # as the command does
        took = []
        for _ in range(2):
            begun, last, years = time.process_time(), "", 0
            while found := await recount_people(desk, Actor.system(), last):
                last, years = found.last, years + found.years
            took.append(time.process_time() - begun)
    return {
        "measured": f"{years} years of {PEOPLE} people counted anew",
        "goal": "≤ 6 × one SQL statement",
        "to_sql": took[1] / _floor(file),
        "cpu_seconds": took[1],
        "all_written_cpu_seconds": took[0],
    }


def _floor(file: str) -> float:
    connection = sqlite3.connect(file)
    begun = time.process_time()
    connection.execute(FLOOR)
    connection.commit()
    seconds = time.process_time() - begun
    connection.close()
    return seconds
