"""The head nurse's morning, on a phone: who is behind, a word to them, a mistake, papers."""

from playwright.async_api import expect

from core.domain.credits.credit import Stage
from core.messages import REMINDED
from core.ports import Desk
from core.texts import say
from core.usecases.credits.sheets import read_credit
from core.usecases.messages.notices import read_inbox
from tests import cast
from tests.browser.serving import PHONE, browsing, serious_findings, serving, signed_in
from tests.jobs import keep_time, work_off
from tests.stories import a_submitted_credit

HEAD, NURSE = cast.HEAD_NURSE, cast.NURSE
assert NURSE.staff


async def test_the_head_nurse_sees_three_behind_reminds_them_corrects_one_exports_and_prints(
    sqlite_desk: Desk,
) -> None:
    desk = sqlite_desk
    credit = await a_submitted_credit(desk, NURSE.actor)
    await keep_time(desk)
    async with (
        serving(desk) as url,
        browsing() as browser,
        signed_in(browser, url, HEAD, size=PHONE) as page,
    ):
        behind = page.locator("a.figure", has_text=say("years-tab-behind"))
        await expect(behind).to_contain_text("3")
        await behind.click()
        await page.wait_for_url("**/results*")
        nurse = page.locator(".row", has_text=NURSE.staff.name)
        await expect(nurse).to_contain_text("还差 25.0 学分")
        assert await serious_findings(page) == []
        await page.get_by_role("button", name=say("list-select-page")).click()
        await page.get_by_role("button", name=say("years-remind")).click()
        await expect(page.locator(".notice-info")).to_contain_text("已提醒")
        assert REMINDED in [one.key for one in (await read_inbox(desk, NURSE.actor)).rows]
        async with page.expect_download() as asked:
            await page.get_by_role("link", name=say("list-xlsx")).click()
        assert (await asked.value).suggested_filename.endswith(".xlsx")

        await nurse.get_by_role("link").click()
        await page.wait_for_url("**/years/2026")
        await page.get_by_role("link", name="老年患者跌倒风险评估").first.click()
        await page.wait_for_url(f"**/credits/{credit.id}")
        await page.get_by_role("link", name=say("correction-title"), exact=True).click()
        await page.wait_for_url("**/correction")
        await page.fill("[name=answer-paper-title]", "老年患者跌倒风险的评估")
        await page.fill("#reason", "照论文改")
        await page.get_by_role("button", name=say("corrections-look"), exact=True).click()
        await expect(page.locator("main")).to_contain_text("老年患者跌倒风险的评估")
        assert await serious_findings(page) == []
        await page.get_by_role("button", name=say("corrected-make-correct", count=1)).click()
        await expect(page.locator("main")).to_contain_text(
            say("corrected-sum-made", changed=1, others=0, felt=0)
        )
        after = (await read_credit(desk, HEAD.actor, credit.id)).credit
        assert after.claim.activity == "老年患者跌倒风险的评估"
        assert after.stage is Stage.DEPARTMENT_REVIEW

        await page.goto("/forms")
        await page.get_by_role("button", name=say("forms-draw-every", count="3")).click()
        await page.wait_for_url("**/jobs/*")
        await work_off(desk)
        async with page.expect_download() as asked:
            await page.locator("main a[download]").click()
        assert "登记表" in (await asked.value).suggested_filename
