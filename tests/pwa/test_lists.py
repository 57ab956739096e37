"""The one list page, as it is served: filters, pages, files to take along."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from quart import Response

from core.domain.credits.credit import Stage
from core.ports import Desk
from core.texts import say
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of
from tests.pwa.years import put_credit

LISTS = ("/credits", "/review", "/trainings", "/trainings/statistics", "/forms", "/inbox")
FILES = ("/credits", "/review", "/trainings", "/trainings/statistics", "/forms/people")

HOSTILE = (
    *("page=x", "size=x", "tab=nonsense", "year=3", "before=%00"),
    *(
        f"at={'a' * 40}",
        "at=x",
        "after=../../x",
        "after=999999999999999999",
        "from=0001-01-01",
        "to=9999-12-31",
    ),
)


async def put_many(desk: Desk, count: int, stage: Stage = Stage.DEPARTMENT_REVIEW) -> None:
    for number in range(count):
        await put_credit(desk, cast.NURSE, f"第{number}次学习", 100, stage)


async def cells_of(answer: Response) -> list[list[object]]:
    content: bytes = await answer.get_data(as_text=False)
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


async def test_a_list_is_walked_page_by_page_and_jumped_into(
    desk: Desk, nurse_browser: Browser
) -> None:
    await put_many(desk, 45)
    page = await text_of(await nurse_browser.get("/credits"))
    assert say("list-page-after", pages=3, total=45) in page
    assert 'rel="next"' in page
    assert 'rel="prev"' not in page
    last = await text_of(await nurse_browser.get("/credits?page=3"))
    assert last.count('class="table-link"') == 5
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
    beyond = await text_of(await nurse_browser.get("/credits?page=999"))
    assert beyond.count('class="table-link"') == 20


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("asked", HOSTILE)
async def test_what_no_page_of_ours_asks_of_a_list_is_answered_in_words(
    unit_administrator_browser: Browser, path: str, asked: str
) -> None:
    answer = await unit_administrator_browser.get(f"{path}?{asked}")
    assert answer.status_code in {200, 400, 422}
    page = await text_of(answer)
    assert say("nav-home") in page


async def test_a_choice_that_a_list_does_not_offer_is_refused(head_nurse_browser: Browser) -> None:
    answer = await head_nurse_browser.get("/review?rule=rumours")
    assert answer.status_code == 422
    assert say("refusal-field-unreadable") in await text_of(answer)


async def test_a_workbook_holds_what_the_list_finds_as_text_and_numbers(
    desk: Desk, nurse_browser: Browser
) -> None:
    await put_many(desk, 25)
    await put_credit(desk, cast.NURSE, "=HYPERLINK(1)", 150, Stage.DEPARTMENT_REVIEW)
    answer = await nurse_browser.get("/credits.xlsx?tab=waiting")
    assert answer.status_code == 200
    sheet = await cells_of(answer)
    head = next(at for at, row in enumerate(sheet) if say("credits-column-title") in row)
    rows = [row for row in sheet[head + 1 :] if row[0] != ""]
    assert len([row for row in rows if isinstance(row[0], float)]) == 26
    formula = next(row for row in rows if "=HYPERLINK(1)" in row)
    assert 1.5 in formula
    assert say("credits-tab-waiting") in str(sheet[:head])


async def test_a_list_is_printed_with_its_filters(desk: Desk, nurse_browser: Browser) -> None:
    await put_many(desk, 25)
    answer = await nurse_browser.get("/credits.pdf?year=2026")
    content: bytes = await answer.get_data(as_text=False)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert "第24次学习" in text
    assert "2026" in text


@pytest.mark.parametrize("path", FILES)
async def test_files_end_as_we_offer_them_and_stay_in_ones_scope(
    desk: Desk, unit_administrator_browser: Browser, stranger_browser: Browser, path: str
) -> None:
    await put_many(desk, 2)
    for ending, status in (("xlsx", 200), ("pdf", 200), ("exe", 404)):
        answer = await unit_administrator_browser.get(f"{path}.{ending}")
        assert answer.status_code == status, path
    answer = await stranger_browser.get(f"{path}.xlsx")
    if answer.status_code == 200:
        assert "闻旦" not in str(await cells_of(answer))


async def test_a_file_says_who_took_it_along_and_which_part(
    desk: Desk, head_nurse_browser: Browser
) -> None:
    await put_many(desk, 2)
    head = str((await cells_of(await head_nurse_browser.get("/review.xlsx")))[:3])
    assert "蔡李铭" in head
    assert say("review-tab-waiting") in head


async def test_a_file_refuses_what_its_page_refuses(head_nurse_browser: Browser) -> None:
    for path in ("/review", "/review.xlsx"):
        assert (await head_nurse_browser.get(f"{path}?rule=rumours")).status_code == 422
