"""What a unit has set itself is said wherever the rule or the standard is shown."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from core.ports import Desk
from core.texts import say
from core.usecases.rulebook import change_rule_row
from storage.models import IssueRow
from tests import cast
from tests.pwa.conftest import Browser, BrowserOf
from tests.pwa.entering import submitted, text_of
from tests.pwa.years import RULE, put_credit

STAFF = "nursestaff222222"
MEASURE = {"kind": "per-quantity", "unit": "hours", "every": 2, "points": 1, "cap": 10, "most": 150}
FORM = f"/staff/{STAFF}/forms/2026.pdf"
OWN, OWN_STANDARD = say("rulebook-own"), say("rulebook-own-standard")


async def change(desk: Desk, table: str, code: str, values: dict[str, Any], source: str) -> None:
    who = cast.UNIT_ADMINISTRATOR.actor
    await change_rule_row(desk, who, 2026, table, code, values, seen=0, source=source)


async def printed(browser: Browser) -> str:
    content = await (await browser.get(FORM)).get_data(as_text=False)
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


async def test_a_changed_rule_is_said_where_it_is_chosen_claimed_reviewed_and_printed(
    desk: Desk, browser_of: BrowserOf, nurse_browser: Browser
) -> None:
    new = "/credits/new?year=2026&category=out-of-province"
    assert OWN not in await text_of(await nurse_browser.get(new))
    await change(desk, "rules", RULE, {"measure": MEASURE}, "海卫科教〔2026〕7号")
    chosen = await text_of(await nurse_browser.get(new))
    assert chosen.count(OWN) == 1
    assert "每2小时授予1分（最高限分10）（本单位自定）" in chosen
    entry = await submitted(nurse_browser)
    page = await text_of(await nurse_browser.get(entry.path))
    assert "6 学时 ÷ 2 = 3.0 学分" in page
    assert OWN in page
    assert OWN in await text_of(await (await browser_of(cast.HEAD_NURSE)).get("/review"))
    note = "".join(say("form-own-rules").split())
    assert note not in await printed(nurse_browser)
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 300)
    assert note in await printed(nurse_browser)


async def test_another_unit_is_offered_the_rule_as_it_was(
    desk: Desk, browser_of: BrowserOf
) -> None:
    await change(desk, "rules", RULE, {"measure": MEASURE}, "海卫科教〔2026〕7号")
    elsewhere = await browser_of(cast.STRANGER)
    page = await text_of(await elsewhere.get("/credits/new?year=2026&category=out-of-province"))
    assert "每3小时授予1分（最高限分10）" in page
    assert OWN not in page


async def test_a_changed_standard_is_said_with_the_year_and_on_the_form(
    desk: Desk, nurse_browser: Browser
) -> None:
    await change(desk, "standards", "intermediate", {"min_credits": 20}, "海卫科教〔2026〕7号")
    home = await text_of(await nurse_browser.get("/"))
    assert OWN_STANDARD in home
    assert OWN_STANDARD not in await text_of(await nurse_browser.get("/?year=2025"))
    assert OWN in await text_of(await nurse_browser.get(f"/staff/{STAFF}/years/2026"))
    assert "".join(say("form-own-rules").split()) in await printed(nurse_browser)
    async with desk.store.reading():
        code = (await IssueRow.get(staff_id=STAFF)).code
    assert say("form-own-rules") in await text_of(await nurse_browser.get(f"/v/{code}"))


async def test_a_status_that_the_unit_holds_to_the_standard_or_not_is_said_with_the_year(
    desk: Desk, nurse_browser: Browser
) -> None:
    values = {"counts_for_standard": False}
    await change(desk, "statuses", "active", values, "海卫科教〔2026〕7号")
    assert say("rulebook-own-rules") in await text_of(await nurse_browser.get("/"))


async def test_a_value_that_no_official_text_gives_is_changed_without_a_word(
    desk: Desk, nurse_browser: Browser
) -> None:
    await change(desk, "standards", "intermediate", {"max_self_study_credits": 5}, "")
    assert OWN_STANDARD not in await text_of(await nurse_browser.get("/"))


@pytest.mark.parametrize("path", ["/credits", "/"])
async def test_a_credit_that_came_in_under_another_rule_keeps_its_amount_and_says_so(
    desk: Desk, nurse_browser: Browser, path: str
) -> None:
    entry = await submitted(nurse_browser)
    await change(desk, "rules", RULE, {"measure": MEASURE}, "海卫科教〔2026〕7号")
    page = await text_of(await nurse_browser.get(entry.path))
    assert say("arithmetic-kept", points="2.0") in page
    assert "3.0 学分" not in page
    assert "2.0" in await text_of(await nurse_browser.get(path))
