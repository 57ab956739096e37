"""The sandbox draws its emoji itself: a machine without a font for them shows them too."""

import re
from pathlib import Path

from bot.sandbox.page import __file__ as page_of_the_sandbox
from core.ports import Desk
from storage.system import MovableClock
from tests.bot.world import at_the_summary, world_on
from tests.browser.serving import PHONE, browsing, somewhere

STATIC = Path(page_of_the_sandbox).parent / "static"
TEXTS = Path(__file__).parents[2] / "core/texts"
EMOJI = re.compile(
    "[\u2300-\u23ff\u25aa-\u25ab\u2600-\u2712\u2716-\u27bf\u21a9\U0001f000-\U0001faff]"
)


def test_every_emoji_that_the_texts_use_is_drawn() -> None:
    drawn = {chr(int(code, 16)) for code in re.findall('symbol id="(.*?)"', _read("emoji.svg"))}
    replaced = re.search("const EMOJI = /\\[(.*?)\\]", _read("chat.js"))
    assert replaced
    assert set(replaced[1]) == drawn
    used = {
        sign for file in TEXTS.glob("*/**/chat.ftl") for sign in EMOJI.findall(file.read_text())
    }
    assert used <= drawn


def _read(name: str) -> str:
    return (STATIC / name).read_text("utf-8")


async def test_a_chat_shows_pictures_where_its_words_have_emoji(
    sqlite_desk: Desk, clock: MovableClock, tmp_path: Path
) -> None:
    async with world_on(sqlite_desk, clock) as chat, browsing() as browser:
        await at_the_summary(chat)
        page = await (await somewhere(browser, size=PHONE, device_scale_factor=2)).new_page()
        await page.goto(f"{chat.desk.settings.telegram_api_url}/sandbox/1001")
        sign = page.locator(".message .emoji").first
        await sign.wait_for()
        box = await sign.bounding_box()
        assert box
        assert min(box["width"], box["height"]) > 10
        assert EMOJI.match(str(await sign.get_attribute("aria-label")))
        await page.screenshot(path=tmp_path / "chat.png")
