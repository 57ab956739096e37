"""What the databases alone can do with the statements of a check-in, on this machine, now."""

import asyncio
import sqlite3
import time
from pathlib import Path

import asyncpg

from tests.bench.hall import Hall

SCAN = """INSERT INTO scan (cycle_id, staff_id, phase, at_ms, received_ms, judged_ms, way,
    entry_key, device, ip, device_ms, kept, by_account, reason)
    VALUES ({0}, {1}, 'sign-out', 0, 0, 0, 'camera', {2}, '', '', NULL, FALSE, '', '')"""
SEEN = "SELECT a.id FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_hash = {0}"
DOOR = "SELECT t.name FROM cycle c JOIN training t ON t.id = c.training_id WHERE c.id = {0}"
ARRIVE = """INSERT INTO attendance (cycle_id, staff_id, phase, at_ms)
    VALUES ({0}, {1}, 'sign-out', 0) ON CONFLICT DO NOTHING"""


def sqlite_rate(hall: Hall, times: int = 2000) -> float:
    """Return durable one-person transactions a second on one connection."""
    file = Path(hall.settings.database_url.removeprefix("sqlite://"))
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    begun = time.perf_counter()
    for number in range(times):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(SEEN.format("?"), (f"{number}",)).fetchone()
        connection.execute(DOOR.format("?"), (hall.cycle.id,)).fetchone()
        connection.execute(ARRIVE.format("?", "?"), (hall.cycle.id, f"f{number}"))
        connection.execute(SCAN.format("?", "?", "?"), (hall.cycle.id, f"f{number}", f"{number}"))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - begun
    connection.execute("DELETE FROM attendance WHERE phase = 'sign-out'")
    connection.execute("DELETE FROM scan WHERE phase = 'sign-out'")
    connection.close()
    return times / seconds


async def postgres_rate(hall: Hall, times: int = 2000, connections: int = 10) -> float:
    """Return durable one-person transactions a second over a pool."""
    pool = await asyncpg.create_pool(hall.settings.database_url.partition("?")[0], max_size=10)
    numbers = iter(range(times))

    async def work() -> None:
        for number in numbers:
            async with pool.acquire() as connection, connection.transaction():
                await connection.fetchrow(SEEN.format("$1"), f"{number}")
                await connection.fetchrow(DOOR.format("$1"), hall.cycle.id)
                who = f"f{number}"
                await connection.execute(ARRIVE.format("$1", "$2"), hall.cycle.id, who)
                await connection.execute(SCAN.format("$1", "$2", "$3"), hall.cycle.id, who, who)

    begun = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    seconds = time.perf_counter() - begun
    await pool.execute("DELETE FROM attendance WHERE phase = 'sign-out'")
    await pool.execute("DELETE FROM scan WHERE phase = 'sign-out'")
    await pool.close()
    return times / seconds
