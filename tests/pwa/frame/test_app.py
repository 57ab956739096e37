"""The frame: who gets where, what is said when something is wrong, phones that hang up."""

import asyncio
import logging
import re
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from quart import Blueprint
from quart.datastructures import FileStorage
from werkzeug.routing import Rule

from core.domain.register import Actor
from core.ports import Desk
from core.settings import Settings
from core.texts import say, speaking
from core.usecases.credits import entry
from core.usecases.messages.notices import mark_read, read_inbox
from core.usecases.register import sign_in
from pwa.app import create_app
from pwa.frame.access import Access
from pwa.frame.connection import MEGABYTE, SMALL_BODY, STRANGERS_BODY
from pwa.frame.server import Server, configured
from pwa.frame.web_app import WebApp
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.conftest import DATABASES
from tests.pwa.conftest import HERE, Browser, BrowserOf
from tests.waiting import PATIENCE_SECONDS, until

CALLERS = {
    "guest": None,
    "only password": cast.COLLEAGUE,
    "nurse": cast.NURSE,
    "head nurse": cast.HEAD_NURSE,
    "physician": cast.PHYSICIAN,
    "unit administrator": cast.UNIT_ADMINISTRATOR,
    "authority": cast.AUTHORITY,
    "stranger": cast.STRANGER,
}
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
ENDS_THE_SESSION = "leaving.sign_out"
HOSTILE = {
    "year": "abc",
    "seen": "9" * 40,
    "version": "-1",
    "page": "1e9",
    "notice": "\u0663",
    "decision": "\u202eevorppa",
    "reason": "\x00",
    "language": "xx",
    "next": "//evil.example",
    "staff": "../..",
    "staff_id": "\x00",
    "key": "\U0001f600" * 50,
}


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """Every page is opened on both databases."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def places(desk: Desk, nurse: Actor) -> dict[str, str]:
    """What stands for the blanks of addresses: a draft of 闻旦, and what nobody has."""
    draft = await entry.start_draft(desk, nurse)
    return {
        "credit_id": draft.id,
        "staff_id": str(nurse.staff_id),
        "year": "2026",
        "picture": "view",
        "role": "participant",
        "phase": "sign-in",
        "place": "1",
        "step": "project",
        "roll": "results",
    }


def _address(rule: Rule, places: dict[str, str]) -> str:
    address = rule.rule
    for name in rule.arguments:
        address = re.sub(rf"<([^<>]*:)?{name}>", places.get(name, "a" * 16), address)
    assert "<" not in address, rule
    return address


def _rules(app: WebApp) -> list[Rule]:
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    return sorted(rules, key=lambda rule: rule.endpoint == ENDS_THE_SESSION)


async def _browser(app: WebApp, browser_of: BrowserOf, caller: str) -> Browser:
    person = CALLERS[caller]
    return await browser_of(person) if person else Browser(app.test_client())


def test_every_route_has_a_stated_access(app: WebApp) -> None:
    rules = _rules(app)
    assert len(rules) > 15
    assert {app.access_to(rule.endpoint) for rule in rules} == set(Access) - {Access.MACHINES}


@pytest.mark.parametrize("caller", CALLERS)
async def test_every_route_answers_every_caller(
    app: WebApp, browser_of: BrowserOf, places: dict[str, str], caller: str
) -> None:
    browser = await _browser(app, browser_of, caller)
    app.close_streams()
    for rule in _rules(app):
        address, access = _address(rule, places), app.access_to(rule.endpoint)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            form = HOSTILE if method in UNSAFE else None
            send = browser.get(address) if method == "GET" else browser.send(method, address, form)
            answer = await send
            assert answer.status_code < 500, (caller, method, address)
            goes_to = answer.headers.get("Location", "")
            has_left = caller != "guest" and rule.endpoint == ENDS_THE_SESSION
            is_sent_away = goes_to.startswith("/sign-in") and not has_left
            needs_more = caller == "guest" and access is not Access.EVERYBODY
            assert is_sent_away == needs_more, (caller, method, address)
            is_confined = caller == "only password" and access is Access.SIGNED_IN
            page = await answer.get_data(as_text=True) if answer.status_code == 401 else ""
            is_asked = 'action="/password/first"' in page
            is_led_back = is_asked or goes_to.startswith("/password/first")
            assert is_led_back == is_confined, (caller, method, address)


@pytest.mark.parametrize("caller", ["nurse", "unit administrator"])
async def test_no_write_is_taken_from_another_site(
    app: WebApp, browser_of: BrowserOf, places: dict[str, str], caller: str
) -> None:
    browser = await _browser(app, browser_of, caller)
    for rule in _rules(app):
        for method in {*UNSAFE} & (rule.methods or set()):
            address = _address(rule, places)
            answer = await browser.send(method, address, Origin="https://evil.example")
            assert answer.status_code == 403, address


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "abc"},
        {"year": "-1"},
        {"year": "99999999999"},
        {"year": "1"},
        {"year": "9999"},
        {"year": "２０２６"},
        {"page": "\x00"},
        {"page": "-1", "stage": "x", "staff": "x", "name": "\x00", "from": "2026-02-31"},
    ],
)
async def test_a_made_up_address_is_answered_in_words(
    app: WebApp,
    browser_of: BrowserOf,
    places: dict[str, str],
    asked: dict[str, str],
) -> None:
    browser = await browser_of(cast.HEAD_NURSE)
    query = str(httpx.QueryParams(asked))
    for rule in _rules(app):
        if "GET" in (rule.methods or set()) and rule.endpoint != "live.live":
            address = f"{_address(rule, places)}?{query}"
            assert (await browser.get(address)).status_code < 500, address


@pytest.mark.parametrize(
    "path",
    ["/%00", "/credits/%00", "/credits/%ff", "/credits/AAAAAAAAAAAAAAAA", "/..", "/%2e%2e/"],
)
async def test_addresses_that_lead_nowhere_are_not_found(nurse_browser: Browser, path: str) -> None:
    assert (await nurse_browser.get(path)).status_code in {404, 308}


async def test_a_missing_page_is_said_in_the_readers_language(guest: Browser) -> None:
    answer = await guest.get("/nowhere", Accept_Language="en")
    assert answer.status_code == 404
    page = await answer.get_data(as_text=True)
    with speaking("en"):
        assert say("fault-404") in page
    assert 'href="/sign-in"' in page


async def test_scripts_are_answered_in_json(nurse_browser: Browser) -> None:
    answer = await nurse_browser.get("/nowhere", Accept="application/json")
    assert await answer.get_json() == {"message": say("fault-404"), "code": "fault-404"}
    refused = await nurse_browser.post(
        "/settings/language", {"language": "xx"}, Accept="application/json"
    )
    assert (await refused.get_json())["code"] == "not-found"


async def test_a_guests_script_is_told_to_sign_in(guest: Browser) -> None:
    answer = await guest.get("/inbox", Accept="application/json")
    assert answer.status_code == 401
    assert (await answer.get_json())["code"] == "sign-in-needed"


async def test_a_part_of_a_page_is_answered_with_that_part(nurse_browser: Browser) -> None:
    answer = await nurse_browser.get("/nowhere", Turbo_Frame='x"><script>')
    page = await answer.get_data(as_text=True)
    assert "<turbo-frame" in page
    assert "<script>" not in page
    assert "<nav" not in page


async def test_a_wrong_method_is_said_in_words(nurse_browser: Browser) -> None:
    answer = await nurse_browser.get("/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert say("fault-405") in await answer.get_data(as_text=True)


async def test_too_much_is_refused_in_words(guest: Browser, nurse_browser: Browser) -> None:
    for browser, largest in ((guest, STRANGERS_BODY), (nurse_browser, SMALL_BODY)):
        answer = await browser.post("/sign-in", {"login": "x" * (largest + 1)})
        assert answer.status_code == 413
        assert say("fault-413") in await answer.get_data(as_text=True)


async def test_wherever_a_file_is_chosen_it_may_be_as_large_as_a_phone_makes_them(
    app: WebApp, head_nurse_browser: Browser, guest: Browser
) -> None:
    """Every form with a file in it, told by what our pages send, not by its address."""
    pages = Path(__file__).parents[3] / "pwa" / "templates"
    sent = re.compile(r'multipart/form-data" action="{{ url_for\("([\w.]+)"')
    forms = [one for page in pages.rglob("*.html") for one in sent.findall(page.read_text("utf-8"))]
    endpoints = {*forms, "rolls.send_attendance", "assessments.hand_in"}
    assert len(endpoints) >= 10
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint in endpoints and "POST" in (rule.methods or ())
    ]
    large = b"%PDF-1.7\n" + bytes(2 * MEGABYTE)
    for rule in rules:
        path = re.sub(r"<[^>]+>", "a" * 16, rule.rule)
        file = {"file": FileStorage(BytesIO(large), filename="a.pdf")}
        answer = await head_nurse_browser.client.post(path, files=file, headers=HERE)
        assert answer.status_code != 413, rule
        answer = await guest.client.post(path, files=file, headers=HERE)
        assert answer.status_code in {303, 413}, rule


async def test_a_form_has_no_more_fields_than_a_page_can_ask(nurse_browser: Browser) -> None:
    path = "/settings/language"
    enough = {"language": "en"} | {f"f{number}": "" for number in range(999)}
    one_more = enough | {"one": "more"}
    assert (await nurse_browser.post(path, enough)).status_code == 303
    assert (await nurse_browser.post(path, one_more)).status_code == 413
    part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n\r\n'
    kind = {"Origin": "http://localhost", "Content-Type": "multipart/form-data; boundary=x"}
    body = "".join(map(part.format, one_more)) + "--x--\r\n"
    assert (await nurse_browser.client.post(path, data=body, headers=kind)).status_code == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"[" * 20_000, 413), (b"[" * 15_000, 422), (b"\xff\xfe", 422), (b'{"code": "\xff"}', 422)],
)
async def test_what_no_scanner_sends_is_refused(
    nurse_browser: Browser, body: bytes, status: int
) -> None:
    headers = {"Origin": "http://localhost", "Accept": "application/json"}
    answer = await nurse_browser.client.post("/attendance/entries", data=body, headers=headers)
    assert answer.status_code == status
    assert (await answer.get_json())["message"]


async def test_who_came_from_nowhere_signs_in_first(guest: Browser) -> None:
    for referer in ("http://[", "https://localhost/credits", "http://evil.example/credits"):
        answer = await guest.post("/inbox/read", Referer=referer)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    answer = await guest.post("/inbox/read", Referer="http://localhost/credits?page=2")
    assert answer.headers["Location"] == "/sign-in?next=/credits"


async def test_nobody_is_led_to_the_host_that_a_visitor_names(guest: Browser) -> None:
    for path in ("//sign-in", "/v", "//evil.example//sign-in", "/static//x//y"):
        answer = await guest.get(path, Host="evil.example")
        assert answer.headers.get("Location", "/").startswith("/"), path
        assert not answer.headers.get("Location", "/").startswith("//"), path


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"login=%ff%fe&password=%00", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\xfa", "application/x-www-form-urlencoded"),
        (b"login=a&login=b&=&&&=x", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b'{"login": "\\ud800"}', "application/json"),
        (b"login=%ED%A0%80", "application/x-www-form-urlencoded"),
        ("login=\u202e\U0001f600".encode(), "text/plain"),
    ],
)
async def test_a_damaged_form_is_answered_in_words(guest: Browser, body: bytes, kind: str) -> None:
    headers = {"Origin": "http://localhost", "Content-Type": kind}
    answer = await guest.client.post("/sign-in", data=body, headers=headers)
    assert 400 <= answer.status_code < 500


async def test_a_defect_is_apologised_for_and_logged_without_what_people_wrote(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    pages = Blueprint("broken", __name__)

    @pages.get("/broken/<word>")
    async def broken(word: str) -> str:
        raise ValueError(word) from KeyError(word)

    app = create_app(desk)
    app.admit(pages, Access.EVERYBODY)
    with caplog.at_level(logging.ERROR):
        answer = await Browser(app.test_client()).get("/broken/330106198503120028")
    assert answer.status_code == 500
    assert say("fault-500") in await answer.get_data(as_text=True)
    assert "ValueError from KeyError" in caplog.text
    assert "in broken" in caplog.text
    assert "330106198503120028" not in caplog.text


async def test_an_apology_needs_no_database(settings: Settings, clock: MovableClock) -> None:
    async with open_desk(settings, clock=clock) as closed:
        app = create_app(closed)
        browser = Browser(app.test_client())
        assert (await browser.sign_in(cast.NURSE.login)).status_code == 303
    answer = await browser.get("/inbox", Accept_Language="en")
    is_busy = not settings.database_url.startswith("sqlite")  # a pool that is closed lends nothing
    status, words = (503, "refusal-database-busy") if is_busy else (500, "fault-500")
    assert answer.status_code == status
    page = await answer.get_data(as_text=True)
    with speaking("en"):
        assert say(words) in page


async def test_the_manifest_names_the_app_in_the_readers_language(guest: Browser) -> None:
    manifest = await (await guest.get("/manifest.webmanifest")).get_json()
    assert manifest["name"] == say("app-name")
    assert manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        assert (await guest.get(icon["src"])).status_code == 200


async def test_the_service_worker_looks_after_all_pages(guest: Browser) -> None:
    answer = await guest.get("/worker.js")
    assert answer.status_code == 200
    assert answer.mimetype in {"text/javascript", "application/javascript"}
    assert answer.headers["Cache-Control"] == "no-cache"


async def test_the_page_without_a_network_names_nobody(nurse_browser: Browser) -> None:
    page = await (await nurse_browser.get("/offline")).get_data(as_text=True)
    assert say("offline-title") in page
    assert "闻旦" not in page


@asynccontextmanager
async def _served(app: WebApp) -> AsyncIterator[tuple[Server, int]]:
    """The app on a real server on a free port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = Server(configured(app))
        serving = asyncio.ensure_future(server.serve(sockets=[listener]))
        await until(lambda: server.started)
        try:
            yield server, listener.getsockname()[1]
        finally:
            app.close_streams()
            server.should_exit = True
            await serving


async def _token(desk: Desk) -> str:
    signed_in = await sign_in.sign_in(
        desk, cast.NURSE.login, cast.PASSWORD, ip="127.0.0.1", device="test"
    )
    return signed_in.token


def _get(token: str) -> bytes:
    return f"GET / HTTP/1.1\r\nHost: x\r\nCookie: xuefen={token}\r\n\r\n".encode()


def _post(token: str, length: int = 0, body: str = "") -> bytes:
    return (
        f"POST /inbox/read HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nCookie: xuefen={token}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    ).encode()


async def _send_and_hang_up(port: int, sent: bytes, after: float) -> None:
    """Send a request and drop the connection as a phone in a lift does: without a goodbye."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
    writer.write(sent)
    await writer.drain()
    await asyncio.sleep(after)
    writer.transport.abort()


async def test_after_600_dropped_connections_everything_still_answers(
    app: WebApp, desk: Desk
) -> None:
    token = await _token(desk)
    requests = (_get(token), _post(token), _post(token, 900, "notice="))
    async with _served(app) as (_, port):
        for burst in range(15):
            await asyncio.gather(
                *(
                    _send_and_hang_up(port, requests[number % 3], burst * number % 7 / 1000)
                    for number in range(40)
                )
            )
        await until(lambda: not app.under_way)
        origin = {"Origin": f"http://127.0.0.1:{port}"}
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", cookies={"xuefen": token}, timeout=PATIENCE_SECONDS
        ) as client:
            answers = await asyncio.gather(*(client.get("/") for _ in range(20)))
            assert {answer.status_code for answer in answers} == {200}
            assert (await client.post("/inbox/read", headers=origin)).status_code == 303


async def test_what_was_asked_for_is_done_though_the_phone_is_gone(
    desk: Desk, nurse: Actor
) -> None:
    begun, gone, done = asyncio.Event(), asyncio.Event(), asyncio.Event()
    pages = Blueprint("slow", __name__)

    @pages.post("/slow")
    async def slow() -> str:
        begun.set()
        await gone.wait()
        await mark_read(desk, nurse)
        done.set()
        return ""

    app = create_app(desk)
    app.admit(pages, Access.EVERYBODY)
    async with desk.store.transaction() as tx:
        await tx.notices.add([nurse.account_id], "review-waiting", now=desk.clock.now())
    async with _served(app) as (server, port), asyncio.timeout(PATIENCE_SECONDS):
        await _hang_up_when(begun, port)
        await until(lambda: not server.server_state.tasks)
        gone.set()
        await done.wait()
        assert (await read_inbox(desk, nurse)).counts["unread"] == 0


async def _hang_up_when(begun: asyncio.Event, port: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /slow HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Length: 0\r\n\r\n")
    await begun.wait()
    writer.transport.abort()


async def test_the_server_stops_at_once_though_a_page_listens(app: WebApp, desk: Desk) -> None:
    token = await _token(desk)
    async with (
        httpx.AsyncClient(cookies={"xuefen": token}) as client,
        _served(app) as (_, port),
        client.stream("GET", f"http://127.0.0.1:{port}/live") as stream,
    ):
        lines = stream.aiter_lines()
        assert await anext(lines) == "event: news"
        assert len(app.under_way) == 0
        app.close_streams()
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert [line async for line in lines if line.startswith("event")] == []


async def test_a_page_that_is_closed_leaves_nobody_listening(app: WebApp, desk: Desk) -> None:
    token = await _token(desk)
    async with _served(app) as (server, port):
        async with (
            httpx.AsyncClient(cookies={"xuefen": token}) as client,
            client.stream("GET", f"http://127.0.0.1:{port}/live") as stream,
        ):
            assert await anext(stream.aiter_lines()) == "event: news"
        await until(lambda: not server.server_state.tasks)
