"""What was typed over a session that had ended, and browsers that keep no cookies."""

import html
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from quart import Response
from quart.datastructures import FileStorage

from core.ports import Desk
from core.records.register import LinkPurpose
from core.texts import say
from core.usecases.register.links import make_link
from pwa.app import create_app
from pwa.frame.session import LAST_COOKIE
from pwa.frame.typed import PASSWORDS
from storage.system import MovableClock
from tests import cast
from tests.core.register.test_second_factor import code_now
from tests.pwa.conftest import HERE, Browser, BrowserOf
from tests.pwa.entering import Entry, begin, credits_of, text_of
from tests.pwa.forms_of import Form, forms_in
from tests.pwa.register.test_phone_codes import MOBILE, Phones, register
from tests.waiting import until

PHOTO = FileStorage(BytesIO(b"a scan"), filename="letter.jpg")
WORDS = "危重症护理\r\n“新进展” <b>&amp;"


async def end_sessions(desk: Desk, person: cast.Person) -> None:
    now = desk.clock.now()
    async with desk.store.transaction() as tx:
        sessions = await tx.sessions.of(person.account.id, now)
        await tx.sessions.end(person.account.id, [one.id for one in sessions])


async def over(browser: Browser, shown: Response, person: cast.Person) -> Response:
    """Sign in on the page that came instead of an answer."""
    assert shown.status_code == 401
    page = await text_of(shown)
    assert say("typed-kept") in page
    (form,) = [one for one in forms_in(page, "/") if one.action == "/sign-in"]
    own = {"login": person.login, "password": cast.PASSWORD}
    return await browser.post("/sign-in", form.fields | own)


async def saved_too_late(desk: Desk, browser: Browser) -> tuple[Entry, Response]:
    entry = await begin(browser)
    seen = await entry.version()
    await end_sessions(desk, cast.NURSE)
    return entry, await entry.save(seen, **{"answer-remark": WORDS})


async def test_what_was_typed_over_an_ended_session_is_sent_after_signing_in(
    desk: Desk, nurse_browser: Browser
) -> None:
    entry, shown = await saved_too_late(desk, nurse_browser)
    again = await text_of(await over(nurse_browser, shown, cast.NURSE))
    (form,) = [one for one in forms_in(again, "/") if one.action == f"{entry.path}/edit"]
    assert form.fields["answer-remark"] == WORDS
    assert (await nurse_browser.post(form.action, form.fields)).status_code == 303
    (credit,) = await credits_of(desk, cast.NURSE.actor)
    assert credit.claim.remark == WORDS.replace("\r\n", " ")
    assert credit.claim.quantity == 600


async def head_nurse_saved_too_late(desk: Desk, browser: Browser) -> Response:
    await end_sessions(desk, cast.HEAD_NURSE)
    return await browser.post("/staff/new", {"name": WORDS, "key": "k"})


async def sent_on(browser: Browser, again: Response) -> Form:
    """Return the form that stands in the page after the last step of signing in."""
    (form,) = [one for one in forms_in(await text_of(again), "/") if one.action == "/staff/new"]
    assert form.fields["name"] == WORDS
    assert (await browser.post(form.action, form.fields)).status_code == 422
    return form


async def step(page: Response, action: str, **own: str) -> dict[str, str]:
    """Fill in the next form of the way in as its page holds it."""
    (form,) = [one for one in forms_in(await text_of(page), "/") if one.action == action][:1]
    return form.fields | own


async def test_what_was_typed_goes_along_past_the_second_factor(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    browser, head = head_nurse_browser, cast.HEAD_NURSE.actor
    await browser.post("/second-factor/phone")
    await browser.post("/second-factor", {"code": await code_now(desk, head)})
    clock.move(minutes=1)
    shown = await head_nurse_saved_too_late(desk, browser)
    asked = await over(browser, shown, cast.HEAD_NURSE)
    assert say("second-factor-asks") in await text_of(asked)
    wrong = await browser.post("/second-factor", await step(asked, "/second-factor", code="000000"))
    code = await code_now(desk, head)
    await sent_on(
        browser,
        await browser.post("/second-factor", await step(wrong, "/second-factor", code=code)),
    )


async def test_what_was_typed_goes_along_where_a_code_is_sent_instead_of_a_password(
    desk: Desk, browser_of: BrowserOf
) -> None:
    phones = Phones()
    browser = Browser(create_app(replace(desk, sender=phones)).test_client())
    await browser.sign_in(cast.HEAD_NURSE.login)
    await register(await browser_of(cast.UNIT_ADMINISTRATOR))
    page = await head_nurse_saved_too_late(desk, browser)
    page = await browser.post("/sign-in/codes", await step(page, "/sign-in/codes"))
    page = await browser.post("/sign-in", await step(page, "/sign-in"))  # and back again
    page = await browser.post("/sign-in/codes", await step(page, "/sign-in/codes"))
    fields = await step(page, "/sign-in/codes", mobile=MOBILE)
    page = await browser.post("/sign-in/codes", fields)
    await until(lambda: phones.got)
    fields = await step(page, "/sign-in/code", code=phones.got[0].blanks["code"])
    await sent_on(browser, await browser.post("/sign-in/code", fields))


async def test_what_was_typed_goes_along_past_a_first_password(
    desk: Desk, nurse_browser: Browser
) -> None:
    _, shown = await saved_too_late(desk, nurse_browser)
    async with desk.store.transaction() as tx:
        await tx.accounts.set_password(cast.NURSE.account.id, None)
    (form,) = [one for one in forms_in(await text_of(shown), "/") if one.action == "/sign-in"]
    own = {"login": cast.NURSE.login, "password": cast.NURSE.document[-6:]}
    asked = await nurse_browser.post("/sign-in", form.fields | own | {"mobile": cast.NURSE.mobile})
    new = {"new": "a new long password", "again": "a new long password"}
    again = await nurse_browser.post("/password/first", await step(asked, "/password/first", **new))
    assert "危重症" in await text_of(again)


async def sent_by_the_old_tab(browser: Browser) -> Response:
    """Send a page that was open before somebody began to sign in anew, in another tab."""
    shown = await browser.post("/staff/new", {"name": WORDS, "key": "k"})
    assert shown.status_code == 401
    assert say("typed-title") in await text_of(shown)
    return shown


async def test_an_old_tabs_words_go_along_while_the_code_is_asked_for(
    desk: Desk, clock: MovableClock, head_nurse_browser: Browser
) -> None:
    browser, head = head_nurse_browser, cast.HEAD_NURSE.actor
    await browser.post("/second-factor/phone")
    await browser.post("/second-factor", {"code": await code_now(desk, head)})
    clock.move(minutes=1)
    await browser.sign_in(cast.HEAD_NURSE.login)
    asked = await sent_by_the_old_tab(browser)
    fields = await step(asked, "/second-factor", code=await code_now(desk, head))
    await sent_on(browser, await browser.post("/second-factor", fields))


async def test_an_old_tabs_words_go_along_while_a_second_factor_is_set_up(
    desk: Desk, browser_of: BrowserOf, unit_administrator_browser: Browser
) -> None:
    unit = unit_administrator_browser
    await unit.post("/second-factor/phone")
    code = await code_now(desk, cast.UNIT_ADMINISTRATOR.actor)
    await unit.post("/second-factor", {"code": code})
    await unit.post("/second-factor/demand", {"demanded": "1"})
    browser = await browser_of(cast.HEAD_NURSE)
    page = await sent_by_the_old_tab(browser)
    fields = await step(page, "/second-factor/phone")
    page = await browser.post("/second-factor/phone", fields)
    code = await code_now(desk, cast.HEAD_NURSE.actor)
    page = await browser.post("/second-factor", await step(page, "/second-factor", code=code))
    assert say("second-factor-codes") in await text_of(page)
    await sent_on(browser, page)


async def test_an_old_tabs_words_go_along_while_a_first_password_is_asked_for(
    first_password_browser: Browser,
) -> None:
    browser, sent = first_password_browser, {"year": "2026", "rule": "paper-core"}
    page = await browser.post("/credits/new", sent | {"remark": WORDS})
    assert page.status_code == 401
    new = {"new": "a new long password", "again": "a new long password"}
    again = await browser.post("/password/first", await step(page, "/password/first", **new))
    (form,) = [one for one in forms_in(await text_of(again), "/") if one.action == "/credits/new"]
    assert form.fields == sent | {"remark": WORDS}


async def test_words_beside_a_file_stay_and_the_file_is_chosen_anew(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    browser, person = unit_administrator_browser, cast.UNIT_ADMINISTRATOR
    await end_sessions(desk, person)
    shown = await browser.client.post(
        "/credits/taken-over", form={"source": WORDS}, files={"file": PHOTO}, headers=HERE
    )
    again = await text_of(await over(browser, shown, person))
    (form,) = [one for one in forms_in(again, "/") if one.action == "/credits/taken-over"]
    assert form.fields == {"source": WORDS, "file": ""}
    assert 'enctype="multipart/form-data"' in again


async def test_a_wrong_password_on_the_way_loses_nothing(
    desk: Desk, nurse_browser: Browser
) -> None:
    _, shown = await saved_too_late(desk, nurse_browser)
    (form,) = [one for one in forms_in(await text_of(shown), "/") if one.action == "/sign-in"]
    wrong = {"login": cast.NURSE.login, "password": "wrong"}
    refused = await text_of(await nurse_browser.post("/sign-in", form.fields | wrong))
    (again,) = [one for one in forms_in(refused, "/") if one.action == "/sign-in"]
    assert again.fields["typed"] == form.fields["typed"]


async def test_nobody_else_who_signs_in_there_sees_what_was_typed(
    desk: Desk, nurse_browser: Browser
) -> None:
    _, shown = await saved_too_late(desk, nurse_browser)
    entered = await over(nurse_browser, shown, cast.PHYSICIAN)
    assert entered.status_code == 303
    assert "危重症" not in await text_of(entered)
    assert "危重症" not in entered.headers["Location"]


async def test_a_browser_that_nobody_was_signed_in_with_is_only_led_to_the_sign_in(
    guest: Browser,
) -> None:
    shown = await guest.post("/credits/new", {"year": "2026", "remark": "危重症"})
    assert (shown.status_code, "危重症" in await text_of(shown)) == (303, False)
    guest.client.set_cookie("localhost", LAST_COOKIE, "nurseaccount2222" + "a" * 10)
    assert (await guest.post("/credits/new", {"year": "2026"})).status_code == 303


async def test_a_page_elsewhere_cannot_put_words_over_somebodys_sign_in(
    desk: Desk, nurse_browser: Browser
) -> None:
    await end_sessions(desk, cast.NURSE)
    form = {"year": "2026", "rule": "paper-core", "key": "k"}
    foreign = await nurse_browser.post("/credits/new", form, Origin="https://evil.example")
    assert (foreign.status_code, "paper-core" in await text_of(foreign)) == (303, False)


async def test_no_password_is_ever_kept(desk: Desk, nurse_browser: Browser) -> None:
    await end_sessions(desk, cast.NURSE)
    form = {"old": cast.PASSWORD, "new": "a new password", "again": "a new password"}
    shown = await nurse_browser.post("/settings/password", form)
    assert (shown.status_code, cast.PASSWORD in await text_of(shown)) == (303, False)


def test_every_password_field_is_known_as_one() -> None:
    pages = Path(__file__).parents[3] / "pwa" / "templates"
    named = re.compile(r'password_field\(\s*"(\w+)"|name="(\w+)"[^>]*type="password"')
    found = {
        one or other
        for page in pages.rglob("*.html")
        for one, other in named.findall(page.read_text("utf-8"))
    }
    assert found
    assert found - {"name"} <= PASSWORDS


@pytest.mark.parametrize("kept", ["[", "[1, 2, 3]", '["//evil.example", [], []]', "[" * 9000])
async def test_what_is_carried_and_damaged_is_left_out(nurse_browser: Browser, kept: str) -> None:
    own = {"login": cast.NURSE.login, "password": cast.PASSWORD, "typed": kept}
    assert (await nurse_browser.post("/sign-in", own)).status_code == 303


async def test_a_browser_that_keeps_no_cookies_is_told_so_and_no_link_is_used_up(
    desk: Desk, guest: Browser
) -> None:
    form = {"login": cast.NURSE.login, "password": cast.PASSWORD, "gave-cookie": "1"}
    assert 'name="gave-cookie"' in await text_of(await guest.get("/sign-in"))
    guest.client.cookie_jar.clear()
    refused = await guest.post("/sign-in", form)
    assert refused.status_code == 422
    assert say("refusal-cookies-needed") in html.unescape(await text_of(refused))
    assert (await guest.post("/sign-in", form)).status_code == 303  # now it keeps them
    guest.client.cookie_jar.clear()
    link = f"/sign-in/{await make_link(desk, cast.NURSE.actor, LinkPurpose.SIGN_IN)}"
    assert (await guest.post(link, {"gave-cookie": "1"})).status_code == 422
    assert (await guest.get(link)).status_code == 200
    assert (await guest.post(link, {"gave-cookie": "1"})).status_code == 303
