"""What a page costs: a dozen statements at most, none of them twice, and few bytes to send."""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from core.domain.register import Actor
from core.usecases.credits.evidence import compare_next
from pwa.app import create_app
from pwa.frame.web_app import WebApp
from storage.desk import open_desk
from storage.sample import ROSTER, Played
from storage.system import MovableClock
from tests.clocks import TickingClock
from tests.conftest import TODAY, run, settings_for
from tests.pwa.conftest import Browser
from tests.statements import Statement, statements

MOST = 11
"""Beside the one that tells whose session it is.

Where a unit has published its projects, another one holds against them what is named.
"""
MORE = {"/": 13}
"""A unit's first day beside its numbers, what is counted again, its queue, what is to be done."""
HEAVIEST = 12_000
"""Bytes of a page as it travels: two seconds on a bad day in the cellar."""


# What stands for the blanks of addresses: of each kind that the sample hospital has, one.
STAGES = ("approved", "closed", "closing-review", "draft")
ROWS = (
    """SELECT credit_id, evidence.id evidence_id FROM evidence
        JOIN credit c ON c.id = credit_id GROUP BY c.stage""",
    """SELECT id credit_id, id case_id, 'credits' kind FROM credit
        GROUP BY stage""",
    f"""SELECT training_id, cycle_id, course.id course_id FROM course
        JOIN cycle c ON c.id = cycle_id JOIN training t ON t.id = training_id
        WHERE t.stage IN {STAGES} GROUP BY t.stage""",
    f"""SELECT training_id, c.id cycle_id, s.staff_id FROM cycle c
        JOIN training t ON t.id = training_id
        LEFT JOIN scan s ON s.cycle_id = c.id
        WHERE t.stage IN {STAGES} GROUP BY t.stage""",
    "SELECT training_id, id file_id FROM training_file GROUP BY training_id",
    """SELECT training_id, staff_id, 'participant' role FROM credit
        WHERE training_id IS NOT NULL GROUP BY stage""",
    f"""SELECT id training_id, id case_id, 'trainings' kind FROM training
        WHERE stage IN {STAGES} GROUP BY stage""",
    "SELECT id staff_id, 2026 year FROM staff GROUP BY department_id",
    "SELECT code FROM issue LIMIT 1",
    "SELECT id application_id, id case_id, 'applications' kind FROM application GROUP BY stage",
    "SELECT project_id, id delegation_id FROM delegation",
)
ASKED = {
    "/credits": ("?whose=others", "?whose=all&tab=draft", "?tab=approved", "?page=2", "?year=2025"),
    "/credits/corrections": ("?tab=training", "?tab=personal"),
    "/credits/new": ("?q=82",),
    "/review": (
        *("?select=1", "?tab=passed", "?tab=returned", "?name=%E9%97%BB", "?kind=trainings"),
        "?year=2026",
    ),
    "/trainings": ("?mode=lecture", "?year=2025"),
    "/trainings/statistics": ("?year=2025",),
    "/forms": ("?q=%E9%97%BB", "?year=2025"),
    "/inbox": ("?tab=unread",),
    "/": ("?year=2024",),
}
NO_PAGE = re.compile(r"\.pdf$|<ending>|/file$|<any\(original|/live$|^/static|<token>|<link>|<text>")
LOOKED_THROUGH = re.compile(r"SCAN (?!CONSTANT|some\b|found\b|terms\b)(\w+)")
PLAYED = ("wen-dan", "330922001", "330922", "330000")


def addresses(app: WebApp, home: Path) -> Iterator[str]:
    """Every page at every kind of record."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    with closing(sqlite3.connect(home / "xuefen.db")) as file:
        file.row_factory = sqlite3.Row
        kinds = [[dict(row) for row in file.execute(query)] for query in ROWS]
    for rule in sorted(rules, key=lambda rule: rule.rule):
        if not NO_PAGE.search(rule.rule):
            yield from _of_rule(app, rule, kinds)


def _of_rule(app: WebApp, rule: Rule, kinds: list[list[dict[str, str]]]) -> Iterator[str]:
    known = (rows for rows in kinds if rows and rule.arguments <= rows[0].keys())
    rows = next(known, []) if rule.arguments else [{}]
    for row in rows:
        if None not in row.values():
            parts = {name: row[name] for name in rule.arguments}
            yield app.url_map.bind("localhost").build(rule.endpoint, parts)
    yield from (f"{rule.rule}{asked}" for asked in ASKED.get(rule.rule, ()))


async def signed_in(app: WebApp, person: Played) -> Browser:
    browser = Browser(app.test_client())
    assert (await browser.sign_in(person.login, person.password)).status_code == 303
    return browser


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that was opened, and what it asked for."""

    who: str
    address: str
    status: int
    asked: list[Statement]
    weight: int

    @property
    def is_held_against_a_list(self) -> bool:
        return sum('FROM "project"' in one.query for one in self.asked) == 1

    @property
    def twice(self) -> list[Statement]:
        """What was asked word for word again, though nothing was written in between."""
        counted, again = Counter[Statement](), list[Statement]()
        for one in self.asked:
            if not one.query.startswith("SELECT"):
                counted.clear()
            counted[one] += 1
            again += [one] if counted[one] > 1 else []
        return again


async def opened(home: Path) -> list[Opened]:
    """Open every page as everybody who looks at pages."""
    pages = []
    async with open_desk(settings_for(home), clock=TickingClock(TODAY)) as desk:
        app = create_app(desk)
        for person in (one for one in ROSTER if one.key in PLAYED):
            browser = await signed_in(app, person)
            for address in addresses(app, home):
                with statements() as asked:
                    answer = await browser.get(address, Accept_Encoding="gzip")
                    weight = len(await answer.get_data(as_text=False))
                pages.append(Opened(person.key, address, answer.status_code, asked, weight))
    return pages


def _asks_for_rows(one: Statement) -> bool:
    """Tell whether a statement reads; of a list of nobody nothing is read."""
    return one.query.startswith("SELECT") and "1=0" not in one.query


@pytest.fixture(scope="module")
def home(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(filled_sample, tmp_path_factory.mktemp("sample") / "home"))


async def compared(home: Path) -> None:
    """Find out which pictures look alike, as the leader does a moment after they came."""
    async with open_desk(settings_for(home), clock=MovableClock(TODAY)) as desk:
        while await compare_next(desk, Actor.system()):
            pass


@pytest.fixture(scope="module")
def pages(home: Path) -> list[Opened]:
    """Every page, opened once, after what is worked out behind them."""
    run(compared(home))
    return run(opened(home))


def test_a_page_asks_a_dozen_times_at_most(pages: list[Opened]) -> None:
    assert len({page.address for page in pages if page.status == 200}) > 50
    assert all(page.asked for page in pages if page.address == "/review")
    often = [
        page
        for page in pages
        if len(page.asked)
        > MORE.get(page.address.partition("?")[0], MOST + page.is_held_against_a_list)
    ]
    assert not often, [(page.who, page.address, len(page.asked), page.asked) for page in often]


def test_a_page_travels_light(pages: list[Opened]) -> None:
    assert max(page.weight for page in pages) > HEAVIEST // 2
    assert not [(one.address, one.weight) for one in pages if one.weight > HEAVIEST]


def test_a_page_asks_nothing_twice(pages: list[Opened]) -> None:
    assert not [(page.who, page.address, page.twice) for page in pages if page.twice]


def test_a_page_looks_through_no_table_from_end_to_end(pages: list[Opened], home: Path) -> None:
    """The file has never been analysed: so are those that people have. Units are few."""
    found = set()
    with closing(sqlite3.connect(home / "xuefen.db")) as file:
        for one in {one for page in pages for one in page.asked if _asks_for_rows(one)}:
            plan = file.execute(f"EXPLAIN QUERY PLAN {one.query}", list(one.values))
            steps = [step for _, _, _, step in plan]
            looked = {step[1] for step in map(LOOKED_THROUGH.match, steps) if step}
            settled = {step.removeprefix("CO-ROUTINE ") for step in steps}
            found |= {(table, one.query) for table in looked - settled - {"unit"}}
    assert not found
