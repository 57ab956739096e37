"""What keeps other people's pages, scripts and forms out."""

from dataclasses import replace

import pytest

from core.ports import Desk
from pwa.app import create_app
from pwa.frame.web_app import WebApp
from tests import cast
from tests.pwa.conftest import Browser, BrowserOf

FOREIGN = "https://evil.example"


async def test_every_answer_forbids_foreign_scripts_and_frames(guest: Browser) -> None:
    answer = await guest.get("/sign-in")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Permissions-Policy"].startswith("camera=(self)")


async def test_refusals_and_missing_pages_carry_the_headers_too(guest: Browser) -> None:
    for path in ("/nowhere", "/sign-in/never-was", "/static/x/nothing.css"):
        answer = await guest.get(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


async def test_personal_pages_are_never_kept(nurse_browser: Browser) -> None:
    for path in ("/", "/inbox", "/settings"):
        answer = await nurse_browser.get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"


async def test_pages_hold_no_inline_script_or_style(nurse_browser: Browser) -> None:
    for path in ("/", "/inbox", "/settings", "/offline", "/nowhere"):
        page = await (await nurse_browser.get(path)).get_data(as_text=True)
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "<script>" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec_Fetch_Site": "cross-site"},
        {"Origin": FOREIGN, "Sec_Fetch_Site": "same-site"},
        {"Origin": "http://localhost:81"},
        {"Origin": "https://localhost"},
        {"Origin": "http://["},
    ],
)
async def test_a_write_from_another_site_is_refused(
    nurse_browser: Browser, headers: dict[str, str]
) -> None:
    answer = await nurse_browser.post("/sign-out", None, **headers)
    assert answer.status_code == 403
    assert (await nurse_browser.get("/inbox")).status_code == 200


async def test_a_write_that_names_no_origin_is_refused(app: WebApp, nurse_browser: Browser) -> None:
    answer = await nurse_browser.client.post("/sign-out")
    assert answer.status_code == 403


async def test_a_write_from_our_own_page_is_carried_out(nurse_browser: Browser) -> None:
    answer = await nurse_browser.post("/inbox/read", Sec_Fetch_Site="same-origin")
    assert answer.status_code == 303


async def test_the_public_address_is_our_own_behind_a_proxy(desk: Desk) -> None:
    public = replace(desk, settings=replace(desk.settings, public_url="https://cme.example"))
    browser = Browser(create_app(public).test_client())
    answer = await browser.post("/sign-in", {"login": "x"}, Origin="https://cme.example")
    assert answer.status_code == 401


async def test_under_https_the_cookie_is_bound_to_host_and_channel(desk: Desk) -> None:
    public = replace(desk, settings=replace(desk.settings, public_url="https://cme.example"))
    browser = Browser(create_app(public).test_client())
    answer = await browser.sign_in(cast.NURSE.login)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-xuefen=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


async def test_without_https_the_cookie_is_still_hidden_from_scripts(guest: Browser) -> None:
    answer = await guest.sign_in(cast.NURSE.login)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("xuefen=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Strict-Transport-Security" not in answer.headers


async def test_static_files_are_kept_for_ever_under_their_version(
    app: WebApp, guest: Browser
) -> None:
    answer = await guest.get(app.assets.url("css/app.css"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/css"
    old = await guest.get("/static/000000000000/css/app.css")
    assert old.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "%00", "css/app.css%00", "css/", "/etc/passwd", "css\\x"]
)
async def test_only_files_of_the_static_folder_are_served(
    app: WebApp, guest: Browser, name: str
) -> None:
    answer = await guest.get(f"/static/{app.assets.version}/{name}")
    assert answer.status_code in {404, 308}


async def test_static_files_set_no_cookie_and_ask_for_no_person(
    app: WebApp, nurse_browser: Browser
) -> None:
    answer = await nurse_browser.get(app.assets.url("css/app.css"))
    assert "Set-Cookie" not in answer.headers


async def test_a_made_up_session_is_a_guest(app: WebApp, guest: Browser) -> None:
    guest.client.set_cookie("localhost", "xuefen", "made-up")
    answer = await guest.get("/inbox")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")


async def test_signing_out_empties_what_the_browser_kept(browser_of: BrowserOf) -> None:
    browser = await browser_of(cast.NURSE)
    answer = await browser.post("/sign-out")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert (await browser.get("/inbox")).status_code == 303
