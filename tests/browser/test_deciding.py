"""Deciding safely: nothing is passed by a second tap, nothing that should stop a hand is hidden."""

from playwright.async_api import Page, expect

from core.domain.credits.credit import Stage
from core.ports import Desk
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
from tests.browser.test_review import a_claim, said, stages
from tests.pwa.years import put_credit

SMALL = {"width": 360, "height": 640}
SIZES = (SMALL, PHONE, DESKTOP)
WAITING, PASSED, RETURNED = Stage.DEPARTMENT_REVIEW, Stage.UNIT_REVIEW, Stage.RETURNED
HASTY = """addEventListener("turbo:load", () => {
  const approve = document.querySelector("#decide [value=approve]");
  const since = performance.now();
  for (const key of ["a", "r", "x"]) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }
  approve.click();
  window.isAsking = Boolean(document.querySelector("dialog[open]"));
  new MutationObserver(() => {
    document.documentElement.dataset.locked ??= performance.now() - since;
  }).observe(approve, { attributeFilter: ["aria-disabled"] });
}, { once: true })"""
COVERED = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const tray = box(".undo-tray");
  return ["#decide", ".nav"].filter((name) => {
    const other = box(name);
    return tray.bottom > other.top && tray.top < other.bottom
      && tray.right > other.left && tray.left < other.right;
  });
}"""
SEEN = """() => {
  const { top } = document.querySelector("#decide").getBoundingClientRect();
  const places = [".review-who", ".review-points", "[data-stops] > *"];
  return places.every((name) => [...document.querySelectorAll(`#claim ${name}`)].every((one) => {
    const box = one.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= top && box.right <= innerWidth;
  }));
}"""


async def resized(page: Page, size: dict[str, int]) -> None:
    await page.set_viewport_size({"width": size["width"], "height": size["height"]})


async def approve(page: Page, following: str) -> None:
    """Pass what is shown; the next one is there."""
    await page.click("#decide button[value=approve]")
    await expect(page.locator("main")).to_contain_text(following)


async def test_a_second_tap_decides_nothing_until_the_next_case_has_been_seen(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    claims = []
    for number in (1, 2):
        claims.append(await a_claim(sqlite_desk, number))
        clock.move(minutes=1)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as page,
    ):
        await page.goto("/review")
        await expect(page.locator("decision-lock")).not_to_have_attribute("locked", "")
        await page.evaluate(HASTY)
        await approve(page, "第2个学习班")
        await expect(page.locator("#claim")).to_contain_text("第2个学习班")
        await expect(page.locator("html[data-locked]")).to_be_attached()
        assert float(await page.get_attribute("html", "data-locked") or 0) > 600
        assert not await page.evaluate("window.isAsking")
        assert await stages(sqlite_desk, claims) == [PASSED, WAITING]
        await approve(page, said("review-empty-title"))
        assert await stages(sqlite_desk, claims) == [PASSED, PASSED]


async def test_the_last_decisions_are_undone_one_by_one_in_a_tray_that_covers_nothing(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    claims = []
    for number in (1, 2, 3, 4):
        claims.append(await a_claim(sqlite_desk, number))
        clock.move(minutes=1)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as page,
    ):
        await page.add_init_script("performance.now = () => 0")
        await page.goto("/review")
        for number in (2, 3, 4):
            await approve(page, f"第{number}个学习班")
            await expect(page.locator("undo-entry")).to_have_count(number - 1)
        for size in SIZES:
            for text in ("100%", "200%"):
                await resized(page, size)
                await page.evaluate(f"document.documentElement.style.fontSize = '{text}'")
                assert await page.evaluate(COVERED) == [], (size, text)
        await page.evaluate("document.documentElement.style.fontSize = ''")
        assert await serious_findings(page) == []
        await page.locator("undo-entry button").nth(1).click()
        await expect(page.locator("undo-entry")).to_have_count(2)
        assert await stages(sqlite_desk, claims) == [PASSED, WAITING, PASSED, WAITING]
        await page.evaluate("performance.now = () => 11000")
        await expect(page.locator(".undo-tray")).to_be_hidden()


async def test_what_should_stop_a_hand_stands_beside_the_buttons_at_every_size(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    await put_credit(sqlite_desk, cast.NURSE, "危重症护理新进展", 1000)
    for _ in range(2):
        await a_claim(sqlite_desk, 1)
        clock.move(minutes=1)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as page,
    ):
        await page.goto("/review")
        hero = page.locator("#claim .evidence-hero:not([hidden])")
        stops = page.locator("#claim [data-stops]")
        for words in ("本类已满，这次计 0 分", "同一个文件", "项目编号"):
            await expect(stops).to_contain_text(words)
        for size in SIZES:
            await resized(page, size)
            assert await page.evaluate(SEEN), size
            picture = await hero.bounding_box()
            facts = await page.locator("#claim .review-top").bounding_box()
            assert picture
            assert facts
            if size is DESKTOP:
                assert picture["x"] + picture["width"] <= facts["x"] + 1
            else:
                assert picture["height"] <= size["height"] * 0.3 + 1
            assert await serious_findings(page) == []
        before = await hero.bounding_box()
        await page.click("[data-turn]")
        await expect(hero.locator("img")).to_have_css("rotate", "90deg")
        after = await hero.bounding_box()
        shown = await hero.locator("img").bounding_box()
        assert before
        assert after
        assert shown
        assert (after["width"], after["height"]) == (before["width"], before["height"])
        assert abs(shown["height"] - after["height"]) < 2


async def test_a_batch_is_asked_about_with_its_flags_and_each_can_be_undone(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    claims = []
    for number in (1, 1, 2):
        claims.append(await a_claim(sqlite_desk, number))
        clock.move(minutes=1)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE, size=SMALL) as page,
    ):
        await page.add_init_script("performance.now = () => 0")
        await page.goto("/review")
        await page.click("[data-select]")
        await expect(page.locator("#queue .row:has([data-stops])")).to_have_count(2)
        assert await page.locator(".select-bar :is(textarea, input)").count() == 0
        for box in await page.locator(".select-box input").all():
            await box.check()
        await page.click(".select-bar button[value=return]")
        asked = said("review-batch-sum", count=3, points="6.0", flagged=2)
        await expect(page.locator("main")).to_contain_text(asked)
        assert await stages(sqlite_desk, claims) == [WAITING] * 3
        await page.click(f"text={said('review-reason-missing')}")
        await page.click(f"text={said('review-reason-return-send')}")
        await expect(page.locator("undo-entry")).to_have_count(3)
        assert await stages(sqlite_desk, claims) == [RETURNED] * 3
        await page.locator("undo-entry button").nth(1).click()
        await expect(page.locator("undo-entry")).to_have_count(2)
        assert await stages(sqlite_desk, claims) == [RETURNED, WAITING, RETURNED]


async def test_the_reason_is_asked_in_a_dialog_that_keeps_and_gives_back_the_focus(
    sqlite_desk: Desk,
) -> None:
    claim = await a_claim(sqlite_desk, 1)
    is_inside = "document.activeElement.closest('#reason-return') !== null"
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE, size=DESKTOP) as page,
    ):
        await page.goto("/review")
        await expect(page.locator("decision-lock")).not_to_have_attribute("locked", "")
        await page.focus("#decide button[value=approve]")
        await page.keyboard.press("r")
        await expect(page.locator("#reason-return")).to_be_visible()
        assert await page.evaluate("document.querySelector('#reason-return').matches(':modal')")
        for key in ("Tab", "Shift+Tab"):
            for _ in range(8):
                assert await page.evaluate(is_inside)
                await page.keyboard.press(key)
        await page.keyboard.press("Escape")
        await expect(page.locator("#reason-return")).to_be_hidden()
        await expect(page.locator("#decide button[value=approve]")).to_be_focused()
        await page.keyboard.press("x")
        await expect(page.locator("#reason-reject")).to_be_visible()
    assert await stages(sqlite_desk, [claim]) == [WAITING]


async def test_without_scripts_the_reason_has_its_page_and_the_last_decision_its_undo(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    claims = []
    for number in (1, 2):
        claims.append(await a_claim(sqlite_desk, number))
        clock.move(minutes=1)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as scripted,
    ):
        state = await scripted.context.storage_state()
        plain = await somewhere(browser, url, java_script_enabled=False, storage_state=state)
        page = await plain.new_page()
        await page.goto("/review")
        await page.click("#decide button[value=return]")
        await page.check(f"[value='{said('review-reason-missing')}']", force=True)
        await page.click(f"text={said('review-reason-return-send')}")
        await expect(page.locator("#claim")).to_contain_text("第2个学习班")
        assert await stages(sqlite_desk, claims) == [RETURNED, WAITING]
        await page.click("undo-entry button")
        await expect(page.locator("#claim")).to_contain_text("第1个学习班")
        assert await stages(sqlite_desk, claims) == [WAITING, WAITING]
        await plain.close()
