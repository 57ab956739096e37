"""An administrator's password, devices and second factor, as they are kept in the browser."""

import base64

from playwright.async_api import Browser, Page, expect

from core.domain.totp import code_at, step_of
from core.ports import Desk
from core.texts import say
from storage.system import MovableClock
from tests import cast
from tests.browser.serving import (
    DESKTOP,
    PHONE,
    browsing,
    serious_findings,
    serving,
    signed_in,
    somewhere,
)

UNIT, HEAD = cast.UNIT_ADMINISTRATOR, cast.HEAD_NURSE
NEW = "lantern pears 41 drift"


async def press(page: Page, sentence: str) -> None:
    await page.get_by_role("button", name=say(sentence), exact=True).click()


async def is_out(page: Page) -> bool:
    await page.goto("/inbox")
    return "/sign-in" in page.url


async def coming_in(browser: Browser, url: str, login: str, password: str) -> Page:
    """Sign in as somebody of whom more may be asked than the password."""
    page = await (await somewhere(browser, url, PHONE)).new_page()
    await page.goto("/sign-in")
    await page.fill("[name=login]", login)
    await page.fill("[name=password]", password)
    await page.press("[name=password]", "Enter")
    await page.wait_for_url(lambda at: "/sign-in" not in at)
    return page


async def give(page: Page, code: str) -> None:
    await page.fill("[name=code]", code)
    await page.press("[name=code]", "Enter")


async def test_devices_are_ended_a_weak_password_is_refused_and_a_new_one_ends_the_others(
    sqlite_desk: Desk,
) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, UNIT, size=PHONE) as here,
        signed_in(browser, url, UNIT, size=DESKTOP) as first,
        signed_in(browser, url, UNIT, size=DESKTOP) as second,
    ):
        await here.goto("/settings")
        ends = here.get_by_role("button", name=say("settings-session-end"), exact=True)
        await expect(ends).to_have_count(2)
        assert await serious_findings(here) == []
        await ends.first.click()
        await expect(ends).to_have_count(1)
        assert sorted([await is_out(first), await is_out(second)]) == [False, True]
        await press(here, "settings-sessions-end")
        await expect(ends).to_have_count(0)
        assert await is_out(first)
        assert await is_out(second)
        elsewhere = await coming_in(browser, url, UNIT.login, cast.PASSWORD)
        for password, said in (("liuduxiu330922", "refusal-password-too-easy"), (NEW, "")):
            await here.goto("/settings")
            for name, text in (("old", cast.PASSWORD), ("new", password), ("again", password)):
                await here.fill(f"[name={name}]", text)
            await press(here, "settings-password-save")
            if said:
                await expect(here.get_by_role("alert")).to_have_text(say(said))
                assert await serious_findings(here) == []
        await expect(here.get_by_text(say("settings-password-done"))).to_be_visible()
        assert await is_out(elsewhere)
        assert not await is_out(await coming_in(browser, url, UNIT.login, NEW))


async def test_a_second_factor_is_set_asked_for_replaced_by_a_recovery_code_once_and_demanded(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, UNIT, size=PHONE) as here,
    ):
        await here.goto("/second-factor")
        await press(here, "second-factor-begin")
        written = await here.locator("code.whole").inner_text()
        secret = base64.b32decode("".join(written.split()).upper())
        assert await serious_findings(here) == []

        def code() -> str:
            clock.move(seconds=30)
            return code_at(secret, step_of(clock.now()))

        await give(here, code())
        await here.locator("#codes-title").wait_for()
        recovery = (await here.locator("code.whole").all_inner_texts())[0]
        assert await serious_findings(here) == []
        another = await coming_in(browser, url, UNIT.login, cast.PASSWORD)
        await give(another, "000000")
        await expect(another.get_by_role("alert")).to_have_text(say("refusal-wrong-second-code"))
        await give(another, code())
        await another.wait_for_url(f"{url}/")
        for is_first in (True, False):
            again = await coming_in(browser, url, UNIT.login, cast.PASSWORD)
            await give(again, recovery)
            if is_first:
                await again.wait_for_url(f"{url}/")
            else:
                await expect(again.get_by_role("alert")).to_have_text(
                    say("refusal-wrong-second-code")
                )
        await here.goto("/second-factor")
        await here.check("[name=demanded]")
        await press(here, "second-factor-save")
        await expect(here.locator("[name=demanded]")).to_be_checked()
        head = await coming_in(browser, url, HEAD.login, cast.PASSWORD)
        await expect(head.get_by_text(say("second-factor-is-demanded"))).to_be_visible()
        await head.goto("/review")
        await expect(head.get_by_text(say("second-factor-is-demanded"))).to_be_visible()
