"""The pages of a unit's lists: added to, closed, and offered where people are entered."""

import re

from core.ports import Desk
from core.texts import say
from tests import cast
from tests.pwa.conftest import Browser
from tests.pwa.entering import text_of
from tests.pwa.rulebook.test_rules import looked, seen_in
from tests.pwa.years import put_credit

TITLES, DEGREES = "/rules?tab=titles", "/rules?tab=lists.degrees"
NURSE = "/staff/nursestaff222222"
TITLE = {"zh-CN": "高级经济师", "series": "other", "level": "associate"}


async def test_a_title_is_added_offered_and_closed_on_the_pages(
    desk: Desk, nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    unit = unit_administrator_browser
    assert say("rule-add-titles") not in await text_of(await nurse_browser.get(TITLES))
    listed = await (await unit.get(TITLES)).get_data(as_text=True)
    assert say("rulebook-shipped") in await seen_in(await unit.get(TITLES), "主管护师")
    (row,) = re.findall(r'href="(/rules/2026/titles/own-[a-z2-7]{16})"', listed)
    assert say("rule-add-title") in await text_of(await unit.get(row))
    refused = await unit.post(row, TITLE | {"zh-CN": "主管护师", "reason": "评聘"})
    body = await refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert say("refusal-name-taken") in body
    assert say("rule-refused") in body
    assert 'value="评聘"' in body
    added = await looked(desk, unit, row, TITLE)
    assert say("preview-no-year") in await text_of(await unit.get(added))
    assert (await unit.post(added)).status_code == 303
    assert say("rulebook-own") in await seen_in(await unit.get(TITLES), "高级经济师")
    record = f"{NURSE}/records/2026/edit"
    forms = [
        address for address in (record, f"{NURSE}/records/2026") if await offers(unit, address)
    ]
    assert forms
    closing = await looked(desk, unit, row, TITLE | {"is_closed": "yes", "seen": "1"})
    assert (await unit.post(closing)).status_code == 303
    assert say("rulebook-closed") in await seen_in(await unit.get(TITLES), "高级经济师")
    assert not await offers(unit, forms[0])


async def offers(browser: Browser, address: str) -> bool:
    """Whether the form of a record offers the title."""
    return "高级经济师" in await (await browser.get(address)).get_data(as_text=True)


async def test_what_a_claim_asks_is_ticked_on_the_page_and_closed_lists_hold(
    desk: Desk, nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    unit, row = unit_administrator_browser, "/rules/2026/categories/degree"
    page = await (await unit.get(row)).get_data(as_text=True)
    fields = dict(re.findall(r'name="([a-z.A-Z-]+)" value="([^"]*)"', page))
    sent = {key: fields[key] for key in ("zh-CN", "en", "degree.name", "school.name", "date.name")}
    wanted = sent | {"evidence.1": "enrolment-proof"}
    await unit.post(await looked(desk, unit, row, wanted))
    told = await text_of(await nurse_browser.get("/rules?tab=categories"))
    assert "学历（可不填）" in told
    degree = "/rules/2026/lists.degrees/doctor"
    names = {"zh-CN": "博士研究生", "en": "Doctoral"}
    await unit.post(await looked(desk, unit, degree, names | {"is_closed": "yes"}))
    assert say("rulebook-closed") in await seen_in(await unit.get(DEGREES), "博士研究生")
    assert (await nurse_browser.get(degree)).status_code == 403
    assert (await unit.get("/rules/2026/lists.sexes/male")).status_code == 404


async def test_results_say_that_they_are_being_counted_again(
    desk: Desk, unit_administrator_browser: Browser
) -> None:
    unit, row = unit_administrator_browser, "/rules/2026/standards/intermediate"
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 800)
    await unit.post(await looked(desk, unit, row, {"min_credits": "8", "min_hours": "24"}))
    for path in ("/", "/results", "/results/credits", "/results/statistics"):
        assert say("rules-recounting", count=1) in await text_of(await unit.get(path))
