"""What keeps pages calm: what was typed stays, questions name their deed, the chosen shows."""

import pytest
from playwright.async_api import expect

from core.domain.attendance.check_in import ScanMethod, TypedCodeWrong
from core.domain.limits import TYPED_CODE
from core.ports import Desk
from core.texts import say
from core.usecases.attendance.check_in import ScannedEntry, check_in
from core.usecases.credits.entry import revise_draft, start_draft
from tests import cast
from tests.browser.serving import browsing, holds, serving, signed_in, somewhere

IN_SIGHT = """() => {
  const chip = document.querySelector(".chips-scroll [aria-current]").getBoundingClientRect();
  return chip.left >= 0 && chip.right <= innerWidth;
}"""
A_FORM = """() => {
  document.querySelector("main").innerHTML = `<form id="ours" novalidate data-confirm="?">
    <textarea required></textarea><button class="button button-primary">提交核销</button>
    <button class="button button-danger">删除</button></form>`;
  document.querySelector("#ours").addEventListener("submit", (event) => {
    event.preventDefault();
    document.documentElement.dataset.sent = event.submitter.textContent;
  });
}"""


async def test_what_was_typed_stays_and_a_fault_goes_when_it_is_mended(sqlite_desk: Desk) -> None:
    nurse = cast.NURSE.actor
    draft = await start_draft(sqlite_desk, nurse)
    await revise_draft(sqlite_desk, nurse, draft.id, {"rule": "out-of-province-national"})
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE) as page,
    ):
        await page.goto("/scan")
        await page.fill("#code", "ZZZZZZ")
        await page.press("#code", "Enter")
        await expect(page.locator("#code-wrong")).to_have_text(say("refusal-typed-code-wrong"))
        await expect(page.locator("#code")).to_have_value("ZZZZZZ")
        for number in range(1, TYPED_CODE.free):
            typed = ScannedEntry("ZZZZZZ", f"key-{number}", ScanMethod.TYPED, "")
            with pytest.raises(TypedCodeWrong):
                await check_in(sqlite_desk, nurse, typed)
        await page.press("#code", "Enter")
        wait = say("refusal-too-many-failures", minutes=0, seconds=30)
        await expect(page.locator("#code-wrong")).to_have_text(wait)
        await expect(page.locator("#code")).to_have_value("ZZZZZZ")

        await page.goto(f"/credits/{draft.id}/edit")
        await page.click("button[name=submit]")
        missing = say("refusal-answer-missing", question=say("entry-quantity-hours"))
        fault, line = page.locator("#fault-quantity"), page.locator("a[href='#answer-quantity']")
        await expect(fault).to_have_text(missing)
        await expect(line).to_have_text(missing)
        await page.fill("#answer-quantity", "6")
        await expect(fault).to_be_hidden()
        await expect(line).to_have_count(0)


async def test_a_question_names_its_deed_and_the_chosen_year_is_in_sight(
    sqlite_desk: Desk,
) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE) as page,
    ):
        await page.goto("/rules?year=2019")
        await holds(page, IN_SIGHT)

        await page.evaluate(A_FORM)
        sent, yes = page.locator("html"), page.locator("dialog button[value=yes]")
        await page.click("#ours .button-primary")
        await expect(sent).to_have_attribute("data-sent", "提交核销")
        await page.fill("#ours textarea", "已按计划举办")
        for tone, verb, looks in (
            ("danger", "删除", "button-alarm"),
            ("primary", "提交核销", "button-primary"),
        ):
            await page.click(f"#ours .button-{tone}")
            await expect(yes).to_have_text(verb)
            await expect(yes).to_contain_class(looks)
            await yes.click()
            await expect(sent).to_have_attribute("data-sent", verb)


async def test_a_password_can_be_looked_at_while_it_is_typed(sqlite_desk: Desk) -> None:
    async with serving(sqlite_desk) as url, browsing() as browser:
        page = await (await somewhere(browser, url)).new_page()
        await page.goto("/sign-in")
        field, eye = page.locator("#password"), page.locator("[data-reveals=password]")
        for looks in ("text", "password"):
            await eye.click()
            await expect(field).to_have_attribute("type", looks)
