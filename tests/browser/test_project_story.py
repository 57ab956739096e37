"""A project on phones: applied for, published, delegated, prepared and put before the unit."""

from playwright.async_api import Page, expect

from core.domain.projects.application import ApplicationStage
from core.ports import Desk
from core.usecases.projects.lists import list_applications
from tests import cast
from tests.bot.world import photo
from tests.browser.serving import browsing, serious_findings, serving, signed_in
from tests.browser.test_story import said
from tests.jobs import work_off
from tests.people_books import book_of
from tests.projects import ANSWERS, HEADINGS, UNIT, a_project, taking_applications

NAME = ANSWERS["name"]
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
    assert not await serious_findings(page)
    await page.click(f"button:has-text('{said('application-submit')}')")
    await expect(page.locator("main")).to_contain_text(said("application-stage-unit-review"))


async def publish(desk: Desk, page: Page) -> None:
    """The unit's list of the year, then the department that runs the project."""
    await page.goto("/projects/import")
    book = book_of([a_project(项目名称=NAME)], HEADINGS)
    sheet = {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": book}
    await page.set_input_files("#file", sheet)
    await page.click(f"button:has-text('{said('import-check')}')")
    await page.wait_for_url("**/projects/imports/*")
    await work_off(desk)
    await page.reload()
    await page.click(".notice-good ~ .cluster button")
    await page.wait_for_url("**/jobs/*")
    await work_off(desk)
    await page.goto("/projects")
    await page.click(f"main a:has-text('{NAME}') >> visible=true")
    await page.select_option("#department", label="护理")
    await page.click(f"button:has-text('{said('delegation-give')}')")
    await expect(page.locator("main")).to_contain_text(said("delegation-take-back"))


async def test_from_an_application_to_a_project_that_is_held(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    await taking_applications(desk)
    async with serving(desk) as url, browsing() as browser:
        async with signed_in(browser, url, cast.HEAD_NURSE) as page:
            await apply(page)
        async with signed_in(browser, url, cast.UNIT_ADMINISTRATOR) as page:
            await page.goto("/review?kind=applications")
            await expect(page.locator("main")).to_contain_text(NAME)
            await page.click("button[value=approve]")
            await expect(page.locator("main")).not_to_contain_text(ANSWERS["innovation"])
            await publish(desk, page)
        async with signed_in(browser, url, cast.HEAD_NURSE) as page:
            await page.goto("/projects/delegations")
            await page.click(f"main a:has-text('{NAME}') >> visible=true")
            await page.click(f"button:has-text('{said('delegation-begin')}')")
            await expect(page.locator("main")).to_contain_text("2026-SJ-018")
            await page.set_input_files("#notice-file", PICTURE)
            await page.click(f"button:has-text('{said('project-notice-upload')}')")
            await expect(page.locator("#notice")).to_contain_text("签字页.jpg")
            assert not await serious_findings(page)
    (line,) = (await list_applications(desk, UNIT)).rows
    assert line.application.stage is ApplicationStage.APPROVED
