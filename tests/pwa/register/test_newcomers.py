"""People who have never signed in, and how their administrators let them in."""

import re
from io import BytesIO
from urllib.parse import urlencode

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from core.domain.register import Actor
from core.forms.slips import PaperSlip, draw_slips
from core.ports import Desk
from core.texts import say, speaking
from pwa.frame.web_app import WebApp
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser

assert cast.COLLEAGUE.staff
WHO = cast.COLLEAGUE.staff.id


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def text_of(browser: Browser, path: str = "/newcomers") -> str:
    return await (await browser.get(path)).get_data(as_text=True)


async def test_the_list_says_who_has_never_signed_in_and_until_when_they_may(
    head_nurse_browser: Browser, clock: MovableClock
) -> None:
    assert said("newcomers-title") in await text_of(head_nurse_browser, "/settings")
    page = await text_of(head_nurse_browser)
    assert "葛莺莺" in page
    assert "闻旦" not in page
    assert "2026-08-30" in page
    clock.move(days=20)
    await head_nurse_browser.sign_in(cast.HEAD_NURSE.login)
    clock.move(days=29)
    assert said("newcomers-over") not in await text_of(head_nurse_browser)
    clock.move(days=29)
    assert said("newcomers-over") in await text_of(head_nurse_browser)


async def test_ticked_people_are_opened_again(
    head_nurse_browser: Browser, guest: Browser, clock: MovableClock
) -> None:
    for _ in range(4):
        clock.move(days=25)
        await head_nurse_browser.get("/")
    document, mobile = cast.COLLEAGUE.document, cast.COLLEAGUE.mobile
    expired = await guest.sign_in(document, document[-6:], mobile)
    assert expired.status_code == 403
    assert said("refusal-first-password-expired") in await expired.get_data(as_text=True)
    answer = await head_nurse_browser.post("/newcomers", {"act": "open", "staff": WHO})
    assert answer.headers["Location"] == "/newcomers?opened=1"
    assert said("newcomers-opened", count=1) in await text_of(
        head_nurse_browser, answer.headers["Location"]
    )
    assert (await guest.sign_in(document, document[-6:], mobile)).status_code == 303


async def test_a_link_is_shown_once_and_lets_its_person_set_a_password(
    head_nurse_browser: Browser, guest: Browser
) -> None:
    answer = await head_nurse_browser.post("/newcomers", {"act": "link", "staff": WHO})
    page = await answer.get_data(as_text=True)
    token = re.search(r"/sign-in/([\w-]{43})", page)
    assert token
    assert "<svg" in page
    came = await guest.post(f"/sign-in/{token[1]}")
    assert came.headers["Location"].startswith("/password/first")


async def test_slips_are_printed_eight_a_page_and_their_codes_can_be_scanned(
    head_nurse_browser: Browser, guest: Browser
) -> None:
    answer = await head_nurse_browser.post("/newcomers", {"act": "print", "staff": WHO})
    assert answer.content_type == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    pdf = await answer.get_data(as_text=False)
    assert "葛莺莺" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    (url,) = scanned(pdf)
    came = await guest.post("/sign-in/" + url.rpartition("/")[2])
    assert came.headers["Location"].startswith("/password/first")


def scanned(pdf: bytes) -> list[str]:
    """Scan all pages as a phone would."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        picture: Image.Image = page.render(scale=3).to_pil()
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
    return sorted(found)


def test_nine_people_take_two_pages_and_each_has_a_code_of_their_own(clock: MovableClock) -> None:
    urls = [f"https://cme.hospital.test/sign-in/{number:043}" for number in range(9)]
    slips = [
        PaperSlip("欧阳娜娜" * 6, "重症监护与急诊护理" * 3, "8200000001", url, clock.now())
        for url in urls
    ]
    drawn = draw_slips(slips, clock.now())
    assert len(PdfReader(BytesIO(drawn.pdf)).pages) == 2
    assert scanned(drawn.pdf) == urls


def test_a_character_that_no_font_has_is_named(clock: MovableClock) -> None:
    slip = PaperSlip("闻\U0002ebf0", "护理", "1", "https://a.test/sign-in/x", clock.now())
    with speaking("en"):
        missing = draw_slips([slip], clock.now()).missing
    assert missing in {(), (("闻\U0002ebf0", "\U0002ebf0"),)}


@pytest.mark.parametrize("act", ["open", "link", "print"])
async def test_without_a_tick_nothing_is_done(head_nurse_browser: Browser, act: str) -> None:
    answer = await head_nurse_browser.post("/newcomers", {"act": act})
    assert answer.status_code == 422
    assert said("refusal-nobody-ticked") in await answer.get_data(as_text=True)


async def test_too_many_at_once_are_refused(head_nurse_browser: Browser) -> None:
    ids = [("staff", "a" * 13 + format(n, "03o").translate(DIGITS)) for n in range(201)]
    answer = await head_nurse_browser.client.post(
        "/newcomers",
        data=urlencode([("act", "open"), *ids]),
        headers={
            "Origin": "http://localhost",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    assert answer.status_code == 422


DIGITS = str.maketrans("01234567", "abcdefgh")


async def test_others_find_nothing_here(
    nurse_browser: Browser, stranger_browser: Browser, app: WebApp, desk: Desk, nurse: Actor
) -> None:
    for browser in (nurse_browser, stranger_browser):
        assert (await browser.get("/newcomers")).status_code == 403
        for act in ("open", "link", "print"):
            answer = await browser.post("/newcomers", {"act": act, "staff": WHO})
            assert answer.status_code in {403, 404}
    assert said("newcomers-title") not in await text_of(nurse_browser, "/settings")


async def test_a_made_up_act_or_person_is_refused(head_nurse_browser: Browser) -> None:
    for form in ({"act": "burn", "staff": WHO}, {"act": "open", "staff": "x"}, {}):
        answer = await head_nurse_browser.post("/newcomers", form)
        assert answer.status_code in {404, 422}
