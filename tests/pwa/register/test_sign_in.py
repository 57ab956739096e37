"""The way in: account and password, the first password, links, and what failures cost."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest

from core.domain.addresses import read_proxies
from core.domain.limits import SIGN_IN
from core.domain.register import Actor
from core.ports import Desk, Passwords
from core.records.register import LinkPurpose
from core.texts import say, speaking
from core.usecases.register import accounts, links, sessions
from pwa.app import create_app
from pwa.frame.session import COOKIE
from pwa.frame.web_app import WebApp
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser, BrowserOf

NEW = "a better one 2026"


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def test_account_and_password_lead_to_the_first_page(guest: Browser) -> None:
    answer = await guest.sign_in(cast.NURSE.login)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    page = await (await guest.get("/")).get_data(as_text=True)
    assert "闻旦" in page


async def test_the_service_phone_and_address_stand_at_the_way_in(
    guest: Browser, desk: Desk
) -> None:
    page = await (await guest.get("/sign-in")).get_data(as_text=True)
    assert desk.settings.service_phone in page
    assert desk.settings.service_email in page


async def test_who_is_in_already_goes_on(nurse_browser: Browser) -> None:
    answer = await nurse_browser.get("/sign-in?next=/inbox")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")


async def test_a_wrong_password_keeps_the_account_name_and_says_what_to_do(guest: Browser) -> None:
    answer = await guest.sign_in(cast.UNIT_ADMINISTRATOR.login, "wrong")
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert said("refusal-wrong-password") in page
    assert f'value="{cast.UNIT_ADMINISTRATOR.login}"' in page
    assert "wrong" not in page.replace("wrong-", "")


async def test_an_unknown_account_costs_as_much_work_as_a_known_one(desk: Desk) -> None:
    counting = _Counting(desk.passwords)
    browser = Browser(create_app(replace(desk, passwords=counting)).test_client())
    for login in (cast.NURSE.login, cast.COLLEAGUE.login, "330106199001019999", "nobody", ""):
        counting.compared = 0
        answer = await browser.sign_in(login, "wrong")
        assert answer.status_code == 401
        assert counting.compared == 1


class _Counting:
    """The real passwords, counting how often one is compared."""

    def __init__(self, real: Passwords) -> None:
        self._real = real
        self.compared = 0

    async def hash(self, password: str) -> str:
        return await self._real.hash(password)

    async def fits(self, password: str, password_hash: str | None) -> bool:
        self.compared += 1
        return await self._real.fits(password, password_hash)


async def test_who_fails_too_often_is_told_how_long_to_wait(
    app: WebApp, clock: MovableClock
) -> None:
    browser = _from(app, "10.0.0.7")
    for _ in range(SIGN_IN.free):
        assert (await browser.sign_in(cast.NURSE.login, "wrong")).status_code == 401
    waiting = await browser.sign_in(cast.NURSE.login)
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "30")
    assert "请等 30 秒再试" in await waiting.get_data(as_text=True)
    assert (await browser.sign_in(cast.HEAD_NURSE.login)).status_code == 303
    assert (await _from(app, "10.0.1.7").sign_in(cast.NURSE.login)).status_code == 303
    clock.move(seconds=30)
    assert (await browser.sign_in(cast.NURSE.login)).status_code == 303


async def test_a_browser_that_was_in_before_gets_in_beside_those_who_guess(app: WebApp) -> None:
    mine, thief = _from(app, "10.0.0.7"), _from(app, "10.0.0.66")
    assert (await mine.sign_in(cast.NURSE.login)).status_code == 303
    await mine.post("/sign-out")
    for _ in range(3 * SIGN_IN.free):
        await thief.sign_in(cast.NURSE.login, "wrong")
    assert (await _from(app, "10.0.0.8").sign_in(cast.NURSE.login)).status_code == 429
    assert (await mine.sign_in(cast.NURSE.login)).status_code == 303


async def test_success_never_counts_for_a_hospital_behind_one_address(app: WebApp) -> None:
    for _ in range(3 * SIGN_IN.free):
        assert (await _from(app, "10.0.0.9").sign_in(cast.NURSE.login)).status_code == 303


def _from(app: WebApp, address: str) -> Browser:
    return Browser(app.test_client(), address)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "http:evil.example",
        "/" + "a" * 2000,
        "/\r\nSet-Cookie: a=b",
        "//[",
        "",
    ],
)
async def test_signing_in_never_leads_to_another_site(guest: Browser, wanted: str) -> None:
    form = {"login": cast.NURSE.login, "password": cast.PASSWORD, "next": wanted}
    answer = await guest.post("/sign-in", form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    shown = await guest.get(f"/sign-in?next={quote(wanted)}")
    assert shown.headers["Location"] == "/"


async def test_signing_in_leads_back_to_the_page_one_wanted(guest: Browser) -> None:
    sent_away = await guest.get("/inbox?page=2")
    assert sent_away.headers["Location"] == "/sign-in?next=/inbox?page%3D2"
    form = {"login": cast.NURSE.login, "password": cast.PASSWORD, "next": "/inbox?page=2"}
    assert (await guest.post("/sign-in", form)).headers["Location"] == "/inbox?page=2"


async def test_a_write_without_a_session_leads_back_to_where_it_came_from(guest: Browser) -> None:
    answer = await guest.post("/inbox/read", Referer="http://localhost/inbox")
    assert answer.headers["Location"] == "/sign-in?next=/inbox"
    answer = await guest.post("/inbox/read", Referer="https://evil.example/inbox")
    assert answer.headers["Location"] == "/sign-in"


async def test_the_first_password_opens_only_the_way_to_a_new_one(
    first_password_browser: Browser, app: WebApp
) -> None:
    for path in ("/", "/inbox", "/settings", "/live"):
        answer = await first_password_browser.get(path)
        here = "/password/first" if path == "/" else f"/password/first?next={path}"
        assert (answer.status_code, answer.headers["Location"]) == (303, here)
    for path in ("/inbox/read", "/settings/language", "/settings/password", "/settings/chat"):
        answer = await first_password_browser.post(path, {"language": "en", "new": NEW})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/password/first")
    assert (await first_password_browser.get("/password/first")).status_code == 200


async def test_a_first_password_is_asked_for_the_mobile_in_a_second_step(guest: Browser) -> None:
    document, mobile = cast.COLLEAGUE.document, cast.COLLEAGUE.mobile
    assert 'name="mobile"' not in await (await guest.get("/sign-in")).get_data(as_text=True)
    asked = await guest.sign_in(document, document[-6:])
    page = await asked.get_data(as_text=True)
    assert asked.status_code == 422
    assert said("refusal-mobile-needed") in page
    assert f'type="hidden" name="password" value="{document[-6:]}"' in page
    assert 'name="mobile"' in page
    assert mobile not in page
    wrong = await guest.sign_in(document, document[-6:], "13700000000")
    page = await wrong.get_data(as_text=True)
    assert wrong.status_code == 401
    assert said("refusal-wrong-first-password") in page
    assert 'name="mobile"' in page
    assert (await guest.sign_in(document, document[-6:], mobile)).status_code == 303


async def test_a_password_of_ones_own_opens_everything(first_password_browser: Browser) -> None:
    form = {"new": NEW, "again": NEW, "next": "/inbox"}
    answer = await first_password_browser.post("/password/first", form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")
    assert (await first_password_browser.get("/")).status_code == 200


async def test_the_first_password_does_not_work_again(
    first_password_browser: Browser, guest: Browser
) -> None:
    await first_password_browser.post("/password/first", {"new": NEW, "again": NEW})
    document = cast.COLLEAGUE.document
    mobile = cast.COLLEAGUE.mobile
    assert (await guest.sign_in(document, document[-6:], mobile)).status_code == 401
    assert (await guest.sign_in(document, NEW)).status_code == 303


async def test_who_stops_before_a_new_password_can_still_sign_out(
    first_password_browser: Browser,
) -> None:
    assert (await first_password_browser.post("/sign-out")).status_code == 303
    assert (
        (await first_password_browser.get("/password/first"))
        .headers["Location"]
        .startswith("/sign-in")
    )


@pytest.mark.parametrize(
    ("new", "again", "key"),
    [
        ("short", "short", "refusal-password-too-short"),
        (cast.COLLEAGUE.document, cast.COLLEAGUE.document, "refusal-password-too-easy"),
        (NEW, NEW + "!", "refusal-passwords-differ"),
        ("", "", "refusal-password-too-short"),
        ("x" * 5000, "x" * 5000, "refusal-text-too-long"),
    ],
)
async def test_a_poor_first_password_is_refused_in_words(
    first_password_browser: Browser, new: str, again: str, key: str
) -> None:
    answer = await first_password_browser.post("/password/first", {"new": new, "again": again})
    assert answer.status_code == 422
    blanks = {"shortest": 10, "longest": 4000, "length": 5000}
    assert said(key, **blanks) in await answer.get_data(as_text=True)


async def test_who_has_a_password_is_not_asked_for_a_first_one(nurse_browser: Browser) -> None:
    assert (await nurse_browser.get("/password/first")).headers["Location"] == "/"
    answer = await nurse_browser.post("/password/first", {"new": NEW, "again": NEW})
    assert answer.headers["Location"] == "/"
    browser = nurse_browser
    await browser.post("/sign-out")
    assert (await browser.sign_in(cast.NURSE.login, NEW)).status_code == 401


@pytest.fixture
async def link(desk: Desk, nurse: Actor) -> str:
    return await links.make_link(desk, nurse, LinkPurpose.SIGN_IN, goes_to="/inbox")


async def test_looking_at_a_link_says_whose_it_is_and_does_not_use_it_up(
    guest: Browser, link: str
) -> None:
    for _ in range(3):
        answer = await guest.get(f"/sign-in/{link}")
        assert answer.status_code == 200
        assert "闻旦" in await answer.get_data(as_text=True)
        assert COOKIE not in answer.headers.get("Set-Cookie", "")


async def test_a_link_signs_in_once(app: WebApp, guest: Browser, link: str) -> None:
    answer = await guest.post(f"/sign-in/{link}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")
    assert (await guest.get("/inbox")).status_code == 200
    second = Browser(app.test_client())
    again = await second.post(f"/sign-in/{link}")
    assert again.status_code == 410
    assert said("refusal-link-used") in await again.get_data(as_text=True)
    assert (await second.get(f"/sign-in/{link}")).status_code == 410


async def test_a_link_is_good_for_ten_minutes(
    guest: Browser, link: str, clock: MovableClock
) -> None:
    clock.move(minutes=10, seconds=1)
    assert (await guest.get(f"/sign-in/{link}")).status_code == 410
    assert (await guest.post(f"/sign-in/{link}")).status_code == 410


@pytest.mark.parametrize("token", ["never-was", "%00", "%ff%fe", "a" * 3000, "..", "é"])
async def test_a_made_up_link_is_said_to_be_used_up(guest: Browser, token: str) -> None:
    assert (await guest.get(f"/sign-in/{token}")).status_code in {404, 410}
    assert (await guest.post(f"/sign-in/{token}")).status_code in {404, 410}


async def test_a_link_for_the_chat_signs_nobody_in(
    guest: Browser, desk: Desk, nurse: Actor
) -> None:
    token = await links.make_link(desk, nurse, LinkPurpose.CHAT)
    assert (await guest.post(f"/sign-in/{token}")).status_code == 410


async def test_the_first_link_of_an_administrator_leads_to_a_password(
    guest: Browser, desk: Desk
) -> None:
    token = await accounts.create_administrator(desk, Actor.system(), "330999", "新城医院", "沈一")
    answer = await guest.post(f"/sign-in/{token}")
    assert answer.headers["Location"].startswith("/password/first")


async def test_a_session_ends_after_a_month_without_use(
    nurse_browser: Browser, clock: MovableClock
) -> None:
    clock.move(days=29)
    assert (await nurse_browser.get("/")).status_code == 200
    clock.move(days=29)
    assert (await nurse_browser.get("/")).status_code == 200
    clock.move(days=31)
    assert (await nurse_browser.get("/")).status_code == 303


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ({}, "zh-CN"),
        ({"Accept_Language": "en-GB,en;q=0.9"}, "en"),
        ({"Accept_Language": "zh-TW,en;q=0.5"}, "zh-CN"),
        ({"Accept_Language": "fr,de;q=0.5"}, "zh-CN"),
        ({"Accept_Language": "fr,en;q=0.5"}, "en"),
        ({"Accept_Language": "\x7f;;q=x"}, "zh-CN"),
    ],
)
async def test_the_browsers_language_is_spoken_before_anybody_is_known(
    guest: Browser, asked: dict[str, str], spoken: str
) -> None:
    page = await (await guest.get("/sign-in", **asked)).get_data(as_text=True)
    assert f'lang="{spoken}"' in page
    with speaking(spoken):
        assert say("sign-in-enter") in page


async def test_a_language_once_chosen_stays_in_this_browser(guest: Browser) -> None:
    await guest.get("/sign-in?lang=en")
    page = await (await guest.get("/sign-in")).get_data(as_text=True)
    assert 'lang="en"' in page
    await guest.get("/sign-in?lang=xx")
    page = await (await guest.get("/sign-in?lang=zh-CN")).get_data(as_text=True)
    assert 'lang="zh-CN"' in page


async def test_the_language_of_the_account_goes_first(
    nurse_browser: Browser, browser_of: BrowserOf
) -> None:
    await nurse_browser.post("/settings/language", {"language": "en"})
    page = await (await nurse_browser.get("/?lang=zh-CN", Accept_Language="zh")).get_data(
        as_text=True
    )
    assert 'lang="en"' in page


async def test_another_address_may_not_pretend_to_be_elsewhere(app: WebApp) -> None:
    for attempt in range(SIGN_IN.free):
        answer = await _from(app, "10.0.0.7").post(
            "/sign-in",
            {"login": cast.NURSE.login, "password": "x"},
            Remote_Addr=f"1.1.{attempt}.1",
            X_Forwarded_For=f"1.1.{attempt}.1",
        )
        assert answer.status_code == 401
    assert (await _from(app, "10.0.0.7").sign_in(cast.NURSE.login)).status_code == 429


async def test_behind_our_proxy_each_visitor_is_counted_for_themselves(
    app: WebApp, desk: Desk, nurse: Actor
) -> None:
    proxy = "127.0.0.1"
    form = {"login": cast.NURSE.login, "password": "x"}
    for _ in range(SIGN_IN.free + 1):
        guess = await _from(app, proxy).post("/sign-in", form, X_Forwarded_For="7.7.7.7, 1.1.1.1")
    assert guess.status_code == 429
    form = {"login": cast.NURSE.login, "password": cast.PASSWORD}
    mine = await _from(app, proxy).post("/sign-in", form, X_Forwarded_For="1.1.1.1, 2.2.2.2")
    assert mine.status_code == 303
    assert [one.ip for one in await sessions.list_sessions(desk, nurse)] == ["2.2.2.2"]


async def test_whose_word_about_an_address_counts_is_for_the_installation_to_say(
    desk: Desk, nurse: Actor
) -> None:
    ours = replace(desk.settings, trusted_proxies=read_proxies("10.0.0.0/8"))
    app = create_app(replace(desk, settings=ours))
    form = {"login": cast.NURSE.login, "password": cast.PASSWORD}
    for station in ("10.0.0.1", "127.0.0.1"):
        came = await _from(app, station).post("/sign-in", form, X_Forwarded_For="2.2.2.2")
        assert came.status_code == 303
    addresses = {one.ip for one in await sessions.list_sessions(desk, nurse)}
    assert addresses == {"2.2.2.2", "127.0.0.1"}


async def test_no_link_outlives_its_time_by_the_clock_of_the_database(
    desk: Desk, nurse: Actor, clock: MovableClock
) -> None:
    token = await links.make_link(desk, nurse, LinkPurpose.SIGN_IN)
    clock.move(minutes=timedelta(minutes=9).total_seconds() / 60)
    assert (await links.read_link(desk, token))[0] == "闻旦"


async def test_signing_in_again_ends_the_session_it_replaces(guest: Browser) -> None:
    for person in (cast.NURSE, cast.NURSE, cast.PHYSICIAN):
        before = {cookie.name: cookie.value for cookie in guest.client.cookie_jar or ()}
        assert (await guest.sign_in(person.login)).status_code == 303
        if token := before.get("xuefen"):
            other = Browser(guest.client.app.test_client())
            other.client.set_cookie("localhost", "xuefen", token)
            assert (await other.get("/inbox")).headers["Location"].startswith("/sign-in")
    assert (await guest.get("/inbox")).status_code == 200
