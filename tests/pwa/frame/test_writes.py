"""Every write of the app while nothing can be written, and every form over an ended session."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, nullcontext
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from quart import Response
from quart.datastructures import FileStorage
from werkzeug.routing import Rule

from core.texts import say
from pwa.app import create_app
from pwa.frame.access import Access
from pwa.frame.typed import PASSWORDS, TYPED_ANEW
from pwa.frame.web_app import WebApp
from storage.desk import open_desk
from storage.phone_messages import Console
from storage.system import MovableClock
from tests import cast, pictures, projects
from tests.conftest import TODAY, settings_for
from tests.core.workbooks.test_reading import repacked
from tests.credit_books import a_claim, a_row, claims_of, credits_of
from tests.people_books import book_of, newcomer
from tests.pictures import Certificate, drawn
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of
from tests.pwa.forms_of import BLINDLY, LONG, forms_in, rule_of
from tests.pwa.frame.places import MOBILE, Ids, Places
from tests.pwa.frame.reaching import SHOWN, Shown, prepare
from tests.pwa.frame.test_routes import FILES, SCOPES, Walk, calls, path_of
from tests.scopes import ANY, OWN
from tests.trouble import a_full_disk, a_held_database

ACTORS = ("staff", "department", "unit", "first-password", "stranger", "other-unit")
WORKBOOK = book_of([newcomer(1)])
WORKBOOKS = {
    "imports.hand_in": WORKBOOK,
    "rolls.send_attendance": WORKBOOK,
    "assessments.hand_in": book_of([{"人员编号": "1", "考核": "合格"}], ("人员编号", "考核")),
    "projects.hand_in": book_of([projects.a_project()], projects.HEADINGS),
    "taken_over.hand_in": credits_of(a_row()),
    "claim_workbooks.hand_in": claims_of(a_claim()),
}
WITH_FILES = FILES | WORKBOOKS.keys() | {"authority.record", "first_photos.begin"}
SCANNER = "scanner.enter"
PICTURE = pictures.jpeg(drawn(Certificate("another"), 300))
PHONE = {"mobile": "13900000002", "office_phone": "", "staff_number": ""}
FIRST = {"new": "a new long password", "again": "a new long password"}
ONLY = {"POST /password/first": "first-password", "POST /settings/chat/choose": "department"}
GIVEN: dict[str, dict[str, str]] = {
    "POST /administrators": PHONE,
    "POST /administrators/<account_id>": PHONE,
    "POST /attendance/entries": {"code": "{text}", "key": "an-entry-of-one-phone"},
    "POST /credits/<credit_id>/evidence/<evidence_id>/kind": {"kind": "certificate"},
    "POST /credits/<credit_id>/rule": {"rule": "paper-core"},
    "POST /credits/<credit_id>/copy": {"key": "copied"},
    "POST /credits/new": {"year": "2026", "rule": "paper-core"},
    "POST /trainings/<training_id>/copies": {"key": "copied"},
    "POST /projects/applications/<application_id>/copies": {"key": "copied"},
    "POST /departments": {"name": "新科室", "code": "330922077"},
    "POST /departments/<department_id>": {"name": "护理部"},
    "POST /password/first": FIRST,
    "POST /review/<kind>/<case_id>/decision": {"decision": "approve"},
    "POST /settings/chat/choose": {"channel": "wecom"},
    "POST /settings/password": FIRST | {"old": cast.PASSWORD},
    "POST /settings/reminders": {"reminders": "off"},
    "POST /settings/trainings": {"networks": "10.20.0.0/16"},
    "POST /sign-in": {"login": cast.NURSE.login, "password": cast.PASSWORD},
    "POST /sign-in/codes": {"mobile": MOBILE},
}
BOMBS = (
    pictures.pixel_bomb(),
    pictures.looping_pdf(),
    repacked(WORKBOOK, **{"xl/bomb.xml": b" " * 70_000_000}),
)
REFUSED_FILES = ("图片尺寸太大", "表格太大", "不是表格", "不是照片", "文件打不开")
LOOKS = """
POST /credits/<credit_id>/companions/preview
POST /credits/corrections/preview
POST /credits/search
POST /forms/years
POST /search
POST /staff/records/preview
POST /staff/search
"""
"""What only looks, and goes on while nothing can be written."""
MAKING = ("/new", "/copies", "/guests", "/delegations", "POST /administrators", "POST /departments")
"""How the address of a form ends that makes something."""
PARTS = {"evidence", "journal", "search_term"}
"""What there are several of behind one thing that is made."""
Trouble = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class Write:
    """One form on its way: whose, by which rule, and what it brings."""

    entry: str
    actor: str
    method: str
    rule: Rule
    path: str
    fields: Mapping[str, str]
    file: bytes = b""

    async def sent(self, browser: Browser) -> Response:
        if self.rule.endpoint == SCANNER:
            return await browser.client.post(self.path, json=dict(self.fields), headers=HERE)
        if self.rule.endpoint not in WITH_FILES:
            return await browser.send(self.method, self.path, dict(self.fields))
        content = self.file or WORKBOOKS.get(self.rule.endpoint, PICTURE)
        files = {"file": FileStorage(BytesIO(content), filename="a")}
        return await browser.client.post(self.path, form=self.fields, files=files, headers=HERE)


@asynccontextmanager
async def full() -> AsyncIterator[None]:
    with a_full_disk():
        yield


def get_there(entry: str, actor: str) -> bool:
    marks = SCOPES.rows[entry]
    return marks.get(OWN, marks.get(ANY, {}))[actor] == "ok"


async def filled_in(walk: Walk, home: Path) -> tuple[list[Write], dict[str, object]]:
    """Return every write as one of those would send it who may, and everybody's cookies."""
    ids = walk.there.ids[ANY]
    async with walk.there.opened(home, *ACTORS) as (app, people):
        for entry, method, rule in calls(app):
            for actor in ACTORS:
                if method == "GET" and get_there(entry, actor):
                    await walk.look(app, path_of(app, rule, ids), actor, people[actor])
        writes = {}
        for entry, method, rule in calls(app):
            if method != "GET":
                actor = ONLY.get(entry) or next(
                    (one for one in ACTORS if get_there(entry, one)), "unit"
                )
                given = {key: text.format_map(ids) for key, text in GIVEN.get(entry, {}).items()}
                fields = walk.form_of(actor, rule) | given
                writes[entry] = Write(entry, actor, method, rule, path_of(app, rule, ids), fields)
        ids = await prepare(app.desk, ids)
        for entry, shown in SHOWN.items():
            writes[entry] = await _shown(app, people[shown.actor], shown, ids, writes, entry)
        return list(writes.values()), {name: one.client.cookie_jar for name, one in people.items()}


async def _shown(
    app: WebApp, browser: Browser, shown: Shown, ids: Ids, writes: Mapping[str, Write], entry: str
) -> Write:
    """Return a write as the page offers it that shows its form at this moment."""
    before = writes.get(shown.after)
    path = before.path if before else shown.page.format_map(ids)
    answer = await (before.sent(browser) if before else browser.get(path))
    page, rule = await text_of(answer), writes[entry].rule
    forms = (one for one in forms_in(page, path) if rule_of(app, one.action) == rule)
    form = next(forms, None)
    assert form, f"{answer.status_code}: no form of {entry} at {path}"
    typed = {name: text.format_map(ids) for name, text in shown.typed.items()}
    return replace(writes[entry], actor=shown.actor, path=form.action, fields=form.fields | typed)


@asynccontextmanager
async def opened(
    home: Path, jars: Mapping[str, object], more: str = ""
) -> AsyncIterator[tuple[WebApp, dict[str, Browser]]]:
    url = f"sqlite://{home / 'xuefen.db'}?synchronous=OFF{more}"
    settings = replace(settings_for(home, url), telegram_bot_name="xuefen_bot")
    async with open_desk(settings, clock=MovableClock(TODAY)) as desk:
        app = create_app(replace(desk, sender=Console()))
        app.close_streams()
        people = {name: Browser(app.test_client()) for name in jars}
        for name, browser in people.items():
            browser.client.cookie_jar = jars[name]  # type: ignore[assignment]
        yield app, people


async def test_no_write_breaks_or_loses_a_word_while_nothing_can_be_written(
    hospitals: Places, tmp_path: Path
) -> None:
    home, walk = tmp_path / "home", Walk(hospitals)
    writes, jars = await filled_in(walk, home)
    await _all_is_made_once(writes, jars, shutil.copytree(home, tmp_path / "copy"))
    await _no_bomb_comes_in(writes, jars, shutil.copytree(home, tmp_path / "another"))
    url = f"sqlite://{home / 'xuefen.db'}"
    ways: dict[str, tuple[str, Trouble, int]] = {
        "database-busy": ("&busy_timeout=5", lambda: a_held_database(url), 503),
        "database-read-only": ("&query_only=1", nullcontext, 503),
        "disk-full": ("", full, 507),
    }
    looks = set(LOOKS.split("\n")) - {""}
    for code, (more, trouble, status) in ways.items():
        found = set()
        async with opened(home, jars, more) as (_, people), trouble():
            for write in writes:
                answer = await write.sent(people[write.actor])
                page, said = await text_of(answer), say(f"refusal-{code}")
                if answer.status_code == status:
                    assert said in page, write
                    assert LONG in page or LONG not in write.fields.values(), write
                    assert "Retry-After" in answer.headers or status == 507, write
                else:
                    assert answer.status_code < 500, write
                    assert said not in page, write
                    found.add(write.entry)
        assert found == looks, code
    with closing(sqlite3.connect(home / "xuefen.db")) as file, file:
        file.execute("DELETE FROM session")
    async with opened(home, jars) as (app, people):
        for write in writes:
            if app.access_to(write.rule.endpoint) is not Access.EVERYBODY:
                await _nothing_is_lost(write, people[write.actor])


async def _all_is_made_once(writes: list[Write], jars: Mapping[str, object], home: Path) -> None:
    """Send each form that makes something twice at the same moment, and once more later."""
    makes = [one for one in writes if one.entry.endswith(MAKING) or "key" in one.fields]
    async with opened(home, jars) as (_, people):
        for write in (one for one in makes if one.fields.get("key") != BLINDLY["key"]):
            before = _rows(home)
            sent = await asyncio.gather(*(write.sent(people[write.actor]) for _ in "12"))
            sent.append(await write.sent(people[write.actor]))
            assert {answer.status_code for answer in sent} <= {200, 303, 409, 422}, write
            grown = {name for name, count in _rows(home).items() if count > before[name] + 1}
            assert grown <= PARTS, write


async def _no_bomb_comes_in(writes: list[Write], jars: Mapping[str, object], home: Path) -> None:
    """Send small files that would become enormous through every door that takes one.

    The draft that a photo begins is there: the next photo from the same page goes into it.
    """
    before = _rows(home)
    async with opened(home, jars) as (_, people):
        for write in (one for one in writes if one.rule.endpoint in WITH_FILES):
            for bomb in BOMBS:
                answer = await replace(write, file=bomb).sent(people[write.actor])
                assert 400 <= answer.status_code < 500, write
                page = await text_of(answer)
                assert any(one in page for one in REFUSED_FILES), (write.entry, page)
    after = _rows(home)
    assert {name for name in after if after[name] != before[name]} <= {"credit", "journal"}


def _rows(home: Path) -> dict[str, int]:
    """Return how much there is of everything."""
    with closing(sqlite3.connect(home / "xuefen.db")) as file:
        tables = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: file.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables
        }


async def _nothing_is_lost(write: Write, browser: Browser) -> None:
    """Send it over a session that has ended: all of it stands in the page that answers."""
    typed = {name: text for name, text in write.fields.items() if name not in PASSWORDS}
    answer = await replace(write, fields=typed).sent(browser)
    if not typed or write.method != "POST":
        assert answer.status_code == 303, write
        return
    assert answer.status_code == 401, write
    (form,) = [one for one in forms_in(await text_of(answer), "/") if one.action == "/sign-in"]
    action, fields, anew, files = json.loads(form.fields["typed"])
    assert action == write.path
    assert dict(fields) == {name: typed[name] for name in typed.keys() - TYPED_ANEW}, write
    assert set(anew) == {name for name in typed.keys() & TYPED_ANEW if typed[name]}, write
    assert files == (["file"] if write.rule.endpoint in WITH_FILES else []), write
