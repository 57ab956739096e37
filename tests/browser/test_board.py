"""The board as the projector shows it: a code that phones can read, in light and dark."""

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.async_api import Page, expect

from core.ports import Desk
from core.texts import say
from core.usecases.attendance.boards import board_of
from tests import cast
from tests.browser.serving import browsing, complaints_of, serious_findings, serving, somewhere
from tests.trainings import an_approved_training, code_now, scan

SIZES = ({"width": 1280, "height": 720}, {"width": 1920, "height": 1080})


async def read_by_a_phone(page: Page) -> str:
    picture = Image.open(BytesIO(await page.screenshot()))
    found = zxingcpp.read_barcodes(picture)
    return str(found[0].text) if found else ""


async def test_the_board_can_be_read_from_the_last_row_and_says_when_the_network_is_gone(
    sqlite_desk: Desk,
) -> None:
    desk, head_nurse = sqlite_desk, cast.HEAD_NURSE.actor
    _, cycle = await an_approved_training(desk, head_nurse, cast.UNIT_ADMINISTRATOR.actor)
    link = await board_of(desk, head_nurse, cycle.training_id, cycle.id)
    async with serving(desk) as url, browsing() as browser:
        for size, scheme in zip(SIZES, ("light", "dark"), strict=True):
            page = await (await somewhere(browser, url, size, color_scheme=scheme)).new_page()
            complaints = complaints_of(page)
            await page.goto(f"/board/{link}")
            await expect(page.locator("time")).to_have_text("25:00")
            assert await read_by_a_phone(page) == f"{url}/a/{code_now(desk, cycle)}"
            assert await serious_findings(page) == []
            assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
            assert complaints == []
        await scan(desk, cast.NURSE.actor, cycle)
        await expect(page.locator("[data-show=count]")).to_have_text("1")
        await page.route("**/live", lambda route: route.abort())
        await page.reload()
        lost = page.locator(".board-lost")
        await expect(lost).to_have_text(say("board-lost"))
        await page.unroute("**/live")
        await expect(lost).to_be_hidden()
        await page.goto(f"/board/{link}?phase=sign-out")
        await expect(page.locator(".board-closed")).to_have_text(
            say("board-opens", phase="sign-out")
        )
