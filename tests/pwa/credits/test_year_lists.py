"""The pages about whole departments: behind, totals, statistics, reminders, the first page."""

import re

import pytest

from core.domain.credits.credit import Stage
from core.messages import REMINDED
from core.ports import Desk
from core.texts import say
from core.usecases.messages.notices import read_inbox
from storage.system import MovableClock
from tests import cast
from tests.jobs import keep_time
from tests.pwa.conftest import Browser, BrowserOf
from tests.pwa.years import put_credit
from tests.storage.test_lists import put_years_of_namesakes

SCI = "paper-sci"
assert cast.NURSE.staff
assert cast.COLLEAGUE.staff
NURSE, COLLEAGUE = cast.NURSE.staff.id, cast.COLLEAGUE.staff.id


async def _page(browser: Browser, path: str, status: int = 200) -> str:
    answer = await browser.get(path)
    assert answer.status_code == status
    return " ".join((await answer.get_data(as_text=True)).split())


@pytest.fixture
async def head(browser_of: BrowserOf, desk: Desk) -> Browser:
    """The head nurse, after 闻旦 has met the standard and her colleague has sent enough in."""
    await put_credit(desk, cast.NURSE, "论文", 2500, rule=SCI, hours=9000)
    await put_credit(desk, cast.COLLEAGUE, "论文", 2500, Stage.UNIT_REVIEW, rule=SCI, hours=9000)
    await keep_time(desk)
    return await browser_of(cast.HEAD_NURSE)


def _links(page: str, start: str) -> list[tuple[str, int]]:
    found = re.findall(rf'href="({re.escape(start)}[^"]*)"[^>]*>\s*(?:<[^>]*>)?(\d+)', page)
    return [(href.replace("&amp;", "&"), int(number)) for href, number in found]


async def _rows(browser: Browser, href: str) -> int:
    page = await _page(browser, href)
    return page.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>")


async def test_the_first_page_has_three_numbers_that_open_their_lists(head: Browser) -> None:
    numbers = _links(await _page(head, "/"), "/results")
    assert len(numbers) == 3
    for href, number in numbers:
        assert await _rows(head, href) == number
    assert dict(numbers)["/results?tab=met"] == 1
    assert dict(numbers)["/results?tab=on-the-way"] == 1


async def test_a_nurse_has_no_such_numbers_and_no_such_pages(nurse_browser: Browser) -> None:
    assert "/results" not in await _page(nurse_browser, "/")
    await _page(nurse_browser, "/results", 403)


async def test_every_number_of_the_statistics_opens_as_many_people(head: Browser) -> None:
    for tab in ("level", "title", "department", "post"):
        page = await _page(head, f"/results/statistics?tab={tab}")
        assert 'role="img" aria-label="' in page
        numbers = _links(page, "/results?")
        assert numbers
        for href, number in dict(numbers).items():
            assert await _rows(head, href) == number, href


async def test_a_row_leads_to_the_credits_with_their_reasons(head: Browser, desk: Desk) -> None:
    page = await _page(head, "/results/credits?q=%E9%97%BB")
    assert f'href="/staff/{NURSE}/years/2026"' in page
    year = await _page(head, f"/staff/{COLLEAGUE}/years/2026")
    for words in ("论文", "个人录入", "未生效", "审核中", "审核意见"):
        assert words in year


async def test_those_ticked_are_reminded_and_how_many_were_left_out_is_said(
    head: Browser, desk: Desk
) -> None:
    behind = await _page(head, "/results")
    staff = re.findall(r'name="staff" value="([^"]+)"', behind)
    assert staff
    for told in (f"已提醒 {len(set(staff))} 人。", f"{len(set(staff))} 人一周内已经提醒过"):
        answer = await head.post("/results/reminders", {"all": "1", "year": "2026"})
        assert answer.status_code == 303
        assert told in await _page(head, answer.headers["Location"])
    inbox = await read_inbox(desk, cast.HEAD_NURSE.actor)
    assert [one.key for one in inbox.rows] == [REMINDED]


ASKED_WRONGLY = (
    *("?tab=nobody", "?year=abc", "?year=2018", "?level=nothing", "?after=x'y"),
    *("/statistics?tab=met", "/credits?tab=met", "?year=2019&q=%00", "?size=x"),
)


async def test_what_an_address_asks_wrongly_is_said_and_never_a_defect(head: Browser) -> None:
    for asked in ASKED_WRONGLY:
        await _page(head, f"/results{asked}", 422)
    for asked in ("/statistics?tab=", "?told=1.2.3", "?q=%25_%27"):
        await _page(head, f"/results{asked}")
    await _page(head, "/results.doc", 404)


async def test_files_stand_under_what_they_are_of(head: Browser) -> None:
    for path in ("/results", "/results?tab=all", "/results/credits", "/results/statistics"):
        _, rows, under = (await _page(head, path)).rpartition("</table>")
        assert rows, path
        assert "list-files" in under, path


async def test_nobody_ticked_is_said_on_the_page(head: Browser) -> None:
    answer = await head.post("/results/reminders", {"year": "2026"})
    assert answer.status_code == 422
    assert "请先勾选要提醒的人" in await answer.get_data(as_text=True)


async def test_files_are_handed_out_even_of_nobody(head: Browser) -> None:
    for path in (
        "/results.pdf?tab=behind",
        "/results.xlsx?q=zzzz",
        "/results/credits.xlsx",
        "/results/statistics.pdf?tab=department",
        "/results/statistics.xlsx?year=2019",
    ):
        answer = await head.get(path)
        assert answer.status_code == 200, path
        assert len(await answer.get_data()) > 500


async def test_a_year_without_rules_of_its_own_says_by_which_it_is_counted(
    browser_of: BrowserOf, desk: Desk, clock: MovableClock
) -> None:
    clock.move(days=365)
    await keep_time(desk)
    head = await browser_of(cast.HEAD_NURSE)
    for path in ("/results", "/results/credits"):
        page = await _page(head, path)
        assert say("rulebook-other-year", year=2027, used=2026) in page
    assert len(_links(await _page(head, "/results/statistics"), "/results?")) > 1


async def test_of_too_many_who_are_called_alike_no_number_is_shown_and_all_are_reached(
    browser_of: BrowserOf, sqlite_desk: Desk
) -> None:
    await put_years_of_namesakes(sqlite_desk)
    unit = await browser_of(cast.UNIT_ADMINISTRATOR)
    for path in ("/results", "/results/credits"):
        page = await _page(unit, f"{path}?q=wendan")
        assert say("list-uncounted") in page
        assert "chip-count" not in page
        assert "1000+" not in page
        assert say("list-page-after-uncounted") in page
        assert await _rows(unit, f"{path}?q=wendan&page=3") == 20
    assert say("list-select-every-uncounted") in await _page(unit, "/results?q=77")
    page = await _page(unit, "/results?q=770000012")
    assert say("list-uncounted") not in page
    assert "chip-count" in page
