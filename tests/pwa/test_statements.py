"""What a page costs: a dozen statements at most, none of them twice, and few bytes to send."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.register import Actor
from core.usecases.credits.completion import count_groups
from core.usecases.credits.evidence import compare_next
from core.usecases.trainings.tallying import count_trainings
from storage.desk import known_secret, open_desk
from storage.protection import Protection
from storage.system import MovableClock
from tests.bench.grow import grow
from tests.conftest import TODAY, run, settings_for
from tests.pwa.opened import Opened, addresses, all_lists, narrowed, next_page, opened
from tests.statements import Statement

MOST = 12
"""Beside the one that tells whose session it is."""
MANY = 1000
"""So many people that of those who are called alike not all are looked at."""
COUNTED = (
    *("/trainings/statistics", "/trainings/statistics?year=2025"),
    *("/results/statistics", "/results/statistics?tab=department"),
)
HEAVIEST = 12_000
"""Bytes of a page as it travels: two seconds on a bad day in the cellar."""


LOOKED_THROUGH = re.compile(r"SCAN (?!CONSTANT|some\b|found\b|terms\b)(\w+)")


def _asks_for_rows(one: Statement) -> bool:
    """Tell whether a statement reads; of a list of nobody nothing is read."""
    return one.query.startswith("SELECT") and "1=0" not in one.query


@pytest.fixture(scope="module")
def home(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(filled_sample, tmp_path_factory.mktemp("sample") / "home"))


async def work_out(home: Path) -> None:
    """Compare the pictures, count trainings and groups, as the leader does a moment later."""
    async with open_desk(settings_for(home), clock=MovableClock(TODAY)) as desk:
        for work in (compare_next, count_trainings, count_groups):
            while await work(desk, Actor.system()):
                pass


@pytest.fixture(scope="module")
def pages(home: Path) -> list[Opened]:
    """Every page, opened once, after what is worked out behind them."""
    run(work_out(home))
    return run(opened(home, lambda app: addresses(app, home)))


@pytest.fixture(scope="module")
def large_home(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Path(shutil.copytree(filled_sample, tmp_path_factory.mktemp("large") / "home"))
    settings = settings_for(home)
    run(work_out(home))
    run(grow(settings.database_url, MANY, Protection(known_secret(settings))))
    return home


@pytest.fixture(scope="module")
def uncounted_pages(large_home: Path) -> list[Opened]:
    """The pages of what is counted behind them, while hardly anything is."""
    return run(opened(large_home, lambda _: COUNTED, narrowed, next_page))


@pytest.fixture(scope="module")
def narrowed_pages(large_home: Path, uncounted_pages: list[Opened]) -> list[Opened]:
    """Every list of many, narrowed down in every way it offers, and the page after that."""
    run(work_out(large_home))
    return [*uncounted_pages, *run(opened(large_home, all_lists, narrowed, next_page))]


def test_a_page_asks_a_dozen_times_at_most(
    pages: list[Opened], narrowed_pages: list[Opened]
) -> None:
    assert len({page.address for page in pages if page.status == 200}) > 50
    assert len({page.address for page in narrowed_pages if page.status == 200}) > 200
    assert all(page.asked for page in pages if page.address == "/review")
    often = [page for page in (*pages, *narrowed_pages) if len(page.asked) > MOST]
    assert not often, [(page.who, page.address, len(page.asked), page.asked) for page in often]


def test_a_list_that_is_narrowed_down_is_a_page(narrowed_pages: list[Opened]) -> None:
    assert not [
        (one.who, one.address, one.status)
        for one in narrowed_pages
        if "?" in one.address and one.status not in {200, 403, 404}
    ]


def test_a_page_travels_light(pages: list[Opened]) -> None:
    assert max(page.weight for page in pages) > HEAVIEST // 2
    assert not [(one.address, one.weight) for one in pages if one.weight > HEAVIEST]


def test_a_page_asks_nothing_twice(pages: list[Opened], narrowed_pages: list[Opened]) -> None:
    every = (*pages, *narrowed_pages)
    assert not [(page.who, page.address, page.twice) for page in every if page.twice]


def test_a_page_looks_through_no_table_from_end_to_end(
    pages: list[Opened], narrowed_pages: list[Opened], home: Path
) -> None:
    """The file has never been analysed: so are those that people have. Units are few."""
    found = set()
    every = (*pages, *narrowed_pages)
    with closing(sqlite3.connect(home / "xuefen.db")) as file:
        for one in {one for page in every for one in page.asked if _asks_for_rows(one)}:
            plan = file.execute(f"EXPLAIN QUERY PLAN {one.query}", list(one.values))
            steps = [step for _, _, _, step in plan]
            looked = {step[1] for step in map(LOOKED_THROUGH.match, steps) if step}
            settled = {step.removeprefix("CO-ROUTINE ") for step in steps}
            found |= {(table, one.query) for table in looked - settled - {"unit"}}
    assert not found
