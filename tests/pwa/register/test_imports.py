"""The pages of an import, from the template to people who are in, and what they refuse."""

from io import BytesIO

import pytest
from quart import Response
from quart.datastructures import FileStorage

from core.ports import Desk
from core.texts import say
from tests import cast
from tests.jobs import work_off
from tests.people_books import book_of, newcomer, opened
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import text_of


async def hand_in(browser: Browser, content: bytes, name: str = "people.xlsx") -> Response:
    return await browser.client.post(
        "/staff/import",
        form={"key": "key"},
        files={"file": FileStorage(BytesIO(content), filename=name)},
        headers=HERE,
    )


async def test_from_the_workbook_to_people_who_are_in(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    browser = unit_administrator_browser
    assert say("import-title") in await text_of(await browser.get("/staff"))
    assert "template.xlsx" in await text_of(await browser.get("/staff/import"))
    answer = await hand_in(browser, book_of([newcomer(1), newcomer(2)]))
    assert answer.status_code == 303
    place = answer.location
    assert "<progress" in await text_of(await browser.get(place))
    await work_off(desk)
    page = await text_of(await browser.get(place))
    assert say("import-ready", added=2, changed=0) in page
    assert "新人1" in page
    assert newcomer(1)["证件号码"] not in page
    result = await browser.get(f"{place}/result.xlsx")
    assert opened(await result.get_data(as_text=False))["A2"].value == say("import-kind-new")
    job = (await browser.post(f"{place}/entry")).location
    await work_off(desk)
    assert say("job-result-import", new=2, changed=0) in await text_of(await browser.get(job))
    assert "新人1" in await text_of(await browser.get("/staff?q=%E6%96%B0%E4%BA%BA"))
    listed = await text_of(await browser.get("/jobs"))
    assert say("job-title-import", people=2) in listed
    assert (await browser.get(f"/jobs/{place.rpartition('/')[2]}")).location == place


async def test_what_is_wrong_stands_beside_its_row_and_keeps_the_button_away(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    browser = head_nurse_browser
    place = (await hand_in(browser, book_of([newcomer(1, 手机="1", 姓名="<b>王")]))).location
    await work_off(desk)
    page = await text_of(await browser.get(place))
    assert say("refusal-mobile-form") in page
    assert "<b>王" not in page
    assert f"{place}/entry" not in page
    answer = await browser.post(f"{place}/entry")
    assert answer.status_code == 409
    assert say("refusal-import-has-faults", count=1) in await text_of(answer)
    for odd in ("?tab=wrong&page=9", "?tab=same"):
        assert (await browser.get(place + odd)).status_code == 200
    assert (await browser.get(place + "?tab=rumours")).status_code == 422


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "empty-file"),
        (b"%PDF-1.7", 415, "not-a-workbook"),
        (b"a,b\n1,2\n", 422, "headings-missing"),
        ("\n".join(["姓名"] * 30_000).encode(), 413, "too-many-cells"),
    ],
)
async def test_what_is_no_workbook_of_people_is_refused_on_the_page(
    head_nurse_browser: Browser, content: bytes, status: int, code: str
) -> None:
    answer = await hand_in(head_nurse_browser, content)
    assert answer.status_code == status
    assert say(f"refusal-{code}", cell="", rows="", columns="", names="")[:6] in await text_of(
        answer
    )


async def test_nobody_else_sees_what_was_handed_in(
    desk: Desk, head_nurse_browser: Browser, nurse_browser: Browser, stranger_browser: Browser
) -> None:
    place = (await hand_in(head_nurse_browser, book_of([newcomer(1)]))).location
    await work_off(desk)
    for browser in (nurse_browser, stranger_browser):
        assert (await browser.get(place)).status_code in {403, 404}
        assert (await browser.get(f"{place}/result.xlsx")).status_code in {403, 404}
        assert (await browser.post(f"{place}/entry")).status_code in {403, 404}
        assert (await hand_in(browser, book_of([newcomer(2)]))).status_code == 403
        assert (await browser.get("/staff/export.xlsx")).status_code == 403


async def test_whole_numbers_need_a_reason(desk: Desk, unit_administrator_browser: Browser) -> None:
    browser = unit_administrator_browser
    masked = await (await browser.get("/staff/export.xlsx")).get_data(as_text=False)
    assert cast.NURSE.document not in str([*opened(masked).values])
    answer = await browser.post("/staff/exports", {"reason": " "})
    assert answer.status_code == 422
    assert say("refusal-text-needed") in await text_of(answer)
    answer = await browser.post("/staff/exports", {"reason": "报送省平台"})
    await work_off(desk)
    whole = await (await browser.get(f"{answer.location}/file")).get_data(as_text=False)
    assert cast.NURSE.document in str([*opened(whole).values])
