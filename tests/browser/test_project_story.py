"""A project on phones, from the application to the closing of what its department held."""

import re

from playwright.async_api import Page, expect

from core.domain.attendance.schedules import Phase
from core.ports import Desk
from core.usecases.trainings.plans import read_training
from storage.system import MovableClock
from tests import cast
from tests.bot.world import photo
from tests.browser.serving import browsing, serving, signed_in
from tests.browser.test_story import said
from tests.browser.test_training_story import (
    award,
    cycle_and_course,
    decide,
    said_with,
    submit_closing,
)
from tests.jobs import work_off
from tests.people_books import book_of
from tests.projects import ANSWERS, HEAD, HEADINGS, a_project, taking_applications
from tests.trainings import code_now

NAME, NUMBER = ANSWERS["name"], "2026-SJ-018"
CHOSEN = {"level", "discipline", "mode", "assessment"}
PICTURE = {"name": "签字页.jpg", "mimeType": "image/jpeg", "buffer": photo()}


async def apply(page: Page) -> None:
    """Four steps, each kept as it is left; then to the unit."""
    await page.goto("/projects/applications/new")
    for name, text in ANSWERS.items():
        if name in CHOSEN:
            await page.select_option(f"#{name}", text)
        elif name not in {"degree", "history"}:
            await page.fill(f"#{name}", text)
    await page.click(f"text={said('application-next')}")
    await page.fill("#leader", "蔡李铭")
    await page.fill("#degree", "硕士")
    await page.fill("#history", "2025 年举办 1 项")
    await page.click(f"text={said('application-next')}")
    await page.fill("#topic", "超声引导置管")
    await page.fill("#teacher", "蔡李铭")
    await page.fill("#hours", "6")
    await page.click(f"button:has-text('{said('application-lecture-add')}')")
    await expect(page.locator(".rows")).to_contain_text("超声引导置管")
    await page.click(f"text={said('application-next')}")
    await page.set_input_files("#file", PICTURE)
    await page.click(f"button:has-text('{said('upload-send')}')")
    await expect(page.locator(".rows")).to_contain_text(said("application-file-signature"))
    await page.click(f".actions >> text={said('application-save')}")
    await page.click(f"button:has-text('{said('application-submit')}')")
    await expect(page.locator("main")).to_contain_text(said("application-stage-unit-review"))


async def forward(page: Page) -> None:
    """The unit approves the application, and records later what came of it."""
    await page.goto("/review?kind=applications")
    await expect(page.locator("main")).to_contain_text(NAME)
    await page.click("button[value=approve]")
    await expect(page.locator("main")).not_to_contain_text(ANSWERS["innovation"])
    await page.goto("/projects/applications")
    await page.click(f"main a:has-text('{NAME}') >> visible=true")
    await page.fill("#number", NUMBER)
    await page.click(f"button:has-text('{said('application-outcome-save')}')")
    await expect(page.locator("main")).to_contain_text(said("application-stage-established"))


async def publish(desk: Desk, page: Page) -> None:
    """The unit's list of the year, then the department that runs the project."""
    await page.goto("/projects/import")
    book = book_of([a_project(项目名称=NAME, 项目编号=NUMBER)], HEADINGS)
    sheet = {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": book}
    await page.set_input_files("#file", sheet)
    await page.click(f"button:has-text('{said('import-check')}')")
    await page.wait_for_url("**/workbooks/*")
    await work_off(desk)
    await page.reload()
    await page.click(".notice-good ~ .cluster button")
    await page.wait_for_url("**/jobs/*")
    await work_off(desk)
    await page.goto("/projects?tab=ours")
    await page.click(f"main a:has-text('{NAME}') >> visible=true")
    await page.select_option("#department", label="护理")
    await page.click(f"button:has-text('{said('delegation-give')}')")
    await expect(page.locator("main")).to_contain_text(said("delegation-take-back"))


async def prepare(page: Page) -> str:
    """The department's notice, cycle and course; then to the unit."""
    await page.goto("/projects/delegations")
    await page.click(f"main a:has-text('{NAME}') >> visible=true")
    await page.click(f"button:has-text('{said('delegation-begin')}')")
    await page.wait_for_url(re.compile(r"/trainings/[a-z2-7]{16}$"))
    training = page.url
    await page.set_input_files("#notice-file", PICTURE)
    await page.click(f"button:has-text('{said('project-notice-upload')}')")
    await expect(page.locator("#notice")).to_contain_text("签字页.jpg")
    await page.goto(f"{training}/plan")
    await page.fill("#hours", "3")
    await page.select_option("#discipline", "01-01")
    await page.select_option("#mode", "lecture")
    await page.click(f"text={said('plan-next')}")
    await cycle_and_course(page)
    await page.click(f"text={said('plan-submit')}")
    await expect(page.locator("main")).to_contain_text(said("training-stage-unit-review"))
    return training.rpartition("/")[2]


async def attend(desk: Desk, page: Page, clock: MovableClock, training_id: str) -> None:
    """In and out, by the link that a phone's own camera reads off the board."""
    (cycle,) = (await read_training(desk, HEAD, training_id)).cycles
    for phase, at in ((Phase.SIGN_IN, "10:00"), (Phase.SIGN_OUT, "13:00")):
        await page.goto(f"/a/{code_now(desk, cycle, phase)}")
        await page.click("main form button")
        await expect(page.locator("main")).to_contain_text(said_with(f"checked-in-{phase}", at=at))
        clock.move(minutes=180)


async def test_from_an_application_to_the_closing_of_what_was_held(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    desk = sqlite_desk
    await taking_applications(desk)
    async with (
        serving(desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as department,
        signed_in(browser, url, cast.UNIT_ADMINISTRATOR) as unit,
        signed_in(browser, url, cast.NURSE) as nurse,
    ):
        await apply(department)
        await forward(unit)
        await publish(desk, unit)
        training_id = await prepare(department)
        await decide(unit, NAME)
        await attend(desk, nurse, clock, training_id)
        await department.goto(f"/trainings/{training_id}")
        await award(department, cast.NURSE.actor.name)
        await submit_closing(department)
        await decide(unit, NAME)
        await department.reload()
        await expect(department.locator("main")).to_contain_text(said("training-stage-closed"))
