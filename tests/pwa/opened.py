"""Pages opened one after another, each by everybody who looks at pages, and what they ask for."""

import gzip
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from werkzeug.routing import Rule

from pwa.app import create_app
from pwa.frame.web_app import WebApp
from storage.desk import open_desk
from storage.sample import ROSTER, Played
from tests.clocks import TickingClock
from tests.conftest import TODAY, settings_for
from tests.pwa.conftest import Browser
from tests.statements import Statement, statements

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
TYPED = {
    "name": "王",
    "q": "王",
    "number": "82",
    "who": "闻",
    "from": "2026-01-01",
    "to": "2026-06-01",
}
BUSY_YEAR = "2025"
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
    def twice(self) -> list[Statement]:
        """What was asked word for word again, though nothing was written in between."""
        counted, again = Counter[Statement](), list[Statement]()
        for one in self.asked:
            if not one.query.startswith("SELECT"):
                counted.clear()
            counted[one] += 1
            again += [one] if counted[one] > 1 else []
        return again


Follow = Callable[[str], Iterable[str]]
"""From what a page says, the addresses to be opened after it."""


async def opened(
    home: Path, addresses: Callable[[WebApp], Iterable[str]], *follow: Follow
) -> list[Opened]:
    """Open pages as everybody who looks at pages, and those that one follows to, once each."""
    pages: dict[tuple[str, str], Opened] = {}
    async with open_desk(settings_for(home), clock=TickingClock(TODAY)) as desk:
        app = create_app(desk)
        for person in (one for one in ROSTER if one.key in PLAYED):
            browser = await signed_in(app, person)
            for address in addresses(app):
                await _open(browser, person.key, address, follow, pages)
    return list(pages.values())


async def _open(
    browser: Browser,
    who: str,
    address: str,
    follow: Sequence[Follow],
    pages: dict[tuple[str, str], Opened],
) -> None:
    if (who, address) in pages:
        return
    with statements() as asked:
        answer = await browser.get(address, Accept_Encoding="gzip")
        sent = await answer.get_data(as_text=False)
    pages[who, address] = Opened(who, address, answer.status_code, asked, len(sent))
    if follow and answer.status_code == HTTPStatus.OK and answer.mimetype == "text/html":
        page = gzip.decompress(sent) if answer.content_encoding == "gzip" else sent
        for further in follow[0](page.decode()):
            await _open(browser, who, further, follow[1:], pages)


def all_lists(app: WebApp) -> Iterator[str]:
    """Every address at which a list may lie."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and not NO_PAGE.search(rule.rule):
            yield from _of_rule(app, rule, [])


def narrowed(page: str) -> Iterator[str]:
    """Where a list goes that is narrowed down by each of its fields, and by all that is typed."""
    reader = _Reader(page)
    for one in ({name: value} for name, value in (reader.chosen | reader.typed).items()):
        yield reader.at(one)
    if len(reader.typed) > 1:
        yield reader.at(reader.typed)


def next_page(page: str) -> Iterator[str]:
    yield from filter(None, [_Reader(page).following])


class _Reader(HTMLParser):
    """The form that narrows down a list, and where the page after this one lies.

    What is typed into the form is said by many; of what there is to choose it is the last.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.following = self._action = self._select = ""
        self._is_in = False
        self._kept: dict[str, str] = {}
        self.chosen: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        self.feed(page)

    def at(self, fields: Mapping[str, str]) -> str:
        return f"{self._action}?{urlencode({**self._kept, **fields})}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, value = told.get("name", ""), told.get("value", "")
        match tag, told.get("type"):
            case "a", _ if told.get("rel") == "next":
                self.following = told["href"]
            case "form", _:
                self._is_in = told.get("class") == "list-filters"
                self._action = told["action"] if self._is_in else self._action
            case _ if not self._is_in:
                return
            case "select", _:
                self._select = name
            case "option", _ if value:
                self.chosen[self._select] = value
            case "input", "hidden":
                self._kept[name] = value
            case "input", "radio" | "checkbox" if value and self.chosen.get(name) != BUSY_YEAR:
                self.chosen[name] = value
            case "input", "date" | "search":
                self.typed[name] = TYPED.get(name, "护理")

    def handle_endtag(self, tag: str) -> None:
        self._is_in = self._is_in and tag != "form"
