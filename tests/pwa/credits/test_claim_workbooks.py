"""Claims by workbook in the browser: from the template to what waits for the unit."""

import re
from io import BytesIO

from openpyxl import load_workbook
from quart import Response
from quart.datastructures import FileStorage

from core.ports import Desk
from core.texts import say
from core.usecases.register.departments import grant_entering
from tests import cast
from tests.credit_books import a_claim, claims_of
from tests.jobs import work_off
from tests.people_books import saved
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of

AT = "/credits/workbooks"


async def hand_in(browser: Browser, content: bytes, key: str = "key") -> Response:
    return await browser.client.post(
        AT,
        form={"key": key},
        files={"file": FileStorage(BytesIO(content), filename="学分.xlsx")},
        headers=HERE,
    )


async def test_from_the_template_to_claims_that_wait_for_the_unit(
    desk: Desk, head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    browser = head_nurse_browser
    page = await text_of(await browser.get(AT))
    assert say("claims-lead") in page
    template = await browser.get(f"{AT}/template.xlsx")
    book = load_workbook(BytesIO(await template.get_data(as_text=False)))
    sheet = book.worksheets[0]
    places = {str(cell.value).strip("*"): cell.column for cell in sheet[1]}
    row = {"数量": 6, **a_claim()}
    for heading, value in row.items():
        if heading in places:
            sheet.cell(2, places[heading], value)
    content = saved(book)
    place = (await hand_in(browser, content)).location
    assert place.startswith("/workbooks/")
    assert "<progress" in await text_of(await browser.get(place))
    await work_off(desk)
    page = await text_of(await browser.get(place))
    assert say("claims-ready", count=1) in page
    assert say("claims-results-words", years=1, turned=0) in page
    assert (await browser.get(f"/jobs/{place.rpartition('/')[2]}")).location == place
    job = (await browser.post(f"{place}/entry")).location
    await work_off(desk)
    page = await text_of(await browser.get(job))
    assert say("job-result-claims-enter", people=1, new=1, double=0) in page
    assert "/credits?whose=others" in page
    page = await text_of(await browser.get(AT))
    (made,) = set(re.findall(f"{AT}/[a-z2-7]{{16}}", page))
    assert await (await browser.get(made)).get_data(as_text=False) == content
    listed = await text_of(await browser.get("/credits?whose=others"))
    (claim,) = set(re.findall("/credits/[a-z2-7]{16}", listed))
    unit = unit_administrator_browser
    page = await text_of(await unit.get(claim))
    assert f"{claim}/workbook" in page
    assert say("claims-is-evidence") in page
    assert await (await unit.get(f"{claim}/workbook")).get_data(as_text=False) == content
    told = say("notice-claims-handed-in", who=cast.HEAD_NURSE.actor.label, count=1)
    assert told in await text_of(await unit.get("/inbox"))
    again = (await hand_in(browser, content, "another")).location
    await work_off(desk)
    assert say("claims-doubles", count=1) in await text_of(await browser.get(again))
    assert (await browser.post(f"{again}/entry")).status_code == 409


async def test_what_cannot_be_entered_is_said_on_the_page(
    desk: Desk, unit_administrator_browser: Browser, head_nurse_browser: Browser
) -> None:
    browser = head_nurse_browser
    for content, status in ((b"%PDF-1.7", 415), (b"a,b\n1,2\n", 422), (claims_of(), 422)):
        assert (await hand_in(browser, content)).status_code == status
    place = (await hand_in(browser, claims_of(a_claim(具体规定="科研")))).location
    await work_off(desk)
    page = await text_of(await browser.get(place))
    assert say("claims-has-wrong", count=1) in page
    assert f"{place}/entry" not in page
    assert (await unit_administrator_browser.get(place)).status_code == 404
    await grant_entering(desk, cast.UNIT_ADMINISTRATOR.actor, cast.NURSING.id, is_granted=False)
    for answer in (await browser.get(AT), await hand_in(browser, claims_of(a_claim()))):
        assert answer.status_code == 403
        assert say("refusal-entering-not-granted") in await text_of(answer)
