"""The scanner as a phone meets it: camera, photo, typing, and a lecture room without a network."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.async_api import Browser, Page, async_playwright, expect
from quart import jsonify, request
from quart.typing import ResponseReturnValue

from core import qr
from core.ports import Desk
from core.texts import say
from tests import cast
from tests.browser.serving import (
    FLAGS,
    PHONE,
    TWICE_AS_LARGE,
    chromium,
    complaints_of,
    serious_findings,
    serving,
    somewhere,
)
from tests.cast import Person

CODE = "mfrggzdfmztwq2lknnwg23tpob"
OURS = f"https://cme.example/a/{CODE}"
FOREIGN = "https://shop.example/menu"
FRAME = (1280, 720)
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
RECORDED = {
    "outcome": "recorded",
    "phase": "sign-in",
    "at": "14:02",
    "title": "静脉输液安全与并发症处理",
    "sentence": "14:02 已签到",
    "detail": "门诊楼 5 楼示教室",
}
OTHER_ACCOUNT = {"code": "other-account", "message": "这次签到是另一个人扫的。"}
TOO_EARLY = {"code": "too-early", "message": "还没有开始签到，13:30 起可以签到。"}
WORKER_IS_THERE = """new Promise((done) => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) done();
  else serviceWorker.addEventListener("controllerchange", done);
})"""
IS_KEPT = "caches.match('/scan').then(Boolean)"
LEAVE_AN_ENTRY = """(entry) => attendanceQueue.keep(entry)"""
SCANNER = "attendance-scanner"
FELT_BY_A_HAND = """{
  window.isTouched = false;
  navigator.vibrate = (pattern) => document.documentElement.setAttribute("data-felt", pattern);
  const hasBeenActive = { get: () => isTouched };
  Object.defineProperty(UserActivation.prototype, "hasBeenActive", hasBeenActive);
}"""
A_SECOND_CAMERA = """{
  const all = MediaDevices.prototype.enumerateDevices;
  MediaDevices.prototype.enumerateDevices = async function () {
    return [...(await all.call(this)), { kind: "videoinput", deviceId: "other" }];
  };
}"""
SEEN = """(isSeen) => {
  Object.defineProperty(document, "hidden", { value: !isSeen, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
FAIL = "MediaDevices.prototype.getUserMedia = async () => { throw new DOMException('', '%s') }"
NO_CAMERA = {
    "refused": FAIL % "NotAllowedError",
    "none": FAIL % "NotFoundError",
    "insecure": "delete Navigator.prototype.mediaDevices",
}
LOST = "Failed to load resource"


def said(key: str, **blanks: object) -> str:
    return say(key, **blanks)


def photograph(link: str, number: int = 0) -> Image.Image:
    """Return what a phone sees of a code on a screen: askew, blurred, with things around it."""
    chance = random.Random(number)
    seen = Image.new("RGB", FRAME, (96, 104, 110))
    draw = ImageDraw.Draw(seen)
    for _ in range(20):
        left, top = chance.randrange(FRAME[0]), chance.randrange(FRAME[1])
        grey = chance.randrange(60, 200)
        draw.rectangle((left, top, left + 140, top + 80), fill=(grey, grey, grey - 20))
    code = Image.open(BytesIO(qr.png(link))).convert("RGB").resize((300, 300))
    turned = code.rotate(chance.uniform(-12, 12), expand=True, fillcolor=(110, 110, 110))
    seen.paste(turned, (480 + chance.randrange(-30, 30), 190 + chance.randrange(-30, 30)))
    return seen.filter(ImageFilter.GaussianBlur(1))


def film(path: Path, link: str) -> Path:
    """Write what the camera will see; frames of JPEG after one another are a film already."""
    with path.open("wb") as frames:
        for number in range(4):
            photograph(link, number).save(frames, "JPEG", quality=80)
    return path


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of the screen in the lecture room."""
    return film(tmp_path_factory.mktemp("films") / "screen.mjpeg", OURS)


@dataclass
class CheckInPoint:
    """Stands in for the server's side of attendance: notes what arrives, answers as it is told."""

    answer: dict[str, str] = field(default_factory=lambda: dict(RECORDED))
    status: int = 200
    arrived: list[dict[str, Any]] = field(default_factory=list)

    def answers(self) -> dict[str, Callable[..., Any]]:
        """Return what answers for the page that scans are sent to, and for those of a guest."""
        ask = self.ask
        return {"scanner.enter": self.take, "attendance.opened": ask, "attendance.typed": ask}

    async def take(self) -> ResponseReturnValue:
        self.arrived.append(await request.get_json())
        return jsonify(self.answer), self.status

    async def ask(self, text: str = "") -> ResponseReturnValue:
        return f"<!doctype html><title>sign in</title><p>{text or request.args['code']}</p>"


@asynccontextmanager
async def browsing_with_camera(path: Path | None = None) -> AsyncIterator[Browser]:
    """Open Chromium with a camera that sees a film, or with none."""
    flags = [*FLAGS, *CAMERA, f"--use-file-for-fake-video-capture={path}"] if path else [*FLAGS]
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=chromium(), args=flags)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def phone(
    browser: Browser,
    url: str,
    person: Person | None = cast.NURSE,
    *,
    dark: bool = False,
    offline: bool = False,
) -> AsyncIterator[Page]:
    """Somebody's phone, signed in, of another time than the hospital's.

    `offline` says whether it keeps pages for want of a network.
    """
    worker, colours = "allow" if offline else "block", "dark" if dark else "light"
    context = await somewhere(
        browser,
        url,
        PHONE,
        on_phone=True,
        service_workers=worker,
        color_scheme=colours,
        timezone_id="America/New_York",
    )
    page = await context.new_page()
    complaints = complaints_of(page)
    if person:
        await sign_in(page, person)
    yield page
    await context.close()
    assert not [one for one in complaints if not one.startswith(LOST)]


async def until(page: Page, condition: str) -> None:
    """Wait in the page: our policy forbids what Playwright's own waiting evaluates there."""
    await page.evaluate(
        f"""new Promise((done) => {{
          const look = async () => ((await ({condition})) ? done() : setTimeout(look, 20));
          look();
        }})"""
    )


async def sign_in(page: Page, person: Person) -> None:
    await page.goto("/sign-in")
    await page.fill("[name=login]", person.login)
    await page.fill("[name=password]", cast.PASSWORD)
    await page.press("[name=password]", "Enter")
    await page.wait_for_url("**/")
    await expect(page.locator("body")).to_have_attribute("data-account", person.account.id)


async def type_code(page: Page, code: str) -> None:
    if await page.locator(SCANNER).get_attribute("data-state") != "off":
        await page.click(f"text={said('scan-type')}")
    await page.fill("#code", code)
    await page.press("#code", "Enter")


STACKED = """() => {
  const parts = [".scan-head", ".scan-form", ".scan-line", ".scan-ways"]
    .map((one) => document.querySelector(one).getBoundingClientRect());
  return parts.every(({ left, right, top }, place) => left >= 0 && right <= innerWidth
    && right - left > innerWidth / 2 && (!place || top >= parts[place - 1].bottom));
}"""


def an_entry(key: str, person: Person, **more: object) -> dict[str, object]:
    return {
        "key": key,
        "code": "ABC234",
        "account": person.account.id,
        "device_at": "2026-06-15T06:02:00.000Z",
        "way": "typed",
    } | more


async def test_the_camera_sees_a_code_and_it_is_sent_once(sqlite_desk: Desk, screen: Path) -> None:
    door = CheckInPoint()
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera(screen) as browser,
        phone(browser, url) as page,
    ):
        await page.add_init_script(A_SECOND_CAMERA)
        await page.goto("/scan")
        await expect(page.locator("#scan-outcome")).to_have_text("14:02 已签到")
        await expect(page.locator(".scan-result")).to_be_focused()
        await expect(page.locator(".scan-result")).to_contain_text(RECORDED["title"])
        assert await serious_findings(page) == []
        await page.click(f"text={said('scan-again')}")
        await expect(page.locator(".scan-line")).to_have_text(said("scan-same"))
        assert await serious_findings(page) == []
        await page.evaluate(SEEN, False)
        await until(page, "!document.querySelector('video').srcObject")
        await page.evaluate(SEEN, True)
        await until(page, "document.querySelector('video').srcObject")
        await page.get_by_label(said("scan-turn")).click()
        await until(page, "localStorage.getItem('camera') === 'other'")
        await expect(page.locator(SCANNER)).to_have_attribute("data-state", "looking")
        await expect(page.locator(".scan-line")).to_have_text(said("scan-same"))
    [entry] = door.arrived
    assert {**entry, "key": "", "device_at": ""} == {
        "code": CODE,
        "key": "",
        "account": cast.NURSE.account.id,
        "device_at": "",
        "kept": False,
        "way": "camera",
    }


async def test_a_phone_stirs_only_in_a_hand_that_has_touched_it(
    sqlite_desk: Desk, screen: Path
) -> None:
    async with (
        serving(sqlite_desk, instead=CheckInPoint().answers()) as url,
        browsing_with_camera(screen) as browser,
        phone(browser, url) as page,
    ):
        await page.add_init_script(FELT_BY_A_HAND)
        await page.goto("/scan")
        await expect(page.locator("#scan-outcome")).to_have_text("14:02 已签到")
        await expect(page.locator("html")).not_to_have_attribute("data-felt", "80")
        await page.evaluate("isTouched = true")
        await page.click(f"text={said('scan-again')}")
        await type_code(page, "ABC234")
        await expect(page.locator("#scan-outcome")).to_have_text("14:02 已签到")
        await expect(page.locator("html")).to_have_attribute("data-felt", "80")


async def test_a_foreign_code_is_named_and_a_photo_or_fingers_do_as_well(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    door, picture = CheckInPoint(), BytesIO()
    photograph(OURS).save(picture, "JPEG")
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera(film(tmp_path / "menu.mjpeg", FOREIGN)) as browser,
        phone(browser, url, None, dark=True) as page,
    ):
        await page.goto("/scan")
        await expect(page.locator(".scan-line")).to_have_text(said("scan-foreign"))
        await type_code(page, "abc")
        await expect(page.locator("#code-wrong")).to_have_text(said("scan-code-wrong"))
        assert await serious_findings(page) == []
        assert await page.evaluate(STACKED)
        await page.evaluate(TWICE_AS_LARGE)
        assert await page.evaluate(STACKED)
        await type_code_again(page, " abc 234")
        await expect(page.locator("#scan-outcome")).to_have_text("14:02 已签到")
        assert await serious_findings(page) == []
        await page.click(f"text={said('scan-again')}")
        await expect(page.locator(".scan-line")).to_have_text(said("scan-foreign"))
        await page.set_input_files(
            ".scan-photo input",
            {"name": "code.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()},
        )
        await expect(page.locator(".scan-result")).to_be_visible()
    assert [(one["code"], one["way"]) for one in door.arrived] == [
        ("ABC234", "typed"),
        (CODE, "photo"),
    ]


async def type_code_again(page: Page, code: str) -> None:
    await page.fill("#code", code)
    await page.press("#code", "Enter")


async def test_without_a_camera_the_page_says_what_to_do(sqlite_desk: Desk) -> None:
    door = CheckInPoint(TOO_EARLY, 409)
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera() as browser,
    ):
        for reason, deed in NO_CAMERA.items():
            async with phone(browser, url, None, dark=reason == "none") as page:
                await page.add_init_script(deed)
                await page.goto("/scan")
                await expect(page.locator(".scan-off")).to_contain_text(said(f"scan-off-{reason}"))
                if reason != "insecure":
                    assert await serious_findings(page) == []
                await type_code(page, "ABC234")
                await expect(page.locator("#scan-outcome")).to_have_text(TOO_EARLY["message"])
                await page.click(f"text={said('scan-again')}")
                await expect(page.locator(".scan-off")).to_be_visible()


async def test_a_guest_is_led_to_where_the_code_waits_for_them(sqlite_desk: Desk) -> None:
    refusal = {"code": "sign-in-needed", "message": "请先登录。"}
    async with (
        serving(sqlite_desk, instead=CheckInPoint(refusal, 401).answers()) as url,
        browsing_with_camera() as browser,
        phone(browser, url, None) as page,
    ):
        await page.goto("/scan")
        await expect(page.locator(".scan-off")).to_be_visible()
        await type_code(page, "abc234")
        await page.wait_for_url("**/a?code=ABC234")


async def test_without_a_network_a_scan_is_kept_and_sent_once_later(
    sqlite_desk: Desk, screen: Path
) -> None:
    door = CheckInPoint()
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera(screen) as browser,
        phone(browser, url, offline=True) as page,
    ):
        await page.evaluate(WORKER_IS_THERE)
        await page.goto("/scan")
        await expect(page.locator(".scan-result")).to_be_visible()
        await until(page, IS_KEPT)
        door.arrived.clear()
        await page.context.set_offline(True)
        await page.clock.set_fixed_time("2026-06-15T02:02:00Z")
        await page.goto("/scan")
        await expect(page.locator("#scan-outcome")).to_have_text(said("scan-kept"))
        here = say("scan-kept-detail", time="10:02")
        await expect(page.locator("#scan-detail")).to_have_text(here)
        await page.reload()
        await expect(page.locator("#scan-outcome")).to_have_text(said("scan-kept"))
        assert len(await page.evaluate("attendanceQueue.entries()")) == 1
        assert door.arrived == []
        await page.goto("/")
        await expect(page.locator("h1")).to_have_text(said("offline-title"))
        await page.context.set_offline(False)  # it comes back by itself
        await expect(page.locator("h1")).not_to_have_text(said("offline-title"))
        await expect(page.locator("kept-entries")).to_be_hidden()
    assert {one["code"] for one in door.arrived} == {CODE}
    assert len({one["key"] for one in door.arrived}) == 1
    assert all(one["kept"] for one in door.arrived)


async def test_the_worker_sends_with_no_page_open_but_not_for_others(sqlite_desk: Desk) -> None:
    door = CheckInPoint(OTHER_ACCOUNT, 409)
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera() as browser,
        phone(browser, url, offline=True) as page,
    ):
        await page.evaluate(WORKER_IS_THERE)
        [worker] = page.context.service_workers
        await page.goto("about:blank")
        await worker.evaluate(LEAVE_AN_ENTRY, an_entry("one", cast.NURSE))
        await worker.evaluate("attendanceQueue.flush()")
        assert len(await worker.evaluate("attendanceQueue.waiting()")) == 1
        door.answer, door.status = dict(RECORDED), 200
        await worker.evaluate("attendanceQueue.flush()")
        assert await worker.evaluate("attendanceQueue.entries()") == []
    assert [one["key"] for one in door.arrived] == ["one", "one"]


async def test_an_answer_that_was_lost_brings_the_same_key_again(sqlite_desk: Desk) -> None:
    door = CheckInPoint()
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera() as browser,
        phone(browser, url) as page,
    ):
        await page.goto("/scan")
        await expect(page.locator(".scan-off")).to_be_visible()
        door.answer, door.status = {"code": "fault-500", "message": "…"}, 500
        await type_code(page, "ABC234")
        await expect(page.locator("#scan-outcome")).to_have_text(said("scan-kept"))
        assert await serious_findings(page) == []
        door.answer, door.status = dict(RECORDED), 200
        await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(page.locator("#scan-outcome")).to_have_text("14:02 已签到")
        await expect(page.locator(".toasts")).to_contain_text("14:02 已签到")
    assert [one["kept"] for one in door.arrived] == [False, True]
    assert len({one["key"] for one in door.arrived}) == 1


async def test_a_refused_entry_stays_until_it_is_dismissed_and_others_are_left_alone(
    sqlite_desk: Desk,
) -> None:
    door = CheckInPoint(TOO_EARLY, 422)
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera() as browser,
        phone(browser, url) as page,
    ):
        await page.evaluate(LEAVE_AN_ENTRY, an_entry("mine", cast.NURSE))
        await page.evaluate(LEAVE_AN_ENTRY, an_entry("hers", cast.HEAD_NURSE))
        await page.reload()
        refused = page.locator("kept-entries li")
        await expect(refused).to_contain_text(TOO_EARLY["message"])
        assert await serious_findings(page) == []
        await page.reload()
        await refused.get_by_text(said("scan-dismiss")).click()
        await expect(page.locator("kept-entries")).to_be_hidden()
        left = await page.evaluate("attendanceQueue.entries()")
        assert [one["key"] for one in left] == ["hers"]
    assert [one["key"] for one in door.arrived] == ["mine"]


async def test_signing_out_warns_of_what_was_not_sent_and_keeps_it(sqlite_desk: Desk) -> None:
    door = CheckInPoint({"code": "fault-503", "message": "…"}, 503)
    async with (
        serving(sqlite_desk, instead=door.answers()) as url,
        browsing_with_camera() as browser,
        phone(browser, url) as page,
    ):
        await page.goto("/settings")
        await page.evaluate(LEAVE_AN_ENTRY, an_entry("mine", cast.NURSE))
        await page.click("form[data-sign-out] button")
        await expect(page.locator("dialog")).to_contain_text(said("scan-unsent", count=1))
        assert await serious_findings(page) == []
        await page.click(f"dialog >> text={said('shell-confirm-no')}")
        await page.click("form[data-sign-out] button")
        await page.click(f"dialog >> text={said('shell-confirm-yes')}")
        await page.wait_for_url("**/sign-in")
        door.answer, door.status = dict(RECORDED), 200
        await page.goto("/scan")
        await expect(page.locator(".scan-off")).to_be_visible()
        await expect(page.locator("kept-entries")).to_be_hidden()
        door.arrived.clear()
        await sign_in(page, cast.NURSE)
        await expect(page.locator(".toasts")).to_contain_text("14:02 已签到")
    assert [one["key"] for one in door.arrived] == ["mine"]
