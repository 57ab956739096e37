"""The search box as somebody uses it: by typing, by keyboard, and back again."""

from urllib.parse import urlparse

from playwright.async_api import expect

from core.ports import Desk
from core.texts import say
from tests import cast
from tests.browser.serving import browsing, serious_findings, serving, signed_in
from tests.pwa.years import put_credit


async def test_who_types_a_name_in_pinyin_finds_the_person_and_comes_back_to_what_was_found(
    sqlite_desk: Desk,
) -> None:
    await put_credit(sqlite_desk, cast.NURSE, "静脉治疗学习班", 200)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.UNIT_ADMINISTRATOR) as page,
    ):
        await page.fill("[role=search] [name=q]", "闻")
        await page.press("[role=search] [name=q]", "Enter")
        await expect(page.get_by_role("link", name="闻旦", exact=True)).to_be_visible()
        assert urlparse(page.url).query == ""
        box = page.locator("#main [name=q]")
        await box.fill("")
        await box.press_sequentially("geying")
        person = page.get_by_role("link", name="葛莺莺", exact=True)
        await expect(person).to_be_visible()
        await expect(page.locator("#found-told")).to_have_text(say("search-found", kinds=1))
        await expect(box).to_be_focused()
        assert await serious_findings(page) == []
        await box.fill("没有的人")
        await expect(page.locator("#found")).to_contain_text(say("search-none"))
        await box.fill("gyy")
        await person.click()
        await expect(page.locator("h1")).to_contain_text("葛莺莺")
        await page.go_back()
        await expect(person).to_be_visible()
        assert urlparse(page.url).query == ""
