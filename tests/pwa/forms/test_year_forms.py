"""Choosing people into a tray, department after department, and having their years drawn."""

import re

from quart import Response

from core.ports import Desk
from core.texts import say
from tests import cast
from tests.jobs import work_off
from tests.pwa.conftest import HERE, Browser
from tests.pwa.entering import form_of, text_of

assert cast.NURSE.staff
assert cast.PHYSICIAN.staff
NURSE, PHYSICIAN = cast.NURSE.staff, cast.PHYSICIAN.staff


async def sent(browser: Browser, *pairs: tuple[str, str]) -> Response:
    return await browser.client.post(
        "/forms/years",
        data=form_of(list(pairs)),
        headers=HERE | {"Content-Type": "application/x-www-form-urlencoded"},
    )


async def test_the_tray_keeps_who_was_chosen_while_others_are_looked_for(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    browser = unit_administrator_browser
    page = await text_of(await browser.get("/forms/years"))
    assert [f'value="{year}" checked' in page for year in (2026, 2025, 2024, 2023)] == [
        *(True, True, True),
        False,
    ]
    assert say("year-forms-tray", count=0) in page
    page = await text_of(await sent(browser, ("act", "add"), ("staff", NURSE.id)))
    assert say("year-forms-tray", count=1) in page
    kept = ("chosen", NURSE.id)
    find = await sent(browser, ("act", "find"), kept, ("department", cast.INTERNAL.id))
    page = await text_of(find)
    assert re.findall(r'name="act" value="(\w+)"', page)[:2] == ["find", "draw"]  # Enter finds
    assert f'name="staff" value="{PHYSICIAN.id}"' in page
    assert f'name="staff" value="{NURSE.id}"' not in page
    assert say("year-forms-tray", count=1) in page
    every = await text_of(await sent(browser, ("act", "every"), kept))
    assert f'name="chosen" value="{PHYSICIAN.id}"' in every
    chosen = (kept, ("chosen", PHYSICIAN.id), ("years", "2026"), ("years", "2019"))
    answer = await sent(browser, ("act", "draw"), *chosen)
    await work_off(desk)
    assert say("job-title-verification-forms", people=2) in await text_of(
        await browser.get(answer.location)
    )
    assert (await browser.get(f"{answer.location}/file")).status_code == 200


async def test_nobody_no_year_and_somebody_elses_people_are_refused(
    head_nurse_browser: Browser,
) -> None:
    answer = await sent(head_nurse_browser, ("act", "draw"), ("years", "2026"))
    assert answer.status_code == 422
    assert say("refusal-nobody-chosen") in await text_of(answer)
    answer = await sent(head_nurse_browser, ("act", "draw"), ("chosen", NURSE.id))
    assert say("refusal-no-year-chosen") in await text_of(answer)
    others = (("chosen", PHYSICIAN.id), ("years", "2026"), ("act", "draw"))
    assert (await sent(head_nurse_browser, *others)).status_code == 404
    shown = await sent(head_nurse_browser, *others[:2], ("act", "add"))
    assert PHYSICIAN.name not in await text_of(shown)


async def test_the_days_of_a_form_lie_in_its_year(head_nurse_browser: Browser) -> None:
    page = await text_of(await head_nurse_browser.get("/forms?year=2026&from=2026-05-01"))
    assert f"/staff/{NURSE.id}/forms/2026?from=2026-05-01" in page
    assert say("forms-draw-every", count="3")[:4] in page
    place = f"/staff/{NURSE.id}/forms/2026"
    ready = await text_of(await head_nurse_browser.get(f"{place}?from=2026-05-01"))
    assert say("forms-range", first="2026-05-01", last="2026-12-31") in ready
    assert f"{place}.pdf?from=2026-05-01" in ready
    for days in ("from=2025-05-01", "from=2026-06-01&to=2026-05-01"):
        assert (await head_nurse_browser.get(f"{place}.pdf?{days}")).status_code == 422
