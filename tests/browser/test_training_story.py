"""A training from its plan to the credit that counts: real browsers, a camera, no network."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, expect

from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.compliance import take_effect
from storage.system import MovableClock
from tests import cast
from tests.browser.serving import browsing, complaints_of, signed_in, somewhere
from tests.browser.test_scanning import IS_KEPT, WORKER_IS_THERE, browsing_with_camera, phone, until
from tests.browser.test_story import Town, form_of, hears, link_chat, said, town

TITLE = "静脉输液安全与并发症处理"
FROM, TO = "2026-06-15T10:10", "2026-06-15T13:10"
PROJECTOR = {"width": 1280, "height": 720}


async def plan(page: Page) -> None:
    """Three steps on a phone: the activity, a cycle, a course; then to the unit."""
    await page.goto("/trainings")
    await page.goto("/trainings/new")
    await page.fill("#name", TITLE)
    await page.check("[name=rule][value=training-theory]", force=True)
    await page.fill("#hours", "3")
    await page.select_option("#discipline", "01-01")
    await page.select_option("#mode", "lecture")
    await page.click(f"text={said('plan-next')}")
    await cycle_and_course(page)
    await page.click(f"text={said('plan-submit')}")
    await expect(page.locator("main")).to_contain_text(said("training-stage-unit-review"))


async def cycle_and_course(page: Page) -> None:
    """When it is held, for whom, and what is taught."""
    await page.fill("[name=starts_at]", FROM)
    await page.fill("[name=ends_at]", TO)
    await page.fill("[name=place]", "门诊楼 5 楼示教室")
    await page.locator(".chip", has_text="护理").locator("input").check(force=True)
    await page.click(f".actions >> text={said('plan-next')}")
    await page.fill("[name=topic]", "外渗的处理")
    await page.fill("[name=teacher]", "周老师")
    await page.locator("#method label", has_text="讲授").locator("input").check(force=True)
    await page.click(f"text={said('course-save')} >> nth=0")


async def decide(page: Page, waits: str) -> None:
    """The unit's thumb, on whatever waits first."""
    await page.goto("/review?kind=trainings")
    await expect(page.locator("main")).to_contain_text(waits)
    await page.click("button[value=approve]")
    await expect(page.locator("main")).not_to_contain_text(waits)


async def filmed(board: Page, film: Path) -> None:
    """Write what a camera sees that is held up to the board."""
    await expect(board.locator("attendance-board")).to_have_attribute("data-state", "showing")
    picture = Image.open(BytesIO(await board.screenshot())).convert("RGB")
    with film.open("wb") as frames:
        for _ in range(4):
            picture.save(frames, "JPEG", quality=85)


async def scans(page: Page, words: str) -> None:
    """Open the scanner and hold the phone up to the board."""
    await page.goto("/scan")
    await expect(page.locator("#scan-outcome")).to_contain_text(words)


async def opened_board(browser: Browser, place: Town, link: str) -> Page:
    page = await (await somewhere(browser, place.url, PROJECTOR)).new_page()
    complaints_of(page)
    await page.goto(link)
    return page


async def attend(place: Town, browser: Browser, clock: MovableClock, film: Path) -> None:
    """In, without a network for a while, and out."""
    async with signed_in(browser, place.url, cast.HEAD_NURSE) as organiser:
        await organiser.goto("/trainings")
        await organiser.click(f"main a:has-text('{TITLE}') >> visible=true")
        await organiser.click("a[href$='/attendance'] >> visible=true")
        link = await organiser.locator("a[href*='/board/']").first.get_attribute("href")
        board = await opened_board(browser, place, str(link))
        await filmed(board, film)
        async with (
            browsing_with_camera(film) as with_camera,
            phone(with_camera, place.url, offline=True) as nurse,
        ):
            await nurse.evaluate(WORKER_IS_THERE)
            first = nurse.get_by_role("link", name=said("coming-scan"), exact=True)
            await expect(first).to_be_in_viewport()
            await scans(nurse, said_with("checked-in-sign-in", at="10:00"))
            leave = said_with("checked-in-next", opens="12:55", closes="13:40")
            await expect(nurse.locator("#scan-detail")).to_contain_text(leave)
            await until(nurse, IS_KEPT)
            await expect(board.locator("[data-show=count]")).to_have_text("1")
            await expect(board.locator("[data-show=newest]")).to_contain_text("闻旦")
            await nurse.context.set_offline(offline=True)
            await scans(nurse, said("scan-kept"))
            await nurse.context.set_offline(offline=False)
            await nurse.goto("/")
            await expect(nurse.locator("kept-entries")).to_be_hidden()
            leave = said_with("coming-next", opens="12:55")
            await expect(nurse.locator("main")).to_contain_text(leave)
            clock.move(minutes=180)
            await expect(board.locator(".board-scan")).to_have_text(said("board-scan-sign-out"))
            await filmed(board, film)
            await scans(nurse, said_with("checked-in-sign-out", at="13:00"))
        await organiser.reload()
        await expect(organiser.locator("main")).to_contain_text("13:00")
        await board.context.close()


def said_with(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def award_and_close(browser: Browser, place: Town, clock: MovableClock) -> None:
    clock.move(minutes=60)
    async with signed_in(browser, place.url, cast.HEAD_NURSE) as page:
        await page.goto("/trainings?tab=awaiting-award")
        await page.click(f"main a:has-text('{TITLE}') >> visible=true")
        await page.wait_for_url(re.compile(r"/trainings/[a-z2-7]{16}$"))
        await award(page, "闻旦")
        await submit_closing(page)
    async with signed_in(browser, place.url, cast.UNIT_ADMINISTRATOR) as page:
        await decide(page, TITLE)


async def award(page: Page, who: str) -> None:
    """Give credits to everybody who is proposed, `who` among them, and look at the training."""
    training = page.url
    await page.goto(f"{training}/awards")
    await expect(page.locator("main")).to_contain_text(who)
    await page.click("text=全部授分")
    await yes(page)
    await expect(page.locator("main")).to_contain_text(said("training-stage-awarded"))
    await page.goto(training)


async def submit_closing(page: Page) -> None:
    """Say how it went, and put that before the unit."""
    training = page.url
    await page.goto(f"{training}/closing")
    await page.fill("#text", "按计划完成，反映良好。")
    await page.click(f"text={said('closing-submit')}")
    await yes(page)
    await expect(page.locator("body")).to_contain_text(said("closing-told-submitted"))
    await page.goto(training)
    await expect(page.locator("main")).to_contain_text(said("training-stage-closing-review"))


async def yes(page: Page) -> None:
    """Answer the question that is put before what cannot be taken back."""
    await page.click("dialog button[value=yes]")


async def test_from_the_plan_to_the_credit_that_counts(
    sqlite_desk: Desk, clock: MovableClock, tmp_path: Path
) -> None:
    async with town(sqlite_desk, clock) as place, browsing() as browser:
        async with signed_in(browser, place.url, cast.HEAD_NURSE) as page:
            await plan(page)
        async with signed_in(browser, place.url, cast.UNIT_ADMINISTRATOR) as page:
            await decide(page, TITLE)
        async with signed_in(browser, place.url, cast.NURSE) as page:
            await expect(page.locator("main")).to_contain_text(TITLE)
        await attend(place, browser, clock, tmp_path / "board.mjpeg")
        await award_and_close(browser, place, clock)

        async with signed_in(browser, place.url, cast.NURSE) as page:
            await expect(page.locator(".ring-number")).to_have_text("0.0")
            clock.move(days=1)
            await take_effect(place.desk, Actor.system())
            await page.reload()
            await expect(page.locator(".ring-number")).to_have_text("0.2")
            chat = await link_chat(page)
            await chat.fill("[data-text]", "我还差多少学分？")
            await chat.click(".send")
            await hears(chat, "还差 24.8 学分")
            text = await form_of(page)
            assert TITLE in text
            assert "0.2" in text
