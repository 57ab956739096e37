"""What pages do by themselves: send files, show them, follow what happens, forget."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, FilePayload, Page, Route, expect

from core.ports import Desk
from core.texts import say
from core.usecases.credits.entry import revise_draft, start_draft
from core.usecases.credits.sheets import read_credit
from storage.desk import open_desk
from storage.system import MovableClock
from tests import cast
from tests.browser.serving import DESKTOP, browsing, serious_findings, serving, signed_in, somewhere
from tests.conftest import settings_for
from tests.pwa.entering import certificate, invoice
from tests.stories import a_submitted_credit
from tests.trouble import a_held_database

WORKER_IS_THERE = """new Promise((done) => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) done();
  else serviceWorker.addEventListener("controllerchange", done);
})"""
LEAVE_SOMETHING = "caches.open('left').then((cache) => cache.put('/left', new Response('…')))"
IS_LEFT = "caches.match('/left').then(Boolean)"
IS_KEPT = """async (path) => {
  while (!(await caches.match(path))) await new Promise((done) => setTimeout(done, 20));
}"""
KEPT = """caches.keys()
  .then((names) => Promise.all(names.map((name) => caches.open(name))))
  .then((all) => Promise.all(all.map((cache) => cache.keys())))
  .then((lists) => lists.flat().map((request) => new URL(request.url).pathname))"""

FETCHED_ANEW = """async () => {
  const frame = document.querySelector("turbo-frame#queue");
  frame.querySelector("a").dataset.pressed = "yes";
  const drawn = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const come = new Promise((done) => frame.addEventListener(
    "turbo:before-frame-render", () => drawn(() => drawn(() => done(true)))));
  frame.src = location.href;
  return come;
}"""


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


def photograph(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


@asynccontextmanager
async def at_home(browser: Browser, url: str) -> AsyncIterator[Page]:
    """闻旦's phone with everything a browser may do, the worker and a bad network included."""
    context = await somewhere(browser, url, service_workers="allow")
    page = await context.new_page()
    await page.goto("/sign-in")
    await page.fill("[name=login]", cast.NURSE.login)
    await page.fill("[name=password]", cast.PASSWORD)
    await page.press("[name=password]", "Enter")
    await page.wait_for_url(f"{url}/")
    await page.evaluate(WORKER_IS_THERE)
    yield page
    await context.close()


async def test_two_photographs_arrive_once_although_the_connection_dropped(
    sqlite_desk: Desk,
) -> None:
    draft = await start_draft(sqlite_desk, cast.NURSE.actor)
    rule = {"rule": "out-of-province-national"}
    await revise_draft(sqlite_desk, cast.NURSE.actor, draft.id, rule)
    files = [photograph("证书.jpg", certificate()), photograph("发票.jpg", invoice())]
    sent = 0

    async def lose_the_first_answer(route: Route) -> None:
        nonlocal sent
        sent += 1
        await route.fetch()
        await (route.abort("connectionreset") if sent == 1 else route.fallback())

    async with serving(sqlite_desk) as url, browsing() as browser, at_home(browser, url) as page:
        await page.goto(f"/credits/{draft.id}/upload")
        await page.route(f"**/credits/{draft.id}/evidence", lose_the_first_answer)
        await page.set_input_files(".uploader-pick [multiple]", files=files)
        failed = page.locator(".upload[data-state=failed]")
        await expect(failed).to_contain_text(said("shell-upload-dropped"))
        await expect(page.locator(".upload[data-id]", has_text="发票.jpg")).to_be_visible()
        assert await serious_findings(page) == []
        await failed.get_by_label(said("upload-retry")).click()
        await expect(failed).to_have_count(0)
        await expect(page.locator(".upload[data-id]")).to_have_count(2)
        await expect(page.locator("[data-groups]")).to_contain_text(said("entry-group-met"))
    sheet = await read_credit(sqlite_desk, cast.NURSE.actor, draft.id)
    assert sorted(file.name for file in sheet.evidence) == ["发票.jpg", "证书.jpg"]


async def test_saving_waits_for_the_files_that_are_on_their_way(sqlite_desk: Desk) -> None:
    draft = await start_draft(sqlite_desk, cast.NURSE.actor)
    await revise_draft(sqlite_desk, cast.NURSE.actor, draft.id, {"rule": "paper-core"})
    may_arrive, came = asyncio.Event(), list[str]()

    async def late(route: Route) -> None:
        await may_arrive.wait()
        await route.fallback()

    async with serving(sqlite_desk) as url, browsing() as browser, at_home(browser, url) as page:
        await page.goto(f"/credits/{draft.id}/edit")
        await page.fill("#answer-journal", "中华护理杂志")
        await page.route(f"**/credits/{draft.id}/evidence", late)
        page.on("request", lambda one: came.append(one.url) if one.method == "POST" else None)
        await page.set_input_files(
            ".uploader-pick [multiple]", files=[photograph("论文.jpg", certificate())]
        )
        await page.click(f"text={said('entry-save')}")
        await expect(page.locator(".toasts")).to_contain_text(said("shell-uploading"))
        await page.click(".nav a[href='/credits'] >> visible=true")
        await expect(page.locator("dialog")).to_contain_text(said("shell-upload-leave"))
        await page.click(f"dialog >> text={said('shell-confirm-no')}")
        assert [one for one in came if one.endswith("/edit")] == []
        may_arrive.set()
        await page.wait_for_url(f"{url}/credits/{draft.id}?*")
    sheet = await read_credit(sqlite_desk, cast.NURSE.actor, draft.id)
    assert ([file.name for file in sheet.evidence], sheet.credit.claim.details["journal"]) == (
        ["论文.jpg"],
        "中华护理杂志",
    )


async def test_evidence_is_looked_at_closely_with_the_keyboard(sqlite_desk: Desk) -> None:
    credit = await a_submitted_credit(sqlite_desk, cast.NURSE.actor)
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.NURSE, size=DESKTOP) as page,
    ):
        await page.goto(f"/credits/{credit.id}")
        await page.click(".evidence-tile >> nth=0")
        stage, place = page.locator(".viewer-stage"), page.locator(".viewer-place")
        await expect(stage).to_have_attribute("data-state", "shown")
        await expect(place).to_have_text("1 / 2")
        assert await serious_findings(page) == []
        await page.keyboard.press("+")
        await expect(stage).to_have_attribute("data-scale", "1.50")
        await page.dblclick(".viewer-stage")
        await expect(stage).to_have_attribute("data-scale", "1.00")
        await page.keyboard.press("ArrowRight")
        await expect(place).to_have_text("2 / 2")
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog")).to_have_count(0)
        await expect(page.locator(".evidence-tile").nth(1)).to_be_focused()


async def test_a_waiting_credit_is_counted_and_listed_while_the_page_stays(
    sqlite_desk: Desk,
) -> None:
    async with (
        serving(sqlite_desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE) as page,
    ):
        waiting, listed = page.locator("[data-badge=review]"), page.locator("#queue a.row")
        await expect(waiting).to_be_empty()
        await expect(listed).to_have_count(0)
        await page.evaluate("document.body.dataset.same = 'page'")
        await a_submitted_credit(sqlite_desk, cast.NURSE.actor)
        await expect(waiting).to_have_text("1")
        await expect(listed).to_contain_text("闻旦")
        await expect(page.locator("body")).to_have_attribute("data-same", "page")


async def test_without_a_network_a_page_says_so_and_nothing_personal_is_kept(
    sqlite_desk: Desk,
) -> None:
    async with serving(sqlite_desk) as url, browsing() as browser, at_home(browser, url) as page:
        await page.evaluate(IS_KEPT, "/scan")
        await page.context.set_offline(True)
        await page.click(".nav a[href='/credits']")
        await expect(page.locator("h1")).to_have_text(said("offline-title"))
        await page.reload()
        await expect(page.locator("h1")).to_have_text(said("offline-title"))
        kept = await page.evaluate(KEPT)
        assert {path for path in kept if not path.startswith("/static/")} == {"/offline", "/scan"}
        await page.click(f"text={said('web-again')}")
        await expect(page.locator("h1")).to_have_text(said("offline-title"))
        await page.context.set_offline(False)  # it comes back by itself
        await expect(page.locator("h1")).to_contain_text("闻旦")


async def test_signing_out_empties_what_the_browser_kept(sqlite_desk: Desk) -> None:
    async with serving(sqlite_desk) as url, browsing() as browser, at_home(browser, url) as page:
        await page.goto("/settings")
        await page.evaluate(LEAVE_SOMETHING)
        assert await page.evaluate(IS_LEFT)
        await page.click("form[data-sign-out] button")
        await page.wait_for_url("**/sign-in")
        assert not await page.evaluate(IS_LEFT)
        await page.go_back()
        await expect(page.locator("[name=password]")).to_be_visible()


async def test_what_is_typed_stays_when_the_database_is_held_by_others(
    sqlite_url: str, tmp_path: Path, clock: MovableClock
) -> None:
    impatient = settings_for(tmp_path / "home", f"{sqlite_url}&busy_timeout=100")
    async with (
        open_desk(impatient, clock=clock) as desk,
        serving(desk) as url,
        browsing() as browser,
        at_home(browser, url) as page,
    ):
        draft = await start_draft(desk, cast.NURSE.actor)
        await revise_draft(desk, cast.NURSE.actor, draft.id, {"rule": "paper-core"})
        await page.goto(f"/credits/{draft.id}/edit")
        await page.fill("#answer-journal", "中华护理杂志")
        part = page.locator("turbo-frame#phone")
        async with a_held_database(sqlite_url):
            await page.click(f"text={said('entry-save')}")
            await expect(page.locator(".toasts")).to_contain_text(said("refusal-database-busy"))
            await page.click(f"text={said('entry-phone-make')}")
            await expect(part.get_by_role("alert")).to_contain_text(said("refusal-database-busy"))
            assert await serious_findings(page) == []
        await part.get_by_text(said("web-again")).click()
        await expect(part.get_by_label(said("entry-phone-qr"))).to_be_visible()
        await expect(page.locator("#answer-journal")).to_have_value("中华护理杂志")
        await page.click(f"text={said('entry-save')}")
        await expect(page.locator("h1")).not_to_have_text("")
        await page.wait_for_url(f"{url}/credits/{draft.id}*")


async def test_what_is_typed_stays_over_a_session_that_has_ended(sqlite_desk: Desk) -> None:
    nurse = cast.NURSE
    draft = await start_draft(sqlite_desk, nurse.actor)
    await revise_draft(sqlite_desk, nurse.actor, draft.id, {"rule": "paper-core"})
    async with serving(sqlite_desk) as url, browsing() as browser, at_home(browser, url) as page:
        await page.goto(f"/credits/{draft.id}/edit")
        await page.fill("#answer-journal", "中华护理杂志")
        async with sqlite_desk.store.transaction() as tx:
            ours = await tx.sessions.of(nurse.account.id, sqlite_desk.clock.now())
            await tx.sessions.end(nurse.account.id, [one.id for one in ours])
        await page.click(f"text={said('entry-phone-make')}")
        to_sign_in = page.locator("turbo-frame#phone").get_by_role("link")
        await expect(to_sign_in).to_have_attribute("href", f"/credits/{draft.id}/edit")
        await page.click(f"text={said('entry-save')}")
        kept = page.locator("main").get_by_role("alert")
        await expect(kept).to_have_text(said("typed-kept"))
        await page.fill("[name=login]", nurse.login)
        await page.fill("[name=password]", cast.PASSWORD)
        await page.press("[name=password]", "Enter")
        await expect(page.locator("h1")).to_have_text(said("typed-title"))
        assert "中华护理杂志" not in page.url
        await page.get_by_role("button", name=said("typed-send"), exact=True).click()
        await page.wait_for_url(f"{url}/credits/{draft.id}?*")
    sheet = await read_credit(sqlite_desk, nurse.actor, draft.id)
    assert sheet.credit.claim.details["journal"] == "中华护理杂志"


async def test_a_page_without_a_stream_works_and_follows_as_soon_as_it_can(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pwa.frame.web_app.descriptors", lambda: 2)  # one stream in all
    nurse = cast.NURSE.actor
    async with browsing() as browser, serving(sqlite_desk) as url:
        async with httpx.AsyncClient(base_url=url, headers={"Origin": url}) as other:
            form = {"login": cast.PHYSICIAN.login, "password": cast.PASSWORD}
            await other.post("/sign-in", data=form)
            async with other.stream("GET", "/live") as taken:
                assert taken.status_code == 200
                context = await somewhere(browser, url, service_workers="allow")
                page = await context.new_page()
                faults: list[str] = []
                page.on("pageerror", lambda fault: faults.append(str(fault)))
                async with page.expect_response("**/live") as refused:
                    await page.goto("/sign-in")
                    await page.fill("[name=login]", cast.NURSE.login)
                    await page.fill("[name=password]", cast.PASSWORD)
                    await page.press("[name=password]", "Enter")
                assert (await refused.value).status == 503
                await page.get_by_role("link", name=said("nav-settings")).first.click()
                await page.wait_for_url(f"{url}/settings")
        async with sqlite_desk.store.transaction() as tx:
            details = {"points": 200, "year": 2026}
            now = sqlite_desk.clock.now()
            await tx.notices.add([nurse.account_id], "took-effect", now=now, details=details)
        badge = page.locator("[data-badge=inbox]").first
        await expect(badge).to_have_text("1")
        assert faults == []
        await context.close()


@asynccontextmanager
async def at_a_queue(desk: Desk) -> AsyncIterator[Page]:
    """蔡李铭's first page, with a claim to be reviewed on it."""
    await a_submitted_credit(desk, cast.NURSE.actor)
    async with (
        serving(desk) as url,
        browsing() as browser,
        signed_in(browser, url, cast.HEAD_NURSE, size=DESKTOP) as page,
    ):
        await page.goto("/")
        yield page


async def test_a_tap_is_not_lost_while_a_part_of_the_page_is_fetched_anew(
    sqlite_desk: Desk,
) -> None:
    async with at_a_queue(sqlite_desk) as page:
        link = page.locator("#queue a").first
        await link.hover()
        await page.mouse.down()
        assert await page.evaluate(FETCHED_ANEW)
        assert await link.get_attribute("data-pressed")
        await page.mouse.up()
        await page.wait_for_url("**/review**")


async def test_a_part_of_the_page_that_nobody_touches_is_fetched_anew(sqlite_desk: Desk) -> None:
    async with at_a_queue(sqlite_desk) as page:
        assert await page.evaluate(FETCHED_ANEW)
        await expect(page.locator("#queue a").first).not_to_have_attribute("data-pressed", "yes")
