"""Browsers of the cast, in process: the real app on a real desk."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from quart import Response
from quart.typing import TestClientProtocol

from core.ports import Desk
from pwa.app import create_app
from pwa.frame.web_app import WebApp
from tests import cast
from tests.cast import Person

HERE = {"Origin": "http://localhost", "Accept": "text/html"}


@dataclass(frozen=True, slots=True)
class Browser:
    """Keeps cookies and sends what a browser sends along."""

    client: TestClientProtocol
    address: str = "127.0.0.1"

    async def get(self, path: str, **headers: str) -> Response:
        """Open a page; `Accept_Language` stands for Accept-Language."""
        return await self.client.get(
            path, headers=HERE | _named(headers), scope_base={"client": (self.address, 1)}
        )

    async def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Response:
        """Send a form from a page of our own."""
        return await self.send("POST", path, form, **headers)

    async def send(
        self, method: str, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> Response:
        """Send a form in another way."""
        return await self.client.open(  # type: ignore[call-arg] # `json` has a default
            path,
            method=method,
            data=urlencode(form or {}),
            headers=HERE | {"Content-Type": "application/x-www-form-urlencoded"} | _named(headers),
            scope_base={"client": (self.address, 1)},
        )

    async def sign_in(
        self, login: str, password: str = cast.PASSWORD, mobile: str = ""
    ) -> Response:
        """Fill in the sign-in page."""
        form = {"login": login, "password": password}
        return await self.post("/sign-in", form | ({"mobile": mobile} if mobile else {}))


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


BrowserOf = Callable[[Person], Awaitable[Browser]]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Pages are tested on SQLite; that every page also works on PostgreSQL see test_app.py."""
    return sqlite_url


@pytest.fixture
def app(desk: Desk) -> WebApp:
    """The web app at this test's desk."""
    return create_app(desk)


@pytest.fixture
def guest(app: WebApp) -> Browser:
    """A browser in which nobody has signed in."""
    return Browser(app.test_client())


@pytest.fixture
def browser_of(app: WebApp) -> BrowserOf:
    """Return a way to get the browser of one of the cast, signed in."""

    async def signed_in(person: Person) -> Browser:
        browser = Browser(app.test_client())
        if person is cast.COLLEAGUE:
            answer = await browser.sign_in(person.login, person.document[-6:], person.mobile)
        else:
            answer = await browser.sign_in(person.login)
        assert answer.status_code == 303
        return browser

    return signed_in


@pytest.fixture
async def nurse_browser(browser_of: BrowserOf) -> Browser:
    """闻旦's phone."""
    return await browser_of(cast.NURSE)


@pytest.fixture
async def head_nurse_browser(browser_of: BrowserOf) -> Browser:
    """蔡李铭's phone."""
    return await browser_of(cast.HEAD_NURSE)


@pytest.fixture
async def first_password_browser(browser_of: BrowserOf) -> Browser:
    """葛莺莺's phone: she came in with the last six places of her document."""
    return await browser_of(cast.COLLEAGUE)


@pytest.fixture
async def unit_administrator_browser(browser_of: BrowserOf) -> Browser:
    """刘独秀's computer."""
    return await browser_of(cast.UNIT_ADMINISTRATOR)


@pytest.fixture
async def authority_browser(browser_of: BrowserOf) -> Browser:
    """陆省之's computer."""
    return await browser_of(cast.AUTHORITY)


@pytest.fixture
async def stranger_browser(browser_of: BrowserOf) -> Browser:
    """刘一秀's phone, at another hospital."""
    return await browser_of(cast.STRANGER)
