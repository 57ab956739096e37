"""Administrators keep their own list, and come in with a code from their phone."""

from dataclasses import dataclass, field, replace

from playwright.async_api import expect

from core.ports import Desk, PhoneMessage
from core.texts import say
from core.usecases.register.administrators import Contact
from core.usecases.register.holders import read_administrator, save_administrator
from tests import cast
from tests.browser.serving import (
    DESKTOP,
    PHONE,
    browsing,
    complaints_of,
    serious_findings,
    serving,
    signed_in,
    somewhere,
)
from tests.waiting import until

MOBILE = "13567231913"
HEAD, UNIT = cast.HEAD_NURSE, cast.UNIT_ADMINISTRATOR.actor


@dataclass
class Phones:
    """A gateway that keeps what it is given."""

    is_there: bool = True
    got: list[PhoneMessage] = field(default_factory=list)

    async def send(self, message: PhoneMessage) -> None:
        self.got.append(message)


async def test_a_departments_administrator_adds_saves_and_deletes_another(
    sqlite_desk: Desk,
) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, HEAD, size=DESKTOP) as page,
    ):
        await page.goto("/staff")
        await page.get_by_role("link", name=say("administrators-title")).click()
        await page.fill("[name=name]", "刘一秀")
        await page.fill("[name=mobile]", "1886712469")
        await page.get_by_role("button", name=say("administrator-appoint")).click()
        await expect(page.locator("#fault-mobile")).to_contain_text("11 位")
        assert await serious_findings(page) == []
        await page.fill("[name=mobile]", "18867124696")
        await page.get_by_role("button", name=say("administrator-appoint")).click()
        await expect(page.locator(".qr svg")).to_be_visible()
        await page.get_by_text(say("administrator-another"), exact=True).click()
        row = page.locator("a.row", has_text="刘一秀")
        await expect(row).to_contain_text("188****4696")
        await row.click()
        await page.wait_for_url("**/administrators/*")
        await page.fill("[name=office_phone]", "0571-8800 0001")
        assert await serious_findings(page) == []
        await page.get_by_role("button", name=say("administrator-save")).click()
        await expect(page.locator(".notice-good")).to_have_text(say("administrator-done-saved"))
        await expect(row).to_contain_text("0571-8800 0001")
        await row.click()
        await page.wait_for_url("**/administrators/*")
        await page.get_by_role("button", name=say("administrator-remove"), exact=True).click()
        await page.click("dialog button[value=yes]")
        await expect(page.locator(".notice-good")).to_have_text(say("administrator-done-removed"))
        await expect(row).to_have_count(0)


async def test_an_administrator_signs_in_with_a_code_from_the_phone(sqlite_desk: Desk) -> None:
    phones = Phones()
    desk = replace(sqlite_desk, sender=phones)
    seen = (await read_administrator(desk, UNIT, HEAD.account.id)).seen
    await save_administrator(desk, UNIT, HEAD.account.id, Contact("", MOBILE), seen=seen)
    async with serving(desk) as url, browsing() as browser:
        page = await (await somewhere(browser, url, PHONE)).new_page()
        complaints = complaints_of(page)
        await page.goto("/sign-in?next=/inbox")
        await page.get_by_text(say("sign-in-by-code")).click()
        await page.fill("[name=mobile]", MOBILE)
        assert await serious_findings(page) == []
        await page.press("[name=mobile]", "Enter")
        await expect(page.locator("[name=code]")).to_be_focused()
        await until(lambda: phones.got)
        await page.fill("[name=code]", "000")
        await page.press("[name=code]", "Enter")
        await expect(page.get_by_role("alert")).to_have_text(say("refusal-wrong-code"))
        assert await serious_findings(page) == []
        await page.fill("[name=code]", phones.got[0].blanks["code"])
        await page.press("[name=code]", "Enter")
        await page.wait_for_url(f"{url}/inbox")
        assert not complaints
