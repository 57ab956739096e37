"""A list that is narrowed down looks among so many credits, says so, and goes on from there."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from core.domain.credits.claims import Claim
from core.domain.credits.credit import Stage
from core.domain.trainings.training import TrainingStage
from core.ports import Desk
from core.texts import say
from core.usecases.credits.lists import TABS
from storage.models import TrainingRow
from tests import cast
from tests.pwa.conftest import Browser
from tests.storage.examples import a_credit
from tests.storage.test_lists import an_id, put_trainings
from tests.storage.test_looking import look_at

FOUND, MANY, LOOKED_AT = 45, 60, 20
SEPSIS, LECTURE = quote("脓毒症"), quote("讲座")


@pytest.fixture
async def head(desk: Desk, head_nurse_browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The head nurse, of whose department's credits only the forty-fifth is about sepsis."""
    look_at(LOOKED_AT, monkeypatch)
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        await tx.credits.add_many(
            [
                a_credit(
                    cast.COLLEAGUE.actor,
                    now - timedelta(minutes=number),
                    an_id(number),
                    claim=Claim(
                        year=2026,
                        rule="paper-sci",
                        details={"matter": "脓毒症" if number == FOUND else "讲座"},
                    ),
                    stage=Stage.DEPARTMENT_REVIEW,
                    submitted_at=now - timedelta(minutes=number),
                )
                for number in range(MANY)
            ]
        )
    return head_nurse_browser


async def _read(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200
    return " ".join((await answer.get_data(as_text=True)).split())


def _link(page: str, rel: str) -> str:
    (href,) = re.findall(rf'rel="{rel}" href="([^"]+)"', page)
    return str(href).replace("&amp;", "&")


def _numbers(page: str) -> int:
    """Return how many tabs have a number."""
    tabs = page.partition(f'aria-label="{say("list-tabs")}"')[2].partition("</nav>")[0]
    return tabs.count("chip-count")


async def test_whoever_looks_for_what_is_long_ago_goes_on_until_it_is_found(head: Browser) -> None:
    page = await _read(head, f"/credits?whose=all&activity={SEPSIS}")
    for _ in range(2):
        assert say("list-partial-none", most=20_000) in page
        assert say("list-partial-hint") in page
        assert say("list-go-on") in page
        assert say("list-uncounted") not in page
        assert _numbers(page) == len(TABS) - len({"all", "waiting"})
        page = await _read(head, _link(page, "next"))
    assert an_id(FOUND) in page
    assert say("list-page-number", page=3) not in page
    assert 'rel="next"' not in page
    while 'rel="prev"' in page:
        page = await _read(head, _link(page, "prev"))
        assert an_id(FOUND) not in page
    assert say("list-go-on") in page


async def test_whoever_has_found_the_only_one_may_look_through_the_rest(head: Browser) -> None:
    page = await _read(head, f"/review?activity={SEPSIS}")
    assert an_id(FOUND) in page
    assert say("list-partial", most=20_000, count=1) in page
    assert say("list-page-number", page=1) in page
    page = await _read(head, _link(page, "next"))
    assert say("list-partial-hint") in page
    assert say("list-partial-none", most=20_000) in page
    page = await _read(head, _link(page, "next"))
    assert say("list-no-more") in page
    assert 'rel="next"' not in page
    for _ in range(2):
        page = await _read(head, _link(page, "prev"))
    assert an_id(FOUND) in page


async def test_whoever_finds_a_pageful_is_told_only_that_nobody_counted(
    head: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(MANY - 1, monkeypatch)
    page = await _read(head, f"/credits?whose=all&activity={LECTURE}&size=20")
    assert say("list-uncounted") in page
    assert say("list-page-after-uncounted") in page
    assert say("list-following") in page
    assert say("list-go-on") not in page


async def test_somebodys_credits_are_counted_however_many_others_have(head: Browser) -> None:
    page = await _read(head, "/credits?whose=all&name=gyy")
    assert f'<span class="chip-count">{MANY}</span>' in page
    assert say("list-uncounted") not in page


async def test_a_file_of_what_is_found_has_it_from_wherever_it_lies(head: Browser) -> None:
    answer = await head.get(f"/credits.xlsx?whose=all&activity={SEPSIS}")
    sheet = load_workbook(BytesIO(await answer.get_data())).active
    assert sheet
    said = [cell.value for row in sheet.iter_rows() for cell in row]
    assert said.count("脓毒症") == 1


async def test_a_file_for_which_too_much_is_looked_at_is_offered_as_a_job(
    head: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at(5, monkeypatch)
    answer = await head.get(f"/credits.xlsx?whose=all&activity={SEPSIS}")
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert say("refusal-too-many-looked-at") in page
    assert say("list-long-make") in page


@pytest.mark.parametrize("path", ["/trainings?name=", "/review?kind=trainings&name="])
async def test_a_training_is_looked_for_by_name_until_it_is_found(
    desk: Desk, unit_administrator_browser: Browser, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    await put_trainings(desk, TrainingStage.UNIT_REVIEW)
    async with desk.store.transaction():
        await TrainingRow.filter(id=an_id(700)).update(name="气道管理")
    look_at(500, monkeypatch)
    page, pages = await _read(unit_administrator_browser, path + quote("气道")), 1
    while say("list-go-on") in page and an_id(700) not in page:
        page, pages = await _read(unit_administrator_browser, _link(page, "next")), pages + 1
    assert an_id(700) in page
    assert pages > 1
