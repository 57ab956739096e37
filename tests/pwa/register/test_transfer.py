"""Coming and going on the pages: looked up by number and name, taken over, moved, released."""

import re

import pytest

from core.ports import Desk
from core.texts import say
from pwa.frame.web_app import WebApp
from tests import cast
from tests.cast import Person
from tests.core.register.test_transfer import OTHER
from tests.pwa.conftest import Browser, BrowserOf

assert cast.NURSE.staff
NURSE = cast.NURSE.staff.id
PERSON = f"/staff/{NURSE}/transfer"
ASKED = {"document": cast.NURSE.document, "name": "闻旦"}


@pytest.fixture
async def other_browser(desk: Desk, app: WebApp, browser_of: BrowserOf) -> Browser:
    """The computer of 秦望, who administers the other hospital."""
    async with desk.store.transaction() as tx:
        await tx.accounts.add(OTHER, OTHER.office or "")
        await tx.accounts.set_password(
            OTHER.id, (await tx.accounts.get(cast.NURSE.account.id)).password_hash or ""
        )
    return await browser_of(Person(OTHER, OTHER.office or ""))


async def text_of(browser: Browser, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status_code == 200, path
    return await answer.get_data(as_text=True)


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


async def seen(browser: Browser) -> str:
    return field(await text_of(browser, PERSON), "seen")


async def test_somebody_is_released_looked_up_and_taken_over(
    desk: Desk,
    head_nurse_browser: Browser,
    unit_administrator_browser: Browser,
    nurse_browser: Browser,
    other_browser: Browser,
) -> None:
    early = await other_browser.post("/staff/transfer", ASKED)
    assert (
        early.status_code,
        say("refusal-not-released") in await early.get_data(as_text=True),
    ) == (
        409,
        True,
    )
    release = {"act": "release", "on": "2026-06-14", "seen": await seen(head_nurse_browser)}
    answer = await head_nurse_browser.post(PERSON, release)
    assert answer.headers["Location"] == f"{PERSON}?told=released"
    assert say("transfer-released", day="2026-06-14") in await text_of(
        head_nurse_browser, answer.headers["Location"]
    )
    assert (await nurse_browser.get("/credits")).status_code == 303, "signed out at once"

    found = await (await other_browser.post("/staff/transfer", ASKED)).get_data(as_text=True)
    assert "闻旦" in found
    assert cast.NURSE.document not in re.sub(r'<input type="hidden"[^>]*>', "", found)
    chosen = ASKED | {"department": cast.OTHER_DEPARTMENT.id, "seen": field(found, "seen")}
    taken = await other_browser.post("/staff/transfer", chosen)
    assert taken.headers["Location"] == f"{PERSON}?told=taken"
    page = await text_of(other_browser, taken.headers["Location"])
    assert "望春医院 · 内科" in page
    assert "海晏医院 · 护理" in page
    for browser in (head_nurse_browser, unit_administrator_browser):
        assert (await browser.get(PERSON)).status_code == 404
        assert "闻旦" not in await text_of(browser, "/staff/records")


async def test_whoever_has_left_by_the_record_of_the_year_is_signed_out_at_once(
    head_nurse_browser: Browser, nurse_browser: Browser
) -> None:
    page = await text_of(head_nurse_browser, f"/staff/{NURSE}/edit")
    form = {"status": "left", "seen": field(page, "seen")}
    assert (await head_nurse_browser.post(f"/staff/{NURSE}/edit", form)).status_code == 303
    assert (await nurse_browser.get("/credits")).status_code == 200, "the form says no status"
    record = f"/staff/{NURSE}/records/2026"
    assert f'href="/staff/{NURSE}/records"' in page
    shown = await head_nurse_browser.post(record, {"new_status": "left"})
    preview = await shown.get_data(as_text=True)
    assert "离职" in preview
    made = {"new_status": "left", "seen": field(preview, "seen")}
    assert (await head_nurse_browser.post(record, made)).status_code == 200
    assert (await nurse_browser.get("/credits")).headers["Location"].startswith("/sign-in")


async def test_a_guess_learns_nothing_and_has_to_wait(
    other_browser: Browser, head_nurse_browser: Browser
) -> None:
    told = set()
    for asked in (ASKED | {"name": "闻晓"}, ASKED | {"document": "330106198503120028"}):
        answer = await other_browser.post("/staff/transfer", asked)
        page = await answer.get_data(as_text=True)
        plain = page.replace(asked["document"], "").replace(asked["name"], "")
        told.add((answer.status_code, plain))
        assert asked["name"] in page, "nothing typed is lost"
    assert len(told) == 1
    for _ in range(3):
        await other_browser.post("/staff/transfer", ASKED | {"name": "闻晓"})
    answer = await other_browser.post("/staff/transfer", ASKED)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    mine = await head_nurse_browser.post("/staff/transfer", ASKED)
    assert say("refusal-already-here") in await mine.get_data(as_text=True)


@pytest.mark.parametrize(
    "asked",
    [
        {"document": "", "name": ""},
        {"document": "x" * 10_000, "name": "闻旦"},
        {"document": cast.NURSE.document, "name": "旦" * 10_000},
        {"document": "\u200b", "name": "\ue123"},
    ],
)
async def test_odd_questions_are_refused_with_a_sentence(
    other_browser: Browser, asked: dict[str, str]
) -> None:
    answer = await other_browser.post("/staff/transfer", asked)
    assert answer.status_code == 422
    assert 'role="alert"' in await answer.get_data(as_text=True)


async def test_within_the_unit_somebody_moves_and_leaves_ones_sight(
    head_nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    page = await text_of(head_nurse_browser, PERSON)
    assert "内科" in page
    move = {"act": "move", "department": cast.INTERNAL.id, "seen": field(page, "seen")}
    answer = await head_nurse_browser.post(PERSON, move)
    assert answer.headers["Location"] == "/staff/records"
    again = await unit_administrator_browser.post(PERSON, move | {"department": cast.NURSING.id})
    assert again.status_code == 409
    assert say("refusal-register-changed") in await again.get_data(as_text=True)
    move |= {"department": cast.NURSING.id, "seen": await seen(unit_administrator_browser)}
    answer = await unit_administrator_browser.post(PERSON, move)
    assert answer.headers["Location"] == f"{PERSON}?told=moved"


async def test_a_release_is_withdrawn_and_a_day_to_come_refused(
    head_nurse_browser: Browser, nurse_browser: Browser
) -> None:
    ahead = {"act": "release", "on": "2026-06-16", "seen": await seen(head_nurse_browser)}
    answer = await head_nurse_browser.post(PERSON, ahead)
    assert answer.status_code == 422
    assert "2026-06-16" in await answer.get_data(as_text=True)
    await head_nurse_browser.post(PERSON, ahead | {"on": "2026-06-15"})
    keep = {"act": "keep", "seen": await seen(head_nurse_browser)}
    assert (await head_nurse_browser.post(PERSON, keep)).status_code == 303
    assert say("transfer-withdraw") not in await text_of(head_nurse_browser, PERSON)
    assert (await head_nurse_browser.get("/staff/transfer")).status_code == 200
    await nurse_browser.sign_in(cast.NURSE.login)
    assert (await nurse_browser.get(PERSON)).status_code == 403
    assert (await nurse_browser.post("/staff/transfer", ASKED)).status_code == 403
