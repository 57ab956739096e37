"""A reviewer's thumb on the queue, in a real browser: pass, undo, several at once."""

from playwright.async_api import Page, Route, expect

from core.domain.credits.credit import Credit, Stage
from core.ports import Desk
from core.texts import say
from core.usecases.credits import entry, evidence
from core.usecases.credits.sheets import read_credit
from storage.system import MovableClock
from tests import cast
from tests.browser.serving import DESKTOP, browsing, serious_findings, serving, signed_in
from tests.pwa.entering import certificate, invoice
from tests.waiting import until


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def a_claim(desk: Desk, number: int) -> Credit:
    """Let 闻旦 submit a claim with its two photographs."""
    who = cast.NURSE.actor
    draft = await entry.start_draft(desk, who)
    answers = {
        "rule": "out-of-province-national",
        "quantity": "6",
        "project-name": f"第{number}个学习班",
        "project-number": f"2026-14-01-{number:03}",
        "organiser": "江苏省护理学会",
        "dates": "2026-03-12/2026-03-14",
    }
    revision = await entry.revise_draft(desk, who, draft.id, answers)
    for kind, content in (
        ("certificate", certificate(number)),
        ("invoice", invoice(number + 50)),
    ):
        await evidence.attach_evidence(
            desk, who, draft.id, f"{kind}.jpg", content, key=kind, kind=kind
        )
    return await entry.submit_credit(desk, who, draft.id, seen=revision.credit.version)


async def stages(desk: Desk, claims: list[Credit]) -> list[Stage]:
    who = cast.NURSE.actor
    return [(await read_credit(desk, who, claim.id)).credit.stage for claim in claims]


async def opens_one_after_the_other(page: Page, claims: list[Credit]) -> None:
    """The next claim's pictures are not fetched before this one's can be seen."""
    asked: list[str] = []
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.on("request", lambda request: asked.append(request.url))
    theirs = f"**/credits/{claims[0].id}/**"
    await page.route(theirs, hold)
    await page.goto("/review", wait_until="domcontentloaded")
    await until(lambda: bool(held))
    await page.evaluate("customElements.whenDefined('evidence-gallery')")
    assert not [one for one in asked if claims[1].id in one]
    for one in held:
        await one.continue_()
    await page.unroute(theirs)
    await until(lambda: any(claims[1].id in one for one in asked))


async def test_a_head_nurse_passes_undoes_and_decides_on_several(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    claims = []
    for number in (1, 2, 3):
        claims.append(await a_claim(sqlite_desk, number))
        clock.move(minutes=1)
    waiting, passed = Stage.DEPARTMENT_REVIEW, Stage.UNIT_REVIEW
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as page,
    ):
        await opens_one_after_the_other(page, claims)
        await expect(page.locator("#claim")).to_contain_text("第1个学习班")
        assert await serious_findings(page) == []
        await page.click("#decide button[value=approve]")
        await expect(page.locator("#claim")).to_contain_text("第2个学习班")
        assert await stages(sqlite_desk, claims) == [passed, waiting, waiting]
        await page.click(f"text={said('review-undo')}")
        await expect(page.locator("#claim")).to_contain_text("第1个学习班")
        assert await stages(sqlite_desk, claims) == [waiting] * 3
        await page.click("[data-select]")
        for box in await page.locator(".select-box input").all():
            await box.check()
        assert await serious_findings(page) == []
        await page.click(".select-bar button[value=approve]")
        asked = said("review-batch-sum", count=3, points="6.0", flagged=0)
        await expect(page.locator("main")).to_contain_text(asked)
        assert await stages(sqlite_desk, claims) == [waiting] * 3
        assert await serious_findings(page) == []
        await page.click("form button:has-text('通过')")
        summary = said("review-outcomes-summary", done=3, failed=0)
        await expect(page.locator("main")).to_contain_text(summary)
        assert await serious_findings(page) == []
    assert await stages(sqlite_desk, claims) == [passed] * 3


async def test_a_claim_is_returned_with_a_reason_on_a_dark_desktop(sqlite_desk: Desk) -> None:
    claim = await a_claim(sqlite_desk, 1)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE, size=DESKTOP, dark=True) as page,
    ):
        await page.goto("/review")
        assert await serious_findings(page) == []
        await page.click("#decide [data-key=r]")
        await page.click(f"#reason-return >> text={said('review-reason-blurred')}")
        assert await serious_findings(page) == []
        await page.click("#reason-return button:not([type=button])")
        await expect(page.locator("main")).to_contain_text(said("review-empty-title"))
        assert await serious_findings(page) == []
    credit = (await read_credit(sqlite_desk, cast.NURSE.actor, claim.id)).credit
    assert (credit.stage, credit.reason) == (Stage.RETURNED, said("review-reason-blurred"))
