"""What a correction does is seen on one screen of a phone, and below it the button that does it."""

from playwright.async_api import Page, expect

from core.domain.register import Actor
from core.domain.review import Decision
from core.ports import Desk
from core.texts import say
from core.usecases.credits.compliance import take_effect
from core.usecases.review import decide
from storage.system import MovableClock
from tests import cast
from tests.browser.serving import DESKTOP, PHONE, browsing, serious_findings, serving, signed_in
from tests.pwa.rooms import NURSE, UNIT, Held, awarded, closing_waits
from tests.pwa.years import put_credit

CARD = "section[aria-labelledby=preview-title]"


async def is_seen_with_its_button(page: Page, label: str) -> None:
    """Without a scroll: the whole card, and below it the button."""
    card = await page.locator(CARD).bounding_box()
    button = await page.get_by_role("button", name=label, exact=True).bounding_box()
    assert card
    assert button
    assert card["y"] >= 0
    assert card["y"] + card["height"] <= button["y"]
    assert page.viewport_size
    assert button["y"] + button["height"] <= page.viewport_size["height"]
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def corrects(page: Page, held: Held, label: str, told: str) -> None:
    await page.goto(f"{held.awards}/{NURSE.id}/participant")
    await is_seen_with_its_button(page, label)
    assert await serious_findings(page) == []
    await page.get_by_text(say("award-reason-substitute")).click()
    await page.get_by_role("button", name=label, exact=True).click()
    await expect(page.locator("toast-message")).to_contain_text(told)


async def test_one_screen_shows_what_a_correction_does_and_one_button_does_it(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    await put_credit(sqlite_desk, cast.NURSE, "SCI论文", 2490, rule="paper-sci", hours=8900)
    held = await awarded(sqlite_desk, clock)
    async with serving(sqlite_desk) as url, browsing() as browser:
        async with signed_in(browser, url, cast.HEAD_NURSE, size=PHONE) as page:
            await corrects(page, held, say("award-exclude"), say("award-told-excluded"))
        async with signed_in(browser, url, cast.HEAD_NURSE, size=DESKTOP, dark=True) as page:
            await page.goto(f"{held.awards}/{NURSE.id}/participant")
            assert await serious_findings(page) == []
            await page.fill("#reason", "核对过")
            await page.get_by_role("button", name=say("award-include"), exact=True).click()
            await expect(page.locator("toast-message")).to_contain_text(say("award-told-included"))
        waiting = await closing_waits(sqlite_desk, held)
        seen = waiting.version
        await decide(sqlite_desk, UNIT, held.training.subject, Decision.APPROVE, seen=seen)
        clock.move(days=1)
        await take_effect(sqlite_desk, Actor.system())
        async with signed_in(browser, url, cast.UNIT_ADMINISTRATOR, size=PHONE, dark=True) as page:
            await corrects(page, held, say("award-reverse"), say("award-told-reversed"))
