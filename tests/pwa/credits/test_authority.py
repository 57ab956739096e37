"""Where the unit's authority decides, on its settings page, and its letters, as forms."""

from io import BytesIO

from quart.datastructures import FileStorage

from core.domain.credits.credit import Stage
from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.sheets import read_credit
from tests.pictures import drawn, jpeg, some_certificate
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of
from tests.stories import CERTIFICATE, a_submitted_credit, approve

PAGE = "/settings/authority"
TYPED = {
    "decision": "approve",
    "decided_on": "2026-06-14",
    "number": "浙继教〔2026〕3号",
    "reason": "",
}


async def page_of(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    return await text_of(answer)


async def test_a_letter_is_typed_in_sent_with_its_scan_and_shown_in_the_history(
    desk: Desk,
    nurse: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
    unit_administrator_browser: Browser,
) -> None:
    browser = unit_administrator_browser
    assert f'href="{PAGE}"' in await page_of(browser, "/settings")
    answer = await browser.post(PAGE, {"place": "elsewhere"})
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?done=saved")
    assert say("letters-waiting", count=0) in await page_of(browser, answer.location)
    assert say("letters-empty-title") in await page_of(browser, "/credits/authority")
    credit = await a_submitted_credit(desk, nurse, CERTIFICATE)
    credit = await approve(desk, credit, head_nurse, unit_administrator)
    path = f"/credits/{credit.id}/authority"
    assert path in await page_of(browser, f"/credits/{credit.id}")
    assert path in await page_of(browser, "/credits/authority")
    assert say("letter-words") in await page_of(browser, path)
    scan = jpeg(drawn(some_certificate(7), 700))
    sent = TYPED | {"seen": str(credit.version)}

    async def send(form: dict[str, str], content: bytes | None) -> tuple[int, str, str]:
        files = {"file": FileStorage(BytesIO(content), "letter.jpg")} if content else {}
        answer = await browser.client.post(path, form=form, files=files, headers=HERE)
        return answer.status_code, await text_of(answer), answer.location or ""

    status, page, _ = await send(sent | {"decided_on": "2026-06-16"}, scan)
    assert (status, 'value="浙继教〔2026〕3号"' in page) == (422, True)
    assert say("refusal-day-to-come") in page
    status, page, _ = await send(sent, None)
    assert (status, 'value="2026-06-14"' in page) == (422, True)
    status, _, location = await send(sent, scan)
    assert (status, location) == (303, f"/credits/{credit.id}?done=letter-recorded")
    page = await page_of(browser, location)
    assert "登记上级审核通过" in page
    assert (await read_credit(desk, nurse, credit.id)).credit.stage is Stage.APPROVED
    assert (await browser.get(path)).status_code == 303


async def test_only_the_unit_says_where_its_authority_is(
    nurse_browser: Browser, head_nurse_browser: Browser, authority_browser: Browser
) -> None:
    for browser in (nurse_browser, head_nurse_browser, authority_browser):
        assert (await browser.get(PAGE)).status_code == 403
        assert (await browser.post(PAGE, {"place": "elsewhere"})).status_code == 403
        assert (await browser.get("/credits/authority")).status_code == 403
