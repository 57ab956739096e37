"""A page that says what went wrong leads on: to what may help, then to where everybody begins."""

import re

import pytest
from quart import Blueprint

from core.domain.errors import Refusal
from core.ports import Desk
from core.texts import say
from pwa.app import create_app
from pwa.frame.access import Access
from pwa.frame.connection import SMALL_BODY
from tests import cast
from tests.pwa.conftest import Browser

NOWHERE = "a" * 16


class Busy(Refusal):
    code = "database-busy"
    status = 503


def parts_of(page: str) -> list[tuple[str, str]]:
    """Return where the buttons of a part lead to, and what each of them changes."""
    return re.findall(r'<a class="button [^"]*" href="([^"]*)" data-turbo-frame="([^"]*)"', page)


def ways_of(page: str) -> list[str]:
    """Return where the buttons of the page lead to, the first before the others."""
    _, _, ways = page.partition('class="empty-ways"')
    return re.findall(r'<a class="button [^"]*" href="([^"]*)"', ways)


@pytest.mark.parametrize(
    ("path", "came_from", "status", "ways"),
    [
        (f"/credits/{NOWHERE}", "", 404, ["/credits", "/"]),
        (f"/credits/{NOWHERE}", "/inbox?tab=unread", 404, ["/credits", "/inbox?tab=unread", "/"]),
        ("/nowhere", "", 404, ["/"]),
        ("/review", "/inbox", 403, ["/inbox", "/"]),
        ("/review", "/review", 403, ["/"]),
        ("/a/wrong", "", 422, ["/scan", "/"]),
        ("/sign-in/used", "", 410, ["/"]),
    ],
)
async def test_whoever_is_signed_in_is_led_to_the_list_back_or_home(
    nurse_browser: Browser, path: str, came_from: str, status: int, ways: list[str]
) -> None:
    referer = {"Referer": f"http://localhost{came_from}"} if came_from else {}
    answer = await nurse_browser.get(path, **referer)
    assert answer.status_code == status
    assert ways_of(await answer.get_data(as_text=True)) == ways


@pytest.mark.parametrize("path", ["/nowhere", "/sign-in/used", f"/board/{NOWHERE}"])
async def test_a_guest_is_led_to_the_sign_in(guest: Browser, path: str) -> None:
    page = await (await guest.get(path, Referer="http://elsewhere.example/inbox")).get_data(
        as_text=True
    )
    assert ways_of(page) == ["/sign-in"]


async def test_a_board_whose_link_is_over_speaks_to_the_organiser(guest: Browser) -> None:
    answer = await guest.get(f"/board/{NOWHERE}")
    assert answer.status_code == 410
    assert say("refusal-board-link-over") in await answer.get_data(as_text=True)


async def test_what_was_too_large_leads_back_to_its_form(nurse_browser: Browser) -> None:
    referer = "http://localhost/settings"
    large = {"old": "x" * (SMALL_BODY + 1)}
    answer = await nurse_browser.post("/settings/password", large, Referer=referer)
    assert answer.status_code == 413
    assert ways_of(await answer.get_data(as_text=True)) == ["/settings", "/"]


async def test_what_may_pass_is_asked_for_again(desk: Desk) -> None:
    pages = Blueprint("busy", __name__)

    @pages.get("/busy")
    async def busy() -> str:
        raise Busy

    app = create_app(desk)
    app.admit(pages, Access.SIGNED_IN)
    browser = Browser(app.test_client())
    await browser.sign_in(cast.NURSE.login)
    answer = await browser.get("/busy?year=2026")
    assert answer.status_code == 503
    assert ways_of(await answer.get_data(as_text=True)) == ["/busy?year=2026", "/"]
    part = await browser.get("/busy?year=2026", Turbo_Frame="queue")
    assert parts_of(await part.get_data(as_text=True)) == [("/busy?year=2026", "queue")]


@pytest.mark.parametrize(
    ("path", "came_from", "ways"),
    [
        (f"/credits/{NOWHERE}", "/inbox?tab=unread", [("/inbox?tab=unread", "list")]),
        (f"/credits/{NOWHERE}", "", [("/", "_top")]),
        ("/a/wrong", "/inbox", [("/inbox", "list"), ("/scan", "_top")]),
    ],
)
async def test_a_part_of_a_page_comes_back_where_it_stood(
    nurse_browser: Browser, path: str, came_from: str, ways: list[tuple[str, str]]
) -> None:
    referer = {"Referer": f"http://localhost{came_from}"} if came_from else {}
    answer = await nurse_browser.get(path, Turbo_Frame="list", **referer)
    assert parts_of(await answer.get_data(as_text=True)) == ways


async def test_a_part_asked_for_by_a_guest_leads_to_the_sign_in_when_they_say_so(
    guest: Browser,
) -> None:
    for came_from, back in (("/inbox?tab=unread", "/inbox?tab=unread"), ("/review", "/review")):
        referer = f"http://localhost{came_from}"
        answer = await guest.get("/review", Turbo_Frame="queue", Referer=referer)
        assert answer.status_code == 401
        assert parts_of(await answer.get_data(as_text=True)) == [(back, "_top")]
