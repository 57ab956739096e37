"""The pages of the rules: read by everybody, changed by a unit's administrators."""

import re

from quart import Response

from core.ports import Desk
from core.texts import say
from tests import cast
from tests.jobs import work_off
from tests.pwa.conftest import Browser, BrowserOf
from tests.pwa.entering import text_of
from tests.pwa.years import RULE, put_credit

ROW = "/rules/2026/standards/intermediate"
CAP = f"/rules/2026/rules/{RULE}"
HOURS = {"kind": "per-quantity", "unit": "hours", "every": "3", "points": "1", "most": "150"}
WHY = {"source": "海卫科教〔2026〕7号", "reason": "按院务会决定"}
KINDS = "/rules?tab=rules"
OWN, CHANGE = say("rulebook-own"), say("rule-change")


async def seen_in(page: Response, title: str) -> str:
    """Return what a page says of one row."""
    body = await page.get_data(as_text=True)
    sections = re.findall(r'<section class="row".*?</section>', body, re.DOTALL)
    return next(one for one in sections if f">{title}</h" in one)


async def looked(desk: Desk, browser: Browser, row: str, form: dict[str, str]) -> str:
    """Ask what a change would do and return the address of the answer."""
    answer = await browser.post(row, WHY | form)
    assert answer.status_code == 303, await text_of(answer)
    assert say("rule-looking") in await text_of(await browser.get(answer.headers["Location"]))
    await work_off(desk)
    return answer.headers["Location"]


async def test_everybody_reads_the_standards_of_a_year_and_finds_their_own(
    desk: Desk, nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    home = await (await nurse_browser.get("/")).get_data(as_text=True)
    assert say("rulebook-why", needed="25") in home
    assert 'href="/rules?year=2026"' in home
    page = await nurse_browser.get("/rules")
    assert say("rulebook-mine") in await seen_in(page, "中级")
    assert say("rulebook-mine") not in await seen_in(page, "正高")
    words = await text_of(page)
    assert "总学分不少于 25；总学时不少于 90；自学学分最多计 10" in words
    assert "主管护师" in words
    kinds = await text_of(await nurse_browser.get(KINDS))
    assert "每3小时授予1分（最高限分10）" in kinds
    of_unit = await text_of(await unit_administrator_browser.get(KINDS))
    for part in ("出处：操作手册5.2第1行", say("rulebook-to-confirm")):
        assert part not in kinds
        assert part in of_unit
    counted = await text_of(await nurse_browser.get("/rules?tab=subtypes"))
    assert "1 学分折合学时 3.6" in counted
    assert "计入达标 否" in await text_of(await nurse_browser.get("/rules?tab=statuses"))
    assert CHANGE not in words
    assert "Ⅰ类学分不少于 5" in await text_of(await nurse_browser.get("/rules?year=2019"))
    ahead = await text_of(await nurse_browser.get("/rules?year=2027"))
    assert say("rulebook-other-year", year=2027, used=2026) in ahead
    assert CHANGE in await text_of(await unit_administrator_browser.get("/rules"))


async def test_a_change_is_shown_made_said_everywhere_and_taken_back(
    desk: Desk, nurse_browser: Browser, unit_administrator_browser: Browser
) -> None:
    await put_credit(desk, cast.NURSE, "危重症护理新进展", 8 * 100)
    unit = unit_administrator_browser
    address = await looked(desk, unit, CAP, HOURS | {"cap": "5"})
    shown = await text_of(await unit.get(address))
    assert say("rule-turns", people=1, years=1, outcomes=0) in shown
    assert say("rule-over-cap", count=1) in shown
    assert "闻旦" in shown
    assert OWN not in await seen_in(await nurse_browser.get(KINDS), "赴外省获得学分(国家级)")
    done = await unit.post(address)
    assert done.headers["Location"] == f"{CAP}?done=changed"
    history = await text_of(await unit.get(done.headers["Location"]))
    for part in (
        say("rule-done"),
        WHY["reason"],
        WHY["source"],
        cast.UNIT_ADMINISTRATOR.account.name,
    ):
        assert part in history
    rules = await nurse_browser.get(KINDS)
    assert OWN in await seen_in(rules, "赴外省获得学分(国家级)")
    of_unit = await text_of(await unit.get(KINDS))
    assert say("rulebook-source-of", name="最高限分", source=WHY["source"]) in of_unit
    assert say("rules-recounting", count=1) in await text_of(rules)
    for path in ("/", "/staff/nursestaff222222/years/2026"):
        assert say("rulebook-own-rules") in await text_of(await nurse_browser.get(path))
    assert (await unit.get(f"/jobs/{address.rpartition('/')[2]}")).headers["Location"] == address
    back = await looked(desk, unit, CAP, {"back": "1", "seen": "1", "source": ""})
    await unit.post(back)
    assert OWN not in await seen_in(await nurse_browser.get(KINDS), "赴外省获得学分(国家级)")


async def test_what_is_refused_stays_typed_beside_its_reason(
    unit_administrator_browser: Browser,
) -> None:
    unit = unit_administrator_browser
    refused = await unit.post(CAP, HOURS | {"cap": "-5", "reason": "院务会"})
    body = await refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert say("refusal-not-a-number", text="-5") in body
    assert 'value="-5"' in body
    assert 'value="院务会"' in body
    official = await unit.post(ROW, {"min_credits": "20", "reason": "院务会"})
    assert say("refusal-source-needed") in await text_of(official)
    steps = await (await unit.get(f"{CAP}?kind=steps")).get_data(as_text=True)
    assert 'name="steps"' in steps
    assert 'name="every"' not in steps


async def test_the_second_of_two_administrators_sees_what_the_first_has_changed(
    desk: Desk, unit_administrator_browser: Browser, browser_of: BrowserOf
) -> None:
    first, second = (
        unit_administrator_browser,
        await browser_of(cast.SECOND_UNIT_ADMINISTRATOR),
    )
    theirs = await looked(desk, first, ROW, {"min_credits": "20"})
    mine = await looked(desk, second, ROW, {"min_credits": "22"})
    await first.post(theirs)
    late = await second.post(mine)
    assert late.status_code == 409
    assert say("refusal-rulebook-changed") in await text_of(late)
    again = await second.post(ROW, WHY | {"min_credits": "22", "seen": "0"})
    assert again.status_code == 409
    body = await again.get_data(as_text=True)
    assert 'value="22"' in body
    told = body.partition('id="last-head"')[2].partition("</section>")[0]
    assert cast.UNIT_ADMINISTRATOR.account.name in told
    assert "25" in told
    assert "20" in told
