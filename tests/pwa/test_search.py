"""The search box as it is served: what is typed stands in bodies only."""

from urllib.parse import quote

import pytest

from core.ports import Desk
from core.texts import say, speaking
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of
from tests.pwa.years import put_credit

PART = "text/vnd.turbo-stream.html"


async def test_an_administrator_has_the_box_at_the_top_of_the_first_page(
    unit_administrator_browser: Browser, nurse_browser: Browser
) -> None:
    for path in ("/", "/search"):
        page = await text_of(await unit_administrator_browser.get(path))
        assert 'action="/search" role="search"' in page
        assert 'href="/search"' in page
    assert 'action="/search"' not in await text_of(await nurse_browser.get("/"))
    own = await text_of(await nurse_browser.get("/search"))
    assert say("search-words-own") in own
    assert say("search-hint-own") in own


async def test_what_is_typed_is_answered_with_a_page_or_within_the_page(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    await put_credit(desk, cast.NURSE, "静脉治疗学习班", 200)
    whole = await unit_administrator_browser.post("/search", {"q": "wendan"})
    part = await unit_administrator_browser.post("/search", {"q": "wendan"}, Accept=PART)
    assert (whole.status_code, part.status_code) == (200, 200)
    assert (whole.mimetype, part.mimetype) == ("text/html", PART)
    for answer in (whole, part):
        text = await text_of(answer)
        for shown in ("闻旦", "8200000001", "静脉治疗学习班", say("search-found", kinds=2)):
            assert shown in text
        assert f'href="/staff/{cast.NURSE.staff.id}"' in text
        assert "wendan" not in "".join(part for part in text.split() if "href=" in part)
    assert 'target="found"' in await text_of(part)
    assert 'value="wendan"' in await text_of(whole)


@pytest.mark.parametrize("number", [cast.NURSE.document, cast.NURSE.mobile])
async def test_a_document_or_mobile_is_found_and_never_shown_again(
    unit_administrator_browser: Browser, number: str
) -> None:
    answer = await unit_administrator_browser.post("/search", {"q": number})
    page = await text_of(answer)
    assert "闻旦" in page
    assert number not in page
    assert number not in str(answer.headers)


async def test_more_of_one_kind_is_one_press_away(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    for number in range(9):
        await put_credit(desk, cast.NURSE, f"静脉治疗第{number}讲", 100)
    page = await text_of(await unit_administrator_browser.post("/search", {"q": "闻旦"}))
    assert page.count("静脉治疗第") == 6
    assert say("search-more") in page
    more = {"q": "闻旦", "kind": "credits"}
    page = await text_of(await unit_administrator_browser.post("/search", more))
    assert page.count("静脉治疗第") == 9
    assert say("search-more") not in page


@pytest.mark.parametrize(
    ("typed", "sentence", "status"),
    [
        ("w", "refusal-search-too-short", 422),
        ("", "refusal-search-too-short", 422),
        ("张三丰", "search-none", 200),
        ("%' OR 1=1 --", "search-none", 200),
        ("王" * 61, "", 422),
    ],
)
async def test_what_finds_nothing_or_says_too_little_is_answered_in_words(
    unit_administrator_browser: Browser, typed: str, sentence: str, status: int
) -> None:
    answer = await unit_administrator_browser.post("/search", {"q": typed})
    page = await text_of(answer)
    assert answer.status_code == status
    assert 'name="q"' in page
    assert not sentence or say(sentence) in page
    part = await unit_administrator_browser.post("/search", {"q": typed}, Accept=PART)
    assert part.status_code == 200
    assert not sentence or say(sentence) in await text_of(part)


async def test_a_kind_that_there_is_not_is_refused(unit_administrator_browser: Browser) -> None:
    answer = await unit_administrator_browser.post("/search", {"q": "闻", "kind": "secrets"})
    assert answer.status_code == 422


async def test_the_list_of_people_is_asked_in_pinyin_too(head_nurse_browser: Browser) -> None:
    for typed in ("wendan", "wd", "旦", "8200000001"):
        page = await text_of(await head_nurse_browser.get(f"/staff?q={quote(typed)}"))
        assert "闻旦" in page
        assert "葛莺莺" not in page
    assert "王清清" not in await text_of(await head_nurse_browser.get("/staff?q=wangqingqing"))


async def test_english_says_it_too(unit_administrator_browser: Browser) -> None:
    page = await text_of(await unit_administrator_browser.get("/search", Accept_Language="en"))
    with speaking("en"):
        assert say("search-title") in page
