"""The first day of a hospital: from an empty installation to the first person's own year."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.async_api import Browser, Locator, Page, expect

from core.texts import say
from tests import cast
from tests.browser.serving import PHONE, browsing, complaints_of, somewhere
from tests.people_books import saved
from tests.pwa.register.test_newcomers import scanned
from tests.test_front_door import Told, cme, running

MOST_FIELDS, MOST_TAPS = 16, 40
DEPARTMENT, NEWCOMER = "护理", "林小满"
PERSON = {
    "姓名": NEWCOMER,
    "证件号码": cast.document_number(date(1992, 3, 8), 21),
    "当前职称": "护师",
    "职称评定时间": "2020-12-31",
    "职称聘任年度": "2021",
    "科室": DEPARTMENT,
    "在编状态": "在编",
    "人员状态": "正常",
    "手机": "13700000021",
    "专业": "护理学",
}


class Hand:
    """Somebody at a page, who fills in fields and taps; both are counted, for all together."""

    def __init__(self, page: Page, counted: dict[str, int]) -> None:
        self.page, self.counted = page, counted

    async def fills(self, name: str, words: str) -> None:
        self.counted["fields"] += 1
        await self.page.fill(f"[name={name}]", words)

    async def chooses(self, file: str, content: bytes) -> None:
        self.counted["fields"] += 1
        self.counted["taps"] += 1
        await self.page.set_input_files(
            "[name=file]", {"name": file, "mimeType": "application/octet-stream", "buffer": content}
        )
        await expect(self.page.locator(".file-names")).to_have_text(file)

    async def taps(self, what: Locator | str, *, leads_to: str = "") -> None:
        """Tap words or a control; `leads_to` is the address that it must open."""
        self.counted["taps"] += 1
        where = self.page.get_by_text(what, exact=True) if isinstance(what, str) else what
        await where.click()
        if leads_to:
            await self.page.wait_for_url(re.compile(f"{leads_to}$"))

    async def taps_for_file(self, what: Locator) -> bytes:
        """Tap what hands out a file; return what is in it."""
        async with self.page.expect_download() as began:
            await self.taps(what)
        file = await (await began.value).path()
        return await asyncio.to_thread(file.read_bytes)

    def button(self, key: str, **blanks: object) -> Locator:
        return self.page.locator("main").get_by_role("button", name=say(key, **blanks), exact=True)

    async def begins(self, step: str, *, leads_to: str) -> None:
        """Follow the checklist at home to the step that it names as the next one."""
        if not self.page.url.endswith("/"):
            await self.taps(self.page.locator("nav a[href='/']:visible").first, leads_to="/")
        following = self.page.locator("a[aria-current=step]")
        await expect(following).to_contain_text(say(f"first-day-{step}"))
        await self.taps(following, leads_to=leads_to)

    async def sets_password(self) -> None:
        for name in ("new", "again"):
            await self.fills(name, cast.PASSWORD)
        await self.taps(self.button("password-set"), leads_to="/")


def filled(template: bytes, person: Mapping[str, str]) -> bytes:
    """Fill in the first row of the template."""
    book = load_workbook(BytesIO(template))
    page = book.worksheets[0]
    headings = {str(cell.value).rstrip("*"): cell.column for cell in page[1]}
    for heading, value in person.items():
        page.cell(2, headings[heading], value)
    return saved(book)


async def opened(browser: Browser, url: str, counted: dict[str, int]) -> Hand:
    """Open an address on a phone that nobody has signed in on."""
    page = await (await somewhere(browser, size=PHONE, on_phone=True)).new_page()
    await page.goto(url)
    return Hand(page, counted)


async def add_department(one: Hand) -> None:
    await one.begins("departments", leads_to="/departments")
    await one.fills("name", DEPARTMENT)
    await one.taps(one.button("department-add"))
    await expect(one.page.locator(".row-title")).to_contain_text([DEPARTMENT])


async def appoint_administrator(one: Hand) -> None:
    await one.begins("administrators", leads_to="/administrators")
    await one.fills("name", "蔡李铭")
    await one.fills("mobile", "13567231913")
    await one.taps(one.button("administrator-appoint"))
    await expect(one.page.locator(".qr svg")).to_be_visible()


async def import_people(one: Hand) -> None:
    await one.begins("people", leads_to="/staff/import")
    template = await one.taps_for_file(one.page.get_by_text(say("import-template")))
    await one.chooses("全院.xlsx", filled(template, PERSON))
    await one.taps(one.button("import-check"))
    await one.taps(one.button("import-enter", count=1), leads_to=r"/jobs/\w+")
    await expect(one.page.locator(".notice-good")).to_be_visible()


async def confirm_rules(one: Hand) -> None:
    await one.begins("rules", leads_to="/settings/rules")
    doubts = one.page.locator("[name=source]")
    for left in range(await doubts.count(), 0, -1):
        await expect(doubts).to_have_count(left)
        one.counted["fields"] += 1
        await doubts.first.fill("浙卫发〔2026〕12 号")
        await one.taps(one.button("rules-confirm").first)
    await expect(doubts).to_have_count(0)


async def say_where_the_authority_is(one: Hand) -> None:
    await one.begins("authority", leads_to="/settings/authority")
    await one.taps(one.page.locator(".radio-card", has=one.page.locator("[value=elsewhere]")))
    await one.taps(one.button("authority-save"))
    await expect(one.page.locator("a[href='/credits/authority']")).to_be_visible()


async def print_slips(one: Hand) -> str:
    """Return what a phone reads on the slip of the only person there."""
    await one.begins("slips", leads_to="/newcomers")
    await one.taps(one.button("list-select-page"))
    (link,) = scanned(await one.taps_for_file(one.button("newcomers-print")))
    return link


async def test_a_hospital_starts_within_a_morning(tmp_path: Path) -> None:
    words = ("--unit-code", "330922", "--unit-name", "海晏医院", "--name", "周全")
    counted, home = {"fields": 0, "taps": 0}, tmp_path / "home"
    with ExitStack() as stack:
        url, _ = await asyncio.to_thread(stack.enter_context, running(home))
        link = link_of(await asyncio.to_thread(cme, home, "create-admin", *words), url)
        async with browsing() as browser:
            first = await opened(browser, link, counted)
            complaints = complaints_of(first.page)
            await first.taps(first.button("link-enter"))
            await first.sets_password()
            await add_department(first)
            await appoint_administrator(first)
            await import_people(first)
            await confirm_rules(first)
            await say_where_the_authority_is(first)
            slip = await print_slips(first)
            nurse = await opened(browser, slip, counted)
            complaints += complaints_of(nurse.page)
            await nurse.taps(nurse.button("link-enter"))
            await nurse.sets_password()
            await expect(nurse.page.locator("main")).to_contain_text(NEWCOMER)
            await expect(nurse.page.locator("main")).to_contain_text(re.compile(r"还差 \d"))
            await first.page.goto(url)
            await expect(first.page.locator("#first-day")).to_have_count(0)
    assert not complaints
    assert counted["fields"] <= MOST_FIELDS, f"{counted} to fill in and to tap"
    assert counted["taps"] <= MOST_TAPS, f"{counted} to fill in and to tap"


def link_of(told: Told, url: str) -> str:
    """Return the link that the command printed, at the server's address."""
    token = re.search(r"/sign-in/([\w-]{43})", told.stdout)
    assert token, told
    return f"{url}/sign-in/{token[1]}"
