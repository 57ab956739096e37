"""The code after the password: nothing else opens before it, and the pages say what to do."""

from core.ports import Desk
from core.texts import say
from storage.system import MovableClock
from tests import cast
from tests.core.register.test_second_factor import code_now
from tests.pwa.conftest import Browser, BrowserOf

HEAD = cast.HEAD_NURSE.actor


async def _page(browser: Browser, path: str = "/second-factor") -> str:
    return await (await browser.get(path)).get_data(as_text=True)


async def test_a_second_factor_is_set_up_and_asked_for(
    desk: Desk, clock: MovableClock, browser_of: BrowserOf, guest: Browser
) -> None:
    here = await browser_of(cast.HEAD_NURSE)
    assert say("second-factor-title") in await _page(here, "/settings")
    assert (await here.post("/second-factor/phone")).status_code == 303
    assert "<svg" in await _page(here)
    wrong = await here.post("/second-factor", {"code": "000000"})
    assert wrong.status_code == 422
    assert say("refusal-wrong-second-code") in await wrong.get_data(as_text=True)
    done = await here.post("/second-factor", {"code": await code_now(desk, HEAD)})
    assert say("second-factor-codes-words") in await done.get_data(as_text=True)
    assert say("second-factor-on", left=8) in await _page(here)
    clock.move(minutes=1)

    assert (await guest.sign_in("330922001")).status_code == 303
    for path in ("/", "/settings", "/password/first", "/staff", "/second-factor"):
        answer = await guest.get(path)
        asked = answer if path == "/second-factor" else await guest.get(answer.headers["Location"])
        assert say("second-factor-asks") in await asked.get_data(as_text=True), path
    for path in ("/second-factor/end", "/second-factor/recovery-codes", "/settings/password"):
        answer = await guest.post(path, {"code": await code_now(desk, HEAD)})
        assert answer.status_code == 401, path
        assert say("second-factor-asks") in await answer.get_data(as_text=True), path
    form = {"code": await code_now(desk, HEAD), "next": "/staff"}
    assert (await guest.post("/second-factor", form)).headers["Location"] == "/staff"
    assert (await guest.get("/staff")).status_code == 200


async def test_who_is_asked_for_a_code_can_sign_out_instead(
    desk: Desk, browser_of: BrowserOf, guest: Browser
) -> None:
    here = await browser_of(cast.HEAD_NURSE)
    await here.post("/second-factor/phone")
    await here.post("/second-factor", {"code": await code_now(desk, HEAD)})
    await guest.sign_in("330922001")
    assert (await guest.post("/sign-out")).headers["Location"] == "/sign-in"
    assert "/sign-in" in (await guest.get("/second-factor")).headers["Location"]
