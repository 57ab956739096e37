"""Whatever is sent to whichever address, as whomever: no answer is a defect, none leads away."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from inspect import getsource
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes

import httpx
import pytest
from werkzeug.routing import Rule

import core.domain
from pwa.app import create_app
from pwa.frame.web_app import WebApp
from storage.desk import open_desk
from storage.sample import ROSTER, Played
from storage.system import MovableClock
from tests.browser.serving import serving
from tests.conftest import TODAY, settings_for
from tests.waiting import PATIENCE_SECONDS

SEED = int(os.environ.get("TEST_SEED", "20260615"))
REQUESTS = 1000
READS = "text|texts|number|id|ids|choice|day|year|is_ticked"
FIELD = re.compile(rf'(?:\b(?:{READS})\(|name=)"([\w-]+)"')
JOINED = {
    "credit_id, id evidence_id": "evidence",
    "id credit_id, staff_id": "credit",
    "training_id, cycle_id, course.id course_id": "course JOIN cycle ON cycle_id = cycle.id",
    "training_id, cycle.id cycle_id": "cycle",
    "training_id, id file_id": "training_file",
    "id training_id": "training",
    "id staff_id": "staff",
    "id session_id": "session",
    "code": "issue",
}
WORDS = sorted(
    one.value
    for module in iter_modules(core.domain.__path__)
    for kind in vars(import_module(f"core.domain.{module.name}")).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    for one in kind
)
VALUES = (
    b"",
    b"0",
    b"1",
    b"-1",
    b"2",
    b"2026",
    b"999999999",
    b"9" * 40,
    b"1e9",
    b"on",
    b"next",
    b"2026-06-12",
    b"2026-02-30",
    b"2026-06-12T09:00",
    b"9999-12-31T23:59",
    b"//evil.example/x",
    b"/\\evil.example",
    b"http://[",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"[" * 3000,
    "危重症护理新进展".encode(),
    "\U0001f600".encode() * 50,
    b"x" * 25_000,
)
HEADERS = (
    (b"referer", b"http://["),
    (b"referer", b"http://evil.example/credits"),
    (b"host", b"evil.example"),
    (b"host", b"[::1"),
    (b"host", b"\xff\xfe"),
    (b"x-forwarded-host", b"evil.example"),
    (b"upgrade", b"websocket"),
    (b"accept", b"application/json"),
    (b"accept", b";;q=x,*/*;q=\xff"),
    (b"accept-language", b"\xff\xfe,;q=1e999"),
    (b"cookie", b"language=\xff; device=\x80; xuefen=;;;"),
    (b"range", b"bytes=9-1,-,x"),
    (b"if-none-match", b'W/"\xff'),
    (b"if-modified-since", b"Mon, 99 Foo 99999"),
    (b"turbo-frame", b"inbox"),
    (b"content-type", b"application/json"),
    (b"content-type", b"multipart/form-data"),
    (b"content-type", b"multipart/form-data; boundary=\xff"),
    (b"content-type", b"application/x-www-form-urlencoded; charset=utf-7"),
    (b"origin", b"http://["),
    (b"origin", b"null"),
    (b"sec-fetch-site", b"cross-site"),
    (b"authorization", b"Basic \xff"),
)
BODIES = (
    b"\xff\xfe\x00",
    b"[" * 20_000,
    b'{"code": "\xed\xa0\x80"}',
    b"&" * 2_000,
    b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n",
    b"a=" + b"%" * 400_000,
)


@dataclass(frozen=True, slots=True)
class Dice:
    """Everything that is thrown; the same seed throws the same."""

    random: Random
    rows: list[list[dict[str, str]]]

    def query(self, known: list[str], most: int) -> bytes:
        names = self.random.choices(known, k=self.random.randint(0, most))
        return b"&".join(
            name.encode() + b"=" + quote_from_bytes(self.value()).encode() for name in names
        )

    def value(self) -> bytes:
        if self.random.random() < 0.2:
            return self.random.choice(list(self.places().values())).encode()
        if self.random.random() < 0.3:
            return self.random.choice(WORDS).encode()
        return self.random.choice(VALUES)

    def places(self) -> dict[str, str]:
        """Rows that belong together, mostly: what the blanks of an address stand for."""
        chosen = {"picture": "view", "phase": "sign-in", "role": "participant", "year": "2026"}
        for rows in self.random.sample(self.rows, len(self.rows)):
            chosen |= self.random.choice(rows)
        return chosen

    def address(self, rule: Rule) -> str:
        address, places = rule.rule, self.places()
        for name in rule.arguments:
            value = places.get(name, "a" * 16)
            if self.random.random() < 0.1:
                value = quote_from_bytes(self.random.choice(VALUES)[:50])
            address = re.sub(rf"<([^<>]*:)?{name}>", lambda _, value=value: value, address)
        return address

    def headers(self) -> dict[bytes, bytes]:
        return dict(self.random.sample(HEADERS, self.random.choice((0, 0, 1, 1, 2))))

    def body(self, known: list[str]) -> bytes:
        return self.random.choice(BODIES) if self.random.random() < 0.15 else self.query(known, 12)


def _fields(app: WebApp, endpoint: str) -> list[str]:
    """The names that the module which answers reads, and what many pages send."""
    source = getsource(import_module(app.view_functions[endpoint].__module__))
    return sorted({*FIELD.findall(source), "seen", "back", "next", "page", "lang"})


def _rows(home: Path) -> Iterator[list[dict[str, str]]]:
    with closing(sqlite3.connect(home / "xuefen.db")) as file:
        file.row_factory = sqlite3.Row
        for columns, table in JOINED.items():
            found = file.execute(f"SELECT {columns} FROM {table} ORDER BY 1 LIMIT 200")
            if rows := [dict(row) for row in found]:
                yield rows


def _throws(dice: Dice, app: WebApp) -> Iterator[tuple[str, Rule]]:
    """Every address by every method, again and again, in an order of its own."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    ways = [
        (method, rule) for rule in rules for method in sorted((rule.methods or set()) - {"OPTIONS"})
    ]
    while True:
        yield from dice.random.sample(ways, len(ways))


async def _sign_in(browser: httpx.AsyncClient, url: str, person: Played) -> None:
    form = {"login": person.login, "password": person.password, "mobile": person.mobile}
    answer = await browser.post("/sign-in", data=form, headers={"Origin": url})
    assert answer.status_code == 303, answer.text


async def test_no_request_is_answered_with_a_defect_or_led_away(
    filled_sample: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = Path(shutil.copytree(filled_sample, tmp_path / "home"))
    dice = Dice(Random(SEED), list(_rows(home)))
    wrong, sent_away = [], 0
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(
            open_desk(settings_for(home), clock=MovableClock(TODAY))
        )
        url = await stack.enter_async_context(serving(desk))
        people = [None, *ROSTER]
        browsers = [
            await stack.enter_async_context(
                httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS)
            )
            for _ in people
        ]
        for browser, person in zip(browsers, people, strict=True):
            if person:
                await _sign_in(browser, url, person)
        app = create_app(desk)
        throws = _throws(dice, app)
        for _ in range(REQUESTS):
            browser, person = dice.random.choice(list(zip(browsers, people, strict=True)))
            method, rule = next(throws)
            known = _fields(app, rule.endpoint)
            headers = {b"origin": url.encode(), **dice.headers()}
            if method == "POST":
                headers.setdefault(b"content-type", b"application/x-www-form-urlencoded")
            sent: dict[str, Any] = {
                "method": method,
                "url": f"{dice.address(rule)}?{dice.query(known, 4).decode()}",
                "headers": list(headers.items()),
                "content": dice.body(known) if method == "POST" else None,
            }
            async with browser.stream(**sent) as answer:
                place = answer.headers.get("Location", "/")
                if answer.status_code >= 500 or not re.match(r"/(?![/\\])", place):
                    wrong.append((answer.status_code, place, person and person.key, sent))
            if person and place.startswith("/sign-in"):
                sent_away += 1
                await _sign_in(browser, url, person)
    assert sent_away < REQUESTS / 20  # else only guests would have been heard
    assert not wrong, "\n".join(map(str, wrong)) + caplog.text
