"""A unit changes a cap on a phone: whom that concerns, the result that changes, and back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from core.ports import Desk
from core.texts import say
from core.usecases.jobs.kinds import KINDS
from core.worker import Worker
from tests import cast
from tests.browser.serving import DESKTOP, PHONE, browsing, serious_findings, serving, signed_in
from tests.pwa.years import RULE, put_credit

ROW = f"/rules/2026/rules/{RULE}"


@asynccontextmanager
async def working(desk: Desk) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(Worker(desk, KINDS).run(stop))
    yield
    stop.set()
    await task


async def looks_and_enters(page: Page, button: str) -> None:
    """Ask whom it concerns, see that it is 闻旦, and do it."""
    await page.get_by_role("button", name=button, exact=True).click()
    await expect(page.locator("section[aria-labelledby=turned]")).to_contain_text("闻旦")
    assert await serious_findings(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_role("button", name=say("rule-enter"), exact=True).click()
    await expect(page.locator("toast-message")).to_contain_text(say("rule-done"))


async def test_a_cap_is_changed_seen_to_change_a_result_and_taken_back(sqlite_desk: Desk) -> None:
    await put_credit(sqlite_desk, cast.NURSE, "危重症护理新进展", 800)
    async with (
        serving(sqlite_desk) as url,
        working(sqlite_desk),
        browsing() as browser,
        signed_in(browser, url, cast.UNIT_ADMINISTRATOR, size=PHONE) as unit,
        signed_in(browser, url, cast.NURSE, size=DESKTOP, dark=True) as nurse,
    ):
        await nurse.get_by_role("link", name=say("rulebook-why", needed="25")).click()
        await expect(nurse.get_by_text(say("rulebook-mine"))).to_be_visible()
        assert await serious_findings(nurse) == []
        await unit.goto("/rules?tab=rules")
        await unit.locator(f"#rules-{RULE} a.button").click()
        await unit.fill("#cap", "5")
        await unit.fill("#source", "海卫科教〔2026〕7号")
        await unit.fill("#reason", "按院务会决定")
        await looks_and_enters(unit, say("rule-look"))
        assert await serious_findings(unit) == []
        await nurse.goto("/")
        await expect(nurse.locator("#home-result")).to_have_text("还差 20.0 学分")
        await unit.fill("#back-reason", "改回来")
        await looks_and_enters(unit, say("rule-back"))
        await nurse.reload()
        await expect(nurse.locator("#home-result")).to_have_text("还差 17.0 学分")
