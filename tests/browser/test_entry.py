"""From signing in to a submitted credit with two photographs, in a real browser."""

from playwright.async_api import FilePayload, Page, expect

from core.domain.credits.credit import Stage
from core.ports import Desk
from core.texts import say
from core.usecases.credits.entry import start_draft
from core.usecases.credits.sheets import read_credit
from tests import cast
from tests.browser.serving import DESKTOP, browsing, serious_findings, serving, signed_in
from tests.pwa.entering import certificate, credits_of, invoice


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def send(page: Page, name: str, content: bytes, kind: str) -> None:
    """Choose a photograph, say what it is, and wait until it is there."""
    await page.select_option("form.uploader-drop [name=kind]", kind)
    file: FilePayload = {"name": name, "mimeType": "image/jpeg", "buffer": content}
    await page.set_input_files(".uploader-pick [multiple]", files=[file])
    kept = page.locator(".upload[data-id]", has_text=name)
    await expect(kept).to_be_visible()


async def test_a_nurse_enters_a_credit_on_her_phone(sqlite_desk: Desk) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE) as page,
    ):
        await page.goto("/credits")
        assert await serious_findings(page) == []
        await page.click(f"text={said('credits-new')}")
        await page.click(f"text={said('begin-without')}")
        await page.click(".row >> text=赴外省获得学分")
        await page.click(".radio-card >> text=每3小时授予1分")
        assert await serious_findings(page) == []
        await page.click(f"text={said('entry-go-on')}")
        await page.wait_for_url("**/edit")
        await send(page, "certificate.jpg", certificate(), "certificate")
        await send(page, "invoice.jpg", invoice(), "invoice")
        await page.fill("#answer-quantity", "6")
        await page.fill("#answer-project-name", "危重症患者护理新进展学习班")
        await page.fill("#answer-project-number", "2026-14-01-023")
        await page.click(f"text={said('entry-submit')}")
        await expect(page.locator(".notice-bad")).to_contain_text("项目举办单位")
        await expect(page.locator("#answer-quantity")).to_have_value("6")
        assert await serious_findings(page) == []
        await page.fill("#answer-organiser", "江苏省护理学会")
        await page.fill("[name=first-dates]", "2026-03-12")
        await page.fill("[name=last-dates]", "2026-03-14")
        await page.click(f"text={said('entry-submit')}")
        await expect(page.locator("main")).to_contain_text(said("stage-department-review"))
        assert await serious_findings(page) == []
    credits = await credits_of(sqlite_desk, cast.NURSE.actor)
    assert [(credit.stage, credit.points) for credit in credits] == [(Stage.DEPARTMENT_REVIEW, 200)]
    sheet = await read_credit(sqlite_desk, cast.NURSE.actor, credits[0].id)
    assert {file.kind for file in sheet.evidence} == {"certificate", "invoice"}


async def test_a_computer_hands_the_upload_over_to_the_phone(sqlite_desk: Desk) -> None:
    draft = await start_draft(sqlite_desk, cast.NURSE.actor)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE, size=DESKTOP, dark=True) as page,
    ):
        await page.goto(f"/credits/{draft.id}/rule?category=paper")
        await page.click("text=SCI收录期刊")
        await page.click(f"text={said('entry-go-on')}")
        await page.click(f"text={said('entry-phone-make')}")
        await expect(page.locator(".qr svg")).to_be_visible()
        assert await serious_findings(page) == []
