"""`make bench`: one line of JSON a measurement; rates a second, times in milliseconds."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle, islice
from pathlib import Path

import uvloop

from tests.bench import books, hostile, imports, likeness, measures, pages, reading, search
from tests.bench.floors import postgres_rate, sqlite_rate
from tests.bench.hall import Hall, counted, hall
from tests.bench.imports import importing
from tests.bench.load import Tally, check_ins, headcount, plain
from tests.bench.others import at_work, drawing, hanging_up, photographing, watching
from tests.browser.test_first_load import MOST_BYTES, MOST_REQUESTS, first_load
from tests.postgres import DURABLE, running_postgres

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000"))
AT_ONCE = (1, 16, 64)
GOALS = {16: "≥ 0.42 of the floor", 64: "≥ 0.55 of the floor, p95 ≤ 1.6 × its"}
MOST_LOADED = f"≤ {MOST_REQUESTS} requests, ≤ {MOST_BYTES} bytes"
FLOOR_TIMES, TURNS = 2000, 3
NEW_RUNS = 10  # of which nobody has signed in before
LONGEST = 60  # runs that a whole import may take
BOOK = 1000
BESIDE = {
    "photo intake": (photographing, "p95 ≤ 2 ×"),
    "form drawing": (drawing, "p95 ≤ 2 ×"),
    "imports": (importing, "p95 ≤ 3 ×"),
}
SIZES = (1000, 20_000)
LARGE_SIZES = (1000, int(os.environ.get("BENCH_LARGE", "100000")))


def tell(**measured: object) -> None:
    rounded = {k: round(v, 3) if isinstance(v, float) else v for k, v in measured.items()}
    sys.stdout.write(json.dumps(rounded, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Runs:
    """Deals people out to the runs: everybody has signed in before anybody does so again."""

    def __init__(self, hall: Hall, database: str) -> None:
        self.hall, self.database = hall, database
        self._tokens = cycle(hall.tokens)
        self._run = 0
        self.rates: dict[int, float] = {}

    async def check_in(self, at_once: int, people: int = PEOPLE) -> Tally:
        tokens = list(islice(self._tokens, people))
        self._run += 1
        requests = check_ins(self.hall.address, tokens, self.hall.code, f"run{self._run:03}")
        return await headcount(self.hall.address, requests, at_once)

    async def floor(self, at_once: int) -> Tally:
        requests = plain(self.hall.address, "/alive", FLOOR_TIMES)
        return await headcount(self.hall.address, requests, at_once)


def told(tally: Tally) -> dict[str, object]:
    return {
        "rate": tally.rate,
        "p50_ms": tally.wait_ms(50),
        "p95_ms": tally.wait_ms(95),
        "p99_ms": tally.wait_ms(99),
        "errors": tally.errors,
    }


async def measure(runs: Runs) -> None:
    """The check-in alone, at three headcounts, each in turns with its floor."""
    await runs.floor(16)
    await runs.check_in(16, 100)
    for at_once in AT_ONCE:
        floors, tallies = [await runs.floor(at_once)], list[Tally]()
        for _ in range(TURNS):
            tallies.append(await runs.check_in(at_once))
            floors.append(await runs.floor(at_once))
        floor, tally = sum(floors, Tally()), sum(tallies, Tally())
        tell(measured="floor", database=runs.database, at_once=at_once, **told(floor))
        tell(
            measured="check-in",
            database=runs.database,
            at_once=at_once,
            goal=GOALS.get(at_once),
            to_floor=tally.rate / floor.rate,
            p95_to_floor=tally.wait_ms(95) / floor.wait_ms(95),
            **told(tally),
        )
    again = await _again(runs)
    tell(measured="the same people again", database=runs.database, at_once=16, **told(again))


async def _again(runs: Runs) -> Tally:
    tokens = runs.hall.tokens[:PEOPLE]
    requests = check_ins(runs.hall.address, tokens, runs.hall.code, "again")
    return await headcount(runs.hall.address, requests, 16)


async def measure_beside(runs: Runs) -> None:
    """The check-in while others watch, and while pictures and forms are being made."""
    alone = await runs.check_in(16)
    async with watching(runs.hall):
        watched = await runs.check_in(16)
    alone_again = await runs.check_in(16)
    quiet = (alone.rate + alone_again.rate) / 2
    tell(measured="with a board and ten organisers watching", database=runs.database, at_once=16,
         to_alone=watched.rate / quiet, **told(watched))  # fmt: skip
    p95 = (alone.wait_ms(95) + alone_again.wait_ms(95)) / 2
    for name, (work, goal) in BESIDE.items():
        async with at_work(runs.hall, work) as done:
            begun, beside = done(), Tally()
            while done() == begun and len(beside.waits) < LONGEST * PEOPLE:
                beside += await runs.check_in(16)
            jobs = done() - begun
        here = {"database": runs.database, "at_once": 16, "jobs_done": jobs, "goal": goal}
        to_alone = beside.wait_ms(95) / p95
        tell(measured=f"beside {name}", **here, p95_to_alone=to_alone, **told(beside))


async def measure_hang_ups(runs: Runs) -> None:
    """Bursts of connections dropped in the middle of a request, and whether it still answers."""
    await hanging_up(runs.hall, bursts=10, phones=60)
    still = await runs.check_in(16, 100)
    tell(measured="after 600 dropped connections", database=runs.database, **told(still))


async def measure_first_load(address: str) -> None:
    """What a phone fetches that has never been here, where there is a browser to ask."""
    if shutil.which("chromium"):
        asked, sent = await first_load(address)
        tell(
            measured="first load of the sign-in", requests=len(asked), bytes=sent, goal=MOST_LOADED
        )


async def bench(database: str, url: str, home: Path) -> None:
    people = PEOPLE * NEW_RUNS + 100
    async with hall(home, url, people) as place:
        runs = Runs(place, database)
        limit = sqlite_rate(place) if database == "sqlite" else await postgres_rate(place)
        tell(measured="database alone", database=database, rate=limit)
        await measure_first_load(place.address)
        await measure(runs)
        await measure_beside(runs)
        await measure_hang_ups(runs)
    for imported in await imports.measure(place.settings):
        tell(database=database, **imported)
    rows, people_on_record = await counted(place.settings, place.cycle.id)
    tell(measured="doubles", database=database, rows=rows, people=people_on_record,
         doubles=rows - people_on_record)  # fmt: skip


@asynccontextmanager
async def _postgres() -> AsyncIterator[str]:
    with running_postgres(DURABLE) as server:
        yield f"{server}postgres?minsize=2&maxsize=10"


Grow = Callable[[str, Path, int], Awaitable[None]]


@asynccontextmanager
async def _both(
    grow: Grow, home: Path, database: str, sizes: Sequence[int]
) -> AsyncIterator[list[tuple[str, Path]]]:
    """A small installation and a large one."""
    async with AsyncExitStack() as stack:
        grown = []
        for people in sizes:
            place = home / f"{database}-{people}"
            url = f"sqlite://{place}.db"
            if database == "postgres":
                url = await stack.enter_async_context(_postgres())
            await grow(url, place, people)
            grown.append((url, place))
        yield grown


async def bench_pages(home: Path, sizes: Sequence[int] = SIZES, *databases: str) -> None:
    """Every page of a small unit and a large one."""
    for database in databases or ("sqlite",):
        async with _both(pages.grown, home, database, sizes) as units:
            async for measured in pages.measure(units):
                tell(database=database, people=list(sizes), **measured)


async def bench_large(home: Path) -> None:
    """Every page of a small unit and a very large one, on each database."""
    await bench_pages(home, LARGE_SIZES, "sqlite", "postgres")


async def bench_search(home: Path) -> None:
    """The search of a small register and a very large one, on each database."""
    for database in ("sqlite", "postgres"):
        async with _both(search.filled, home, database, LARGE_SIZES) as registers:
            async for measured in search.measure(registers):
                tell(database=database, people=list(LARGE_SIZES), **measured)


async def bench_sqlite(home: Path) -> None:
    await bench("sqlite", f"sqlite://{home}.db", home)


async def bench_postgres(home: Path) -> None:
    async with _postgres() as url:
        await bench("postgres", url, home)


async def bench_books(home: Path) -> None:
    tell(**await books.measure(BOOK))


async def bench_hostile(home: Path) -> None:
    tell(**await hostile.measure(home, f"sqlite://{home}.db"))


async def bench_work(home: Path) -> None:
    async for measured in measures.measure():
        tell(**measured)


async def bench_reading(home: Path) -> None:
    async for measured in reading.measure():
        tell(**measured)


async def bench_likeness(home: Path) -> None:
    async for measured in likeness.measure():
        tell(**measured)


PARTS: dict[str, Callable[[Path], Awaitable[None]]] = {
    "work": bench_work,
    "pages": bench_pages,
    "hostile": bench_hostile,
    "sqlite": bench_sqlite,
    "postgres": bench_postgres,
    "books": bench_books,
    "reading": bench_reading,
    "likeness": bench_likeness,
    "search": bench_search,
    "large": bench_large,
}
USUAL = ("work", "pages", "hostile", "sqlite", "postgres")


async def main(wanted: Sequence[str]) -> None:
    for part in wanted:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            await PARTS[part](Path(folder) / part)
        tell(measured="time taken", part=part, seconds=time.monotonic() - begun)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1:] or USUAL))
