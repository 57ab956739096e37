"""What people expect without thinking: their own first, one tap, search at hand, a way on."""

import re
from datetime import date

from playwright.async_api import Page, expect

from core.domain.credits.credit import Stage
from core.ports import Desk
from core.texts import say
from core.usecases.attendance.boards import board_of
from core.usecases.trainings.plans import read_training
from storage.system import MovableClock
from tests import cast
from tests.browser.serving import browsing, holds, serious_findings, serving, signed_in
from tests.pwa.years import put_credit
from tests.trainings import HEAD, a_plan, awarded_to

TOMORROW = date(2026, 6, 16)
SHARE_A_ROW = """() => {
  const [search, more] = [".list-filters input[type=search]", ".list-filters summary"]
    .map((one) => document.querySelector(one).getBoundingClientRect());
  return search.top < more.bottom && more.top < search.bottom && search.right <= more.left;
}"""
IS_WITHIN_REACH = """() => [...document.querySelectorAll("details[open] .pick")].every((one) => {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  return left >= 0 && right <= innerWidth && top > innerHeight / 3 && bottom <= innerHeight
    && right - left >= 44 && bottom - top >= 44;
})"""


async def picks_a_month_and_a_year(page: Page) -> None:
    """With the thumb, then with the keyboard alone."""
    await page.goto("/trainings/statistics")
    year, month = (page.locator("details.picker").nth(one) for one in (0, 1))
    await expect(year.locator("summary")).to_have_accessible_name(f"{say('statistics-year')} 2026")
    await month.locator("summary").tap()
    await holds(page, IS_WITHIN_REACH)
    assert await serious_findings(page) == []
    await month.get_by_text("6月", exact=True).tap()
    await page.wait_for_url(re.compile(r"month=6"))
    await expect(month.locator("summary")).to_contain_text("6月")

    await year.locator("summary").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    await expect(year.locator("[data-picked]")).to_have_text("2025")
    assert "year=2025" not in page.url
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"year=2025"))

    await month.locator("summary").tap()
    await page.keyboard.press("Escape")
    await expect(month).not_to_have_attribute("open", "")

    await page.goto("/forms")
    for name in ("2月", "4月"):
        await page.get_by_role("link", name=name, exact=True).tap()
        await expect(page.locator(".chip[aria-current=true]").last).to_have_text(name)
    assert "from=2026-02-01" in page.url
    assert "to=2026-04-30" in page.url


async def plans(page: Page, training_id: str, cycle_id: str) -> None:
    """The discipline of the last plan stands there and can be searched; one's own teach first."""
    await page.goto("/trainings/new")
    chosen = page.locator("#discipline")
    await expect(chosen).to_have_value("01-01")
    everything = await chosen.locator("option").count()
    await page.fill("[data-narrows=discipline]", "护理")
    await expect(chosen.locator("option")).not_to_have_count(everything)
    await expect(chosen).to_have_value("01-01")
    await page.goto(f"/trainings/{training_id}/cycles/{cycle_id}/courses/new")
    places = await page.locator("#teacher .radio-card small").all_inner_texts()
    theirs = [cast.NURSING.name in one for one in places[:-1]]
    assert theirs == sorted(theirs, reverse=True)
    assert theirs[0]


async def closes(page: Page, training_id: str) -> None:
    """A closing that says nothing yet is not asked about: the report is wanted first."""
    await page.goto(f"/trainings/{training_id}/closing")
    submit = page.locator(".actions button[name=submit]")
    await submit.tap()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.locator("dialog[open]")).to_have_count(0)
    await page.fill("#text", "按计划举办")
    await submit.tap()
    await expect(page.locator("dialog[open]")).to_contain_text(say("closing-submit-ask"))
    await page.keyboard.press("Escape")


async def test_who_organises_meets_the_usual_first(sqlite_desk: Desk, clock: MovableClock) -> None:
    training = await awarded_to(sqlite_desk, clock, [cast.NURSE.actor])
    draft = await a_plan(sqlite_desk, HEAD)
    cycle = (await read_training(sqlite_desk, HEAD, draft.id)).cycles[0]
    held = (await read_training(sqlite_desk, HEAD, training.id)).cycles[0]
    link = await board_of(sqlite_desk, HEAD, training.id, held.id)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as page,
    ):
        await picks_a_month_and_a_year(page)
        await plans(page, draft.id, cycle.id)
        await closes(page, training.id)
        await page.goto("/rules?tab=rules")
        await expect(page.locator("main")).to_contain_text(say("rulebook-source", source=""))
        await page.goto(f"/board/{link}")
        await expect(page.locator(".board-typed")).to_contain_text(f"{url[7:]}/scan")


async def is_told_what_to_do_first(page: Page) -> None:
    """What waits for her stands above her year and the news; the ring opens how it counts."""
    order = say("home-returned", count=1), say("home-met-tomorrow"), say("home-recent")
    boxes = [await page.get_by_text(one).bounding_box() for one in order]
    tops = [box["y"] for box in boxes if box]
    assert len(tops) == len(order)
    assert tops == sorted(tops)
    await expect(page.locator(".nav a[href='/scan'] >> visible=true")).to_be_visible()
    await page.locator(".ring-link").tap()
    await page.wait_for_url(re.compile(r"/years/2026$"))


async def test_who_enters_finds_searches_and_is_led_on(sqlite_desk: Desk) -> None:
    await put_credit(sqlite_desk, cast.NURSE, "静脉治疗学习班", 200)
    await put_credit(sqlite_desk, cast.NURSE, "伤口护理学习班", 200)
    await put_credit(sqlite_desk, cast.NURSE, "被退回的学习班", 200, Stage.RETURNED)
    long = "advanced-study-long"
    await put_credit(sqlite_desk, cast.NURSE, "进修", 2500, rule=long, effective_on=TOMORROW)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE) as page,
    ):
        await is_told_what_to_do_first(page)
        await page.goto("/rules?tab=rules")
        await expect(page.locator("main")).not_to_contain_text(say("rulebook-source", source=""))
        await page.goto("/settings")
        await expect(page.locator(".avatar")).to_have_text("闻")

        await page.goto("/credits/new")
        await page.get_by_role("link", name=say("begin-without")).tap()
        await page.locator("a.row", has_text=say("entry-category-closed")).first.tap()
        await expect(page.locator("main")).to_contain_text(say("entry-closed-words"))
        await page.get_by_role("link", name=say("entry-closed-other")).tap()
        await expect(page.locator("h1")).to_have_text(say("entry-category-title"))

        await page.goto("/credits")
        await holds(page, SHARE_A_ROW)
        await page.fill(".list-filters input[type=search]", "静脉")
        await page.keyboard.press("Enter")
        await expect(page.locator("main")).not_to_contain_text("伤口护理学习班")
        row = page.locator("a.row", has_text="静脉治疗学习班")
        box = await row.bounding_box()
        assert box
        await page.touchscreen.tap(box["x"] + box["width"] - 8, box["y"] + 8)
        await expect(page.locator("h1")).to_contain_text("静脉治疗学习班")
