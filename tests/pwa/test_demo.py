"""The start page of the demonstration: people to play, a clock to put forward."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from quart.typing import TestClientProtocol as Client

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Credit, Origin, Stage, priced
from core.domain.register import Actor
from core.domain.rulebook import shipped
from core.ports import Desk
from core.texts import LANGUAGES
from pwa.app import create_app
from pwa.demo import FURTHEST, demo_pages
from pwa.frame.access import Access
from storage.system import MovableClock
from tests import cast

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


@dataclass(frozen=True, slots=True)
class Played:
    key: str
    name: str
    role: str
    login: str
    password: str
    chat_id: int | None = None
    mobile: str = ""


NURSE = Played("nurse", "闻旦", "demo-role-nurse", cast.NURSE.login, cast.PASSWORD, 820001)
NEWCOMER = Played(
    "new",
    "葛莺莺",
    "demo-role-newcomer",
    cast.COLLEAGUE.login,
    cast.COLLEAGUE.document[-6:],
    mobile=cast.COLLEAGUE.mobile,
)


@pytest.fixture
async def browser(sqlite_desk: Desk, clock: MovableClock) -> AsyncIterator[Client]:
    app = create_app(sqlite_desk)
    pages = demo_pages(clock, "http://127.0.0.1:8001/", [NURSE, NEWCOMER])
    app.admit(pages, Access.EVERYBODY)
    async with app.test_app():
        yield app.test_client()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_shows_people_accounts_chats_and_the_day(
    browser: Client, language: str
) -> None:
    page = await (await browser.get(f"/demo?lang={language}")).get_data(as_text=True)
    assert "2026-06-15" in page
    assert cast.NURSE.login in page
    assert "http://127.0.0.1:8001/sandbox/820001" in page
    assert page.count("/sandbox/") == 1


async def test_one_press_signs_in_as_a_sample_person(browser: Client) -> None:
    answer = await browser.post("/demo/people/nurse/session", headers=OWN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "xuefen=" in answer.headers["Set-Cookie"]


async def test_a_newcomer_is_led_to_the_first_password(browser: Client) -> None:
    answer = await browser.post("/demo/people/new/session", headers=OWN)
    assert answer.headers["Location"].startswith("/password/first")


async def test_nobody_else_can_be_played(browser: Client) -> None:
    answer = await browser.post("/demo/people/stranger/session", headers=OWN)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/demo/people/nurse/session", "/demo/days"])
async def test_another_site_can_press_nothing(
    browser: Client, clock: MovableClock, path: str
) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "http://elsewhere.example"}
    answer = await browser.post(path, headers=foreign)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert clock.ahead == timedelta()


async def test_a_day_forward_lets_credits_take_effect(
    browser: Client, sqlite_desk: Desk, clock: MovableClock, nurse: Actor
) -> None:
    async with sqlite_desk.store.transaction() as tx:
        await tx.credits.add(an_approved_credit(sqlite_desk, nurse))
    answer = await browser.post("/demo/days", headers=OWN)
    assert answer.headers["Location"] == "/demo?effective=1"
    page = await (await browser.get("/demo?effective=1&lang=zh-CN")).get_data(as_text=True)
    assert "2026-06-16" in page
    assert "1 条学分今天生效" in page
    answer = await browser.post("/demo/days", headers=OWN)
    assert answer.headers["Location"] == "/demo?effective=0"


async def test_the_clock_does_not_run_away(browser: Client, clock: MovableClock) -> None:
    clock.move(days=FURTHEST.days)
    await browser.post("/demo/days", headers=OWN)
    assert clock.ahead == FURTHEST
    page = await (await browser.get("/demo?lang=zh-CN")).get_data(as_text=True)
    assert "/demo/days" not in page


async def test_without_the_demonstration_there_is_no_such_page(sqlite_desk: Desk) -> None:
    app = create_app(sqlite_desk)
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")]


def an_approved_credit(desk: Desk, who: Actor) -> Credit:
    assert who.staff_id
    assert who.unit_id
    assert who.department_id
    claim = Claim(2026, "mission", "mission-short", quantity=300)
    now = desk.clock.now()
    credit = Credit(
        id="credit2222222222",
        staff_id=who.staff_id,
        unit_id=who.unit_id,
        department_id=who.department_id,
        entered_by=who.account_id,
        origin=Origin.PERSONAL,
        claim=claim,
        stage=Stage.APPROVED,
        points=0,
        hours=0,
        to_authority=False,
        created_at=now,
    )
    tomorrow = desk.today() + timedelta(days=1)
    return replace(priced(credit, claim, shipped().of(2026)), effective_on=tomorrow)
