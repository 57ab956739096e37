"""Who gets where: every address by everybody, for what is theirs, of others, of nobody, gone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from quart import Response
from quart.datastructures import FileStorage
from werkzeug.routing import Rule

from pwa.frame.web_app import WebApp
from tests import cast
from tests.conftest import run
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of
from tests.pwa.forms_of import BLINDLY, forms_in, rule_of
from tests.pwa.frame.places import Ids, Places
from tests.pwa.frame.routes import ROUTES
from tests.scopes import ACTORS, FOREIGN, MISSING, MOVED, OWN, Marks, read_scopes

PERSONAL = {"staff_id", "credit_id", "case_id", "evidence_id"}
SECRETS = {"text", "code", "link", "token", "shared", "feed"}
FILES = {
    *("evidence.attach", "photos.send", "imports.hand_in", "closings.attach"),
    *("rolls.send_attendance", "assessments.hand_in"),
    *("projects.hand_in", "application_files.attach"),
}
# What changes more than it names: later than everything else, and in this order.
LAST = (
    *("evidence.remove", "credits.remove", "closings.remove", "courses.remove", "cycles.remove"),
    "guests.remove",
    *("application_files.remove", "steps.remove_lecture", "applications.submit"),
    *("applications.remove", "delegations.take_back"),
    *("trainings.cancel", "trainings.remove", "photos.remove", "records.remove", "transfer.act"),
    *("holders.let_in", "holders.remove", "departments.close", "departments.merge"),
    *("settings.set_password", "settings.end_session"),
    *("sign_in.sign_in", "password.set_first", "links.use", "leaving.sign_out"),
)
TYPED = {
    "people.search": {"number": cast.NURSE.document},
    "find.search": {"number": cast.NURSE.document},
    "search.found": {"q": "wendan"},
    "corrections.ask": {"act": "delete", "reason": "重复录入"},
}
CONVERTER = re.compile(r"<[^<>]*:")
SCOPES = read_scopes(ROUTES)


@dataclass(slots=True)
class Walk:
    """All calls of a table's routes, what they came to, and the forms met on the way."""

    there: Places
    found: dict[str, Marks] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    forms: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    async def looks(self, home: Path) -> None:
        """Open every page as everybody."""
        async with self.there.opened(home, *ACTORS) as (app, people):
            for entry, method, rule in calls(app):
                if method == "GET":
                    for actor, browser in people.items():
                        await self._look(app, entry, rule, actor, browser)

    async def _look(
        self, app: WebApp, entry: str, rule: Rule, actor: str, browser: Browser
    ) -> None:
        for whose in SCOPES.rows[entry]:
            answer = await self.look(app, path_of(app, rule, self.there.ids[whose]), actor, browser)
            self.found[entry][whose][actor] = mark_of(answer)

    async def look(self, app: WebApp, path: str, actor: str, browser: Browser) -> Response:
        """Open a page, and note the forms on it."""
        answer = await browser.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for form in forms_in(await text_of(answer), path):
                if taken_by := rule_of(app, form.action):
                    for key in ((actor, taken_by.rule), ("", taken_by.rule)):
                        self.forms.setdefault(key, form.fields)
        return answer

    async def writes(self, home: Path, actor: str) -> None:
        """Send every form as one of them, to a copy of all: what is not theirs goes first."""
        async with self.there.opened(home, actor) as (app, people):
            for entry, method, rule in calls(app):
                if method != "GET":
                    marks = SCOPES.rows[entry]
                    for whose in sorted(marks, key=lambda one: (marks[one][actor] == "ok", one)):
                        path = path_of(app, rule, self.there.ids[whose])
                        form = self.form_of(actor, rule)
                        sent = await _send(people[actor], method, path, rule, form)
                        self.found[entry][whose][actor] = mark_of(sent)

    def form_of(self, actor: str, rule: Rule) -> dict[str, str]:
        """Return what is sent: as a page of theirs had it, as somebody's had it, or blindly."""
        seen = self.forms.get((actor, rule.rule)) or self.forms.get(("", rule.rule)) or BLINDLY
        return seen | TYPED.get(rule.endpoint, {})


def calls(app: WebApp) -> list[tuple[str, str, Rule]]:
    """Return all routes as the table names them, in the order in which they are called."""
    found = [
        (f"{method} {CONVERTER.sub('<', rule.rule)}", method, rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    return sorted(found, key=lambda one: (_turn(one[2].endpoint), one[0]))


def _turn(endpoint: str) -> int:
    return LAST.index(endpoint) + 1 if endpoint in LAST else 0


def path_of(app: WebApp, rule: Rule, ids: Ids) -> str:
    if rule.endpoint == "shell.static":
        return "/static/1/css/app.css"
    return app.url_map.bind("localhost").build(
        rule.endpoint, {name: ids[name] for name in rule.arguments}
    )


async def _send(
    browser: Browser, method: str, path: str, rule: Rule, form: dict[str, str]
) -> Response:
    if rule.endpoint not in FILES:
        return await browser.send(method, path, form)
    file = FileStorage(BytesIO(b"neither picture nor table"), filename="a.txt")
    return await browser.client.post(path, form=form, files={"file": file}, headers=HERE)


def mark_of(answer: Response) -> str:
    """Return an answer as the table has it; what is wrong with a form is told within the scope."""
    to, status = answer.headers.get("Location", ""), answer.status_code
    if status == 401 or to.startswith(("/sign-in", "/password/first")):
        return "in"
    if status in {403, 404} or status >= 500:
        return "no" if status == 404 else str(status)
    return "ok"


def ids_of(rule: Rule) -> Iterator[str]:
    """Yield of whom the ids must be that a route is called with."""
    names_something = any(name.endswith("_id") for name in rule.arguments)
    if names_something or rule.arguments & SECRETS:
        yield from (OWN, FOREIGN, MISSING)
    if rule.arguments & PERSONAL:
        yield MOVED


def test_every_route_has_a_row_and_every_row_a_route(app: WebApp) -> None:
    routes = {entry: rule for entry, _, rule in calls(app)}
    assert SCOPES.rows.keys() - routes.keys() == set(), "no such route"
    assert routes.keys() - SCOPES.rows.keys() == set(), "no row"
    for entry, rule in routes.items():
        assert set(ids_of(rule)) <= SCOPES.rows[entry].keys(), entry


def test_everybody_gets_where_the_table_says(hospitals: Places, tmp_path: Path) -> None:
    wrong = SCOPES.compared(run(_walked(hospitals, tmp_path)))
    assert not wrong, "\n".join(wrong)


async def _walked(there: Places, home: Path) -> dict[str, Marks]:
    walk = Walk(there)
    await walk.looks(home / "looking")
    for actor in ACTORS:
        await walk.writes(home / actor, actor)
    return walk.found
