"""The pages of signing in with a code."""

import re
from dataclasses import dataclass, field, replace

import pytest

from core.ports import Desk, PhoneMessage
from core.texts import say
from pwa.app import create_app
from pwa.frame.web_app import WebApp
from tests import cast
from tests.pwa.conftest import Browser, BrowserOf
from tests.waiting import until

MOBILE, UNKNOWN = "13567231913", "13999999999"
HEAD = f"/administrators/{cast.HEAD_NURSE.account.id}"


@dataclass
class Phones:
    """A gateway that keeps what it is given."""

    is_there: bool = True
    got: list[PhoneMessage] = field(default_factory=list)

    async def send(self, message: PhoneMessage) -> None:
        self.got.append(message)


@pytest.fixture
def phones() -> Phones:
    return Phones()


@pytest.fixture
def app(desk: Desk, phones: Phones) -> WebApp:
    return create_app(replace(desk, sender=phones))


async def register(browser: Browser) -> None:
    """Register the head nurse's mobile as the unit's administrator does."""
    page = await (await browser.get(HEAD)).get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    saved = await browser.post(HEAD, {"seen": seen[1], "mobile": MOBILE, "office_phone": "8001"})
    assert saved.status_code == 303


async def test_the_way_is_offered_where_something_sends_codes_only(
    guest: Browser, desk: Desk
) -> None:
    without = Browser(create_app(desk).test_client())
    for browser, is_offered in ((guest, True), (without, False)):
        page = await (await browser.get("/sign-in")).get_data(as_text=True)
        assert (say("sign-in-by-code") in page) is is_offered
        assert (await browser.get("/sign-in/code")).status_code == (200 if is_offered else 404)
        asked = await browser.post("/sign-in/codes", {"mobile": MOBILE})
        assert asked.status_code == (200 if is_offered else 404)


async def test_an_administrator_comes_in_with_the_code_and_goes_where_they_wanted(
    app: WebApp, guest: Browser, phones: Phones, unit_administrator_browser: Browser
) -> None:
    await register(unit_administrator_browser)
    await guest.get("/sign-in/code?next=/inbox")
    form = {"mobile": MOBILE, "next": "/inbox", "gave-cookie": "1"}
    asked = await guest.post("/sign-in/codes", form)
    shown = await asked.get_data(as_text=True)
    await until(lambda: phones.got and not app.under_way)
    code = phones.got[0].blanks["code"]
    assert code not in shown
    wrong = await guest.post("/sign-in/code", form | {"code": "12"})
    assert wrong.status_code == 401
    assert say("refusal-wrong-code") in await wrong.get_data(as_text=True)
    signed_in = await guest.post("/sign-in/code", form | {"code": code})
    assert (signed_in.status_code, signed_in.headers["Location"]) == (303, "/inbox")
    assert "蔡李铭" in await (await guest.get("/settings")).get_data(as_text=True)


async def test_known_and_unknown_mobiles_are_answered_with_the_same_page(
    app: WebApp, unit_administrator_browser: Browser
) -> None:
    await register(unit_administrator_browser)
    pages = []
    for mobile in (MOBILE, UNKNOWN):
        browser = Browser(app.test_client())
        answers = [
            await browser.post("/sign-in/codes", {"mobile": mobile}),
            await browser.post("/sign-in/code", {"mobile": mobile, "code": "12"}),
            await browser.post("/sign-in/codes", {"mobile": mobile}),
        ]
        assert [one.status_code for one in answers] == [200, 401, 429]
        assert answers[2].headers["Retry-After"] == "30"
        pages.append([(await one.get_data(as_text=True)).replace(mobile, "") for one in answers])
    assert pages[0] == pages[1]


async def test_what_is_no_mobile_is_kept_to_be_corrected(guest: Browser) -> None:
    answer = await guest.post("/sign-in/codes", {"mobile": "0571-88"})
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="0571-88"' in page
    assert say("refusal-mobile-form") in page


async def test_who_shares_a_mobile_is_told_so_on_the_administrators_page(
    unit_administrator_browser: Browser, browser_of: BrowserOf
) -> None:
    browser = unit_administrator_browser
    await register(browser)
    added = {"department": cast.INTERNAL.id, "name": "朱明远", "mobile": MOBILE}
    appointed = await browser.post("/administrators", added)
    assert "330922002" in await appointed.get_data(as_text=True)
    page = await (await browser.get("/administrators")).get_data(as_text=True)
    assert page.count(say("administrator-mobile-shared")) == 2
    assert MOBILE not in page
    theirs = await (await (await browser_of(cast.HEAD_NURSE)).get("/administrators")).get_data(
        as_text=True
    )
    assert "朱明远" not in theirs
    assert "135****1913" in theirs


async def test_a_faulty_entry_is_told_beside_its_field_and_the_last_one_stays(
    unit_administrator_browser: Browser,
) -> None:
    browser = unit_administrator_browser
    for wrong, key in (
        ({"mobile": "12"}, "refusal-mobile-form"),
        ({"mobile": MOBILE, "office_phone": "8" * 41}, "refusal-text-too-long"),
        ({"mobile": MOBILE, "name": ""}, "refusal-text-needed"),
    ):
        sent = {"department": cast.INTERNAL.id, "name": "朱明远"} | wrong
        answer = await browser.post("/administrators", sent)
        assert answer.status_code == 422
        assert say(key, longest=40, length=41) in await answer.get_data(as_text=True)
    second = f"/administrators/{cast.SECOND_UNIT_ADMINISTRATOR.account.id}/removal"
    assert (await browser.post(second)).status_code == 303
    assert (await browser.post(second)).status_code == 404
    first = f"/administrators/{cast.UNIT_ADMINISTRATOR.account.id}/removal"
    refused = await browser.post(first)
    assert refused.status_code == 409
    assert say("refusal-last-administrator") in await refused.get_data(as_text=True)
