"""The public page on which anybody holding a form finds out whether it is true."""

import re

from core.domain.limits import FORM_CODE
from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from storage.system import MovableClock
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import submitted, text_of
from tests.pwa.forms.test_forms import approved, pdf_text

assert cast.NURSE.staff
FORM = f"/staff/{cast.NURSE.staff.id}/forms/2026.pdf"


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


async def issued(browser: Browser) -> str:
    """Let somebody open their form; return the code that is printed on it."""
    code = re.search(r"/v/([a-z2-7]{16})", (await pdf_text(await browser.get(FORM))))
    assert code
    return code[1]


async def test_a_guest_verifies_a_form(nurse_browser: Browser, guest: Browser) -> None:
    code = await issued(nurse_browser)
    page = await text_of(await guest.get(f"/v/{code}"))
    for words in (said("verify-true"), "闻*", "2026", said("outcome-not-met"), "2026-06-15 10:00"):
        assert words in page, words
    assert "闻旦" not in page


async def test_a_code_typed_in_groups_is_understood(nurse_browser: Browser, guest: Browser) -> None:
    code = await issued(nurse_browser)
    typed = " ".join(code[i : i + 4] for i in range(0, 16, 4)).upper()
    answer = await guest.get(f"/v/?code={typed.replace(' ', '%20')}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/v/{code}")
    assert said("verify-true") in await text_of(await guest.get(f"/v/{typed.replace(' ', '%20')}"))


async def test_a_form_from_before_a_change_says_so(
    desk: Desk,
    nurse_browser: Browser,
    guest: Browser,
    head_nurse: Actor,
    unit_administrator: Actor,
    authority: Actor,
    clock: MovableClock,
) -> None:
    code = await issued(nurse_browser)
    entry = await submitted(nurse_browser)
    await approved(desk, entry, clock, head_nurse, unit_administrator, authority)
    assert said("verify-old") in await text_of(await guest.get(f"/v/{code}"))


async def test_an_unknown_code_can_be_corrected(guest: Browser) -> None:
    answer = await guest.get("/v/abcdabcdabcdabcd")
    page = await text_of(answer)
    assert answer.status_code == 404
    assert said("verify-unknown") in page
    assert "abcd abcd abcd abcd" in page


async def test_guessing_is_slowed_down_and_a_valid_code_is_never_refused(
    nurse_browser: Browser, guest: Browser
) -> None:
    code = await issued(nurse_browser)
    guesses = [await guest.get(f"/v/{'a' * 14}{n:02}") for n in range(FORM_CODE.free + 1)]
    assert {one.status_code for one in guesses[:-1]} == {404}
    waiting = guesses[-1]
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "30")
    page = await text_of(waiting)
    assert said("verify-wait-title") in page
    assert "请等 30 秒再试" in page
    assert said("verify-true") in await text_of(await guest.get(f"/v/{code}"))


async def test_a_code_that_is_too_long_is_unknown(guest: Browser) -> None:
    for length in (41, 60, 500):
        answer = await guest.get("/v/" + "a" * length)
        assert answer.status_code == 404
        assert said("verify-unknown") in await text_of(answer)
