"""The whole story, from the first sign-in to the printed form, in real browsers."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from io import BytesIO

from playwright.async_api import Browser, FilePayload, Page, expect
from pypdf import PdfReader

from bot.running import ChatBot
from bot.sandbox.app import sandbox_app
from bot.sandbox.people import Person
from bot.sandbox.telegram import Telegram
from core.domain.register import Actor
from core.ports import Desk
from core.texts import say
from core.usecases.credits.compliance import take_effect
from storage.system import MovableClock
from tests import cast
from tests.bot.world import TOKEN, served
from tests.browser.serving import PHONE, browsing, serving, signed_in, somewhere
from tests.stories import photo
from tests.waiting import PATIENCE_SECONDS

CHAT = 1006
NEW_PASSWORD = "quiet ward at night"
ANSWERS = (
    ("press", "2026"),
    ("press", "赴外省获得学分"),
    ("press", "国家级"),
    ("say", "6学时"),
    ("say", "危重症护理新进展"),
    ("say", "2026-14-02-118"),
    ("say", "江苏省护理学会"),
    ("say", "2026-06-12 至 06-14"),
    ("press", "学分证书"),
    ("press", "审批单"),
)


def said(key: str) -> str:
    return say(key)


@dataclass(frozen=True, slots=True)
class Town:
    """The app, the chats, and the clock they share."""

    desk: Desk
    url: str
    clock: MovableClock
    bot: ChatBot


@asynccontextmanager
async def town(desk: Desk, clock: MovableClock) -> AsyncIterator[Town]:
    telegram = Telegram(TOKEN, [Person(CHAT, "葛莺莺")], clock)
    stop = asyncio.Event()
    async with served(sandbox_app(telegram)) as chats:
        settings = replace(desk.settings, telegram_token=TOKEN, telegram_api_url=chats)
        desk = replace(desk, settings=settings)
        bot = ChatBot(desk)
        running = asyncio.create_task(bot.run(stop))
        async with serving(desk) as url:
            yield Town(desk, url, clock, bot)
        stop.set()
        await running
        telegram.close()


async def first_sign_in(page: Page) -> None:
    """With the last six places of the document, once; then with a password of one's own."""
    await page.goto("/sign-in")
    await page.fill("[name=login]", cast.COLLEAGUE.document)
    await page.fill("[name=password]", cast.COLLEAGUE.document[-6:])
    await page.press("[name=password]", "Enter")
    await page.fill("[name=mobile]", cast.COLLEAGUE.mobile)
    await page.press("[name=mobile]", "Enter")
    await page.fill("[name=new]", NEW_PASSWORD)
    await page.fill("[name=again]", NEW_PASSWORD)
    await page.press("[name=again]", "Enter")
    await expect(page.locator("h1")).to_contain_text("葛莺莺")


async def link_chat(page: Page) -> Page:
    """Make a link in the settings and open the chat with it."""
    await page.goto("/settings")
    await page.click(f"text={said('settings-chat-link')}")
    async with page.context.expect_page() as opened:
        await page.click(f"text={said('settings-chat-open')}")
    chat = await opened.value
    await chat.get_by_text("葛莺莺").first.click()
    await chat.click("[data-begin]")
    await press(chat, "是我的账号")
    await page.click(f"text={said('settings-chat-own')}")
    await hears(chat, "聊天已绑定")
    return chat


async def hears(chat: Page, words: str) -> None:
    await expect(chat.locator("[data-messages]")).to_contain_text(words)


async def enter_claim(chat: Page) -> None:
    """Send two photographs and answer the questions, by buttons and in words."""
    pictures: list[FilePayload] = [
        {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photo(name)}
        for name in ("certificate", "approval")
    ]
    await chat.set_input_files("[data-input=photo]", files=pictures)
    await chat.click(".send")
    await hears(chat, "2 份")
    for how, words in ANSWERS:
        if how == "press":
            await press(chat, words)
        else:
            await chat.fill("[data-text]", words)
            await chat.click(".send")
            await expect(chat.locator("[data-messages]")).to_contain_text(words)
        await quiet(chat)
    await hears(chat, "6 学时 ÷ 3 = 2.0 学分")
    await press(chat, "保存并上报")
    await hears(chat, "已上报")


async def press(chat: Page, label: str) -> None:
    button = chat.locator("[data-messages] button", has_text=label).first
    await button.click()
    await quiet(chat)


async def quiet(chat: Page) -> None:
    """Wait until the bot has acted on everything it was sent."""
    origin = re.match(r"https?://[^/]+", chat.url)
    assert origin
    async with asyncio.timeout(PATIENCE_SECONDS):
        waiting = True
        while waiting:
            answer = await chat.request.get(f"{origin[0]}/control/waiting")
            waiting = (await answer.json())["updates"]


async def approve(browser: Browser, place: Town, person: cast.Person) -> None:
    """A reviewer's thumb: open the queue, approve what is on top."""
    async with signed_in(browser, place.url, person) as page:
        await page.goto("/review")
        await expect(page.locator("#claim")).to_contain_text("葛莺莺")
        await page.click("#decide button[value=approve]")
        await expect(page.locator("#claim")).to_have_count(0)
    place.clock.move(seconds=11)
    place.bot.deliveries.poke()


async def form_of(page: Page) -> str:
    """Return the words of the form of the year, as its PDF holds them."""
    await page.goto("/forms")
    await page.click("a.row >> nth=0")
    link = await page.locator("a[download]").get_attribute("href")
    answer = await page.request.get(str(link))
    assert answer.headers["content-type"] == "application/pdf"
    return words_in(await answer.body())


def words_in(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


async def test_from_the_first_sign_in_to_the_printed_form(
    sqlite_desk: Desk, clock: MovableClock
) -> None:
    async with town(sqlite_desk, clock) as place, browsing() as browser:
        context = await somewhere(browser, place.url, PHONE)
        page = await context.new_page()
        await first_sign_in(page)
        chat = await link_chat(page)
        await enter_claim(chat)
        for reviewer in (cast.HEAD_NURSE, cast.UNIT_ADMINISTRATOR, cast.AUTHORITY):
            await approve(browser, place, reviewer)
        await hears(chat, "次日生效")

        await page.goto("/")
        await expect(page.locator(".ring-number")).to_have_text("0.0")
        clock.move(days=1)
        await take_effect(place.desk, Actor.system())
        await page.reload()
        await expect(page.locator(".ring-number")).to_have_text("2.0")
        await chat.fill("[data-text]", "我还差多少学分？")
        await chat.click(".send")
        await hears(chat, "还差 23.0 学分")

        text = await form_of(page)
        for words in ("葛莺莺", "护师", "危重症护理新进展", "江苏省护理学会", "2.0"):
            assert words in text
        await context.close()
