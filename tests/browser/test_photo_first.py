"""The first minute: a photo, what was read of it, one correction, sent, decided; taps counted."""

from playwright.async_api import Browser, FilePayload, Page, expect

from core.domain.credits.credit import Stage
from core.ports import Desk
from core.texts import say
from tests import cast
from tests.browser.serving import browsing, holds, serious_findings, serving, signed_in, somewhere
from tests.browser.test_behaviours import WORKER_IS_THERE
from tests.certificates.odd import cat
from tests.engine import OWN, READ_WITHIN_SECONDS, own_certificate, really_reading
from tests.pwa.entering import certificate, credits_of, invoice
from tests.readings import read_as

MOST_TAPS = 9
SHARE = """() => {
  const form = document.createElement("form");
  form.method = "post";
  form.enctype = "multipart/form-data";
  form.action = "/credits/photos?shared=1";
  form.dataset.turbo = "false";
  form.innerHTML = '<input type="file" name="file" id="shared" multiple>';
  document.body.append(form);
}"""


def photograph(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


class Thumb:
    """Taps on a page, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    async def tap(self, place: str) -> None:
        self.taps += 1
        await self.page.click(place)

    async def chooses(self, *photos: FilePayload) -> None:
        """Tap the gallery and the photos in it."""
        self.taps += 1 + len(photos)
        await self.page.set_input_files(".uploader-pick [multiple]", files=list(photos))


async def approves(browser: Browser, url: str) -> None:
    """Let the head nurse approve the only claim that waits for her."""
    async with signed_in(browser, url, cast.HEAD_NURSE) as review:
        await review.goto("/review")
        await expect(review.locator("decision-lock")).not_to_have_attribute("locked", "")
        await review.click("#decide button[value=approve]")
        await expect(review.locator("main")).to_contain_text(say("review-empty-title"))


async def test_from_a_photo_to_a_decision(sqlite_desk: Desk) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE) as page,
    ):
        await page.goto("/credits/new")
        assert await serious_findings(page) == []
        thumb = Thumb(page)
        await thumb.chooses(photograph("1.jpg", certificate()), photograph("2.jpg", invoice()))
        await page.wait_for_url("**/rule")
        await expect(page.locator(".evidence-tile")).to_have_count(2)
        [draft] = await credits_of(sqlite_desk, cast.NURSE.actor)
        await read_as(sqlite_desk, draft.id)
        take = "#readings button[name=rule]"
        await expect(page.locator(take)).to_be_visible()
        assert await serious_findings(page) == []
        await thumb.tap(take)
        await page.wait_for_url("**/edit")
        await page.fill("#answer-organiser", "江苏省护理学会")
        await thumb.tap("[data-fill-all]")
        await expect(page.locator("#answer-organiser")).to_have_value("江苏省护理学会")
        await expect(page.locator("[name=last-dates]")).to_have_value("2026-06-14")
        await page.focus('[data-opens="place-organiser"]')
        await page.keyboard.press("Enter")
        await expect(page.locator("#place-organiser rect")).to_be_visible()
        assert await serious_findings(page) == []
        await page.keyboard.press("Escape")
        await thumb.tap('[data-fill="organiser"]')
        await expect(page.locator("#answer-organiser")).to_have_value("浙江省护理学会")
        await thumb.tap(f"text={say('entry-submit')}")
        await expect(page.locator("main")).to_contain_text(say("stage-department-review"))
        assert thumb.taps <= MOST_TAPS
        await approves(browser, url)
    [credit] = await credits_of(sqlite_desk, cast.NURSE.actor)
    assert (credit.stage, credit.points) == (Stage.UNIT_REVIEW, 200)


async def test_a_photo_that_is_really_read_comes_to_a_decision(sqlite_desk: Desk) -> None:
    async with (
        really_reading(sqlite_desk) as desk,
        serving(desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE) as page,
    ):
        await page.goto("/credits/new")
        thumb = Thumb(page)
        await thumb.chooses(photograph("1.jpg", own_certificate()), photograph("2.jpg", cat()))
        await page.wait_for_url("**/rule")
        readings = page.locator("#readings")
        await expect(readings).to_contain_text(
            str(OWN["project"]), timeout=READ_WITHIN_SECONDS * 1000
        )
        await thumb.tap("#readings button[name=rule]")
        await page.wait_for_url("**/edit")
        await thumb.tap("[data-fill-all]")
        await expect(page.locator("#answer-project-number")).to_have_value(str(OWN["number"]))
        await expect(page.locator("[name=first-dates]")).to_have_value("2026-06-12")
        await thumb.tap('[data-opens="place-organiser"]')
        shown = "document.querySelector('#place-organiser img').naturalHeight > 0"
        await holds(page, shown)
        picture = await page.locator("#place-organiser img").bounding_box()
        boxed = await page.locator("#place-organiser rect").bounding_box()
        assert picture
        assert boxed
        assert 0.4 < (boxed["y"] - picture["y"]) / picture["height"] < 0.7  # where it was drawn
        assert boxed["width"] > 2 * boxed["height"]
        await page.keyboard.press("Escape")
        await thumb.tap(f"text={say('entry-submit')}")
        await expect(page.locator("main")).to_contain_text(say("stage-department-review"))
        assert thumb.taps <= MOST_TAPS
        await approves(browser, url)
        [credit] = await credits_of(desk, cast.NURSE.actor)
    assert credit.stage is Stage.UNIT_REVIEW
    assert credit.claim.details["organiser"] == OWN["organiser"]


async def test_what_is_read_later_comes_to_the_form_and_leaves_what_was_typed(
    sqlite_desk: Desk,
) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE) as page,
    ):
        await page.goto("/credits/new")
        await Thumb(page).chooses(photograph("1.jpg", certificate()))
        await page.click(".row >> text=赴外省获得学分")
        await page.click(".radio-card >> text=每3小时授予1分")
        await page.click(f"text={say('entry-go-on')}")
        await page.fill("#answer-project-name", "自己写的名称")
        [draft] = await credits_of(sqlite_desk, cast.NURSE.actor)
        await read_as(sqlite_desk, draft.id)
        beside = page.locator('[data-beside="project-name"] .read-value')
        await expect(beside).to_contain_text("危重症护理新进展")
        await expect(page.locator("#answer-project-name")).to_have_value("自己写的名称")
        await beside.locator("[data-fill]").click()
        await expect(page.locator("#answer-project-name")).to_have_value("危重症护理新进展")


async def test_shared_photos_wait_until_somebody_has_signed_in(sqlite_desk: Desk) -> None:
    photos = [photograph(f"{seed}.jpg", certificate(seed)) for seed in (1, 2)]
    async with serving(sqlite_desk) as url, browsing() as browser:
        context = await somewhere(browser, url, service_workers="allow")
        page = await context.new_page()
        await page.goto("/sign-in")
        await page.evaluate(WORKER_IS_THERE)
        await page.evaluate(SHARE)
        await page.set_input_files("#shared", files=photos)
        await page.evaluate("document.querySelector('#shared').form.submit()")
        await page.wait_for_url(lambda at: "/sign-in?next=" in at)
        await page.fill("[name=login]", cast.NURSE.login)
        await page.fill("[name=password]", cast.PASSWORD)
        await page.press("[name=password]", "Enter")
        await page.wait_for_url("**/rule")
        await expect(page.locator(".evidence-tile")).to_have_count(2)
        await page.goto("/credits/new?shared=1")
        await expect(page.locator("[data-nothing-shared]")).to_be_visible()
        await context.close()
