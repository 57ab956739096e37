"""The forms that pages hold, filled in as somebody in a hurry would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from quart import Quart
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of

LONG = "想了很久才写下的话"
GIVEN = {"hidden", "radio", "checkbox"}
TYPED = {"date": "2026-06-01", "time": "09:00", "number": "1", "email": "a@b.cn", "file": ""}
# What is sent where no page has shown a form.
BLINDLY = {
    "seen": "1",
    "key": "k1",
    "decision": "approve",
    "kind": "certificate",
    "case": "a" * 16,
    "login": "330922",
    "password": "wrong",
    "phase": "sign-in",
    "reason": "已核对工牌",
    "answer": "here",
    "group": "included",
}


@dataclass(slots=True)
class Form:
    """Where a form goes, and what it sends."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self._form: Form | None = None
        self._text = self._select = ""
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = told.get("method", "").lower() == "post"
            self._form = Form(told.get("action") or self._page) if is_post else None
            if self._form:
                self.forms.append(self._form)
        elif self._form:
            self._take(self._form.fields, tag, told)

    def _take(self, fields: dict[str, str], tag: str, told: dict[str, str]) -> None:
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "input" and name and (kind not in {"radio", "checkbox"} or name not in fields):
            is_given = kind in GIVEN and "value" in told
            fields[name] = told["value"] if is_given else told.get("value") or TYPED.get(kind, "1")
        elif tag == "textarea" and name:
            fields[name] = LONG
        elif tag == "button" and name:
            fields.setdefault(name, told.get("value", ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and told.get("value"):
            fields.setdefault(self._select, told["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def rule_of(app: Quart, path: str) -> Rule | None:
    """Return the rule of the map that takes a form sent there."""
    try:
        adapter = app.url_map.bind("localhost")
        rule, _ = adapter.match(path.partition("?")[0], method="POST", return_rule=True)
    except HTTPException:
        return None
    return rule


async def forms_on(browser: Browser, app: Quart, path: str) -> dict[str, Form]:
    """Return the forms of a page by the rule that takes them."""
    page = await text_of(await browser.get(path))
    found = ((rule_of(app, form.action), form) for form in forms_in(page, path))
    return {rule.rule: form for rule, form in found if rule}


def forms_in(page: str, path: str) -> Iterator[Form]:
    """Yield the forms of a page that was asked for at `path`."""
    reader = _Reader(path)
    reader.feed(page)
    yield from reader.forms
