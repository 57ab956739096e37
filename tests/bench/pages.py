"""The pages of a unit that grows: the same pages of a small and a large one, one after another."""

import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from core.domain.register import Actor
from core.usecases.credits.completion import count_groups
from core.usecases.trainings.tallying import count_trainings
from pwa.app import create_app
from storage.desk import known_secret, open_desk
from storage.protection import Protection
from storage.sample import ROSTER
from storage.sample.people import someone
from storage.system import MovableClock
from tests.bench.beginnings import begin_with_sample
from tests.bench.grow import grow
from tests.conftest import TODAY, settings_for
from tests.pwa.conftest import Browser

ROUNDS = 5
WANG, NURSING = quote("王"), quote("护理")
PEOPLE_GOAL, UNIT_GOAL = 1.3, 1.5
STATISTICS = ("/results/statistics", "/results/statistics?tab=department", "/trainings/statistics")
NURSE = someone("闻旦").staff_id
OWN = ("/", "/credits", "/credits?tab=approved", f"/staff/{NURSE}/years/2026", "/forms", "/inbox",
       "/trainings/mine", "/settings", "/jobs")  # fmt: skip
REVIEWED = ("/", "/review", "/review?tab=passed", "/review?tab=passed&page=50",
            "/review?tab=returned", "/review?tab=passed&year=2025", "/inbox")  # fmt: skip
LED = ("/credits?whose=others", f"/staff/{NURSE}/years/2026", "/trainings",
       "/forms", "/forms?q=8200", "/newcomers", "/jobs",
       "/settings", "/staff", "/staff?page=3&size=100", "/staff?title=senior-nurse",
       f"/staff/{NURSE}", f"/staff/{NURSE}/edit", "/staff/changes",
       "/results", "/results/credits", *STATISTICS, "/credits?whose=all",
       "/credits/corrections")  # fmt: skip
FOUND = (*(f"/credits/new?q={words}" for words in ("8200", "wang", "nobody")),
         *(f"/results?q={words}" for words in ("8200", "wang", "ma", "nobody")))  # fmt: skip
CHOSEN = ("/credits?whose=all&year=2025", "/credits?whose=all&from=2026-01-01&to=2026-02-01",
          f"/credits?whose=all&name={WANG}", "/review?rule=paper-sci", f"/review?name={WANG}",
          "/review?tab=passed&rule=paper-sci", "/credits/corrections?tab=training",
          "/staff?status=retired", "/staff?specialty=nursing", "/staff?post=permanent",
          "/forms?status=retired", "/newcomers?q=l", "/trainings?year=2025",
          "/trainings?tab=held", f"/trainings?name={NURSING}")  # fmt: skip
PAGES = {
    "wen-dan": (OWN, PEOPLE_GOAL),
    "330922001": ((*REVIEWED, *LED), PEOPLE_GOAL),
    "330922": ((*REVIEWED, "/review?kind=trainings", *LED, *FOUND, *CHOSEN), UNIT_GOAL),
    "330000": ((*REVIEWED, "/review?rule=paper-sci", "/review?name=l"), UNIT_GOAL),
}


async def grown(database_url: str, home: Path, people: int) -> None:
    """Fill a new database with the sample hospital and let its unit grow."""
    settings = settings_for(home, database_url)
    await begin_with_sample(settings)
    await grow(database_url, people, Protection(known_secret(settings)))
    async with open_desk(settings, clock=MovableClock(TODAY)) as desk:
        for count in (count_trainings, count_groups):
            while await count(desk, Actor.system()):
                pass


@asynccontextmanager
async def _signed_in(database_url: str, home: Path) -> AsyncIterator[dict[str, Browser]]:
    """Yield the browser of everybody who looks at pages."""
    clock = MovableClock(TODAY)
    async with open_desk(settings_for(home, database_url), clock=clock) as desk:
        app = create_app(desk)
        browsers = {one.key: Browser(app.test_client()) for one in ROSTER if one.key in PAGES}
        for person in (one for one in ROSTER if one.key in PAGES):
            await browsers[person.key].sign_in(person.login, person.password)
        yield browsers


async def _open(browser: Browser, path: str) -> float:
    """Return how long a page takes, in milliseconds."""
    begun = time.perf_counter()
    answer = await browser.get(path)
    await answer.get_data()
    taken = time.perf_counter() - begun
    assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    return 1000 * taken


async def measure(sizes: Sequence[tuple[str, Path]]) -> AsyncIterator[dict[str, object]]:
    """Yield of each page what it takes at each size, in the order given, interleaved.

    Medians, in milliseconds; the ratio is that of the last to the first.
    """
    async with AsyncExitStack() as stack:
        units = [await stack.enter_async_context(_signed_in(*size)) for size in sizes]
        for who, (paths, goal) in PAGES.items():
            for path in paths:
                for unit in units:
                    await _open(unit[who], path)
                times: list[list[float]] = [[] for _ in units]
                for _ in range(ROUNDS):
                    for unit, taken in zip(units, times, strict=True):
                        taken.append(await _open(unit[who], path))
                medians = [statistics.median(taken) for taken in times]
                yield {"measured": "page", "who": who, "path": path.replace(NURSE, "…"),
                       "ms": [round(one, 1) for one in medians],
                       "ratio": medians[-1] / medians[0], "goal": goal}  # fmt: skip
