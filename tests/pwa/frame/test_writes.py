"""Every form of the sample hospital while nothing can be written: a sentence, never a defect."""

import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, nullcontext
from pathlib import Path

from quart import Quart
from werkzeug.routing import Rule

from core.texts import say
from pwa.app import create_app
from storage.desk import open_desk
from storage.sample import ROSTER
from storage.sample.people import someone
from storage.system import MovableClock
from tests.conftest import TODAY, settings_for
from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of
from tests.pwa.forms_of import BLINDLY, LONG, Form, forms_on
from tests.trouble import a_full_disk, a_held_database

NURSE, HEAD_NURSE, UNIT = "wen-dan", "330922001", "330922"
PAGES = {
    NURSE: (
        "/credits/new?year=2026&rule=paper-core",
        "/credits/{draft}",
        "/credits/{draft}/rule",
        "/credits/{returned}",
        "/credits/{returned}/edit",
        "/credits/{returned}/upload",
        "/credits/{waiting}?ask=withdrawal",
        "/inbox",
        "/settings",
        "/settings/chat",
    ),
    HEAD_NURSE: (
        "/forms",
        "/newcomers",
        "/review",
        "/trainings/new",
        "/trainings/{planned}",
        "/trainings/{approved}",
        "/trainings/{planned}/plan",
        "/trainings/{planned}/cycles/{cycle}",
        "/trainings/{planned}/cycles/new",
        "/trainings/{closed}/awards",
        "/trainings/{closed}",
    ),
    UNIT: ("/settings/reasons", "/settings/trainings"),
}
CREDIT = "SELECT id FROM credit WHERE staff_id = :nurse AND stage = "
OURS = "FROM training WHERE department_id = (SELECT department_id FROM staff WHERE id = :nurse)"
TRAINING = f"SELECT id {OURS} AND stage = "
IDS = {
    "nurse": "SELECT :nurse",
    "draft": CREDIT + "'draft'",
    "returned": CREDIT + "'returned'",
    "waiting": CREDIT + "'department-review'",
    "planned": TRAINING + "'draft'",
    "approved": TRAINING + "'approved'",
    "closed": TRAINING + "'closed'",
    "cycle": "SELECT cycle.id FROM cycle WHERE training_id = (" + TRAINING + "'draft')",
    "course": "SELECT course.id FROM course JOIN cycle ON cycle_id = cycle.id"
    " WHERE training_id = (" + TRAINING + "'draft')",
    "evidence": "SELECT id FROM evidence WHERE credit_id IN"
    " (SELECT id FROM credit WHERE staff_id = :nurse AND stage = 'returned')",
}
BLANKS = {
    "credit_id": "returned",
    "case_id": "waiting",
    "training_id": "planned",
    "cycle_id": "cycle",
    "course_id": "course",
    "staff_id": "nurse",
    "evidence_id": "evidence",
}
WORDS = {"kind": "credits", "phase": "sign-in", "role": "participant"}
Trouble = Callable[[], AbstractAsyncContextManager[None]]


def address(home: Path) -> str:
    return f"sqlite://{home / 'xuefen.db'}"


@asynccontextmanager
async def browsers(home: Path, more: str = "") -> AsyncIterator[dict[str, Browser]]:
    """The browsers of three people at a desk of their own."""
    settings = settings_for(home, f"{address(home)}?synchronous=OFF{more}")
    async with open_desk(settings, clock=MovableClock(TODAY)) as desk:
        app = create_app(desk)
        yield {key: Browser(app.test_client()) for key in PAGES}


@asynccontextmanager
async def full() -> AsyncIterator[None]:
    with a_full_disk():
        yield


def ids(home: Path) -> dict[str, str]:
    with closing(sqlite3.connect(home / "xuefen.db")) as file:
        nurse = {"nurse": someone("闻旦").staff_id}
        return {name: file.execute(asked, nurse).fetchone()[0] for name, asked in IDS.items()}


async def every_form(
    app: Quart, people: dict[str, Browser], known: dict[str, str]
) -> list[tuple[str, str, Form]]:
    """Return who sends what by which rule: as their pages would, and else as best as one can."""
    forms: dict[str, tuple[str, Form]] = {}
    for key, paths in PAGES.items():
        for path in paths:
            for rule, form in (await forms_on(people[key], app, path.format(**known))).items():
                forms.setdefault(rule, (key, form))
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    for rule in rules:
        who = HEAD_NURSE if re.match("/(trainings|review)", rule.rule) else NURSE
        forms.setdefault(rule.rule, (who, Form(_address(rule, known), {**BLINDLY})))
    return [(rule, key, form) for rule, (key, form) in sorted(forms.items())]


def _address(rule: Rule, known: dict[str, str]) -> str:
    address = rule.rule
    for name in rule.arguments:
        value = WORDS.get(name) or known.get(BLANKS.get(name, ""), "a" * 16)
        address = re.sub(rf"<(\w+(\([^)]*\))?:)?{name}>", value, address)
    return address


async def test_no_form_breaks_or_loses_a_word_while_nothing_can_be_written(
    filled_sample: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(filled_sample, tmp_path / "home"))
    async with browsers(home) as people:
        app = people[NURSE].client.app
        for key, browser in people.items():
            person = next(one for one in ROSTER if one.key == key)
            assert (await browser.sign_in(person.login, person.password)).status_code == 303
        forms = await every_form(app, people, ids(home))
        jars = {key: browser.client.cookie_jar for key, browser in people.items()}

    ways: dict[str, tuple[str, Trouble, int]] = {
        "database-busy": ("&busy_timeout=20", lambda: a_held_database(address(home)), 503),
        "database-read-only": ("&query_only=1", nullcontext, 503),
        "disk-full": ("", full, 507),
    }
    for code, (more, trouble, status) in ways.items():
        wrong, told = [], 0
        async with browsers(home, more) as people:
            for key, jar in jars.items():
                people[key].client.cookie_jar = jar
            for rule, key, form in forms:
                async with trouble():
                    answer = await people[key].post(form.action, form.fields)
                if answer.status_code == status:
                    told += 1
                    page = await text_of(answer)
                    assert say(f"refusal-{code}") in page, rule
                    assert LONG in page or LONG not in form.fields.values(), rule
                    assert "Retry-After" in answer.headers or status == 507, rule
                elif answer.status_code >= 500:
                    wrong.append((rule, answer.status_code, form))
        assert wrong == []
        assert told >= 20, (code, told)
    async with browsers(home) as people:
        for key, jar in jars.items():
            people[key].client.cookie_jar = jar
        with closing(sqlite3.connect(home / "xuefen.db")) as file, file:
            file.execute("DELETE FROM session")
        for rule, key, form in forms:
            answer = await people[key].post(form.action, form.fields)
            if LONG in form.fields.values():
                assert (answer.status_code, LONG in await text_of(answer)) == (401, True), rule
            else:
                assert answer.status_code < 500, rule
