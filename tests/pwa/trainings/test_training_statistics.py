"""The statistics of trainings that were held: read, printed, counted on."""

from datetime import date, datetime, timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from quart import Response

from core.domain.attendance.schedules import Phase
from core.domain.register import Actor
from core.domain.trainings.training import Training
from core.ports import Desk
from core.texts import say
from core.usecases.trainings.awards import award_credits, read_awards
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of
from tests.trainings import PLAN, a_plan, an_approved_training, scan

WARD = "静脉输液安全与并发症处理"


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


@pytest.fixture
async def held(
    desk: Desk,
    clock: MovableClock,
    nurse: Actor,
    colleague: Actor,
    head_nurse: Actor,
    unit_administrator: Actor,
) -> Training:
    """A training of 护理 that was held and awarded: of three expected, one came for all of it."""
    training, cycle = await an_approved_training(desk, head_nurse, unit_administrator)
    await scan(desk, nurse, cycle)
    await scan(desk, colleague, cycle)
    clock.move(minutes=190)
    await scan(desk, nurse, cycle, Phase.SIGN_OUT)
    clock.move(minutes=60)
    sheet = await read_awards(desk, head_nurse, training.id)
    await award_credits(desk, head_nurse, training.id, seen=sheet.training.version)
    return training


async def content_of(answer: Response) -> bytes:
    assert answer.status_code == 200
    content: bytes = await answer.get_data(as_text=False)
    return content


async def printed(answer: Response) -> str:
    pages = PdfReader(BytesIO(await content_of(answer))).pages
    return "\n".join(page.extract_text() for page in pages)


async def test_who_plans_sees_what_came_of_it(held: Training, head_nurse_browser: Browser) -> None:
    page = await text_of(await head_nurse_browser.get("/trainings/statistics"))
    assert held.plan.name in page
    assert said("statistics-present-of", present=1, expected=3) in page
    assert "33.3%" in page
    assert said("statistics-points-of", points="0.2") in page
    assert said("statistics-stage-awarded") in page


async def test_the_unit_sees_every_department(
    held: Training, unit_administrator_browser: Browser
) -> None:
    page = await text_of(await unit_administrator_browser.get("/trainings/statistics"))
    assert held.plan.name in page
    assert cast.NURSING.name in page
    assert said("statistics-plan-draft") not in page


async def test_another_hospital_has_held_nothing(
    held: Training, stranger_browser: Browser, nurse_browser: Browser
) -> None:
    for browser in (stranger_browser, nurse_browser):
        for ending in ("", ".pdf", ".xlsx"):
            answer = await browser.get(f"/trainings/statistics{ending}")
            assert answer.status_code == 403
            assert held.plan.name not in await text_of(answer)


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("year=2026", True),
        ("year=2025", False),
        ("month=6", True),
        ("month=5", False),
        ("rule=training-theory", True),
        ("rule=training-practice", False),
        ("stage=awarded", True),
        ("stage=closed", False),
        ("from=2026-06-15&to=2026-06-15", True),
        ("from=2026-06-16", False),
        (f"department={cast.NURSING.id}", True),
        (f"department={cast.INTERNAL.id}", False),
    ],
)
async def test_the_filters_choose(
    held: Training, unit_administrator_browser: Browser, asked: str, is_found: bool
) -> None:
    page = await text_of(await unit_administrator_browser.get(f"/trainings/statistics?{asked}"))
    assert (held.plan.name in page) == is_found
    titles = (said("statistics-empty-title"), said("statistics-empty-filtered-title"))
    assert any(title in page for title in titles) != is_found


@pytest.mark.parametrize(
    "asked", ["year=next", "month=13", "rule=none", "stage=draft", "from=2026-02-30", "page=x"]
)
async def test_what_no_page_of_ours_asks_is_refused(
    unit_administrator_browser: Browser, asked: str
) -> None:
    for ending in ("", ".pdf", ".xlsx"):
        answer = await unit_administrator_browser.get(f"/trainings/statistics{ending}?{asked}")
        assert 400 <= answer.status_code < 500


async def test_what_is_planned_is_counted_but_not_listed(
    desk: Desk, head_nurse: Actor, head_nurse_browser: Browser
) -> None:
    await a_plan(desk, head_nurse)
    page = await text_of(await head_nurse_browser.get("/trainings/statistics"))
    assert WARD not in page
    assert said("statistics-empty-title") in page
    assert f"<dt>{said('statistics-plan-draft')}</dt><dd>1</dd>" in page


async def test_the_printed_table_has_the_numbers_and_the_total(
    held: Training, head_nurse_browser: Browser
) -> None:
    answer = await head_nurse_browser.get("/trainings/statistics.pdf?year=2026")
    assert answer.content_type == "application/pdf"
    text = (await printed(answer)).replace("\n", "")
    assert said("statistics-sheet-title", year="2026") in text
    assert held.plan.name in text
    assert said("statistics-total", count=1) in text
    assert text.count("33.3%") == 2
    named = quote(said("statistics-file-name", year="2026") + ".pdf")
    assert f"filename*=UTF-8''{named}" in answer.headers["Content-Disposition"]


async def test_the_workbook_has_numbers_that_can_be_counted_on(
    held: Training, head_nurse_browser: Browser
) -> None:
    answer = await head_nurse_browser.get("/trainings/statistics.xlsx?year=2026")
    book = CalamineWorkbook.from_filelike(BytesIO(await content_of(answer)))
    rows = book.get_sheet_by_index(0).to_python()
    place = next(at for at, row in enumerate(rows) if row[0] == said("statistics-column-number"))
    line, total = rows[place + 1], rows[place + 2]
    assert line[:3] == [1, date(2026, 6, 15), held.plan.name]
    assert line[5:12] == [1, 3, 1, pytest.approx(0.333), 1, 1, 0.2]
    assert total[2] == said("statistics-total", count=1)
    assert total[5:12] == line[5:12]


async def test_a_name_that_looks_like_a_formula_is_a_name(
    desk: Desk,
    clock: MovableClock,
    head_nurse: Actor,
    unit_administrator: Actor,
    head_nurse_browser: Browser,
) -> None:
    await an_approved_training(desk, head_nurse, unit_administrator, plan=PLAN | {"name": "=1+1"})
    clock.move(days=1)
    answer = await head_nurse_browser.get("/trainings/statistics.xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(await content_of(answer))).get_sheet_by_index(0)
    assert "=1+1" in [row[2] for row in rows.to_python()]


async def test_a_past_year_is_counted_by_that_years_departments(
    desk: Desk,
    clock: MovableClock,
    head_nurse: Actor,
    unit_administrator: Actor,
    head_nurse_browser: Browser,
) -> None:
    await an_approved_training(desk, head_nurse, unit_administrator)
    now = desk.clock.now()
    clock.move(days=(datetime(2027, 2, 1, tzinfo=now.tzinfo) - now) / timedelta(days=1))
    await head_nurse_browser.sign_in(cast.HEAD_NURSE.login)
    page = await text_of(await head_nurse_browser.get("/trainings/statistics?year=2026"))
    assert said("statistics-present-of", present=0, expected=3) in page
