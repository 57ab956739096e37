"""Taking credits over in the browser: hand in, see what it would do, take over, take back."""

import re
from io import BytesIO

from quart import Response
from quart.datastructures import FileStorage

from core.ports import Desk
from core.texts import say
from tests import cast
from tests.credit_books import SOURCE, a_row, credits_of
from tests.jobs import work_off
from tests.people_books import opened
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of

assert cast.NURSE.staff


async def hand_in(
    browser: Browser, content: bytes, source: str = SOURCE, name: str = "学分.xlsx"
) -> Response:
    return await browser.client.post(
        "/credits/taken-over",
        form={"key": "key", "source": source},
        files={"file": FileStorage(BytesIO(content), filename=name)},
        headers=HERE,
    )


async def test_from_the_workbook_to_credits_that_count_and_back(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    browser = unit_administrator_browser
    assert say("first-day-credits") in await text_of(await browser.get("/"))
    assert say("taken-over-lead") in await text_of(await browser.get("/credits/taken-over"))
    template = await browser.get("/credits/taken-over/template.xlsx")
    assert opened(await template.get_data(as_text=False))["A1"].value == "人员编号"
    content = credits_of(a_row(), a_row(), a_row(活动名称="第二次", 学分=5, 学时=18))
    place = (await hand_in(browser, content)).location
    assert "<progress" in await text_of(await browser.get(place))
    await work_off(desk)
    page = await text_of(await browser.get(place))
    assert say("taken-over-ready", count=2) in page
    assert say("taken-over-results-words", years=1, turned=1) in page
    assert say("taken-over-twin-row", row=2) in page
    chosen = (await browser.post(f"{place}/doubles", {"row": "3"})).location
    await work_off(desk)
    assert say("taken-over-ready", count=3) in await text_of(await browser.get(chosen))
    job = (await browser.post(f"{place}/entry")).location
    await work_off(desk)
    done = say("job-result-credits-take-over", people=1, new=2, double=1)
    assert done in await text_of(await browser.get(job))
    page = await text_of(await browser.get("/credits/taken-over"))
    assert SOURCE in page
    (made,) = set(re.findall("/credits/taken-over/[a-z2-7]{16}", page))
    assert say("taken-over-take-back") in await text_of(await browser.get(made))
    kept = await (await browser.get(f"{made}/file")).get_data(as_text=False)
    assert kept == content
    year = await text_of(await browser.get(f"/staff/{cast.NURSE.account.staff_id}/years/2026"))
    assert year.count(say("stage-taken-over")) == 2 * 2  # at a glance, and among the particulars
    carried = await browser.get(f"/credits/carried.xlsx?number={a_row()['人员编号']}&year=2026")
    assert "第二次" in str([*opened(await carried.get_data(as_text=False)).values])
    back = (await browser.post(f"{made}/preview", {"key": "k"})).location
    await work_off(desk)
    page = await text_of(await browser.get(back))
    assert say("taken-over-take-back-all", credits=2, people=1) in page
    assert (await browser.post(back, {"reason": " "})).status_code == 422
    answer = await browser.post(back, {"reason": "错" * 200})
    assert "错" * 200 in await text_of(answer)
    job = (await browser.post(back, {"reason": "传错了文件"})).location
    await work_off(desk)
    done = say("job-result-credits-take-back", people=1, credits=2)
    assert done in await text_of(await browser.get(job))
    assert "传错了文件" in await text_of(await browser.get(made))
    assert (await browser.post(f"{made}/preview", {"key": "l"})).status_code == 409


async def test_what_cannot_be_taken_over_is_said_on_the_page(
    desk: Desk, unit_administrator_browser: Browser, head_nurse_browser: Browser
) -> None:
    browser = unit_administrator_browser
    for content, source, status in (
        (b"%PDF-1.7", SOURCE, 415),
        (b"a,b\n1,2\n", SOURCE, 422),
        (credits_of(a_row()), " ", 422),
    ):
        answer = await hand_in(browser, content, source)
        assert answer.status_code == status
        assert f'value="{source}"' in await text_of(answer)
    place = (await hand_in(browser, credits_of(a_row(学分="很多")))).location
    await work_off(desk)
    page = await text_of(await browser.get(place))
    assert say("taken-over-has-wrong", count=1) in page
    assert f"{place}/entry" not in page
    assert (await browser.post(f"{place}/entry")).status_code == 409
    assert (await browser.get(f"{place}?tab=double&page=9")).status_code == 200
    assert (await browser.get(f"/jobs/{place.rpartition('/')[2]}")).location == place
    assert (await head_nurse_browser.get(place)).status_code == 404
    assert (await hand_in(head_nurse_browser, credits_of(a_row()))).status_code == 403


async def test_a_workbook_may_be_called_whatever_it_is_called(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    browser, content = unit_administrator_browser, credits_of(a_row())
    place = (await hand_in(browser, content, name="学\0分\u202e表")).location
    await work_off(desk)
    await browser.post(f"{place}/entry")
    await work_off(desk)
    page = await text_of(await browser.get("/credits/taken-over"))
    (made,) = set(re.findall("/credits/taken-over/[a-z2-7]{16}", page))
    answer = await browser.get(f"{made}/file")
    assert await answer.get_data(as_text=False) == content
    assert answer.headers["Content-Disposition"].isascii()
