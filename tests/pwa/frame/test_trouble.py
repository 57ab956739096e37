"""A full disk, a held database, odd ids: a sentence, nothing lost, and then it works again."""

import logging
from pathlib import Path

import pytest

from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.sheets import read_credit
from core.usecases.messages.notices import read_inbox
from pwa.app import create_app
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.conftest import settings_for
from tests.pwa.conftest import Browser, BrowserOf
from tests.pwa.entering import begin, certificate, submitted, text_of
from tests.trouble import a_full_disk, a_held_database

NURSE = "nursestaff222222"
ODD = [
    f"/staff/{NURSE}/years/1000000000000",
    f"/staff/{NURSE}/years/{'9' * 5000}",
    f"/staff/{NURSE}/years/2026?as-of=9999-12-31",
    f"/staff/{NURSE}/years/2026?as-of=0001-01-01",
    f"/staff/{NURSE}/years/2026?as-of=%00",
    f"/staff/{NURSE}/forms/1000000000000",
    f"/staff/{NURSE}/forms/1000000000000.pdf",
    "/staff/%00/years/2026",
    "/?year=1000000000000",
    "/credits?year=1000000000000&page=1000000000000",
    "/credits?year=999999999&page=999999999",
    "/credits/%00",
    "/credits/%ED%A0%80",
    "/credits/new?year=1000000000000&for=%00",
    "/review?year=999999999&page=999999999&from=0001-01-01&to=9999-12-31",
    "/review?at=%00&name=%00&undo=%00",
    "/forms?year=1000000000000&q=%00&department=%00",
    "/v/%00",
    "/v/%ED%A0%80",
    "/sign-in/%00",
    "/sign-in/%ED%A0%80",
    "/chat/%00",
    "/chat/%ED%A0%80",
]
NUMBERS = ["-1", "1.5", "９", str(2**31), str(2**63), str(10**30), "\x00"]


@pytest.mark.parametrize("whose", [cast.NURSE, cast.HEAD_NURSE])
async def test_no_odd_address_breaks_a_page(browser_of: BrowserOf, whose: cast.Person) -> None:
    browser = await browser_of(whose)
    statuses = {path[:60]: (await browser.get(path)).status_code for path in ODD}
    assert {path: status for path, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize("number", NUMBERS)
async def test_no_odd_number_breaks_a_form(
    desk: Desk, nurse: Actor, nurse_browser: Browser, number: str
) -> None:
    entry = await begin(nurse_browser)
    forms = {
        "/inbox/read": {"notice": number},
        "/credits/new": {"year": number, "rule": "paper-core"},
        f"{entry.path}/edit": entry.answers | {"seen": number},
        f"{entry.path}/removal": {"seen": number},
        f"{entry.path}/withdrawal": {"seen": number},
        f"/review/credits/{entry.credit_id}/decision": {"decision": "approve", "seen": number},
    }
    statuses = {
        path: (await nurse_browser.post(path, form)).status_code for path, form in forms.items()
    }
    assert {path: status for path, status in statuses.items() if status >= 500} == {}
    assert (await read_credit(desk, nurse, entry.credit_id)).credit.claim.quantity is None


async def test_a_full_disk_is_said_and_the_claim_goes_on_when_there_is_room(
    postgres_url: str, tmp_path: Path, clock: MovableClock, nurse: Actor
) -> None:
    async with open_desk(settings_for(tmp_path / "home", postgres_url), clock=clock) as desk:
        browser = Browser(create_app(desk).test_client())
        await browser.sign_in(cast.NURSE.login)
        entry = await begin(browser)
        await entry.save()
        with a_full_disk():
            answer = await entry.send(certificate(), key="photo")
            assert answer.status_code == 507
            assert (await answer.get_json())["message"] == say("refusal-disk-full")
            assert (await entry.send(bytes(600_000), key="large")).status_code == 507
        sheet = await read_credit(desk, nurse, entry.credit_id)
        assert (sheet.evidence, sheet.credit.claim.quantity) == ([], 600)
        assert [path for path in desk.settings.home.rglob("*") if path.is_file()] == []
        assert (await entry.send(certificate(), key="photo")).status_code == 201
        assert len((await read_credit(desk, nurse, entry.credit_id)).evidence) == 1


async def test_a_held_database_is_said_and_nothing_typed_is_lost(
    sqlite_url: str, tmp_path: Path, clock: MovableClock, nurse: Actor
) -> None:
    settings = settings_for(tmp_path / "home", f"{sqlite_url}&busy_timeout=100")
    async with open_desk(settings, clock=clock) as desk:
        browser = Browser(create_app(desk).test_client())
        await browser.sign_in(cast.NURSE.login)
        entry = await begin(browser)
        seen = await entry.version()
        async with a_held_database(sqlite_url):
            refused = await entry.save(seen)
            assert refused.status_code == 503
            assert say("refusal-database-busy") in await text_of(refused)
            asked = await browser.get("/", Accept="application/json")
            assert asked.status_code == 200  # who only reads waits for nobody
        assert (await entry.save(seen)).status_code == 303
        sheet = await read_credit(desk, nurse, entry.credit_id)
        assert sheet.credit.claim.quantity == 600


async def test_no_document_token_or_name_stands_in_the_log(
    desk: Desk,
    guest: Browser,
    nurse_browser: Browser,
    head_nurse: Actor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        await guest.sign_in(cast.NURSE.login, "a wrong password")
        first_password = cast.COLLEAGUE.document[-6:]
        await guest.sign_in(cast.COLLEAGUE.login, first_password, cast.COLLEAGUE.mobile)
        await guest.get("/sign-in/a-token-that-was-never-made")
        await submitted(nurse_browser)
        await nurse_browser.get(f"/staff/{NURSE}/forms/2026.pdf")
        await nurse_browser.post("/sign-out")
    assert (await read_inbox(desk, head_nurse)).counts["unread"] == 1
    secrets = {
        cast.NURSE.document,
        cast.COLLEAGUE.document,
        cast.COLLEAGUE.document[-6:],
        cast.NURSE.mobile,
        cast.COLLEAGUE.mobile,
        cast.PASSWORD,
        "a wrong password",
        "a-token-that-was-never-made",
        "闻旦",
        "葛莺莺",
    }
    assert {secret for secret in secrets if secret in caplog.text} == set()
