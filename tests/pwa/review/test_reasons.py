"""The reasons a unit keeps, on its settings page and before its reviewers."""

from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.reasons import set_reasons
from tests.pwa.conftest import Browser
from tests.pwa.entering import submitted, text_of

PAGE = "/settings/reasons"
USUAL = "材料不清晰，请重新拍照"
FORM = {"credit-return": "请到继教办当面说明\r\n<b>发票</b>抬头不对"}


async def page_of(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    return await text_of(answer)


async def test_the_unit_keeps_its_reasons_and_its_reviewers_choose_from_them(
    nurse_browser: Browser, head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    entry = await submitted(nurse_browser)
    assert f'href="{PAGE}"' in await page_of(unit_administrator_browser, "/settings")
    assert f"{USUAL}&#10;" in await page_of(unit_administrator_browser, PAGE)
    answer = await unit_administrator_browser.post(PAGE, FORM)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?done=saved")
    page = await page_of(unit_administrator_browser, answer.location)
    assert say("reasons-done") in page
    assert "请到继教办当面说明\n&lt;b&gt;发票&lt;/b&gt;抬头不对</textarea>" in page
    why = f"/review/credits/{entry.credit_id}/reason?decision=return"
    batch = f"/review/decisions?decision=return&case=credit.{entry.credit_id}:1"
    for path in ("/review", why, batch):
        page = await page_of(head_nurse_browser, path)
        assert 'value="请到继教办当面说明"' in page, path
        assert "&lt;b&gt;发票&lt;/b&gt;抬头不对</label>" in page, path
        assert USUAL not in page, path
    assert "与已有学分重复" in await page_of(head_nurse_browser, "/review")


async def test_what_cannot_be_kept_is_said_and_stays_as_typed(
    desk: Desk, unit_administrator: Actor, unit_administrator_browser: Browser
) -> None:
    await set_reasons(desk, unit_administrator, {"plan-reject": "原来的"})
    form = {"credit-return": "好\n" + "长" * 181, "plan-reject": "新的"}
    answer = await unit_administrator_browser.post(PAGE, form)
    page = await text_of(answer)
    assert answer.status_code == 422
    assert "第 2 行：太长了：最多 180 个字，现在是 181 个" in page
    assert f"{form['credit-return']}</textarea>" in page
    assert "新的</textarea>" in page
    assert "原来的</textarea>" in await page_of(unit_administrator_browser, PAGE)


async def test_others_neither_see_nor_keep_the_reasons(
    nurse_browser: Browser, head_nurse_browser: Browser, authority_browser: Browser
) -> None:
    for browser in (nurse_browser, head_nurse_browser, authority_browser):
        assert f'href="{PAGE}"' not in await page_of(browser, "/settings")
        assert (await browser.get(PAGE)).status_code == 403
        assert (await browser.post(PAGE, FORM)).status_code == 403


async def test_the_page_speaks_the_readers_language(unit_administrator_browser: Browser) -> None:
    await unit_administrator_browser.post("/settings/language", {"language": "en"})
    page = await page_of(unit_administrator_browser, PAGE)
    assert "One a line, 12 lines at most" in page
    assert "Already claimed&#10;" in page
