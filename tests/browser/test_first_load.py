"""The first time on a cheap phone: few requests, few bytes; and what works without a network."""

from playwright.async_api import Request, expect

from core.ports import Desk
from tests.browser.serving import browsing, serving, somewhere
from tests.browser.test_behaviours import IS_KEPT, WORKER_IS_THERE, at_home, said

MOST_REQUESTS, MOST_BYTES = 20, 110_000
IS_KEPT_IN = """async (lang) => {
  const kept = async () => (await (await caches.match("/scan"))?.text()) ?? "";
  while (!(await kept()).includes(`<html lang="${lang}"`)) await new Promise(requestAnimationFrame);
}"""


async def first_load(url: str) -> tuple[list[str], int]:
    """Open the sign-in for the first time; return what was asked for, and the bytes that came."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    async with browsing() as browser:
        context = await somewhere(browser, url, service_workers="allow")
        context.on("requestfinished", note)
        page = await context.new_page()
        await page.goto("/sign-in")
        await page.evaluate(WORKER_IS_THERE)
        await page.evaluate(IS_KEPT, "/offline")
        sizes = [await one.sizes() for one in asked]
        await context.close()
    sent = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    return [one.url for one in asked], sent


async def test_signing_in_for_the_first_time_takes_few_requests_and_bytes(
    sqlite_desk: Desk,
) -> None:
    async with serving(sqlite_desk) as url:
        asked, sent = await first_load(url)
    assert len(asked) <= MOST_REQUESTS, asked
    assert 20_000 < sent <= MOST_BYTES


async def test_the_scanner_is_there_without_a_network_and_the_page_comes_back_by_itself(
    sqlite_desk: Desk,
) -> None:
    async with serving(sqlite_desk) as url, browsing() as browser, at_home(browser, url) as page:
        await page.evaluate(IS_KEPT, "/scan")
        await page.context.set_offline(True)
        await page.goto("/credits")
        await page.click("a[href='/scan']")
        await expect(page.locator("h1")).to_have_text(said("scan-title"))
        await page.goto("/credits")
        await expect(page.locator("h1")).to_have_text(said("offline-title"))
        await page.context.set_offline(False)
        await expect(page.locator("h1")).not_to_have_text(said("offline-title"))
        assert page.url == f"{url}/credits"


async def test_the_kept_scanner_speaks_the_language_of_whoever_came_last(
    sqlite_desk: Desk,
) -> None:
    async with serving(sqlite_desk) as url, browsing() as browser, at_home(browser, url) as page:
        await page.evaluate(IS_KEPT, "/scan")
        await page.goto("/settings")
        await page.click("button[name=language][value=en]")
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await page.reload()
        await page.evaluate(IS_KEPT_IN, "en")
