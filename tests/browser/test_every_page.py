"""Every page of the sample hospital, as each of its people meets it on a small phone."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from pypdf import PdfReader

from core.domain.credits.credit import Stage
from core.ports import Desk
from core.records.area import Area
from core.records.credits import CreditFilter
from core.texts import knows, say
from core.usecases.forms import registration_form_pdf
from pwa.demo import demo_pages
from storage.desk import open_desk
from storage.sample import ROSTER
from storage.sample.accounts import actor
from storage.sample.people import someone
from storage.system import MovableClock
from tests.browser.serving import (
    TWICE_AS_LARGE,
    browsing,
    complaints_of,
    holds,
    serious_findings,
    serving,
    somewhere,
)
from tests.conftest import TODAY, settings_for

SMALL_PHONE = {"width": 360, "height": 740}
NOBODY = "nobody"
PAGES = {
    NOBODY: (
        "/sign-in",
        "/sign-in/used",
        "/v/",
        "/v/wrong",
        "/v/{code}",
        "/offline",
        "/scan",
        "/nowhere",
        "/demo",
    ),
    "wen-dan": (
        "/",
        "/?year=2024",
        "/staff/{nurse}/years/2026",
        "/staff/{nurse}/years/2019",
        "/credits",
        "/credits?page=2",
        "/credits?tab=rejected",
        "/credits/new",
        "/credits/new?year=2026&category=outside-province",
        "/credits/{draft}",
        "/credits/{draft}?ask=removal",
        "/credits/{draft}/rule",
        "/credits/{draft}/upload",
        "/credits/{returned}",
        "/credits/{returned}/edit",
        "/credits/{waiting}?ask=withdrawal",
        "/credits/{approved}",
        "/forms",
        "/staff/{nurse}/forms/2025",
        "/inbox",
        "/settings",
        "/trainings/mine",
        "/rules",
        "/rules?tab=rules",
        "/rules?tab=subtypes",
        "/nowhere",
    ),
    "330922001": (
        "/",
        "/trainings",
        "/trainings?mode=seminar",
        "/trainings/new",
        "/projects",
        "/projects/applications",
        "/projects/applications/new",
        "/projects/delegations",
        "/review",
        "/review?select=1",
        "/review?tab=returned",
        "/review?tab=passed&page=2",
        "/review?name=zzz",
        "/credits?whose=others",
        "/credits/corrections",
        "/credits/new",
        "/credits/new?q=zzz",
        "/credits/{waiting}",
        "/staff/{nurse}/years/2026",
        "/staff/records",
        "/staff/records?q=zzz",
        "/staff/{nurse}/records",
        "/staff/{nurse}/records/new",
        "/staff/{nurse}/records/2026",
        "/staff/{nurse}/records/2026/removal",
        "/staff/{nurse}/transfer",
        "/staff/transfer",
        "/forms",
        "/forms?q=zzz",
        "/jobs",
        "/results",
        "/results?tab=all&q=zzz",
        "/results/credits",
        "/results/statistics?tab=title",
        "/trainings/statistics",
        "/trainings/statistics?year=2025&rule=training-practice",
        "/trainings/statistics?year=2024",
        "/settings",
        "/newcomers",
    ),
    "330922": (
        "/",
        "/review",
        "/review?kind=trainings",
        "/review?kind=applications",
        "/projects/import",
        "/projects/window",
        "/trainings",
        "/trainings/statistics",
        "/settings",
        "/settings/trainings",
        "/settings/reasons",
        "/newcomers",
        "/forms",
        "/credits/new?q=8200",
        "/credits/taken-over",
        "/credits/workbooks",
        "/credits/corrections?tab=training",
        "/forms/years",
        "/staff",
        "/staff?q=zzz",
        "/staff/new",
        "/staff/{nurse}",
        "/staff/{nurse}/edit",
        "/staff/{nurse}/photo",
        "/staff/changes",
        "/staff/changes?from=2020-01-01",
        "/staff/import",
        "/departments",
        "/departments/{department}",
        "/administrators",
        "/settings/authority",
        "/credits/authority",
        "/settings/rules",
        "/rules/2026/standards/senior",
        "/rules/2026/rules/paper-core?kind=steps",
        "/newcomers?department={department}",
    ),
    "330000": ("/", "/review", "/inbox", "/settings"),
    "330923": (
        "/",
        "/review",
        "/inbox",
        "/forms",
        "/administrators",
        "/settings/rules",
        "/newcomers",
        "/staff/import",
    ),
    "shen-jiahe": ("/password/first",),
    "ge-yingying": ("/", "/credits", "/settings/chat"),
}
STATUSES = {"/nowhere": 404, "/v/wrong": 404, "/sign-in/used": 410}
KEY = re.compile(r"\b[a-z][a-z0-9]*(?:-[a-z0-9]+)+\b")
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def sample_home(filled_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample hospital."""
    return Path(shutil.copytree(filled_sample, tmp_path_factory.mktemp("sample") / "home"))


@asynccontextmanager
async def hospital(home: Path) -> AsyncIterator[tuple[Desk, str]]:
    """Open the sample hospital and its start page."""
    clock = MovableClock(TODAY)
    async with (
        open_desk(settings_for(home), clock=clock) as desk,
        serving(desk, demo_pages(clock, "", ROSTER)) as url,
    ):
        yield desk, url


async def places(desk: Desk) -> dict[str, str]:
    """Return the ids and the code that stand in addresses."""
    nurse = someone("闻旦").staff_id
    async with desk.store.transaction() as tx:
        credits = await tx.credits.find(Area(staff_id=nurse), CreditFilter())
    of_stage = {credit.stage: credit.id for credit in credits}
    form = await registration_form_pdf(desk, actor("闻旦", "127.0.0.1"), nurse, 2025)
    printed = "".join(page.extract_text() for page in PdfReader(BytesIO(form.content)).pages)
    return {
        "nurse": nurse,
        "department": actor("闻旦", "127.0.0.1").department_id or "",
        "code": re.findall(r"/v/([a-z2-7]{16})", printed)[0],
        "draft": of_stage[Stage.DRAFT],
        "returned": of_stage[Stage.RETURNED],
        "waiting": of_stage[Stage.DEPARTMENT_REVIEW],
        "approved": of_stage[Stage.APPROVED],
    }


@asynccontextmanager
async def played(browser: Browser, url: str, key: str, language: str) -> AsyncIterator[Page]:
    """Sign in with one tap on the start page, on a small phone of that language."""
    context = await somewhere(browser, url, SMALL_PHONE, on_phone=True, locale=language)
    page = await context.new_page()
    if key != NOBODY:
        await page.goto("/demo")
        await page.click(f"form[action='/demo/people/{key}/session'] button")
        await page.wait_for_url(re.compile(r"/(password/first.*)?$"))
    yield page
    await context.close()


async def faults_of(page: Page, path: str, *, in_colour: bool) -> list[str]:
    """Return what is wrong with the page at this address."""
    answer = await page.goto(path)
    status = answer.status if answer else 0
    found = [] if status == STATUSES.get(path, 200) else [f"answered {status}"]
    if not await page.evaluate(FITS):
        found.append("scrolls sideways")
    words = set(KEY.findall(await page.inner_text("body")))
    found += [f"says the key {word}" for word in sorted(words) if knows(word)]
    if in_colour:
        await page.emulate_media(color_scheme="light")
        found += await serious_findings(page)
        await page.emulate_media(color_scheme="dark")
        found += [f"dark: {one}" for one in await serious_findings(page, "color-contrast")]
    return [f"{path} {fault}" for fault in found]


def _paths(key: str, language: str) -> list[str]:
    """Return all addresses in Chinese, in English those that differ in more than the question."""
    return [path for path in PAGES[key] if language == "zh-CN" or "?" not in path]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_every_page_is_whole_for_everybody(sample_home: Path, language: str) -> None:
    async with hospital(sample_home) as (desk, url), browsing() as browser:
        known = await places(desk)

        looked_at: set[str] = set()

        def is_new(path: str) -> bool:
            """Tell whether nobody has looked closely at this page; at home all see another one."""
            plain = path.partition("?")[0]
            is_first = plain not in looked_at
            looked_at.add(plain)
            return is_first or plain == "/"

        async def walk(key: str) -> list[str]:
            async with played(browser, url, key, language) as page:
                complaints, faults = complaints_of(page), []
                for path in _paths(key, language):
                    where = path.format(**known)
                    in_colour = language == "zh-CN" and is_new(path)
                    faults += await faults_of(page, where, in_colour=in_colour)
            return [f"{key}: {fault}" for fault in (*faults, *complaints)]

        walks = await asyncio.gather(*(walk(key) for key in PAGES))
    assert [fault for walk in walks for fault in walk] == []


async def test_a_wrong_password_is_answered_with_what_to_do(sample_home: Path) -> None:
    async with (
        hospital(sample_home) as (_, url),
        browsing() as browser,
        played(browser, url, NOBODY, "zh-CN") as page,
    ):
        await page.goto("/sign-in")
        await page.fill("[name=login]", "330922001")
        await page.fill("[name=password]", "wrong")
        await page.press("[name=password]", "Enter")
        await expect(page.get_by_role("alert")).to_have_text(say("refusal-wrong-password"))
        await expect(page.locator("[name=login]")).to_have_value("330922001")


LISTS = (
    *("/", "/credits", "/review?kind=credits", "/trainings", "/forms", "/inbox"),
    *("/staff", "/staff/new", "/staff/records", "/staff/changes", "/newcomers"),
    *("/staff/import", "/administrators", "/departments", "/settings/authority", "/settings/rules"),
    *("/results", "/results/credits", "/results/statistics", "/credits/corrections?tab=training"),
    *("/credits/taken-over", "/credits/workbooks", "/forms/years"),
)


async def test_words_twice_as_large_fit_a_small_phone(sample_home: Path) -> None:
    async with (
        hospital(sample_home) as (_, url),
        browsing() as browser,
        played(browser, url, "330922", "zh-CN") as page,
    ):
        for path in LISTS:
            await page.goto(path)
            await page.evaluate(TWICE_AS_LARGE)
            assert await page.evaluate(FITS), path


LARGE = {
    "wen-dan": ("/", "/credits", "/credits/new", "/credits/{draft}/edit", "/trainings/mine"),
    "330922001": ("/", "/review", "/trainings", "/trainings/new"),
    NOBODY: ("/sign-in", "/scan"),
}
LABELS = """(() => {
  const label = document.querySelector(".nav-link");
  return label ? parseFloat(getComputedStyle(label).fontSize) : 0;
})()"""
STANDS_CLEAR = """() => {
  scrollTo(0, document.body.scrollHeight);
  const [above, nav] = ["main > :last-child", ".nav"].map((one) => document.querySelector(one));
  return !above || !nav
    || above.getBoundingClientRect().bottom <= nav.getBoundingClientRect().top + 1;
}"""
CUT = """[...document.querySelectorAll("main *, nav *")].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  const isRolled = one.closest(".chips-scroll, .table-scroll, .visually-hidden, .scan-sight, svg");
  if (!width || isRolled || one.hidden) return false;
  const isOver = one.scrollWidth > one.clientWidth + 1;
  const isWords = one.matches(".button, .pill, .chip, .nav-link > span:not([class])");
  return (isWords && isOver) || right > innerWidth + 1 || left < -1;
}).map((one) => `${one.className || one.tagName}: ${one.textContent.trim().slice(0, 40)}`)"""


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_nothing_is_cut_off_in_words_twice_as_large(sample_home: Path, language: str) -> None:
    async with hospital(sample_home) as (desk, url), browsing() as browser:
        known = await places(desk)

        async def walk(key: str) -> list[str]:
            found = []
            async with played(browser, url, key, language) as page:
                for path in LARGE[key]:
                    await page.goto(path.format(**known))
                    usual = await page.evaluate(LABELS)
                    await page.evaluate(TWICE_AS_LARGE)
                    cut = await page.evaluate(CUT)
                    found += [f"{key} {path} {one}" for one in cut]
                    assert not usual or await page.evaluate(LABELS) > 1.5 * usual
                    await holds(page, STANDS_CLEAR)
            return found

        walks = await asyncio.gather(*(walk(key) for key in LARGE))
    assert not (cut := [one for walk in walks for one in walk]), "\n".join(cut)


async def test_a_tap_on_somebody_opens_them_and_one_on_their_box_ticks_them(
    sample_home: Path,
) -> None:
    async with (
        hospital(sample_home) as (_, url),
        browsing() as browser,
        played(browser, url, "330922", "zh-CN") as page,
    ):
        await page.goto("/staff?q=%E9%97%BB%E6%97%A6")
        row = page.locator(".row", has_text="闻旦")
        await row.locator(".select-box").tap()
        await expect(row.locator("input")).to_be_checked()
        await expect(page.locator("[data-chosen]")).to_have_text("1")
        await row.locator(".row-link").tap()
        await page.wait_for_url(f"{url}/staff/{someone('闻旦').staff_id}")
