"""The real app behind a real server, and Chromium in front of it."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    async_playwright,
    expect,
)
from quart import Blueprint

from core.ports import Desk
from pwa.app import create_app
from pwa.frame.access import Access
from pwa.frame.server import Server, configured
from tests import cast
from tests.cast import Person
from tests.waiting import PATIENCE_MS, PATIENCE_SECONDS, until

expect.set_options(timeout=PATIENCE_MS)

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text("utf-8")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STANDSTILL = """(async () => {
  const moves = () => document.getAnimations().filter((one) => one.playState === "running")
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .filter((one) => one.effect.target.checkVisibility());  // what is folded away never ends
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const isLocked = () => document.querySelector("decision-lock[locked]") && !document.hidden;
  do {
    await Promise.allSettled(moves().map((one) => one.finished));
    await painted();
  } while (moves().length || isLocked());  // one movement begins where another ends
})()"""
TWICE_AS_LARGE = "document.documentElement.style.fontSize = '200%'"


def chromium() -> str:
    """Return where the browser is; without one the test is skipped, in CI it fails."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium on this machine")
    return str(found)


@asynccontextmanager
async def serving(
    desk: Desk, *more: Blueprint, instead: Mapping[str, Callable[..., Any]] | None = None
) -> AsyncIterator[str]:
    """Serve the app at this desk, and `more` pages, on a free port; yield its address.

    `instead` names endpoints that something else answers than the app does.
    """
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = create_app(replace(desk, settings=replace(desk.settings, public_url=url)))
        for pages in more:
            app.admit(pages, Access.EVERYBODY)
        app.view_functions.update(instead or {})
        server = Server(configured(app))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        await until(lambda: server.started or running.done())
        try:
            yield url
        finally:
            app.close_streams()
            server.should_exit = True
            await running


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """Open Chromium."""
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


async def somewhere(
    browser: Browser,
    url: str = "",
    size: Mapping[str, int] = DESKTOP,
    *,
    on_phone: bool = False,
    **more: Any,
) -> BrowserContext:
    """Return a browser of somebody's own, which waits as long as every test does.

    It has no worker and reads Chinese, unless `more` says otherwise.
    """
    usual = {"locale": "zh-CN", "service_workers": "block"}
    context = await browser.new_context(
        base_url=url or None,
        viewport={"width": size["width"], "height": size["height"]},
        is_mobile=on_phone,
        has_touch=on_phone,
        **usual | more,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@asynccontextmanager
async def signed_in(
    browser: Browser,
    url: str,
    person: Person,
    *,
    size: dict[str, int] | None = None,
    dark: bool = False,
) -> AsyncIterator[Page]:
    """Sign somebody in as they would; leaving fails if the console had anything to complain of."""
    size = size or PHONE
    on_phone, colours = size["width"] < 900, "dark" if dark else "light"
    context = await somewhere(browser, url, size, on_phone=on_phone, color_scheme=colours)
    page = await context.new_page()
    complaints = complaints_of(page)
    await page.goto("/sign-in")
    await page.fill("[name=login]", person.login)
    await page.fill("[name=password]", cast.PASSWORD)
    await page.press("[name=password]", "Enter")
    await page.wait_for_url(f"{url}/")
    yield page
    await context.close()
    assert not complaints, "\n".join(complaints)


async def holds(page: Page, condition: str) -> None:
    """Wait until a condition holds on a page.

    The browser driver's own way asks again from within the page, which our policy forbids.
    """
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await page.evaluate(condition):  # noqa: ASYNC110 - it is the page that knows
            await asyncio.sleep(0.05)


def complaints_of(page: Page) -> list[str]:
    """Return a list that fills with what the console complains of."""
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if _counts(line) else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)) if _is_ours(fault) else None)
    return complaints


def _counts(line: ConsoleMessage) -> bool:
    """Tell a complaint about our pages from those that axe provokes, which come from nowhere.

    A form that is refused answers 4xx, which the browser notes as well.
    """
    is_refusal = "responded with a status of 4" in line.text
    return line.type == "error" and bool(line.location["url"]) and not is_refusal


def _is_ours(fault: Error) -> bool:
    """Turbo gives up loading a part of a page that is being left; nobody misses it."""
    return fault.name != "AbortError"


async def serious_findings(page: Page, *rules: str) -> list[str]:
    """Return what axe finds on the page once it stands still: whatever it is, it is serious.

    It looks for everything, or for these `rules` only.
    """
    await page.evaluate(STANDSTILL)
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    wanted = {"resultTypes": ["violations"], "preload": False}
    found = await page.evaluate("axe.run", wanted | ({"runOnly": list(rules)} if rules else {}))
    return [
        f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]
    ]
